import { LRUCache } from 'lru-cache';

/** Whose the connections are that this process has seen lately: XS2A's events name connections, and not their owners. */
export class ConnectionOwners {
  private readonly owners = new LRUCache<string, string>({ max: 50_000 });

  note(bankUserId: string, connectionIds: Iterable<string>): void {
    for (const connectionId of connectionIds) this.owners.set(connectionId, bankUserId);
  }

  ownerOf(connectionId: string): string | undefined {
    return this.owners.get(connectionId);
  }
}
