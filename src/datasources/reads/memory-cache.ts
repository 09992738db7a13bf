import { LRUCache } from 'lru-cache';
import { readNameOf, type ReadName, type TellCacheEvent } from './cache-event.js';

/** When the read of an answer began, in epoch milliseconds. */
interface ReadTime {
  readonly readAt: number;
}

/** An answer in the form that the gateway works with: shared between requests and never changed. */
export interface CachedAnswer<S> {
  /** What it was read under, which says whether it still holds. */
  readonly stamp: S;
  readonly value: object;
  /** An estimate of the memory that it takes. */
  readonly bytes: number;
}

interface Entry<S> extends CachedAnswer<S> {
  readonly bankUserId: string;
  readonly read: ReadName;
}

export interface MemoryCacheOptions {
  /** What all entries take together; the least recently used go first. */
  readonly maxBytes: number;
  readonly now: () => Date;
  /** Told what is pushed out to make room, and what is too large to be kept. */
  readonly onEvent: TellCacheEvent;
}

/** Nothing is served for longer, however little seems to have changed: XS2A also categorises turnovers anew. */
export const MAX_AGE_MS = 3_600_000;

/** No single answer takes more than this share of the memory: it would drive out everybody else's. */
const MAX_SHARE = 1 / 4;

/** Answers in the memory of this process. Keys begin with the bank user, so nobody's answer is found under another's. */
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

  /** An estimate. */
  get bytes(): number {
    return this.entries.calculatedSize;
  }

  /** How many answers there are. */
  get size(): number {
    return this.entries.size;
  }

  /** Whether there is anything under the key, whether or not it still holds. */
  has(bankUserId: string, key: string): boolean {
    return this.entries.has(keyOf(bankUserId, key));
  }

  /** Whether it still holds is for the caller to say. */
  get(bankUserId: string, key: string): CachedAnswer<S> | undefined {
    const entry = this.entries.get(keyOf(bankUserId, key));
    if (entry === undefined) return undefined;
    return this.options.now().getTime() - entry.stamp.readAt < MAX_AGE_MS ? entry : undefined;
  }

  set(bankUserId: string, key: string, answer: CachedAnswer<S>): void {
    const cacheKey = keyOf(bankUserId, key);
    const read = readNameOf(key);
    this.entries.set(cacheKey, { ...answer, bankUserId, read });
    if (this.entries.has(cacheKey)) this.list(bankUserId, cacheKey);
    else this.options.onEvent({ read, event: 'tooLarge', count: 1 });
  }

  drop(bankUserId: string, key: string): void {
    this.entries.delete(keyOf(bankUserId, key));
  }

  /** After a write to everything: what is here does not hold any more, and this gives the memory back. */
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

/** What an entry takes besides its value and key. */
const ENTRY_BYTES = 600;

/** Ids of bank users have no space in them. */
function keyOf(bankUserId: string, key: string): string {
  return `${bankUserId} ${key}`;
}
