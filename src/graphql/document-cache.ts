import { stripIgnoredCharacters } from 'graphql';
import { LRUCache } from 'lru-cache';
import { Allowance } from '../admission/allowance.js';
import type { Caller } from '../admission/caller.js';
import type { SecureStore } from '../store/secure-store.js';

/** Documents belong to no caller: clients of all callers send the same ones. */
const OWNER = 'documents';

/** Clients send the text again once it has expired. */
const DAY_MS = 24 * 60 * 60 * 1_000;

/** Estimated overhead of a record: names, times and encryption. */
const BYTES_OF_RECORD = 500;

/** Limits per day: some hundreds of documents for one caller, some thousands for all at this instance. */
const MAX_BYTES_OF_CALLER = 512 * 1024;
const MAX_BYTES = 16 * 1024 * 1024;

const MAX_CALLERS = 10_000;

/**
 * Automatically persisted documents by hash. Documents of anonymous callers are not stored, and those of others up to a limit;
 * beyond it nothing is rejected, but clients have to send texts.
 */
export class DocumentCache {
  private readonly all: Allowance;
  private readonly callers = new LRUCache<string, Allowance>({
    max: MAX_CALLERS,
    memoMethod: () => new Allowance(MAX_BYTES_OF_CALLER, this.now, DAY_MS),
  });

  /** @param now monotonic time in milliseconds */
  constructor(
    private readonly store: SecureStore,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.all = new Allowance(MAX_BYTES, now, DAY_MS);
  }

  async get(hash: string): Promise<string | undefined> {
    const text = await this.store.get(OWNER, hash);
    return typeof text === 'string' ? text : undefined;
  }

  /**
   * @param hash of the exact text, including comments
   * @param text a valid document
   */
  async register(caller: Caller, hash: string, text: string): Promise<void> {
    if (caller.kind === 'anonymous') return;
    const own = this.callers.memo(caller.name);
    if (own.waitMs > 0 || this.all.waitMs > 0) return;
    if ((await this.get(hash)) !== undefined) return;
    // Removes comments and white space.
    const compact = stripIgnoredCharacters(text);
    const bytes = Buffer.byteLength(compact) + BYTES_OF_RECORD;
    own.use(bytes);
    this.all.use(bytes);
    await this.store.set(OWNER, hash, compact, DAY_MS);
  }
}
