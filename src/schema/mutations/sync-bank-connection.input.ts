import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'A bank connection to be synced now.' })
export class SyncBankConnectionInput {
  @Field(() => ID, { description: 'The connection.' })
  id!: string;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Try again although the last sync failed; without it the answer is SyncFailedBeforeError.',
  })
  force?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Try again although another failure disables the connection for good; without it the answer is LastAttemptError. ' +
      'It does not stand for `force`.',
  })
  acceptDisable?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'The person is there and asked for it: it does not count against the four a day that a bank may be asked without them.',
  })
  userPresent?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Sync mode SHARED: the caller's half of the credentials, from `WizardStep.credentialShare`. A secret: send it as a variable.",
  })
  credentialShare?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Makes the request repeatable: the same key and input within 24 hours start no second sync.',
  })
  idempotencyKey?: string | null;
}
