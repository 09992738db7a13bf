import { Field, ID, InputType } from 'type-graphql';
import { DateTimeScalar } from '../scalars/date-time.scalar.js';

@InputType({ description: 'A raw XS2A token to be created for a bank user.' })
export class CreateAccessTokenInput {
  @Field(() => ID, { description: 'The bank user whose data the token opens.' })
  bankUserId!: string;

  @Field(() => DateTimeScalar, {
    description: 'When the token is to end; in the future. XS2A may end it earlier: see `AccessToken.validUntil`.',
  })
  validUntil!: string;
}
