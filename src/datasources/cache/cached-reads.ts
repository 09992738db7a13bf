import type DataLoader from 'dataloader';
import { bankUserKey, loaderOf } from '../loader.js';
import type { Meter } from '../meter.js';
import type { ReadBudget } from '../read-budget.js';
import { ReadsUnderWay } from '../reads-under-way.js';
import type { ReadThrough } from './read-through.js';
import type { UserState, UserStates } from './user-states.js';

/** Something to read, of one bank user. */
export interface CachedRead<T extends object> {
  readonly bankUserId: string;
  /** Names what is read, its type included. */
  readonly key: string;
  /** What the answer holds for, see Freshness; undefined when it may not be kept. */
  readonly version: (state: UserState) => Promise<string | undefined>;
  readonly fetch: () => Promise<T>;
  /** An estimate of the memory that the answer takes. */
  readonly bytesOf: (value: T) => number;
  readonly maxAgeMs?: number;
}

/**
 * The reads of one operation: from the cache where its answer is as good as a new one, together with others where the same is
 * being read already, from upstream otherwise, as far as the operation's budget goes.
 */
export class CachedReads {
  private readonly stateLoader: DataLoader<string, UserState | undefined, string>;
  private readonly listeners: ((bankUserId: string) => void)[] = [];
  private readonly finding = new ReadsUnderWay();

  constructor(
    private readonly through: ReadThrough,
    private readonly meter: Meter,
    private readonly budget: ReadBudget,
  ) {
    this.stateLoader = loaderOf((bankUserId) => through.states.of(bankUserId), bankUserKey);
  }

  /** Never from the cache; shared with whoever reads the same at this moment, if nothing was written in between. */
  share<T>(bankUserId: string, key: string, fetch: () => Promise<T>): Promise<T> {
    return this.finding.track(this.shareNow(bankUserId, key, fetch));
  }

  one<T extends object>(read: CachedRead<T>): Promise<T> {
    return this.finding.track(this.oneOf(read));
  }

  /** Resolves when neither lists nor bank users are being read: then nothing more is found of which more could be asked. */
  allFound(): Promise<void> {
    return this.finding.settled();
  }

  /** Side by side; the budget is asked once for all that the cache does not have, before the first of them is read. */
  async all<T extends object>(wanted: readonly CachedRead<T>[]): Promise<PromiseSettledResult<T>[]> {
    const known = await Promise.all(wanted.map((read) => this.lookUp(read)));
    const misses = known.filter((value) => value === undefined).length;
    this.meter.cacheHits += wanted.length - misses;
    const refusal = misses === 0 ? undefined : this.budget.refusalOf(misses);
    return Promise.allSettled(
      wanted.map((read, index) => {
        const value = known[index];
        if (value !== undefined) return Promise.resolve(value);
        return refusal === undefined ? this.fetchAndKeep(read) : Promise.reject(refusal);
      }),
    );
  }

  /**
   * Writes to a bank user's data. Whatever comes of it, everything is read anew afterwards, by this operation as well, for a
   * write whose answer was lost may have happened.
   *
   * @param tell what the other instances are told, other than that something has changed
   */
  async writing<T>(
    bankUserId: string,
    write: () => Promise<T>,
    tell?: (states: UserStates) => Promise<void>,
  ): Promise<T> {
    try {
      return await write();
    } finally {
      await this.changed(bankUserId, tell);
    }
  }

  /** Something was written, or done by the person at the bank, that may have changed anything of the bank user's. */
  async changed(bankUserId: string, tell?: (states: UserStates) => Promise<void>): Promise<void> {
    await this.through.changed(bankUserId, tell);
    this.stateLoader.clear(bankUserId);
    for (const forget of this.listeners) forget(bankUserId);
  }

  /** Loaders of the operation forget what they have read before a write. */
  onWrite(forget: (bankUserId: string) => void): void {
    this.listeners.push(forget);
  }

  private async shareNow<T>(bankUserId: string, key: string, fetch: () => Promise<T>): Promise<T> {
    const state = await this.stateLoader.load(bankUserId);
    this.budget.plan(1);
    return this.shareUnder(state, bankUserId, key, fetch);
  }

  private async oneOf<T extends object>(read: CachedRead<T>): Promise<T> {
    const [settled] = await this.all([read]);
    if (settled === undefined) throw new TypeError('A read without an outcome');
    if (settled.status === 'rejected') throw settled.reason;
    return settled.value;
  }

  private async lookUp<T extends object>({
    bankUserId,
    key,
    version,
    maxAgeMs,
  }: CachedRead<T>): Promise<T | undefined> {
    const { cache } = this.through;
    // What is not there at all need not wait for its version.
    if (!cache.has(bankUserId, key)) return undefined;
    const state = await this.stateLoader.load(bankUserId);
    const valid = state && (await version(state).catch(() => undefined));
    return valid === undefined ? undefined : (cache.get(bankUserId, key, valid, maxAgeMs) as T | undefined);
  }

  private async fetchAndKeep<T extends object>(read: CachedRead<T>): Promise<T> {
    const { bankUserId, key, version, fetch, bytesOf } = read;
    // The epoch before the read, so that a write during it shows; the version may be learnt beside it, because an answer
    // that is older than the last sync is younger than the time that a sync takes to settle.
    const state = await this.stateLoader.load(bankUserId);
    const [value, valid] = await Promise.all([
      this.shareUnder(state, bankUserId, key, fetch),
      state && version(state).catch(() => undefined),
    ]);
    if (valid !== undefined) this.through.cache.set(bankUserId, key, valid, value, bytesOf(value));
    return value;
  }

  private shareUnder<T>(
    state: UserState | undefined,
    bankUserId: string,
    key: string,
    fetch: () => Promise<T>,
  ): Promise<T> {
    return this.through.reads.share(bankUserId, `${state?.epoch ?? ''} ${key}`, fetch);
  }
}
