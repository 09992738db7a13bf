import { Field, ID, InputType } from 'type-graphql';
import { DateTimeScalar } from '../scalars/date-time.scalar.js';

@InputType({ description: 'A raw XS2A token whose end is to be moved.' })
export class RenewAccessTokenInput {
  @Field(() => ID, { description: 'The bank user whose token it is.' })
  bankUserId!: string;

  @Field(() => ID, { description: '`AccessToken.id`.' })
  tokenId!: string;

  @Field(() => DateTimeScalar, {
    description: 'When the token is to end: in the future, and one hour ahead at most. It may be earlier than before.',
  })
  validUntil!: string;
}
