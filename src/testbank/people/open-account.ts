import type { Account } from '../account/account.js';
import type { BankUser } from '../bank-user/bank-user.js';
import type { Bank } from '../bank/bank.js';
import { berlinDate, type Day } from '../calendar.js';
import { toTurnovers, type Draft, newestDayFirst } from '../turnover/turnover.js';
import type { World } from '../world.js';
import { ibanOf } from './iban.js';
import type { AccountPlan } from './plan.js';

export interface AccountOrigin {
  readonly id: string;
  readonly user: BankUser;
  readonly bank: Bank;
  readonly connectionId: string | null;
  readonly createdAt: Date;
  readonly readAt: Date;
  /** What has happened on it, up to `readAt`. */
  readonly drafts: readonly Draft[];
  /** Entries after this day are new. */
  readonly newAfter: Day;
  readonly days: number | null;
}

/** Makes a plan an account of the world; the balance before the first entry is what the plan's balance leaves for it. */
export function openAccount(world: World, plan: AccountPlan, origin: AccountOrigin): Account {
  const { user, bank, drafts, newAfter, readAt } = origin;
  const iban = ibanOf(plan, bank);
  const account: Account = {
    id: origin.id,
    userId: user.id,
    bank,
    type: plan.type,
    holder: plan.holder ?? user.name,
    iban,
    accountNumber: plan.type === 'creditcard' || plan.type === 'wallet' ? null : iban.slice(-10),
    description: plan.description,
    joint: plan.joint ?? false,
    transactionPossible: plan.type === 'giro',
    currency: plan.currency ?? 'EUR',
    turnoverIds: plan.turnoverIds ?? 'none',
    limit: plan.limit ?? null,
    createdAt: origin.createdAt,
    story: plan.story,
    connectionId: origin.connectionId,
    openingBalance: openingBalance(plan, drafts),
    turnovers: [],
    readAt,
    readThrough: berlinDate(readAt),
    days: origin.days,
  };
  account.turnovers = toTurnovers(account, drafts, false)
    .map((turnover) => ({ ...turnover, isNew: turnover.bookingDate > newAfter }))
    .sort(newestDayFirst);
  return world.accounts.add(account);
}

/** In minor units: the plan's balance before any of the entries. */
export function openingBalance(plan: AccountPlan, drafts: readonly Draft[]): number {
  const booked = drafts.filter(({ prebooked, canceled }) => !prebooked && !canceled);
  return booked.reduce((rest, { minor }) => rest - minor, plan.balance);
}
