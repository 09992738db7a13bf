import type { BankUser } from '../bank-user/bank-user.js';
import type { Bank } from '../bank/bank.js';
import { bankNamed } from '../bank/directory.js';
import { berlinDate, addDays, type Day } from '../calendar.js';
import { day } from '../clock.js';
import { seededId } from '../random.js';
import type { Draft } from '../turnover/turnover.js';
import type { World } from '../world.js';
import { openAccount, openingBalance } from './open-account.js';
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
    buildAccount(world, user, orphan, null, bankNamed(orphan.bank), before(world, orphan.syncedAgo));
  }
  return user;
}

function buildConnection(world: World, user: BankUser, person: string, plan: ConnectionPlan): void {
  const bank = bankNamed(plan.bank);
  const name = `${world.seed}.connection.${person}.${plan.bank}`;
  const lastSynced = before(world, plan.syncedAgo);
  const agreedMode = plan.agreedMode ?? plan.mode;
  const { id } = world.connections.add({
    id: seededId(name),
    userId: user.id,
    transaction: seededId(`${name}.transaction`),
    bank,
    createdAt: before(world, (historyDays - 1) * day),
    agreedMode,
    syncMode: plan.mode,
    syncActive: plan.mode === 'full' && !plan.failures,
    syncMessage: plan.message ?? '',
    failures: plan.failures ?? 0,
    lastSynced,
    askedAt: [],
    syncs: 0,
    ...(plan.consentIn !== undefined && { consentUntil: addDays(berlinDate(world.clock.now()), plan.consentIn) }),
    ...(agreedMode === 'shared' && { credentialShare: seededId(`${name}.share`) }),
  });
  for (const account of plan.accounts) buildAccount(world, user, account, id, bank, lastSynced);
}

function buildAccount(
  world: World,
  user: BankUser,
  plan: AccountPlan,
  connectionId: string | null,
  bank: Bank,
  readAt: Date,
): void {
  const lastDay = berlinDate(readAt);
  const firstDay = addDays(berlinDate(world.clock.now()), -historyDays);
  const lived = [...plan.story(firstDay, lastDay), ...(plan.lately?.(lastDay) ?? [])];
  openAccount(world, plan, {
    id: seededId(`${world.seed}.account.${plan.key}`),
    user,
    bank,
    connectionId,
    createdAt: before(world, (historyDays - 1) * day),
    readAt,
    drafts: [moveIn(firstDay, plan, lived), ...lived],
    newAfter: addDays(lastDay, -newDays),
    days: null,
  });
}

/** The account's first entry: what was moved in from elsewhere, so that all booked entries add up to the balance. */
function moveIn(date: Day, plan: AccountPlan, lived: readonly Draft[]): Draft {
  const minor = openingBalance(plan, lived);
  const purpose = [minor < 0 ? 'Saldovortrag' : 'Übertrag vom bisherigen Konto', 'Kontoeröffnung'];
  return { date, minor, purpose, category: 'N.1', tags: ['transfer'] };
}

function before(world: World, milliseconds: number): Date {
  return new Date(world.clock.now().getTime() - milliseconds);
}
