import type { Account } from '../account/account.js';
import type { Bank } from '../bank/bank.js';
import { bankNamed } from '../bank/bank.directory.js';
import type { BankConnection } from '../bank-connection/bank-connection.js';
import type { BankUser } from '../bank-user/bank-user.js';
import { seededId } from '../random.js';
import { berlinDate } from '../time/berlin.js';
import { addDays, type Day } from '../time/calendar.js';
import { day } from '../time/clock.js';
import { toTurnovers, type Draft } from '../turnover/draft.js';
import { newestDayFirst } from '../turnover/turnover.js';
import type { World } from '../world.js';
import { ibanAt, shadedCardNumber } from './iban.js';
import type { AccountPlan, ConnectionPlan, PersonPlan } from './plan.js';

/** Two years, and a little more. */
const historyDays = 735;
/** What the last sync before the seed found. */
const newDays = 2;

export function buildPerson(world: World, plan: PersonPlan): BankUser {
  const user = world.users.add({
    id: seededId(`${world.seed}.user.${plan.key}`),
    name: plan.name,
    email: plan.email,
    createdAt: before(world, historyDays * day),
  });
  for (const connection of plan.connections) buildConnection(world, user, plan.key, connection);
  for (const orphan of plan.orphans ?? []) {
    buildAccount(world, user, null, bankNamed(orphan.bank), orphan, before(world, orphan.syncedAgo));
  }
  return user;
}

function buildConnection(world: World, user: BankUser, person: string, plan: ConnectionPlan): void {
  const bank = bankNamed(plan.bank);
  const name = `${world.seed}.connection.${person}.${plan.bank}`;
  const lastSynced = before(world, plan.syncedAgo);
  const connection = world.connections.add({
    id: seededId(name),
    userId: user.id,
    transaction: seededId(`${name}.transaction`),
    bank,
    createdAt: before(world, historyDays * day - day),
    agreedMode: plan.agreedMode ?? plan.mode,
    syncMode: plan.mode,
    syncActive: plan.mode === 'full' && !plan.failures,
    syncMessage: plan.message ?? '',
    failures: plan.failures ?? 0,
    lastSynced,
    syncs: 0,
    ...(plan.consentIn !== undefined && { consentUntil: addDays(berlinDate(world.clock.now()), plan.consentIn) }),
    ...((plan.agreedMode ?? plan.mode) === 'shared' && { credentialShare: seededId(`${name}.share`) }),
  });
  for (const account of plan.accounts) buildAccount(world, user, connection, bank, account, lastSynced);
}

function buildAccount(
  world: World,
  user: BankUser,
  connection: BankConnection | null,
  bank: Bank,
  plan: AccountPlan,
  readAt: Date,
): Account {
  const lastDay = berlinDate(readAt);
  const firstDay = addDays(berlinDate(world.clock.now()), -historyDays);
  const account: Account = {
    ...identityOf(world, bank, plan),
    userId: user.id,
    bank,
    holder: plan.holder ?? user.name,
    connectionId: connection?.id ?? null,
    createdAt: before(world, historyDays * day - day),
    story: plan.story,
    openingBalance: 0,
    turnovers: [],
    readAt,
    readThrough: lastDay,
    days: null,
  };
  const lived = [...plan.story(firstDay, lastDay), ...(plan.lately?.(lastDay) ?? [])];
  const drafts = [moveIn(firstDay, plan, lived), ...lived];
  const newSince = addDays(lastDay, -newDays);
  account.turnovers = toTurnovers(account, drafts, false)
    .map((turnover) => ({ ...turnover, isNew: turnover.bookingDate > newSince }))
    .sort(newestDayFirst);
  return world.accounts.add(account);
}

function identityOf(
  world: World,
  bank: Bank,
  plan: AccountPlan,
): Pick<
  Account,
  | 'id'
  | 'iban'
  | 'accountNumber'
  | 'type'
  | 'description'
  | 'joint'
  | 'transactionPossible'
  | 'currency'
  | 'turnoverIds'
  | 'limit'
> {
  const iban = plan.type === 'creditcard' ? shadedCardNumber(plan.key) : ibanAt(bank, plan.key);
  return {
    id: seededId(`${world.seed}.account.${plan.key}`),
    iban,
    accountNumber: plan.type === 'creditcard' || plan.type === 'wallet' ? null : iban.slice(-10),
    type: plan.type,
    description: plan.description,
    joint: plan.joint ?? false,
    transactionPossible: plan.type === 'giro',
    currency: plan.currency ?? 'EUR',
    turnoverIds: plan.turnoverIds ?? 'none',
    limit: plan.limit ?? null,
  };
}

/** The account's first entry: what was moved in from elsewhere, so that all booked entries add up to the balance. */
function moveIn(date: Day, plan: AccountPlan, lived: readonly Draft[]): Draft {
  const booked = lived.filter(({ prebooked, canceled }) => !prebooked && !canceled);
  const moved = booked.reduce((rest, { minor }) => rest - minor, plan.balance);
  const purpose = [moved < 0 ? 'Saldovortrag' : 'Übertrag vom bisherigen Konto', 'Kontoeröffnung'];
  return { date, minor: moved, purpose, category: 'N.1', tags: ['transfer'] };
}

function before(world: World, milliseconds: number): Date {
  return new Date(world.clock.now().getTime() - milliseconds);
}
