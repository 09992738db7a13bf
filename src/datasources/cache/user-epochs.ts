import { randomUUID } from 'node:crypto';
import type { Announcements } from './announcements.js';
import type { CacheStore } from './cache-store.js';

const KEY = 'epoch';
/** Longer than anything is kept; what is kept under an epoch that ended is found by nobody. */
const TTL_MS = 24 * 3_600_000;

/**
 * A bank user's epoch ends with every write to their data, in all instances at once: what was read under an earlier one may be
 * out of date.
 */
export class UserEpochs {
  constructor(
    private readonly store: CacheStore,
    private readonly announcements: Announcements,
  ) {}

  /** Undefined while the store cannot be asked: then nothing may be kept, nor served from what was kept. */
  async of(bankUserId: string): Promise<string | undefined> {
    if (!(await this.announcements.hasToldAllOf(bankUserId))) return undefined;
    const known = await this.read(bankUserId);
    if (known !== undefined) return known;
    const fresh = randomUUID();
    const outcome = await this.store.setIfAbsent(bankUserId, KEY, fresh, TTL_MS);
    if (outcome === 'stored') return fresh;
    return outcome === 'exists' ? this.read(bankUserId) : undefined;
  }

  /** After every write. Without a look at the epoch before, so that no two writes get into each other's way. */
  async end(bankUserId: string): Promise<void> {
    await this.announcements.tell(bankUserId, KEY, randomUUID, TTL_MS);
  }

  private async read(bankUserId: string): Promise<string | undefined> {
    const value = await this.store.get(bankUserId, KEY);
    return typeof value === 'string' ? value : undefined;
  }
}
