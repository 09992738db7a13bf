import { Field, ObjectType } from 'type-graphql';
import { DateScalar } from './scalars/date.scalar.js';

@ObjectType({ description: 'Days from one to another, both inclusive.' })
export class DateRange {
  @Field(() => DateScalar, { nullable: true, description: 'The first day; null where it is open.' })
  from!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day; null where it is open.' })
  to!: string | null;
}
