import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { JsonValue, SecureStore } from '../../store/secure-store.js';
import type { BankConnection } from '../../schema/bank-connection.type.js';
import { recordOf } from '../xs2a/lenient.js';
import { MAX_AGE_MS } from './memory-cache.js';

/** The part of a bank user's data that a write may have changed. */
export type Change =
  | { readonly of: 'everything' }
  | { readonly of: 'accounts' }
  /** Its accounts, and what is read of them; `awaited` where a sync was begun whose end is still to show. */
  | { readonly of: 'connection'; readonly xs2aId: string; readonly awaited?: BankConnection }
  | { readonly of: 'turnovers'; readonly accountXs2aId: string };

/** Names what has a generation of its own. */
export const WRITE_SCOPES = {
  everything: 'everything',
  accounts: 'accounts',
  connection: (xs2aId: string) => `connection ${xs2aId}`,
  turnovers: (accountXs2aId: string) => `turnovers ${accountXs2aId}`,
};

/** What a connection was like when a sync was begun: the end of that sync moves one of the two figures. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only types fit a JSON value
export type AwaitedSync = {
  readonly lastSyncedAt: string | null;
  readonly failures: number;
  /** Epoch milliseconds: it is not waited for any longer. */
  readonly until: number;
};

/** What instances that see each other's writes have in common. It never throws: what cannot be asked has no answer. */
export type WriteStore = Pick<SecureStore, 'available' | 'get' | 'set' | 'setIfAbsent'>;

/** Longer than anything is cached; what was read under a generation that is forgotten is found by nobody. */
const TTL_MS = 24 * 3_600_000;
/** A wizard session lives about as long, and no sync takes longer. */
const MAX_SYNC_MS = 30 * 60_000;
const RETRY_MS = 1_000;
const TOKEN = 'writes';
/** In place of an awaited sync. */
const NOT_AWAITED = false;
const MAX_STATES = 10_000;

/**
 * The writes to a bank user's data, up to the last that had been recorded when it was looked at: as long as its token is the
 * current one, so is everything else here.
 */
export class WriteState {
  private readonly records = new Map<string, JsonValue>();

  constructor(
    readonly token: string,
    private readonly bankUserId: string,
    private readonly store: WriteStore,
  ) {}

  /** What `generationOf` and `awaitedSync` tell; what the store does not tell stays unknown. */
  async load(scopes: readonly string[], connectionXs2aIds: readonly string[]): Promise<void> {
    const missing = new Map<string, JsonValue>();
    for (const scope of scopes) missing.set(generationKey(scope), randomUUID());
    for (const xs2aId of connectionXs2aIds) missing.set(syncKey(xs2aId), NOT_AWAITED);
    for (const key of this.records.keys()) missing.delete(key);
    if (missing.size > 0) await Promise.all([...missing].map(([key, initial]) => this.loadOne(key, initial)));
  }

  /** Undefined where that is not known. */
  generationOf(scopes: readonly string[]): string | undefined {
    const generations = scopes.map((scope) => this.records.get(generationKey(scope)));
    return generations.includes(undefined)
      ? undefined
      : scopes.map((scope, i) => `${scope} ${JSON.stringify(generations[i])}`).join();
  }

  /** What is awaited of a connection, if anything is at that moment; undefined where that is not known. */
  awaitedSync(connectionXs2aId: string, at: number): AwaitedSync | null | undefined {
    const record = this.records.get(syncKey(connectionXs2aId));
    if (record === undefined) return undefined;
    if (record === NOT_AWAITED) return null;
    const awaited = recordOf(record) as AwaitedSync | null;
    // What another version has written is not known, either.
    if (typeof awaited?.until !== 'number') return undefined;
    return at < awaited.until ? awaited : null;
  }

  private async loadOne(key: string, initial: JsonValue): Promise<void> {
    const record = await getOrCreate(this.store, this.bankUserId, key, initial);
    if (record !== undefined) this.records.set(key, record);
  }
}

/**
 * Tells all instances what was written. What the store does not take is told again until it does; until then nobody but this
 * instance knows, and it serves and caches nothing of that bank user's.
 */
export class WriteRecords {
  private readonly states = new LRUCache<string, WriteState>({ max: MAX_STATES });
  /** By bank user, what is still to be told. */
  private readonly pending = new Map<string, PendingWrites>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: WriteStore,
    private readonly now: () => Date,
  ) {}

  /** Undefined while the store cannot be asked: then nothing may be cached, nor served from a cache. */
  async stateOf(bankUserId: string): Promise<WriteState | undefined> {
    const pending = this.pending.get(bankUserId);
    if (pending !== undefined && !(await this.publish(bankUserId, pending))) return undefined;
    const token = await getOrCreate(this.store, bankUserId, TOKEN, randomUUID());
    if (typeof token !== 'string') return undefined;
    const known = this.states.get(bankUserId);
    if (known?.token === token) return known;
    const state = new WriteState(token, bankUserId, this.store);
    this.states.set(bankUserId, state);
    return state;
  }

  /** To be called after the write, before its answer is given. */
  async record(bankUserId: string, change: Change): Promise<void> {
    const pending = this.pending.get(bankUserId) ?? new PendingWrites();
    this.pending.set(bankUserId, pending);
    pending.add(change, this.now().getTime());
    if (!(await this.publish(bankUserId, pending))) this.retryLater();
  }

  close(): void {
    clearTimeout(this.timer);
    this.pending.clear();
  }

  private async publish(bankUserId: string, pending: PendingWrites): Promise<boolean> {
    const isPublished = await pending.publish(
      (key, value, ttlMs) => this.store.set(bankUserId, key, value, ttlMs),
      this.now().getTime(),
    );
    if (isPublished && this.pending.get(bankUserId) === pending) this.pending.delete(bankUserId);
    return isPublished;
  }

  private retryLater(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.retry();
    }, RETRY_MS).unref();
  }

  private async retry(): Promise<void> {
    for (const [bankUserId, pending] of [...this.pending]) await this.publish(bankUserId, pending);
    if (this.pending.size > 0) this.retryLater();
  }
}

type Put = (key: string, value: JsonValue, ttlMs: number) => Promise<boolean>;

/** What all instances have yet to be told of one bank user. */
class PendingWrites {
  private readonly records = new Map<string, PendingRecord>();
  /** Epoch milliseconds: by then, nobody has anything cached that was read before. */
  private until = 0;
  private publishing: Promise<boolean> | undefined;

  add(change: Change, now: number): void {
    this.until = now + MAX_AGE_MS;
    for (const scope of scopesOf(change)) {
      this.records.set(generationKey(scope), { valueOf: () => randomUUID(), ttlMs: TTL_MS });
    }
    if (change.of !== 'connection' || change.awaited === undefined) return;
    const { lastSyncedAt, consecutiveFailures: failures } = change.awaited.sync;
    const awaited: AwaitedSync = { lastSyncedAt, failures, until: now + MAX_SYNC_MS };
    this.records.set(syncKey(change.xs2aId), { valueOf: () => awaited, ttlMs: MAX_SYNC_MS });
  }

  /** @returns whether all instances know of everything */
  async publish(put: Put, now: number): Promise<boolean> {
    if (now >= this.until) return true;
    this.publishing ??= this.publishOnce(put).finally(() => (this.publishing = undefined));
    return (await this.publishing) && (this.records.size === 0 || this.publish(put, now));
  }

  /**
   * The token moves first, so that nobody caches under the new generations what was read before the write, and once more at the
   * end, so that nobody goes by the old ones.
   */
  private async publishOnce(put: Put): Promise<boolean> {
    const records = [...this.records];
    if (!(await put(TOKEN, randomUUID(), TTL_MS))) return false;
    const stored = await Promise.all(records.map(([key, { valueOf, ttlMs }]) => put(key, valueOf(), ttlMs)));
    if (stored.includes(false) || !(await put(TOKEN, randomUUID(), TTL_MS))) return false;
    // Another write may have come up meanwhile.
    for (const [key, record] of records) if (this.records.get(key) === record) this.records.delete(key);
    return true;
  }
}

interface PendingRecord {
  /** Asked each time: a value that was lost on its way may have arrived, and been overtaken by others. */
  readonly valueOf: () => JsonValue;
  readonly ttlMs: number;
}

function scopesOf(change: Change): readonly string[] {
  switch (change.of) {
    case 'everything':
      return [WRITE_SCOPES.everything];
    case 'accounts':
      return [WRITE_SCOPES.accounts];
    case 'connection':
      return [WRITE_SCOPES.accounts, WRITE_SCOPES.connection(change.xs2aId)];
    case 'turnovers':
      return [WRITE_SCOPES.turnovers(change.accountXs2aId)];
  }
}

function generationKey(scope: string): string {
  return `writes ${scope}`;
}

function syncKey(connectionXs2aId: string): string {
  return `sync ${connectionXs2aId}`;
}

/** Made where there is none, so that a record that is missing and a store that does not answer can be told apart. */
async function getOrCreate(
  store: WriteStore,
  owner: string,
  key: string,
  initial: JsonValue,
): Promise<JsonValue | undefined> {
  const known = await store.get(owner, key);
  if (known !== undefined) return known;
  const outcome = await store.setIfAbsent(owner, key, initial, TTL_MS);
  if (outcome === 'stored') return initial;
  return outcome === 'exists' ? store.get(owner, key) : undefined;
}
