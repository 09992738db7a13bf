import { Directive, Field, ObjectType } from 'type-graphql';
import { DateTimeScalar } from './scalars/date-time.scalar.js';

@ObjectType({ description: 'Why a bank login did not succeed, or not yet.' })
export class WizardError {
  @Field(() => String, {
    description:
      "One of XS2A's codes, such as `login_failed` or `wrong_tan`. New ones come: treat an unknown one as a failure.",
  })
  code!: string;

  @Field(() => Boolean, {
    description: 'The person may try again, in this session or in a new one. False: trying again changes nothing.',
  })
  retryable!: boolean;
}

@ObjectType({
  description:
    "A bank login that a person goes through, in XS2A's own wizard or screen by screen with `submitWizardStep`. It ends when it is finished, aborted or left alone for too long.",
})
export class WizardSession {
  @Directive('@tag(name: "secret")')
  @Field(() => String, {
    nullable: true,
    description:
      'Opens the bank login for whoever holds it: hand it to the wizard, or to `submitWizardStep`. Only in the result of the ' +
      'mutation that began the session, null everywhere else; never logged, never cached.',
  })
  key!: string | null;

  @Field(() => String, { description: 'Names the session to the query `wizardSession`; by itself it opens nothing.' })
  transactionId!: string;

  /** XS2A's id of the bank user who logs in; null when the session's owner is unknown. */
  bankUserId!: string | null;

  /** XS2A's id of the resulting connection; null when it is unknown or does not exist yet. */
  connectionXs2aId!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'The login came to its end; null when that could not be read. Then `connection` is there, unless `lastError` says why not.',
  })
  finished!: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      "XS2A's name of the screen that the person is at, such as `WizardLoginStep`. For support and statistics: new ones come.",
  })
  currentStep!: string | null;

  @Field(() => WizardError, { nullable: true, description: 'What went wrong last; null when nothing did.' })
  lastError!: WizardError | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Begun with a test key of XS2A: reaches the test bank, never a real one. Null in the result of the mutation that began it; the query `wizardSession` knows.',
  })
  testMode!: boolean | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When the session began at XS2A. Null in the result of the mutation that began it; the query `wizardSession` knows.',
  })
  createdAt!: string | null;
}
