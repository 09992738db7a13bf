import { Field, ID, InputType } from 'type-graphql';
import { DateScalar } from '../scalars/date.scalar.js';

@InputType({ description: 'Turnovers that are not new any more.' })
export class MarkTurnoversSeenInput {
  @Field(() => ID, { description: 'Their account.' })
  accountId!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Latest booking date, inclusive; all of them where left out.',
  })
  upTo?: string | null;
}
