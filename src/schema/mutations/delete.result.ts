import { createUnionType, Field, ID, ObjectType } from 'type-graphql';
import { typeName } from '../type-name.js';
import { NotFoundError } from '../user-error.type.js';

@ObjectType({ description: 'It is gone, for good.' })
export class DeleteSuccess {
  readonly __typename!: 'DeleteSuccess';

  @Field(() => ID, { description: "The id that was given: take the thing out of the client's cache by it." })
  deletedId!: string;
}

export const DeleteResult = createUnionType({
  name: 'DeleteResult',
  description: 'Result of a deletion. Deleting what no longer exists is NotFoundError.',
  types: () => [DeleteSuccess, NotFoundError] as const,
  resolveType: typeName,
});
export type DeleteResult = typeof DeleteResult;
