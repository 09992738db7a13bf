import { toBerlinTime } from '../../domain/berlin-time.js';
import type { Account } from '../../schema/account.type.js';
import type { BankConnectionSource } from '../bank-connection.source.js';
import { foundAccount, type PendingAccount } from './pending-account.js';
import { prefetch } from './prefetch.js';
import type { Basis, Dependency, Stamp, Syncs } from './read.js';
import type { SeenConnections, SyncState } from './seen-connections.js';
import { WRITE_SCOPES, type AwaitedSync, type WriteState } from './write-records.js';

/**
 * XS2A may say that a sync has ended before everything that it brought can be read: what is read within so long after
 * `last_synced` is not cached.
 */
const SETTLING_MS = 600_000;
const HOUR_MS = 3_600_000;

/** The list of accounts changes with the sync of any connection. */
const ACCOUNTS: Basis = { scopes: [WRITE_SCOPES.everything, WRITE_SCOPES.accounts], connections: 'all' };
/** XS2A has no way to change a bank user, only to delete one: then the connections cannot be read either. */
const BANK_USER: Basis = { scopes: [WRITE_SCOPES.everything], connections: [] };

const NO_SYNCS: Syncs = { things: new Map(), skippedRows: 0 };

/**
 * What has to be as it was for a cached answer to be as good as a new one. Balances and turnovers change when XS2A syncs, and
 * `last_synced` of the connection says when that was: what was read under it, once it had settled, holds until it moves. The
 * counter of failed syncs tells what a sync has left that broke off.
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

  ofBankUser(bankUserId: string): Dependency {
    return { ...this.dependency(bankUserId, () => BANK_USER), begin: () => ({ at: this.at, syncs: NO_SYNCS }) };
  }

  ofAccounts(bankUserId: string): Dependency {
    return this.dependency(bankUserId, () => ACCOUNTS);
  }

  ofBalance(account: Account | PendingAccount): Dependency {
    return this.dependency(account.bankUserId, () => basisOf(account));
  }

  ofTurnovers(account: Account | PendingAccount): Dependency {
    return this.dependency(account.bankUserId, () => basisOf(account, WRITE_SCOPES.turnovers(account.xs2aId)));
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
   * At the moment, or as they were when they were last read: where they are not the same when the answer is asked for again, it
   * does not hold. Where nothing is known they are read beside it: a sync that ends meanwhile is not settled when it began.
   */
  private syncsOf(bankUserId: string): Syncs | Promise<Syncs> {
    const seen = this.connections.isAskedFor(bankUserId) ? undefined : this.seen.statesOf(bankUserId);
    return seen ?? prefetch(() => this.connections.listOf(bankUserId));
  }
}

function basisOf(account: Account | PendingAccount, ...scopes: string[]): Basis | Promise<Basis> {
  const found = foundAccount(account);
  return 'then' in found ? found.then((known) => basisOfFound(known, scopes)) : basisOfFound(found, scopes);
}

function basisOfFound({ connectionXs2aId }: Account, scopes: readonly string[]): Basis {
  // What is left of a deleted connection is never synced again.
  if (connectionXs2aId === null) return { scopes: [WRITE_SCOPES.everything, ...scopes], connections: [] };
  return {
    scopes: [WRITE_SCOPES.everything, WRITE_SCOPES.connection(connectionXs2aId), ...scopes],
    connections: [connectionXs2aId],
  };
}

/** The connections of a basis; undefined where one of them is gone, or a sync of it would not show. */
export function connectionsOf({ connections }: Basis, { things, skippedRows }: Syncs): SyncState[] | undefined {
  if (connections === 'all') return skippedRows === 0 ? [...things.values()] : undefined;
  const named = connections.map((xs2aId) => things.get(xs2aId)).filter((state) => state !== undefined);
  // Of what was never synced, or not at a time that can be read, a sync would not show.
  const canTell = named.length === connections.length && named.every(({ sync }) => sync.lastSyncedAt !== null);
  return canTell ? named : undefined;
}

/** Whether what is read at a time may be cached, as far as the connections say. */
export function areSettled(connections: readonly SyncState[], readAt: number): boolean {
  return connections.every((connection) => isSettled(lastChangeOf(connection), readAt));
}

/**
 * For an answer that was read at a time; undefined where it must not be cached.
 *
 * @param connections settled @param writes with what is needed of them loaded
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

/** Whether an answer is as good as a new one. @param at now @param writes with what is needed of them loaded */
export function holds(
  { scopes }: Basis,
  stamp: Stamp,
  connections: readonly SyncState[],
  writes: WriteState,
  at: number,
): boolean {
  return (
    writes.generationOf(scopes) === stamp.generation &&
    markOf(connections) === stamp.syncs &&
    areSettled(connections, stamp.readAt) &&
    !isAnyAwaited(connections, writes, at)
  );
}

function isAnyAwaited(connections: readonly SyncState[], writes: WriteState, at: number): boolean {
  return connections.some((connection) => !hasEnded(connection, writes.awaitedSync(connection.xs2aId, at)));
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
