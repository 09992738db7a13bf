import { LRUCache } from 'lru-cache';
import { readNameOf, type ReadName, type OnCacheEvent } from './cache-event.js';

/** Start of a read, in epoch milliseconds. */
interface ReadTime {
  readonly readAt: number;
}

/** An answer as the gateway uses it: shared between requests and immutable. */
export interface CachedAnswer<S> {
  /** The state that the answer was read under; decides whether it is still valid. */
  readonly stamp: S;
  readonly value: object;
  /** Estimated memory. */
  readonly bytes: number;
}

interface Entry<S> extends CachedAnswer<S> {
  readonly bankUserId: string;
  readonly read: ReadName;
}

export interface MemoryCacheOptions {
  /** Limit of all entries together; the least recently used are evicted first. */
  readonly maxBytes: number;
  readonly now: () => Date;
  /** Called for entries that are evicted, and for answers that are too large. */
  readonly onEvent: OnCacheEvent;
}

/** Maximum age of entries, even without a visible change: XS2A also recategorises turnovers. */
export const MAX_AGE_MS = 3_600_000;

/** Maximum share of the cache for one answer, so that it does not evict all others. */
const MAX_SHARE = 1 / 4;

/** In-memory LRU cache. Keys begin with the bank user, so nobody's entry is found for another. */
export class MemoryCache<S extends ReadTime> {
  private readonly entries: LRUCache<string, Entry<S>>;
  private readonly keysOfUser = new Map<string, Set<string>>();

  constructor(private readonly options: MemoryCacheOptions) {
    this.entries = new LRUCache({
      maxSize: options.maxBytes,
      maxEntrySize: Math.floor(options.maxBytes * MAX_SHARE),
      sizeCalculation: ({ bytes }, key) => Math.ceil(bytes) + BYTES_PER_CHARACTER * key.length + ENTRY_BYTES,
      dispose: ({ bankUserId, read }, key, reason) => {
        this.unlist(bankUserId, key);
        if (reason === 'evict') options.onEvent({ read, event: 'evicted', count: 1 });
      },
    });
  }

  /** Estimated. */
  get bytes(): number {
    return this.entries.calculatedSize;
  }

  /** Number of entries. */
  get size(): number {
    return this.entries.size;
  }

  /** Whether there is an entry, valid or not. */
  has(bankUserId: string, key: string): boolean {
    return this.entries.has(keyOf(bankUserId, key));
  }

  /** The caller validates the entry. */
  get(bankUserId: string, key: string): CachedAnswer<S> | undefined {
    const entry = this.entries.get(keyOf(bankUserId, key));
    if (entry === undefined) return undefined;
    return this.options.now().getTime() - entry.stamp.readAt < MAX_AGE_MS ? entry : undefined;
  }

  set(bankUserId: string, key: string, answer: CachedAnswer<S>): void {
    const cacheKey = keyOf(bankUserId, key);
    const read = readNameOf(key);
    this.entries.set(cacheKey, { bankUserId, read, ...answer });
    if (this.entries.has(cacheKey)) this.list(bankUserId, cacheKey);
    else this.options.onEvent({ read, event: 'tooLarge', count: 1 });
  }

  drop(bankUserId: string, key: string): void {
    this.entries.delete(keyOf(bankUserId, key));
  }

  /** Frees all entries of a bank user, which a write to everything has invalidated. */
  forget(bankUserId: string): void {
    for (const key of [...(this.keysOfUser.get(bankUserId) ?? [])]) this.entries.delete(key);
  }

  private list(bankUserId: string, key: string): void {
    const keys = this.keysOfUser.get(bankUserId) ?? new Set();
    this.keysOfUser.set(bankUserId, keys.add(key));
  }

  private unlist(bankUserId: string, key: string): void {
    const keys = this.keysOfUser.get(bankUserId);
    keys?.delete(key);
    if (keys?.size === 0) this.keysOfUser.delete(bankUserId);
  }
}

const BYTES_PER_CHARACTER = 2;

/** Overhead of an entry besides its value and key. */
const ENTRY_BYTES = 600;

/** Ids of bank users contain no space. */
function keyOf(bankUserId: string, key: string): string {
  return `${bankUserId} ${key}`;
}
