import { ArgsType, Field, ID, Int } from 'type-graphql';
import { TurnoverFilter } from '../schema/turnover-filter.input.js';
import { TurnoverOrder } from '../schema/turnover.enum.js';

@ArgsType()
abstract class TurnoverListArgs {
  @Field(() => TurnoverFilter, { nullable: true, description: 'Which turnovers; all of them where left out.' })
  filter?: TurnoverFilter | null;

  @Field(() => TurnoverOrder, { nullable: true, defaultValue: 'BOOKING_DATE_DESC', description: 'In which order.' })
  orderBy?: TurnoverOrder | null;
}

@ArgsType()
export class BankUserTurnoversArgs extends TurnoverListArgs {
  @Field(() => [ID], {
    nullable: true,
    description: 'The `id`s of accounts of this bank user, at most 500; all of them where left out.',
  })
  accountIds?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'true leaves out accounts whose connection is gone, which may count twice beside their successors; false leaves out all others.',
  })
  connected?: boolean | null;

  @Field(() => Int, { nullable: true, defaultValue: 50, description: 'How many at most, 1 to 500.' })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only entries after this cursor, of a list with the same filter and order.',
  })
  after?: string | null;
}

@ArgsType()
export class AccountTurnoversArgs extends TurnoverListArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'The first so many, 1 to 500; not together with `last`. 50 where both are left out.',
  })
  first?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only entries after this cursor, of a list with the same filter and order.',
  })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'The last so many, 1 to 500; not together with `first`.' })
  last?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only entries before this cursor, of a list with the same filter and order.',
  })
  before?: string | null;
}
