import { LRUCache } from 'lru-cache';

interface Entry {
  readonly bankUserId: string;
  readonly version: string;
  readonly storedAt: number;
  readonly value: object;
  readonly bytes: number;
}

export interface AnswerCacheOptions {
  /** An estimate of what all entries take together; the least recently used go first. */
  readonly maxBytes: number;
  readonly now: () => Date;
}

/** However little seems to have changed, nothing is served for longer: XS2A also puts turnovers into categories anew. */
export const MAX_AGE_MS = 3_600_000;

/**
 * Answers of XS2A.api, in the form that the gateway works with, shared between requests and never changed. An entry is valid
 * for one version alone, which says when the bank was last asked; keys begin with the bank user, so nobody's answer can be
 * found under somebody else's.
 */
export class AnswerCache {
  private readonly entries: LRUCache<string, Entry>;
  private readonly keysOfUser = new Map<string, Set<string>>();

  constructor(private readonly options: AnswerCacheOptions) {
    this.entries = new LRUCache({
      maxSize: options.maxBytes,
      sizeCalculation: ({ bytes }) => bytes,
      dispose: ({ bankUserId }, key, reason) => {
        if (reason !== 'set') this.unlist(bankUserId, key);
      },
    });
  }

  /** Whether there is anything under the key, of whatever version. */
  has(bankUserId: string, key: string): boolean {
    return this.entries.has(keyOf(bankUserId, key));
  }

  get(bankUserId: string, key: string, version: string, maxAgeMs = MAX_AGE_MS): object | undefined {
    const entry = this.entries.get(keyOf(bankUserId, key));
    if (entry?.version !== version) return undefined;
    return this.options.now().getTime() - entry.storedAt < maxAgeMs ? entry.value : undefined;
  }

  set(bankUserId: string, key: string, version: string, value: object, bytes: number): void {
    const cacheKey = keyOf(bankUserId, key);
    const storedAt = this.options.now().getTime();
    this.entries.set(cacheKey, { bankUserId, version, storedAt, value, bytes: Math.ceil(bytes) + ENTRY_BYTES });
    if (!this.entries.has(cacheKey)) return;
    const keys = this.keysOfUser.get(bankUserId) ?? new Set();
    this.keysOfUser.set(bankUserId, keys.add(cacheKey));
  }

  /** Versions make it invalid anyway; this gives the memory back. */
  forget(bankUserId: string): void {
    for (const key of [...(this.keysOfUser.get(bankUserId) ?? [])]) this.entries.delete(key);
  }

  private unlist(bankUserId: string, key: string): void {
    const keys = this.keysOfUser.get(bankUserId);
    keys?.delete(key);
    if (keys?.size === 0) this.keysOfUser.delete(bankUserId);
  }
}

/** What an entry takes besides its value: keys, version and bookkeeping. */
const ENTRY_BYTES = 500;

/** Ids of bank users have no space in them. */
function keyOf(bankUserId: string, key: string): string {
  return `${bankUserId} ${key}`;
}
