import type { BankConnection } from '../../schema/bank-connection.type.js';
import { recordOf } from '../lenient.js';
import type { Announcements } from './announcements.js';
import type { CacheStore } from './cache-store.js';

/** What the connection was like when the sync was begun: its end moves one of the two figures. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only types fit a JSON value
type AwaitedSync = {
  readonly lastSyncedAt: string | null;
  readonly failures: number;
  /** Epoch milliseconds: after that, nobody waits any more. */
  readonly until: number;
};

/** A wizard session lives about as long, and no sync takes longer. */
const LONGEST_WAIT_MS = 30 * 60_000;

/**
 * The syncs, and the logins that end in one, that were begun through the gateway and whose end has not shown yet. Each has a
 * record of its own, so that two of them that begin at the same moment do not undo each other.
 */
export class SyncWaits {
  constructor(
    private readonly store: CacheStore,
    private readonly announcements: Announcements,
    private readonly now: () => Date,
  ) {}

  async begin({ bankUserId, xs2aId, sync }: BankConnection): Promise<void> {
    const until = this.now().getTime() + LONGEST_WAIT_MS;
    const awaited: AwaitedSync = { lastSyncedAt: sync.lastSyncedAt, failures: sync.consecutiveFailures, until };
    await this.announcements.tell(bankUserId, keyOf(xs2aId), () => awaited, LONGEST_WAIT_MS);
  }

  /** Whether the end of a sync is still to come, as far as is known: also where nobody can say. */
  async isAwaited({ bankUserId, xs2aId, sync }: BankConnection): Promise<boolean> {
    const awaited = recordOf(await this.store.get(bankUserId, keyOf(xs2aId))) as AwaitedSync | null;
    if (awaited === null) return !this.store.available;
    if (awaited.until <= this.now().getTime()) return false;
    return awaited.lastSyncedAt === sync.lastSyncedAt && awaited.failures === sync.consecutiveFailures;
  }
}

function keyOf(connectionId: string): string {
  return `sync ${connectionId}`;
}
