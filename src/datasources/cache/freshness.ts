import { toBerlinTime } from '../../domain/berlin-time.js';
import type { Account } from '../../schema/account.type.js';
import type { BankConnection } from '../../schema/bank-connection.type.js';
import type { BankConnectionSource } from '../bank-connection.source.js';
import { OncePerBankUser } from '../once-per-bank-user.js';
import { foundAccount, type SoughtAccount } from '../sought-account.js';
import type { ReadMoment } from './cached-read.js';
import type { CachedReads } from './cached-reads.js';
import type { SyncWaits } from './sync-waits.js';

/**
 * XS2A may say that a sync has ended before everything that it brought can be read: what is read within so long after
 * `last_synced` is not kept.
 */
const SETTLING_MS = 600_000;
const HOUR_MS = 3_600_000;

/** The connections of a bank user, as far as what is kept depends on them. */
interface Syncs {
  /** A connection without an entry is not settled at all. By XS2A's id. */
  readonly connections: ReadonlyMap<string, { readonly connection: BankConnection; readonly isAwaited: boolean }>;
  /** False when upstream's list has connections of which nothing can be told. */
  readonly areComplete: boolean;
}

/**
 * Balances and turnovers change when XS2A syncs, and `last_synced` of the connection says when that was: an answer that was
 * read under it holds until it moves. The counter of failed syncs tells apart what a sync has left that broke off. A version
 * is undefined where nothing may be kept, nor served from what was kept.
 *
 * Made for one operation, which reads the connections once.
 */
export class Freshness {
  private readonly syncs: OncePerBankUser<Syncs>;

  constructor(
    reads: CachedReads,
    private readonly waits: SyncWaits,
    private readonly connections: BankConnectionSource,
  ) {
    this.syncs = new OncePerBankUser((bankUserId) => this.learnSyncs(bankUserId));
    reads.onWrite((bankUserId) => {
      this.syncs.forget(bankUserId);
    });
  }

  /** Of an account's balance and turnovers. */
  async ofAccount(account: Account | SoughtAccount, moment: ReadMoment): Promise<string | undefined> {
    const { bankUserId, connectionXs2aId } = await foundAccount(account);
    // What is left of a deleted connection is never synced again.
    if (connectionXs2aId === null) return `${moment.epoch} orphan`;
    const { connections } = await this.syncs.of(bankUserId);
    const sync = connections.get(connectionXs2aId);
    if (sync === undefined || sync.connection.sync.lastSyncedAt === null || !isSettled(sync, moment)) return undefined;
    return `${moment.epoch} ${markOf(sync.connection)}`;
  }

  /** Of the list of a bank user's accounts, which depends on all connections. */
  async ofAccounts(bankUserId: string, moment: ReadMoment): Promise<string | undefined> {
    const { connections, areComplete } = await this.syncs.of(bankUserId);
    const all = [...connections.values()];
    if (!areComplete || !all.every((sync) => isSettled(sync, moment))) return undefined;
    const marks = all.map(({ connection }) => `${connection.xs2aId} ${markOf(connection)}`).sort();
    return `${moment.epoch} ${marks.join('\n')}`;
  }

  private async learnSyncs(bankUserId: string): Promise<Syncs> {
    const { things, skippedRows } = await this.connections.listOf(bankUserId);
    const entries = [...things].map(async ([xs2aId, connection]) => {
      return [xs2aId, { connection, isAwaited: await this.waits.isAwaited(connection) }] as const;
    });
    return { connections: new Map(await Promise.all(entries)), areComplete: skippedRows === 0 };
  }
}

function isSettled(
  { connection, isAwaited }: { connection: BankConnection; isAwaited: boolean },
  { at }: ReadMoment,
): boolean {
  const changedAt = Date.parse(connection.sync.lastSyncedAt ?? connection.createdAt ?? '');
  const age = at - changedAt;
  if (isAwaited || !(age >= SETTLING_MS)) return false;
  return age >= SETTLING_MS + HOUR_MS || !occursTwice(changedAt);
}

/** In October an hour of German wall time repeats itself: a time in it is read as the first, and may be an hour later. */
function occursTwice(instant: number): boolean {
  return toBerlinTime(new Date(instant)) === toBerlinTime(new Date(instant + HOUR_MS));
}

function markOf({ sync: { lastSyncedAt, consecutiveFailures } }: BankConnection): string {
  return `${lastSyncedAt ?? ''} ${consecutiveFailures}`;
}
