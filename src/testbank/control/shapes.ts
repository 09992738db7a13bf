import type { Account, AccountType } from '../account/account.js';
import type { BankUser } from '../bank-user/bank-user.js';
import type { Bank } from '../bank/bank.js';
import { banks } from '../bank/directory.js';
import { berlinDate, addDays, type Day } from '../calendar.js';
import type { BankConnection, SyncMode } from '../connection/connection.js';
import { openAccount } from '../people/open-account.js';
import type { AccountPlan } from '../people/plan.js';
import { freshId, freshSecret, Random } from '../random.js';
import type { Draft, TurnoverIds } from '../turnover/turnover.js';
import type { World } from '../world.js';

/** A person by numbers, for load tests and for odd cases. */
export interface Shape {
  readonly name: string;
  readonly connections: number;
  /** Over all connections, as evenly as it goes. */
  readonly accounts: number;
  /** On each account. */
  readonly turnovers: number;
  /** How many days back the turnovers reach. */
  readonly days: number;
  readonly turnoverIds: TurnoverIds;
  readonly currency: string;
  readonly type: AccountType;
  readonly syncMode: SyncMode;
  readonly failures: number;
  /** Days until the consent ends; null for no date. */
  readonly consentIn: number | null;
  /** Seconds since the last sync; null for none yet. */
  readonly syncedAgo: number | null;
}

export interface BuiltShape {
  readonly id: string;
  readonly connections: readonly string[];
  readonly accounts: readonly string[];
}

/** Fifty thousand turnovers take a fraction of a second. */
export function buildShape(world: World, shape: Shape): BuiltShape {
  const createdAt = world.clock.now();
  const email = 'shape@example.com';
  const user = world.users.add({ id: freshId(), name: shape.name, email, createdAt });
  const connections = count(shape.connections, (index) => buildConnection(world, user, shape, index));
  const accounts = count(shape.accounts, (index) => {
    const connection = connections[index % Math.max(1, connections.length)];
    return buildAccount(world, user, connection, shape, index);
  });
  return { id: user.id, connections: connections.map(({ id }) => id), accounts: accounts.map(({ id }) => id) };
}

function buildConnection(world: World, user: BankUser, shape: Shape, index: number): BankConnection {
  const now = world.clock.now();
  return world.connections.add({
    id: freshId(),
    userId: user.id,
    transaction: freshId(),
    bank: bankAt(index),
    createdAt: now,
    agreedMode: shape.syncMode,
    syncMode: shape.syncMode,
    syncActive: shape.syncMode === 'full' && shape.failures === 0,
    syncMessage: shape.failures > 0 ? 'login_failed' : '',
    failures: shape.failures,
    askedAt: [],
    syncs: 0,
    ...(shape.syncedAgo !== null && { lastSynced: new Date(now.getTime() - shape.syncedAgo * 1000) }),
    ...(shape.consentIn !== null && { consentUntil: addDays(berlinDate(now), shape.consentIn) }),
    ...(shape.syncMode === 'shared' && { credentialShare: freshSecret() }),
  });
}

function buildAccount(
  world: World,
  user: BankUser,
  connection: BankConnection | undefined,
  shape: Shape,
  index: number,
): Account {
  const bank = connection?.bank ?? bankAt(index);
  const readAt = connection?.lastSynced ?? world.clock.now();
  const plan: AccountPlan = {
    key: `${user.id}.${index}`,
    type: shape.type,
    description: `Konto ${index + 1}`,
    story: () => [],
    balance: 100_000,
    currency: shape.currency,
    turnoverIds: shape.turnoverIds,
  };
  return openAccount(world, plan, {
    id: freshId(),
    user,
    bank,
    connectionId: connection?.id ?? null,
    createdAt: world.clock.now(),
    readAt,
    drafts: draftsOf(shape, berlinDate(readAt), new Random(`${world.seed}.${shape.name}.${index}`)),
    newAfter: berlinDate(readAt),
    days: null,
  });
}

/** Spread evenly over the days, oldest first; the last day is the day of the last sync. */
function draftsOf({ turnovers, days }: Shape, lastDay: Day, random: Random): Draft[] {
  const span = Math.max(1, days);
  const dates = count(span, (index) => addDays(lastDay, index - span + 1));
  return count(turnovers, (index) => {
    const date = dates[Math.ceil(((index + 1) * span) / turnovers) - 1] ?? lastDay;
    const minor = random.chance(0.9) ? -random.whole(1, 20_000) : random.whole(1, 200_000);
    const holder = `Gegenüber ${random.whole(1, 200)}`;
    const category = random.pick(['K.1.1.1', 'K.1.2', 'K.3.1', 'A.1.1', 'E.1.1.1', 'N.1']);
    return { date, minor, purpose: [`Buchung ${index + 1}`, 'Testdaten'], holder, category, tags: ['expenditure'] };
  });
}

function bankAt(index: number): Bank {
  const bank = banks.filter(({ login, supported }) => supported && login === 'password')[index % 20];
  if (bank === undefined) throw new Error('There are no banks.');
  return bank;
}

function count<T>(length: number, make: (index: number) => T): T[] {
  return Array.from({ length }, (_, index) => make(index));
}
