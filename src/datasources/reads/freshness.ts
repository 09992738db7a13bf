import { toBerlinTime } from '../../domain/berlin-time.js';
import type { Account } from '../../schema/account.type.js';
import type { BankConnection } from '../../schema/bank-connection.type.js';
import type { BankConnectionSource } from '../bank-connection.source.js';
import type { Listed } from '../owned-list.js';
import { foundAccount, type PendingAccount } from '../pending-account.js';
import { lastChangeOf, type SeenConnections } from '../seen-connections.js';
import type { Dependency, ReadStart, Stamp } from './read.js';
import { SCOPES, type AwaitedSync, type WriteState } from './write-records.js';

/**
 * XS2A may say that a sync has ended before everything that it brought can be read: what is read within so long after
 * `last_synced` is not cached.
 */
const SETTLING_MS = 600_000;
const HOUR_MS = 3_600_000;

/** What an answer depends on. */
interface Basis {
  /** See `SCOPES`. */
  readonly scopes: readonly string[];
  /** XS2A's ids of the connections whose syncs change it. */
  readonly connections: readonly string[];
  /** Whether those of all other connections of the bank user do as well. */
  readonly andAllOthers: boolean;
}

/**
 * When a cached answer is as good as a new one. Balances and turnovers change when XS2A syncs, and `last_synced` of the
 * connection says when that was: what was read under it, once it had settled, holds until it moves. The counter of failed
 * syncs tells what a sync has left that broke off.
 *
 * Made for one operation, which reads the connections at most once, and not at all where nothing is cached that they could
 * confirm.
 */
export class Freshness {
  constructor(
    private readonly connections: Pick<BankConnectionSource, 'listOf' | 'listRead'>,
    private readonly seen: SeenConnections,
    private readonly now: () => Date,
  ) {}

  /** XS2A has no way to change a bank user, only to delete one: then the connections cannot be read either. */
  ofBankUser(bankUserId: string): Dependency<unknown> {
    return this.dependency(bankUserId, () => ({ scopes: [SCOPES.everything], connections: [], andAllOthers: false }));
  }

  ofAccounts(bankUserId: string): Dependency<Listed<Account>> {
    return this.dependency(bankUserId, ({ things }) => ({
      scopes: [SCOPES.everything, SCOPES.accounts],
      connections: [...new Set([...things.values()].flatMap(({ connectionXs2aId }) => connectionXs2aId ?? []))],
      andAllOthers: true,
    }));
  }

  ofBalance(account: Account | PendingAccount): Dependency<unknown> {
    return this.dependency(account.bankUserId, () => basisOf(account));
  }

  ofTurnovers(account: Account | PendingAccount): Dependency<unknown> {
    return this.dependency(account.bankUserId, () => basisOf(account, SCOPES.turnovers(account.xs2aId)));
  }

  private dependency<T>(bankUserId: string, basisFor: (value: T) => Basis | Promise<Basis>): Dependency<T> {
    return {
      begin: () => ({ at: this.now().getTime(), connections: this.connections.listRead(bankUserId) }),
      stamp: async (start, writes, value) => this.stamp(start, writes, await basisFor(value)),
      holds: async (stamp, writes, value) => this.holds(bankUserId, stamp, writes, await basisFor(value)),
    };
  }

  private async stamp(start: ReadStart, writes: WriteState, basis: Basis): Promise<Stamp | undefined> {
    const { at: readAt, connections } = start;
    const generation = await writes.generationOf(basis.scopes);
    if (generation === undefined) return undefined;
    if (connections === undefined) {
      const named = await Promise.all(basis.connections.map((id) => this.mayBeSettled(id, readAt, writes)));
      return named.includes(false) ? undefined : { readAt, generation, syncs: undefined };
    }
    const relevant = connectionsOf(basis, connections);
    if (relevant === undefined || !(await areSettled(relevant, readAt, writes, readAt))) return undefined;
    return { readAt, generation, syncs: syncsOf(relevant) };
  }

  /** What was known of a connection earlier can only say that it is too early. */
  private async mayBeSettled(xs2aId: string, at: number, writes: WriteState): Promise<boolean> {
    if (!isSettled(this.seen.lastChangeOf(xs2aId) ?? -Infinity, at)) return false;
    return (await writes.awaitedSync(xs2aId, at)) === null;
  }

  private async holds(bankUserId: string, stamp: Stamp, writes: WriteState, basis: Basis): Promise<boolean> {
    if ((await writes.generationOf(basis.scopes)) !== stamp.generation) return false;
    const relevant = connectionsOf(basis, await this.connections.listOf(bankUserId));
    if (relevant === undefined || !(await areSettled(relevant, stamp.readAt, writes, this.now().getTime())))
      return false;
    // A sync that has broken off since would show in the counter.
    return stamp.syncs === undefined
      ? relevant.every(({ sync }) => sync.consecutiveFailures === 0)
      : stamp.syncs === syncsOf(relevant);
  }
}

async function basisOf(account: Account | PendingAccount, ...scopes: string[]): Promise<Basis> {
  const { connectionXs2aId } = await foundAccount(account);
  const everything = [SCOPES.everything, ...scopes];
  // What is left of a deleted connection is never synced again.
  if (connectionXs2aId === null) return { scopes: everything, connections: [], andAllOthers: false };
  return {
    scopes: [...everything, SCOPES.connection(connectionXs2aId)],
    connections: [connectionXs2aId],
    andAllOthers: false,
  };
}

/** Undefined where one of them is gone, or nothing can be told of it. */
function connectionsOf(
  { connections, andAllOthers }: Basis,
  { things, skippedRows }: Listed<BankConnection>,
): readonly BankConnection[] | undefined {
  const named = connections.map((xs2aId) => things.get(xs2aId)).filter((connection) => connection !== undefined);
  if (named.length < connections.length) return undefined;
  if (andAllOthers) return skippedRows === 0 ? [...things.values()] : undefined;
  // Of what was never synced, or not at a time that can be read, a sync would not show.
  return named.every(({ sync }) => sync.lastSyncedAt !== null) ? named : undefined;
}

/** @param readAt when what depends on them was read @param at when they were */
async function areSettled(
  connections: readonly BankConnection[],
  readAt: number,
  writes: WriteState,
  at: number,
): Promise<boolean> {
  if (!connections.every((connection) => isSettled(lastChangeOf(connection), readAt))) return false;
  const awaited = await Promise.all(
    connections.map(async (connection) => hasEnded(connection, await writes.awaitedSync(connection.xs2aId, at))),
  );
  return !awaited.includes(false);
}

/** Whether what was awaited has shown; it has not where nobody knows what was. */
function hasEnded({ sync }: BankConnection, awaited: AwaitedSync | null | undefined): boolean {
  if (awaited == null) return awaited === null;
  return awaited.lastSyncedAt !== sync.lastSyncedAt || awaited.failures !== sync.consecutiveFailures;
}

/** @param changedAt NaN where that is not known */
function isSettled(changedAt: number, at: number): boolean {
  const age = at - changedAt;
  if (!(age >= SETTLING_MS)) return false;
  return age >= SETTLING_MS + HOUR_MS || !occursTwice(changedAt);
}

/** In October an hour of German wall time repeats itself: a time in it is read as the first, and may be an hour later. */
function occursTwice(instant: number): boolean {
  return toBerlinTime(new Date(instant)) === toBerlinTime(new Date(instant + HOUR_MS));
}

/** Equal as long as no sync of any of them has ended, or broken off. */
function syncsOf(connections: readonly BankConnection[]): string {
  const marks = connections.map(
    ({ xs2aId, sync }) => `${xs2aId} ${sync.lastSyncedAt ?? ''} ${sync.consecutiveFailures}`,
  );
  return marks.sort().join('\n');
}
