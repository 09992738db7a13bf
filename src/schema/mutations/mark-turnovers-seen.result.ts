import { createUnionType, Field, ObjectType } from 'type-graphql';
import { Account } from '../account.type.js';
import { typeName } from '../type-name.js';
import { NotFoundError } from '../user-error.type.js';

@ObjectType({ description: '`isNew` of the turnovers is false now.' })
export class MarkTurnoversSeenSuccess {
  readonly __typename!: 'MarkTurnoversSeenSuccess';

  @Field(() => Account, { description: 'Their account; turnovers that are read from it here are up to date.' })
  account!: Account;
}

export const MarkTurnoversSeenResult = createUnionType({
  name: 'MarkTurnoversSeenResult',
  description: 'Result of `markTurnoversSeen`.',
  types: () => [MarkTurnoversSeenSuccess, NotFoundError] as const,
  resolveType: typeName,
});
export type MarkTurnoversSeenResult = typeof MarkTurnoversSeenResult;
