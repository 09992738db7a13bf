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
  /** Its accounts and their data; `awaited` when the write began a sync that has yet to end. */
  | { readonly of: 'connection'; readonly xs2aId: string; readonly awaited?: BankConnection }
  | { readonly of: 'turnovers'; readonly accountXs2aId: string };

/** Each of these has its own generation. */
export const WRITE_SCOPES = {
  everything: 'everything',
  accounts: 'accounts',
  connection: (xs2aId: string) => `connection ${xs2aId}`,
  turnovers: (accountXs2aId: string) => `turnovers ${accountXs2aId}`,
};

/** A connection's state at the start of a sync, the end of which changes one of the two figures. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only types fit a JSON value
export type AwaitedSync = {
  readonly lastSyncedAt: string | null;
  readonly failures: number;
  /** Epoch milliseconds at which waiting ends. */
  readonly until: number;
};

/** Shared by instances that see each other's writes. Never throws. */
export type WriteStore = Pick<SecureStore, 'get' | 'set' | 'setIfAbsent'>;

/** Longer than any cache entry lives; entries of a forgotten generation are never found. */
const TTL_MS = 24 * 3_600_000;
/** About the life of a wizard session; no sync takes longer. */
const MAX_SYNC_MS = 30 * 60_000;
const RETRY_MS = 1_000;
const TOKEN = 'writes';
/** Stored in place of an awaited sync. */
const NOT_AWAITED = false;
const MAX_STATES = 10_000;

/** The writes to a bank user's data, up to the last one recorded at the time: valid while its token is the current one. */
export class WriteState {
  private readonly records = new Map<string, JsonValue>();

  constructor(
    readonly token: string,
    private readonly bankUserId: string,
    private readonly store: WriteStore,
  ) {}

  /** Loads what `generationOf` and `awaitedSync` return; what the store does not return stays unknown. */
  async load(scopes: readonly string[], connectionXs2aIds: readonly string[]): Promise<void> {
    const initials = new Map<string, () => JsonValue>();
    for (const scope of scopes) initials.set(generationKey(scope), randomUUID);
    for (const xs2aId of connectionXs2aIds) initials.set(syncKey(xs2aId), () => NOT_AWAITED);
    const missing = [...initials].filter(([key]) => !this.records.has(key));
    if (missing.length > 0) await Promise.all(missing.map(([key, initial]) => this.loadOne(key, initial())));
  }

  /** Undefined when unknown. */
  generationOf(scopes: readonly string[]): string | undefined {
    const generations = scopes.map((scope) => this.records.get(generationKey(scope)));
    return generations.includes(undefined)
      ? undefined
      : scopes.map((scope, i) => `${scope} ${JSON.stringify(generations[i])}`).join();
  }

  /** The sync of a connection that is awaited at that time, if any; undefined when unknown. */
  awaitedSync(connectionXs2aId: string, at: number): AwaitedSync | null | undefined {
    const record = this.records.get(syncKey(connectionXs2aId));
    if (record === undefined) return undefined;
    if (record === NOT_AWAITED) return null;
    const awaited = recordOf(record) as AwaitedSync | null;
    // Records of other releases count as unknown.
    if (typeof awaited?.until !== 'number') return undefined;
    return at < awaited.until ? awaited : null;
  }

  private async loadOne(key: string, initial: JsonValue): Promise<void> {
    const record = await getOrCreate(this.store, this.bankUserId, key, initial);
    if (record !== undefined) this.records.set(key, record);
  }
}

/**
 * Publishes writes to all instances. Failed publications are retried; until they succeed, this instance neither serves nor caches
 * that bank user's data.
 */
export class WriteRecords {
  private readonly states = new LRUCache<string, WriteState>({ max: MAX_STATES });
  /** Unpublished writes, by bank user. */
  private readonly pending = new Map<string, PendingWrites>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: WriteStore,
    private readonly now: () => Date,
  ) {}

  /** Undefined while the store is unreachable: nothing may be cached or served from a cache then. */
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

  /** To be called after the write and before its response. */
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

/** The unpublished writes of one bank user. */
class PendingWrites {
  private readonly records = new Map<string, PendingRecord>();
  /** Epoch milliseconds; by then, all earlier cache entries have expired. */
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

  /** @returns whether everything is published */
  async publish(put: Put, now: number): Promise<boolean> {
    if (now >= this.until) return true;
    this.publishing ??= this.publishOnce(put).finally(() => (this.publishing = undefined));
    return (await this.publishing) && (this.records.size === 0 || this.publish(put, now));
  }

  /**
   * The token moves first, so that nobody caches earlier reads under the new generations, and again at the end, so that nobody
   * uses the old generations.
   */
  private async publishOnce(put: Put): Promise<boolean> {
    const records = [...this.records];
    if (!(await put(TOKEN, randomUUID(), TTL_MS))) return false;
    const stored = await Promise.all(records.map(([key, { valueOf, ttlMs }]) => put(key, valueOf(), ttlMs)));
    if (stored.includes(false) || !(await put(TOKEN, randomUUID(), TTL_MS))) return false;
    // There may have been another write meanwhile.
    for (const [key, record] of records) if (this.records.get(key) === record) this.records.delete(key);
    return true;
  }
}

interface PendingRecord {
  /** Computed for each attempt: a value whose reply was lost may have been stored and then overwritten. */
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

/** Creates a missing record, to distinguish a missing record from an unreachable store. */
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
