import { toBerlinTime } from '../../domain/berlin-time.js';
import type { Account } from '../../schema/account.type.js';
import type { BankConnectionSource } from '../bank-connection.source.js';
import type { Listed } from '../owned-list.js';
import { foundAccount, type PendingAccount } from './pending-account.js';
import type { SeenConnections, SyncState } from './seen-connections.js';
import { prefetch } from './prefetch.js';
import type { Dependency, ReadStart, Stamp } from './read.js';
import { SCOPES, type AwaitedSync, type WriteState } from './write-records.js';

/**
 * XS2A may say that a sync has ended before everything that it brought can be read: what is read within so long after
 * `last_synced` is not cached.
 */
const SETTLING_MS = 600_000;
const HOUR_MS = 3_600_000;

type Syncs = Listed<SyncState>;

const NO_SYNCS: Syncs = { things: new Map(), skippedRows: 0 };

/** What an answer depends on. */
interface Basis {
  /** See `SCOPES`. */
  readonly scopes: readonly string[];
  /** XS2A's ids of the connections whose syncs change it. */
  readonly connections: readonly string[];
  /** Whether those of all other connections of the bank user change it as well. */
  readonly andAllOthers: boolean;
}

/**
 * When a cached answer is as good as a new one. Balances and turnovers change when XS2A syncs, and `last_synced` of the
 * connection says when that was: what was read under it, once it had settled, holds until it moves. The counter of failed
 * syncs tells what a sync has left that broke off.
 *
 * Made for one operation, which reads the connections at most once, and not at all where nothing is cached that they could
 * confirm, and nothing to be cached before the next sync has settled.
 */
export class Freshness {
  constructor(
    private readonly connections: Pick<BankConnectionSource, 'listOf' | 'isAskedFor'>,
    private readonly seen: SeenConnections,
    private readonly now: () => Date,
  ) {}

  /** XS2A has no way to change a bank user, only to delete one: then the connections cannot be read either. */
  ofBankUser(bankUserId: string): Dependency<unknown> {
    const basis = { scopes: [SCOPES.everything], connections: [], andAllOthers: false };
    return this.dependency(
      bankUserId,
      () => basis,
      () => NO_SYNCS,
    );
  }

  ofAccounts(bankUserId: string): Dependency<Listed<Account>> {
    const basis = { scopes: [SCOPES.everything, SCOPES.accounts], connections: [], andAllOthers: true };
    return this.dependency(bankUserId, () => basis);
  }

  ofBalance(account: Account | PendingAccount): Dependency<unknown> {
    return this.dependency(account.bankUserId, () => basisOf(account));
  }

  ofTurnovers(account: Account | PendingAccount): Dependency<unknown> {
    return this.dependency(account.bankUserId, () => basisOf(account, SCOPES.turnovers(account.xs2aId)));
  }

  private dependency<T>(
    bankUserId: string,
    basisFor: (value: T) => Basis | Promise<Basis>,
    syncs = () => this.syncsOf(bankUserId),
  ): Dependency<T> {
    return {
      begin: () => ({ at: this.now().getTime(), syncs: syncs() }),
      stamp: async (start, writes, value) => this.stamp(start, writes, await basisFor(value)),
      holds: async (stamp, writes, value) => this.holds(bankUserId, stamp, writes, await basisFor(value)),
    };
  }

  /**
   * At the moment, or as they were when they were last read: where they are not the same when the answer is asked for again, it
   * does not hold. Where nothing is known they are read beside it: a sync that ends meanwhile is not settled when it began.
   */
  private syncsOf(bankUserId: string): Syncs | Promise<Syncs> {
    const seen = this.connections.isAskedFor(bankUserId) ? undefined : this.seen.statesOf(bankUserId);
    return seen ?? prefetch(() => this.connections.listOf(bankUserId));
  }

  private async stamp(start: ReadStart, writes: WriteState, basis: Basis): Promise<Stamp | undefined> {
    const { at: readAt, syncs } = start;
    const relevant = relevantOf(basis, await syncs);
    if (relevant === undefined || !(await areSettled(relevant, readAt, writes, readAt))) return undefined;
    const generation = await writes.generationOf(basis.scopes);
    return generation === undefined ? undefined : { readAt, generation, syncs: markOf(relevant) };
  }

  private async holds(bankUserId: string, stamp: Stamp, writes: WriteState, basis: Basis): Promise<boolean> {
    if ((await writes.generationOf(basis.scopes)) !== stamp.generation) return false;
    const relevant = relevantOf(basis, await this.connections.listOf(bankUserId));
    if (relevant === undefined || markOf(relevant) !== stamp.syncs) return false;
    return areSettled(relevant, stamp.readAt, writes, this.now().getTime());
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
function relevantOf({ connections, andAllOthers }: Basis, { things, skippedRows }: Syncs): SyncState[] | undefined {
  if (andAllOthers) return skippedRows === 0 ? [...things.values()] : undefined;
  const named = connections.map((xs2aId) => things.get(xs2aId)).filter((state) => state !== undefined);
  // Of what was never synced, or not at a time that can be read, a sync would not show.
  const canTell = named.length === connections.length && named.every(({ sync }) => sync.lastSyncedAt !== null);
  return canTell ? named : undefined;
}

/** @param readAt when what depends on them was read @param at when they were */
async function areSettled(
  connections: readonly SyncState[],
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
function hasEnded({ sync }: SyncState, awaited: AwaitedSync | null | undefined): boolean {
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

/** When it was synced last, or created; epoch milliseconds, NaN where that is not known. */
function lastChangeOf({ sync, createdAt }: SyncState): number {
  return Date.parse(sync.lastSyncedAt ?? createdAt ?? '');
}

/** The same as long as no sync of any of them has ended, or broken off. */
function markOf(connections: readonly SyncState[]): string {
  const marks = connections.map(
    ({ xs2aId, sync }) => `${xs2aId} ${sync.lastSyncedAt ?? ''} ${sync.consecutiveFailures}`,
  );
  return marks.sort().join('\n');
}
