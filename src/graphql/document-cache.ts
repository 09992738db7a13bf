import { stripIgnoredCharacters } from 'graphql';
import { LRUCache } from 'lru-cache';
import { Allowance } from '../admission/allowance.js';
import type { Caller } from '../admission/caller.js';
import type { SecureStore } from '../store/secure-store.js';

/** Documents belong to no caller: everybody's clients send the same ones. */
const OWNER = 'documents';

/** Clients send the text again when the gateway has forgotten it. */
const DAY_MS = 24 * 60 * 60 * 1_000;

/** What a record takes beside its text: names, times and encryption, as an estimate. */
const BYTES_OF_RECORD = 500;

/** What may be registered in a day: by one caller some hundreds of documents, by all at this instance some thousands. */
const MAX_BYTES_OF_CALLER = 512 * 1024;
const MAX_BYTES = 16 * 1024 * 1024;

const MAX_CALLERS = 10_000;

/**
 * Automatically persisted documents: their texts by the hashes of what was sent. Documents of callers without a token are not kept,
 * and others only so many: whoever is over that goes on sending texts, and nothing is refused.
 */
export class DocumentCache {
  private readonly all: Allowance;
  private readonly callers = new LRUCache<string, Allowance>({
    max: MAX_CALLERS,
    memoMethod: () => new Allowance(MAX_BYTES_OF_CALLER, this.now, DAY_MS),
  });

  /** @param now in milliseconds, of any beginning */
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
   * @param hash of the text exactly as it was sent, comments included
   * @param text of a valid document
   */
  async register(caller: Caller, hash: string, text: string): Promise<void> {
    if (caller.kind === 'anonymous') return;
    const own = this.callers.memo(caller.name);
    if (own.waitMs > 0 || this.all.waitMs > 0) return;
    if ((await this.get(hash)) !== undefined) return;
    // Comments and blanks mean nothing: without them the same document is as small as it can be.
    const kept = stripIgnoredCharacters(text);
    const bytes = Buffer.byteLength(kept) + BYTES_OF_RECORD;
    own.use(bytes);
    this.all.use(bytes);
    await this.store.set(OWNER, hash, kept, DAY_MS);
  }
}
