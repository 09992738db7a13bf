import { createUnionType, Field, ObjectType } from 'type-graphql';
import { AccessToken } from '../access-token.type.js';
import { typeName } from '../type-name.js';
import { InvalidInputError, NotFoundError } from '../user-error.type.js';

@ObjectType({ description: 'The token exists, and ends when it was asked to, or earlier.' })
export class CreateAccessTokenSuccess {
  readonly __typename!: 'CreateAccessTokenSuccess';

  @Field(() => AccessToken, { description: 'Read it here: the token is not shown again.' })
  accessToken!: AccessToken;
}

export const CreateAccessTokenResult = createUnionType({
  name: 'CreateAccessTokenResult',
  description: 'Result of `createAccessToken` and `renewAccessToken`.',
  types: () => [CreateAccessTokenSuccess, NotFoundError, InvalidInputError] as const,
  resolveType: typeName,
});
export type CreateAccessTokenResult = typeof CreateAccessTokenResult;
