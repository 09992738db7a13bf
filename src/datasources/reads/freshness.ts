import { toBerlinTime } from '../../domain/berlin-time.js';
import { whenKnown } from '../../domain/maybe-promise.js';
import { memoize } from '../../domain/memoize.js';
import type { Account } from '../../schema/account.type.js';
import type { BankConnectionSource } from '../bank-connection.source.js';
import { foundAccount, type PendingAccount } from './pending-account.js';
import type { Basis, Dependency, Stamp, Syncs } from './read.js';
import type { SeenConnections, SyncState } from './seen-connections.js';
import { WRITE_SCOPES, type AwaitedSync, type WriteState } from './write-records.js';

/**
 * XS2A may report the end of a sync before all of its data can be read: reads within this time after `last_synced` are not
 * cached.
 */
const SETTLING_MS = 600_000;
const HOUR_MS = 3_600_000;

/** The list of accounts changes with the sync of any connection. */
const ACCOUNTS: Basis = { scopes: [WRITE_SCOPES.everything, WRITE_SCOPES.accounts], connections: 'all' };
/** XS2A cannot update a bank user, only delete one, after which the connections cannot be read either. */
const BANK_USER: Basis = { scopes: [WRITE_SCOPES.everything], connections: [] };

const NO_SYNCS: Syncs = { things: new Map(), skippedRows: 0 };

/**
 * Decides whether cached answers are valid. Balances and turnovers change when XS2A syncs, which moves the connection's
 * `last_synced`: an answer that was read after a sync had settled is valid until it moves. The counter of failed syncs reveals
 * what an aborted sync has changed.
 *
 * One per operation. It reads the connections at most once, and not at all when there is neither an entry to validate nor
 * anything to cache before the next sync has settled.
 */
export class Freshness {
  constructor(
    private readonly connections: Pick<BankConnectionSource, 'listOf' | 'isAskedFor'>,
    private readonly seen: SeenConnections,
    private readonly now: () => Date,
  ) {}

  ofBankUser(bankUserId: string): Dependency {
    return { ...this.dependency(bankUserId, () => BANK_USER), begin: () => ({ at: this.at, syncs: NO_SYNCS }) };
  }

  ofAccounts(bankUserId: string): Dependency {
    return this.dependency(bankUserId, () => ACCOUNTS);
  }

  ofBalance(account: Account | PendingAccount): Dependency {
    return this.dependency(account.bankUserId, () =>
      whenKnown(foundAccount(account), ({ connectionXs2aId }) => basisOfConnection(connectionXs2aId)),
    );
  }

  ofTurnovers(account: Account | PendingAccount): Dependency {
    return this.dependency(account.bankUserId, () =>
      whenKnown(foundAccount(account), ({ connectionXs2aId, xs2aId }) => {
        const { scopes, connections } = basisOfConnection(connectionXs2aId);
        return { scopes: [...scopes, WRITE_SCOPES.turnovers(xs2aId)], connections };
      }),
    );
  }

  private dependency(bankUserId: string, basis: Dependency['basis']): Dependency {
    return {
      basis,
      begin: () => ({ at: this.at, syncs: this.syncsOf(bankUserId) }),
      currently: async () => ({ at: this.at, syncs: await this.connections.listOf(bankUserId) }),
    };
  }

  private get at(): number {
    return this.now().getTime();
  }

  /**
   * The current state of syncs, or the last one seen: if it differs when the answer is requested again, the answer is invalid.
   * With no known state, the connections are read in parallel: a sync that ends meanwhile was not settled at the start.
   */
  private syncsOf(bankUserId: string): Syncs | Promise<Syncs> {
    const seen = this.connections.isAskedFor(bankUserId) ? undefined : this.seen.statesOf(bankUserId);
    return seen ?? this.connections.listOf(bankUserId);
  }
}

/** The same object for all accounts of a connection, so that a batch of them is validated once. @param xs2aId null: it was deleted */
const basisOfConnection = memoize((xs2aId: string | null): Basis => {
  // A deleted connection is never synced again.
  if (xs2aId === null) return { scopes: [WRITE_SCOPES.everything], connections: [] };
  return { scopes: [WRITE_SCOPES.everything, WRITE_SCOPES.connection(xs2aId)], connections: [xs2aId] };
});

/** The connections of a basis; undefined when one is missing, or when its syncs would not show. */
export function connectionsOf({ connections }: Basis, { things, skippedRows }: Syncs): SyncState[] | undefined {
  if (connections === 'all') return skippedRows === 0 ? [...things.values()] : undefined;
  const named = connections.map((xs2aId) => things.get(xs2aId)).filter((state) => state !== undefined);
  // Without a readable time of the last sync, a sync would not show.
  const canTell = named.length === connections.length && named.every(({ sync }) => sync.lastSyncedAt !== null);
  return canTell ? named : undefined;
}

/** Whether answers read at this time may be cached, according to the connections. */
export function areSettled(connections: readonly SyncState[], readAt: number): boolean {
  return connections.every((connection) => isSettled(lastChangeOf(connection), readAt));
}

/**
 * The stamp of an answer; undefined when it must not be cached, nor one be served from a cache.
 *
 * @param writes with the needed records loaded
 */
export function stampOf(
  { scopes }: Basis,
  readAt: number,
  connections: readonly SyncState[],
  writes: WriteState,
): Stamp | undefined {
  const generation = writes.generationOf(scopes);
  if (generation === undefined || isAnyAwaited(connections, writes, readAt)) return undefined;
  return { readAt, generation, syncs: markOf(connections) };
}

/** Whether a cached answer is valid. @param now the stamp of an answer that is read now */
export function holds(stamp: Stamp, now: Stamp, connections: readonly SyncState[]): boolean {
  return stamp.generation === now.generation && stamp.syncs === now.syncs && areSettled(connections, stamp.readAt);
}

/** Whether a sync is known to be going on. @param writes with the needed records loaded */
export function isAnySyncAwaited(connections: readonly SyncState[], writes: WriteState, at: number): boolean {
  return connections.some((connection) => {
    const awaited = writes.awaitedSync(connection.xs2aId, at);
    return awaited != null && !hasEnded(connection, awaited);
  });
}

/** Milliseconds until the data of the last syncs has settled; Infinity when it has, or when that is unknown. */
export function msUntilSettled(connections: readonly SyncState[], at: number): number {
  const waits = connections.map((connection) => lastChangeOf(connection) + SETTLING_MS - at).filter((ms) => ms > 0);
  return Math.min(Infinity, ...waits);
}

/** Changes with each sync of the connection, and once more when its data has settled. */
export function syncMarkOf(connection: SyncState, at: number): string {
  return `${markOf([connection])} ${isSettled(lastChangeOf(connection), at) ? 'settled' : ''}`;
}

function isAnyAwaited(connections: readonly SyncState[], writes: WriteState, at: number): boolean {
  return connections.some((connection) => !hasEnded(connection, writes.awaitedSync(connection.xs2aId, at)));
}

/** Whether the awaited sync has ended; false when that is unknown. */
function hasEnded({ sync }: SyncState, awaited: AwaitedSync | null | undefined): boolean {
  if (awaited == null) return awaited === null;
  return awaited.lastSyncedAt !== sync.lastSyncedAt || awaited.failures !== sync.consecutiveFailures;
}

/** @param changedAt NaN when unknown */
function isSettled(changedAt: number, at: number): boolean {
  const age = at - changedAt;
  if (!(age >= SETTLING_MS)) return false;
  return age >= SETTLING_MS + HOUR_MS || !occursTwice(changedAt);
}

/** In October, an hour of German wall time occurs twice: a time within it is read as the first, and may be an hour later. */
function occursTwice(instant: number): boolean {
  return toBerlinTime(new Date(instant)) === toBerlinTime(new Date(instant + HOUR_MS));
}

/** The last sync or else the creation, in epoch milliseconds; NaN when unknown. */
function lastChangeOf({ sync, createdAt }: SyncState): number {
  return Date.parse(sync.lastSyncedAt ?? createdAt ?? '');
}

/** Unchanged as long as no sync of any of them ends or aborts. */
function markOf(connections: readonly SyncState[]): string {
  const marks = connections.map(
    ({ xs2aId, sync }) => `${xs2aId} ${sync.lastSyncedAt ?? ''} ${sync.consecutiveFailures}`,
  );
  return marks.sort().join('\n');
}
