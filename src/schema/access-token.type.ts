import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { DateTimeScalar } from './scalars/date-time.scalar.js';

@ObjectType({
  description:
    'An access token of XS2A itself, for apps that talk to XS2A directly. Queries to this gateway never need one.',
})
export class AccessToken {
  @Field(() => ID, { description: 'Names the token to `revokeAccessToken`. It is not the token.' })
  id!: string;

  @Directive('@tag(name: "secret")')
  @Field(() => String, {
    description:
      'Opens all bank data of the bank user to whoever holds it. Answered once; never log or store it in the clear.',
  })
  token!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends; null when XS2A states no end.' })
  validUntil!: string | null;
}
