import { ownedGlobalId } from '../domain/global-id.js';
import type { AccountType } from '../schema/account.enum.js';
import type { Account } from '../schema/account.type.js';
import { booleanOf, countryOf, ibanOf, idOf, instantOf, recordOf, textOf } from './xs2a/lenient.js';

/** Null when the row has no usable id. */
export function toAccount(row: unknown, bankUserId: string): Account | null {
  const record = recordOf(row);
  const xs2aId = idOf(record?.id);
  if (record === null || xs2aId === null) return null;
  return {
    id: ownedGlobalId('Account', { bankUserId, xs2aId }),
    xs2aId,
    bankUserId,
    connectionXs2aId: idOf(record.bank_connection_id),
    type: toAccountType(record.type),
    rawType: textOf(record.type),
    holder: textOf(record.holder),
    iban: ibanOf(record.iban),
    bic: textOf(record.bic),
    accountNumber: textOf(record.account_number),
    bankCode: textOf(record.bank_code),
    bankName: textOf(record.bank_name),
    country: countryOf(record.country_id),
    description: textOf(record.description),
    jointAccount: booleanOf(record.joint_account),
    transactionPossible: booleanOf(record.transaction_possible),
    createdAt: instantOf(record.created_at),
  };
}

/** As published by the vendor's SDKs; the list grows. */
const ACCOUNT_TYPES = new Map<string, AccountType>([
  ['giro', 'GIRO'],
  ['creditcard', 'CREDIT_CARD'],
  ['savings', 'SAVINGS'],
  ['loan', 'LOAN'],
  ['securities', 'SECURITIES'],
  ['wallet', 'WALLET'],
]);

function toAccountType(value: unknown): AccountType {
  return ACCOUNT_TYPES.get(textOf(value)?.toLowerCase() ?? '') ?? 'OTHER';
}
