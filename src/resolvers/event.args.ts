import { ArgsType, Field, Int } from 'type-graphql';
import { DateTimeScalar } from '../schema/scalars/date-time.scalar.js';

@ArgsType()
export class EventsArgs {
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Earliest time, inclusive; if omitted, 24 hours before `to`.',
  })
  from?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Latest time, inclusive; if omitted, now.' })
  to?: string | null;

  @Field(() => String, { nullable: true, description: 'Only events of this type: 1 to 100 characters.' })
  type?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only events of this bank login: `WizardSession.transactionId`.',
  })
  transactionId?: string | null;

  @Field(() => Int, { nullable: true, defaultValue: 100, description: 'How many at most, 1 to 500.' })
  first?: number | null;
}
