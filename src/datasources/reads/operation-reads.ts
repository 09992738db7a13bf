import { inRead, linkSpanTo } from '../../tracing/spans.js';
import type { GatewayError } from '../../errors/gateway-error.js';
import type { Meter } from '../meter.js';
import { hasChangedNothing } from '../xs2a/upstream-error.js';
import type { FreshAnswer, Hit } from './answer-cache.js';
import { readNameOf, type ReadName } from './cache-event.js';
import { PendingLists } from './pending-lists.js';
import { isServed, type Read } from './read.js';
import { ReadRecord } from './read-record.js';
import type { Reads } from './reads.js';
import type { Change, WriteState } from './write-records.js';

/** A cached answer, or what remains to be read. */
type LookUp<T extends object> = Hit<T> | { readonly open: Read<T> };

/** By bank user; undefined while nothing may be cached or served from a cache. */
type Writes = ReadonlyMap<string, WriteState | undefined>;

/**
 * The reads of one operation: from the cache when valid, else joined to the same read in flight, else from upstream within the
 * operation's budget.
 */
export class OperationReads {
  readonly record = new ReadRecord();
  private readonly states = new Map<string, Promise<WriteState | undefined>>();
  private readonly listeners: ((bankUserId: string) => void)[] = [];
  private readonly lists = new PendingLists();

  constructor(
    private readonly shared: Reads,
    private readonly meter: Meter,
  ) {}

  async one<T extends object>(read: Read<T>): Promise<T> {
    const [settled] = await this.all([read]);
    if (settled === undefined) throw new TypeError('A read without an outcome');
    if (settled.status === 'rejected') throw settled.reason;
    return settled.value;
  }

  /** In parallel. The budget is checked once for all misses, before the first of them is read. */
  async all<T extends object>(wanted: readonly Read<T>[]): Promise<PromiseSettledResult<T>[]> {
    const [first] = wanted;
    if (first === undefined) return [];
    const name = readNameOf(first.key);
    return inRead(name, wanted.length, () => this.readAll(name, wanted));
  }

  /** Like `one`, for a list that leads to more reads, see `listsSettled`. */
  list<T extends object>(read: Read<T>): Promise<T> {
    return this.lists.track(this.one(read));
  }

  /** Not cached. Joins the same read in flight, unless there was a write since it started. */
  uncached<T>(bankUserId: string, key: string, fetch: () => Promise<T>): Promise<T> {
    this.record.noteOther();
    return this.readUncached(bankUserId, key, fetch);
  }

  /** Like `uncached`, for a list that leads to more reads, see `listsSettled`. */
  uncachedList<T>(bankUserId: string, key: string, fetch: () => Promise<T>): Promise<T> {
    return this.lists.track(this.uncached(bankUserId, key, fetch));
  }

  /** Like `uncachedList`, for the connections, which validate cached answers. */
  connections<T>(bankUserId: string, fetch: () => Promise<T>): Promise<T> {
    this.record.noteConnections(bankUserId);
    return this.lists.track(this.readUncached(bankUserId, 'connections', fetch));
  }

  /** Treats the read like a list that leads to more reads. */
  track<T>(read: Promise<T>): Promise<T> {
    return this.lists.track(read);
  }

  /** Resolves when no list that leads to more reads is in flight. */
  listsSettled(): Promise<void> {
    return this.lists.allSettled();
  }

  /**
   * Writes a bank user's data. Everything that it may have changed is read again afterwards, also by this operation, and also
   * when the write's response was lost. A write that has certainly changed nothing invalidates nothing.
   */
  async writing<T>(bankUserId: string, change: Change, write: () => Promise<T>): Promise<T> {
    const written = await write().catch(async (error: unknown) => {
      if (!hasChangedNothing(error)) await this.changed(bankUserId, change);
      throw error;
    });
    await this.changed(bankUserId, change);
    return written;
  }

  /** Invalidates what a write, or the user at the bank, has changed. */
  async changed(bankUserId: string, change: Change): Promise<void> {
    this.record.noteOther();
    await this.shared.changed(bankUserId, change);
    this.states.delete(bankUserId);
    for (const forget of this.listeners) forget(bankUserId);
  }

  /** Registers a loader, which drops what it has read before a write. */
  onWrite(forget: (bankUserId: string) => void): void {
    this.listeners.push(forget);
  }

  /** Undefined while nothing may be cached or served from a cache. */
  writesTo(bankUserId: string): Promise<WriteState | undefined> {
    const known = this.states.get(bankUserId);
    if (known !== undefined) return known;
    const state = this.shared.writes.stateOf(bankUserId);
    this.states.set(bankUserId, state);
    return state;
  }

  private async readAll<T extends object>(
    name: ReadName,
    wanted: readonly Read<T>[],
  ): Promise<PromiseSettledResult<T>[]> {
    const writes = await this.writesOf(wanted);
    const lookUps = await this.lookUp(wanted, writes);
    const refusal = this.count(name, wanted, lookUps);
    const fresh: FreshAnswer<T>[] = [];
    const missed = lookUps.flatMap((lookUp) =>
      'open' in lookUp ? [this.readAnew(lookUp.open, writes, fresh, refusal)] : [],
    );
    const outcomes = (missed.length === 0 ? [] : await Promise.allSettled(missed)).values();
    if (fresh.length > 0) await this.shared.answers.keep(fresh);
    return lookUps.map((lookUp) =>
      'open' in lookUp
        ? (outcomes.next().value as PromiseSettledResult<T>)
        : { status: 'fulfilled', value: lookUp.value },
    );
  }

  /** Before the reads, so that a write during one of them shows. */
  private async writesOf(wanted: readonly { readonly bankUserId: string }[]): Promise<Writes> {
    const bankUserIds = [...new Set(wanted.map(({ bankUserId }) => bankUserId))];
    const states = await Promise.all(bankUserIds.map((bankUserId) => this.writesTo(bankUserId)));
    return new Map(bankUserIds.map((bankUserId, index) => [bankUserId, states[index]]));
  }

  private async lookUp<T extends object>(wanted: readonly Read<T>[], writes: Writes): Promise<LookUp<T>[]> {
    const { answers } = this.shared;
    const hits = new Map<Read<T>, Hit<T> | undefined>();
    await Promise.all(
      [...writes].map(async ([bankUserId, state]) => {
        const own = wanted.filter((read) => read.bankUserId === bankUserId && answers.mayHave(read));
        if (state === undefined || own.length === 0) return;
        // If the version can't be determined, treat it as a miss.
        const found = await answers.find(own, state).catch(() => undefined);
        own.forEach((read, index) => hits.set(read, found?.[index]));
      }),
    );
    return wanted.map((read) => {
      const hit = hits.get(read);
      if (hit === undefined) return { open: read };
      return isServed(read, hit.value) ? hit : { open: read.widenedBy?.(hit.value) ?? read };
    });
  }

  private readAnew<T extends object>(
    read: Read<T>,
    states: Writes,
    fresh: FreshAnswer<T>[],
    refusal: GatewayError | undefined,
  ): Promise<T> {
    if (refusal !== undefined) return Promise.reject(refusal);
    const { bankUserId, key, part = '' } = read;
    const writes = states.get(bankUserId);
    return this.join(bankUserId, writes, `${key} ${part}`, async () => {
      const start = read.dependsOn.begin();
      const answer = await read.fetch();
      const understood = read.understand(answer);
      const value = understood instanceof Promise ? await understood : understood;
      if (writes !== undefined) fresh.push({ read, start, writes, answer, value });
      return value;
    });
  }

  private readUncached<T>(bankUserId: string, key: string, fetch: () => Promise<T>): Promise<T> {
    return inRead(readNameOf(key), 1, async () => {
      const writes = await this.writesTo(bankUserId);
      this.meter.plan(1);
      return this.join(bankUserId, writes, key, fetch);
    });
  }

  private join<T>(
    bankUserId: string,
    writes: WriteState | undefined,
    key: string,
    fetch: () => Promise<T>,
  ): Promise<T> {
    return this.shared.inFlight.share(bankUserId, `${writes?.token ?? ''} ${key}`, fetch, (place) => {
      linkSpanTo(place);
      this.shared.onEvent({ read: readNameOf(key), event: 'joined', count: 1 });
    });
  }

  /** Counts hits and misses. @returns the error with which the misses may not be read, if any */
  private count<T extends object>(read: ReadName, wanted: readonly Read<T>[], lookUps: readonly LookUp<T>[]) {
    const counts = { hit: 0, sharedHit: 0, miss: 0 };
    lookUps.forEach((lookUp, index) => {
      const { bankUserId } = wanted[index] ?? {};
      const isOwn = bankUserId !== undefined && 'where' in lookUp && lookUp.where === 'memory';
      if (isOwn) this.record.noteCached(bankUserId, lookUp.readAt);
      else this.record.noteOther();
      counts[isOwn ? 'hit' : 'where' in lookUp ? 'sharedHit' : 'miss']++;
    });
    this.meter.cacheHits += counts.hit + counts.sharedHit;
    for (const event of ['hit', 'sharedHit', 'miss'] as const) {
      if (counts[event] > 0) this.shared.onEvent({ read, event, count: counts[event] });
    }
    return counts.miss === 0 ? undefined : this.meter.refusalOf(counts.miss);
  }
}
