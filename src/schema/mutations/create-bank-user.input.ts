import { Field, InputType } from 'type-graphql';

@InputType({ description: 'A bank user to be created.' })
export class CreateBankUserInput {
  @Field(() => String, { description: 'Name of the person; not blank.' })
  name!: string;

  @Field(() => String, { description: 'Email address of the person. XS2A does not verify it.' })
  email!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Makes the request repeatable: the same key and input within 24 hours create nothing more, and answer with what the ' +
      'first request created. Take a new random key per bank user.',
  })
  idempotencyKey?: string | null;
}
