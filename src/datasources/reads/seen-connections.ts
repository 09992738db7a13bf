import { LRUCache } from 'lru-cache';
import { isUpstreamId } from '../../domain/global-id.js';
import type { SecureStore } from '../../store/secure-store.js';
import type { Listed } from '../owned-list.js';
import type { BankConnection } from '../../schema/bank-connection.type.js';

/** The last sync of a connection. */
export interface SyncState {
  readonly xs2aId: string;
  readonly createdAt: string | null;
  readonly sync: Pick<BankConnection['sync'], 'lastSyncedAt' | 'consecutiveFailures'>;
}

/** The owners' records belong to the gateway, since owners are looked up by connection. */
const OWNER = 'gateway';
const OWNER_MS = 90 * 86_400_000;
/** Age at which an owner is stored again. */
const RENEWED_MS = 86_400_000;

/**
 * The connections that were read: their owners, which XS2A's events do not contain and all instances have to know, and their last
 * syncs as seen by this process.
 */
export class SeenConnections {
  /** Those that were stored within a day. */
  private readonly owners = new LRUCache<string, string>({
    // Grows with its entries, where `max` would allocate all of them at once.
    maxSize: 50_000,
    sizeCalculation: () => 1,
    ttl: RENEWED_MS,
  });
  private readonly states = new LRUCache<string, Listed<SyncState>>({ max: 10_000 });

  constructor(private readonly store: Pick<SecureStore, 'get' | 'set'>) {}

  note(bankUserId: string, connections: Listed<BankConnection>): void {
    this.states.set(bankUserId, withoutRest(connections));
    for (const xs2aId of connections.things.keys()) {
      if (this.owners.get(xs2aId) === bankUserId) continue;
      this.owners.set(xs2aId, bankUserId);
      // Nothing is lost when it fails: the next process that reads the list stores it.
      void this.store.set(OWNER, ownerKey(xs2aId), bankUserId, OWNER_MS);
    }
  }

  /** XS2A's id of the bank user; undefined when no instance has read the connection within 90 days. */
  async ownerOf(connectionXs2aId: string): Promise<string | undefined> {
    const known = this.owners.get(connectionXs2aId) ?? (await this.store.get(OWNER, ownerKey(connectionXs2aId)));
    return isUpstreamId(known) ? known : undefined;
  }

  /** The last state read; undefined when there is none. */
  statesOf(bankUserId: string): Listed<SyncState> | undefined {
    return this.states.get(bankUserId);
  }
}

function ownerKey(connectionXs2aId: string): string {
  return `connection-owner:${connectionXs2aId}`;
}

/** Reduces connections to what is needed, to save memory. */
function withoutRest({ things, skippedRows }: Listed<BankConnection>): Listed<SyncState> {
  const states = [...things.values()].map(({ xs2aId, createdAt, sync: { lastSyncedAt, consecutiveFailures } }) => {
    return { xs2aId, createdAt, sync: { lastSyncedAt, consecutiveFailures } };
  });
  return { things: new Map(states.map((state) => [state.xs2aId, state])), skippedRows };
}
