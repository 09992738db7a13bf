import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { DateTimeScalar } from './scalars/date-time.scalar.js';

@ObjectType({
  description:
    'An access token of XS2A itself, for apps that talk to XS2A directly. Queries to this gateway never need one.',
})
export class AccessToken {
  @Field(() => ID, {
    description: 'Names the token to `renewAccessToken` and `revokeAccessToken`. It is not the token.',
  })
  id!: string;

  @Directive('@tag(name: "secret")')
  @Field(() => String, {
    nullable: true,
    description:
      'Opens all bank data of the bank user to whoever holds it: never log or store it in the clear. Only in the result of the mutation that ' +
      'created or renewed it; null in `BankUser.accessTokens`.',
  })
  token!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When it ends, as XS2A states it; null when it states no end. Never later than an hour after it was created or renewed, whatever it states.',
  })
  validUntil!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was created; null when XS2A does not say.' })
  createdAt!: string | null;
}
