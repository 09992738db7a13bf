import { createUnionType } from 'type-graphql';
import { typeName } from '../type-name.js';
import { BankConnectionDisabledError, NotFoundError } from '../user-error.type.js';
import { SyncNeedsUser } from './sync-bank-connection.result.js';

export const ResetBankConnectionResult = createUnionType({
  name: 'ResetBankConnectionResult',
  description: 'Result of `resetBankConnection`.',
  types: () => [SyncNeedsUser, BankConnectionDisabledError, NotFoundError] as const,
  resolveType: typeName,
});
export type ResetBankConnectionResult = typeof ResetBankConnectionResult;
