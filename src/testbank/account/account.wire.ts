import { flag } from '../wire/flag.js';
import { toNoisyNumber, toNumber } from '../wire/amount.js';
import { timeStamp } from '../wire/time-stamp.js';
import { availableOn, balanceOf, type Account } from './account.js';

export function toAccountWire(account: Account): Record<string, unknown> {
  const { bank } = account;
  return {
    id: account.id,
    bank_connection_id: account.connectionId,
    holder: account.holder,
    iban: account.iban,
    description: account.description,
    bic: account.type === 'wallet' ? null : bank.bic,
    account_number: account.accountNumber,
    bank_code: bank.code,
    bank_name: bank.name,
    country_id: bank.country,
    type: account.type,
    joint_account: flag(account.joint, account.id, 'joint_account'),
    transaction_possible: flag(account.transactionPossible, account.id, 'transaction_possible'),
    created_at: timeStamp(account.createdAt, account.id),
    object: 'bank_account',
  };
}

export function toBalanceWire(account: Account): Record<string, unknown> {
  const { currency } = account;
  return {
    id: account.id,
    available: toNumber(availableOn(account), currency),
    limit: account.limit === null ? null : toNumber(account.limit, currency),
    balance: toNoisyNumber(balanceOf(account), currency, `${account.id}.balance`),
    [currencyMember(account)]: currency,
    date: timeStamp(account.readAt, `${account.id}.balance`),
    created_at: timeStamp(account.readAt, account.id),
    object: 'bank_account_balance',
  };
}

/** The vendor's SDKs disagree about the member's name, so half of the accounts use either. */
export function currencyMember(account: Account): 'currency' | 'currency_id' {
  return account.id.charCodeAt(0) % 2 === 0 ? 'currency' : 'currency_id';
}
