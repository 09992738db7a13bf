import { LRUCache } from 'lru-cache';
import type { BankConnection } from '../schema/bank-connection.type.js';

interface Seen {
  readonly bankUserId: string;
  readonly lastChange: number;
}

/** The connections that this process has read lately: whose they are, which XS2A's events do not say, and when they were synced. */
export class SeenConnections {
  private readonly seen = new LRUCache<string, Seen>({ max: 50_000 });

  note(bankUserId: string, connections: Iterable<BankConnection>): void {
    for (const connection of connections) {
      this.seen.set(connection.xs2aId, { bankUserId, lastChange: lastChangeOf(connection) });
    }
  }

  ownerOf(connectionXs2aId: string): string | undefined {
    return this.seen.get(connectionXs2aId)?.bankUserId;
  }

  /** Not later than the connection's last change, in epoch milliseconds; undefined where nothing is known of it. */
  lastChangeOf(connectionXs2aId: string): number | undefined {
    return this.seen.get(connectionXs2aId)?.lastChange;
  }
}

/** When it was synced last, or created; epoch milliseconds, NaN where that is not known. */
export function lastChangeOf({ sync, createdAt }: BankConnection): number {
  return Date.parse(sync.lastSyncedAt ?? createdAt ?? '');
}
