import type { JsonValue } from '../../store/secure-store.js';
import { MAX_AGE_MS } from './answer-cache.js';
import type { CacheStore } from './cache-store.js';

/** What an announcement says, and for how long the store keeps it. */
interface Announcement {
  readonly valueOf: () => JsonValue;
  readonly ttlMs: number;
  /** Epoch milliseconds: by then, nobody has anything left that it would be about. */
  readonly until: number;
  /** Under way at the moment. */
  telling?: Promise<boolean> | undefined;
}

const RETRY_MS = 1_000;

/**
 * What this instance has to tell all the others about a bank user. What the store does not take is told again until it does;
 * until then, nobody but this instance knows.
 */
export class Announcements {
  /** By bank user, then by key. */
  private readonly untold = new Map<string, Map<string, Announcement>>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: CacheStore,
    private readonly now: () => Date,
  ) {}

  /** @param valueOf is asked each time: a value that was lost on its way may have arrived, and been overtaken by others */
  async tell(bankUserId: string, key: string, valueOf: () => JsonValue, ttlMs: number): Promise<void> {
    const until = this.now().getTime() + Math.min(ttlMs, MAX_AGE_MS);
    const pending = this.untold.get(bankUserId) ?? new Map<string, Announcement>();
    this.untold.set(bankUserId, pending.set(key, { valueOf, ttlMs, until }));
    if (!(await this.hasToldAllOf(bankUserId))) this.retryLater();
  }

  /** Whether the others know everything of the bank user, after another try where they did not. */
  async hasToldAllOf(bankUserId: string): Promise<boolean> {
    const pending = this.untold.get(bankUserId);
    if (pending === undefined) return true;
    const attempts = [...pending].map(async ([key, announcement]) => {
      const isTold = await this.attempt(bankUserId, key, announcement);
      // Something newer may have come up meanwhile.
      if (isTold && pending.get(key) === announcement) pending.delete(key);
    });
    await Promise.all(attempts);
    if (pending.size === 0 && this.untold.get(bankUserId) === pending) this.untold.delete(bankUserId);
    return pending.size === 0;
  }

  close(): void {
    clearTimeout(this.timer);
    this.untold.clear();
  }

  private attempt(bankUserId: string, key: string, announcement: Announcement): Promise<boolean> {
    const { valueOf, ttlMs, until, telling } = announcement;
    if (telling !== undefined) return telling;
    if (this.now().getTime() >= until) return Promise.resolve(true);
    announcement.telling = this.store.set(bankUserId, key, valueOf(), ttlMs).finally(() => {
      announcement.telling = undefined;
    });
    return announcement.telling;
  }

  private retryLater(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.retry();
    }, RETRY_MS).unref();
  }

  private async retry(): Promise<void> {
    for (const bankUserId of [...this.untold.keys()]) await this.hasToldAllOf(bankUserId);
    if (this.untold.size > 0) this.retryLater();
  }
}
