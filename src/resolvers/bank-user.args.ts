import { ArgsType, Field, Int } from 'type-graphql';

@ArgsType()
export class BankUsersArgs {
  @Field(() => Int, { nullable: true, defaultValue: 20, description: 'How many at most, 1 to 500.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only bank users after this cursor.' })
  after?: string | null;
}
