import { Field, ID, ObjectType } from 'type-graphql';
import { DateTimeScalar } from './scalars/date-time.scalar.js';

@ObjectType({ description: 'An event of XS2A: what it also sends to webhooks.' })
export class Xs2aEvent {
  @Field(() => ID, { description: 'The id of the event at XS2A, as in the webhook.' })
  id!: string;

  @Field(() => String, { description: 'The type, as named by XS2A, such as `transaction.updated`. XS2A adds types.' })
  type!: string;

  @Field(() => String, {
    nullable: true,
    description: '`WizardSession.transactionId` of the bank login that it is about; null if there is none.',
  })
  transactionId!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it happened; null if XS2A states no time.' })
  createdAt!: string | null;

  /** XS2A's id of what it is about, such as a connection; null when it has none. */
  subjectXs2aId!: string | null;
}
