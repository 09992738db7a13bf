import { LRUCache } from 'lru-cache';
import { readNameOf, type ReadName, type TellCacheEvent } from './cache-event.js';

/** An answer, in the form that the gateway works with: shared between requests and never changed. */
export interface KeptAnswer {
  /** It is valid for one version alone, which says when the bank was last asked. */
  readonly version: string;
  /** Epoch milliseconds: when reading it began. */
  readonly readAt: number;
  readonly value: object;
  /** An estimate of the memory that it takes. */
  readonly bytes: number;
}

interface Entry extends KeptAnswer {
  readonly bankUserId: string;
  readonly read: ReadName;
}

export interface AnswerCacheOptions {
  /** What all entries take together; the least recently used go first. */
  readonly maxBytes: number;
  readonly now: () => Date;
  /** Told what is pushed out to make room, and what is too large to be kept. */
  readonly onEvent: TellCacheEvent;
}

/** However little seems to have changed, nothing is served for longer: XS2A also puts turnovers into categories anew. */
export const MAX_AGE_MS = 3_600_000;

/** No single answer takes more than this share of the memory: it would drive out everybody else's. */
const LARGEST_SHARE = 1 / 4;

/** Answers in the memory of this process. Keys begin with the bank user, so nobody's answer is found under another's. */
export class AnswerCache {
  private readonly entries: LRUCache<string, Entry>;
  private readonly keysOfUser = new Map<string, Set<string>>();

  constructor(private readonly options: AnswerCacheOptions) {
    this.entries = new LRUCache({
      maxSize: options.maxBytes,
      maxEntrySize: Math.floor(options.maxBytes * LARGEST_SHARE),
      sizeCalculation: ({ bytes, version }, key) =>
        Math.ceil(bytes) + BYTES_PER_CHARACTER * (key.length + version.length) + ENTRY_BYTES,
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

  /** Whether there is anything under the key, of whatever version. */
  has(bankUserId: string, key: string): boolean {
    return this.entries.has(keyOf(bankUserId, key));
  }

  get(bankUserId: string, key: string, version: string): KeptAnswer | undefined {
    const entry = this.entries.get(keyOf(bankUserId, key));
    if (entry?.version !== version) return undefined;
    return this.options.now().getTime() - entry.readAt < MAX_AGE_MS ? entry : undefined;
  }

  set(bankUserId: string, key: string, answer: KeptAnswer): void {
    const cacheKey = keyOf(bankUserId, key);
    const read = readNameOf(key);
    this.entries.set(cacheKey, { ...answer, bankUserId, read });
    if (this.entries.has(cacheKey)) this.list(bankUserId, cacheKey);
    else this.options.onEvent({ read, event: 'tooLarge', count: 1 });
  }

  drop(bankUserId: string, key: string): void {
    this.entries.delete(keyOf(bankUserId, key));
  }

  /** Versions make it invalid anyway; this gives the memory back. */
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

/** What an entry takes besides its value, key and version. */
const ENTRY_BYTES = 300;

/** Ids of bank users have no space in them. */
function keyOf(bankUserId: string, key: string): string {
  return `${bankUserId} ${key}`;
}
