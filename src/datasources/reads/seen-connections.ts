import { LRUCache } from 'lru-cache';
import type { Listed } from '../owned-list.js';
import type { BankConnection } from '../../schema/bank-connection.type.js';

/** The last sync of a connection. */
export interface SyncState {
  readonly xs2aId: string;
  readonly createdAt: string | null;
  readonly sync: Pick<BankConnection['sync'], 'lastSyncedAt' | 'consecutiveFailures'>;
}

/** The connections recently read by this process: their owners, which XS2A's events do not contain, and their last syncs. */
export class SeenConnections {
  private readonly owners = new LRUCache<string, string>({ max: 50_000 });
  private readonly states = new LRUCache<string, Listed<SyncState>>({ max: 10_000 });

  note(bankUserId: string, connections: Listed<BankConnection>): void {
    this.states.set(bankUserId, withoutRest(connections));
    for (const xs2aId of connections.things.keys()) this.owners.set(xs2aId, bankUserId);
  }

  ownerOf(connectionXs2aId: string): string | undefined {
    return this.owners.get(connectionXs2aId);
  }

  /** The last state read; undefined when there is none. */
  statesOf(bankUserId: string): Listed<SyncState> | undefined {
    return this.states.get(bankUserId);
  }
}

/** Reduces connections to what is needed, to save memory. */
function withoutRest({ things, skippedRows }: Listed<BankConnection>): Listed<SyncState> {
  const states = [...things.values()].map(({ xs2aId, createdAt, sync: { lastSyncedAt, consecutiveFailures } }) => {
    return { xs2aId, createdAt, sync: { lastSyncedAt, consecutiveFailures } };
  });
  return { things: new Map(states.map((state) => [state.xs2aId, state])), skippedRows };
}
