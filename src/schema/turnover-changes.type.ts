import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Account } from './account.type.js';
import { usually } from './cost.js';
import { DateTimeScalar } from './scalars/date-time.scalar.js';
import { Turnover } from './turnover.type.js';

@ObjectType({ simpleResolvers: true, description: 'All turnovers that a month has now.' })
export class TurnoverMonth {
  @Field(() => String, { description: 'YYYY-MM of the booking date.' })
  month!: string;

  @Directive(usually(50))
  @Field(() => [Turnover], { description: 'All of them, newest first; empty when the month has none any more.' })
  turnovers!: readonly Turnover[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'What has changed about the turnovers of an account since a cursor was handed out.',
})
export class TurnoverChanges {
  @Field(() => Account, { description: 'The account.' })
  account!: Account;

  @Field(() => String, {
    description: 'What you have once these months are taken over: give it as `since` the next time.',
  })
  cursor!: string;

  @Field(() => Boolean, { description: 'There are more changes: ask again, with this cursor.' })
  hasMore!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When XS2A last read the list at the bank.' })
  asOf!: string | null;

  @Field(() => Int, {
    description: 'Rows that XS2A answered and the gateway cannot understand: they are missing from the months.',
  })
  unreadableCount!: number;
}
