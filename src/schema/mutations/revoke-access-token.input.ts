import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'A raw XS2A token to be ended at once.' })
export class RevokeAccessTokenInput {
  @Field(() => ID, { description: 'The bank user whose token it is.' })
  bankUserId!: string;

  @Field(() => ID, { description: '`AccessToken.id`.' })
  tokenId!: string;
}
