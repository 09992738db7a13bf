import { createUnionType, Field, ObjectType } from 'type-graphql';
import { BankUser } from '../bank-user.type.js';
import { typeName } from '../type-name.js';
import { IdempotencyConflictError, InvalidInputError } from '../user-error.type.js';

@ObjectType({ description: 'The bank user exists.' })
export class CreateBankUserSuccess {
  readonly __typename!: 'CreateBankUserSuccess';

  @Field(() => BankUser, { description: "Keep its `id`, or put its `xs2aId` into the person's tokens." })
  bankUser!: BankUser;

  @Field(() => Boolean, { description: 'An earlier request with the same key did it.' })
  wasReplayed!: boolean;
}

export const CreateBankUserResult = createUnionType({
  name: 'CreateBankUserResult',
  description: 'Result of `createBankUser`.',
  types: () => [CreateBankUserSuccess, InvalidInputError, IdempotencyConflictError] as const,
  resolveType: typeName,
});
export type CreateBankUserResult = typeof CreateBankUserResult;
