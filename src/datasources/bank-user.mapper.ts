import { bankUserGlobalId } from '../domain/global-id.js';
import type { BankUser } from '../schema/bank-user.type.js';
import { booleanOf, idOf, instantOf, recordOf, textOf } from './xs2a/lenient.js';

/** A bank user of whom only the id is known. */
export function bankUserReference(bankUserId: string): BankUser {
  return { id: bankUserGlobalId(bankUserId), xs2aId: bankUserId };
}

/** Null when the row has no usable id. */
export function toBankUser(row: unknown): BankUser | null {
  const record = recordOf(row);
  const xs2aId = idOf(record?.id);
  if (record === null || xs2aId === null) return null;
  return {
    name: textOf(record.name),
    email: textOf(record.email),
    testMode: booleanOf(record.testmode),
    createdAt: instantOf(record.created_at),
    ...bankUserReference(xs2aId),
  };
}
