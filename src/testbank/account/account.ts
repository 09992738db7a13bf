import type { Bank } from '../bank/bank.js';
import type { Day } from '../calendar.js';
import { toNoisyNumber, toNumber, type Forms } from '../quirks.js';
import { isBooked, type Story, type Turnover, type TurnoverIds } from '../turnover/turnover.js';

export const accountTypes = ['giro', 'creditcard', 'savings', 'loan', 'securities', 'wallet', 'other'] as const;
export type AccountType = (typeof accountTypes)[number];

export interface Account {
  readonly id: string;
  readonly userId: string;
  readonly bank: Bank;
  readonly type: AccountType;
  readonly holder: string;
  readonly iban: string;
  readonly accountNumber: string | null;
  readonly description: string;
  readonly joint: boolean;
  readonly transactionPossible: boolean;
  readonly currency: string;
  readonly turnoverIds: TurnoverIds;
  /** The overdraft in minor units; null where the bank states none. */
  readonly limit: number | null;
  readonly createdAt: Date;
  /** Where the entries of the next syncs come from. */
  readonly story: Story;
  /** Null once its connection was deleted. */
  connectionId: string | null;
  /** The balance before the first stored turnover, in minor units. */
  openingBalance: number;
  /** Newest day first. */
  turnovers: readonly Turnover[];
  /** When the bank was last read. */
  readAt: Date;
  /** The last day whose entries were fetched. */
  readThrough: Day;
  /** Asked for at creation; null for all that the bank has. */
  days: number | null;
}

/** In minor units: the opening balance plus all booked entries. */
export function balanceOf(account: Account): number {
  return sum(account.turnovers.filter(isBooked), account.openingBalance);
}

/** In minor units: the balance, less pending entries, plus the overdraft. */
export function availableOn(account: Account): number {
  const pending = account.turnovers.filter((turnover) => turnover.prebooked && !turnover.canceled);
  return sum(pending, balanceOf(account)) + (account.limit ?? 0);
}

/** Drops entries before a day without changing the balance. */
export function forgetBefore(account: Account, day: Day): void {
  const forgotten = account.turnovers.filter((turnover) => turnover.bookingDate < day);
  account.openingBalance = sum(forgotten.filter(isBooked), account.openingBalance);
  account.turnovers = account.turnovers.filter((turnover) => turnover.bookingDate >= day);
}

function sum(turnovers: readonly Turnover[], start: number): number {
  return turnovers.reduce((total, { minor }) => total + minor, start);
}

export function toAccountWire(account: Account, forms: Forms): Record<string, unknown> {
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
    joint_account: forms.flag(account.joint, account.id, 'joint_account'),
    transaction_possible: forms.flag(account.transactionPossible, account.id, 'transaction_possible'),
    created_at: forms.timeStamp(account.createdAt, account.id),
    object: 'bank_account',
  };
}

export function toBalanceWire(account: Account, forms: Forms): Record<string, unknown> {
  const { currency } = account;
  return {
    id: account.id,
    available: toNumber(availableOn(account), currency),
    limit: account.limit === null ? null : toNumber(account.limit, currency),
    balance: toNoisyNumber(balanceOf(account), currency, `${account.id}.balance`),
    ...forms.currency(currency, account.id),
    date: forms.timeStamp(account.readAt, `${account.id}.balance`),
    created_at: forms.timeStamp(account.readAt, account.id),
    object: 'bank_account_balance',
  };
}
