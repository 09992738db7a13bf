import type { MemoryCache } from './memory-cache.js';
import type { Stamp } from './read.js';

/** Caches what is worked out from answers, within the limit of their memory. Whoever takes it checks that it is of the same answers. */
export class DerivedCache {
  constructor(
    private readonly memory: MemoryCache<Stamp>,
    private readonly now: () => Date,
  ) {}

  get(bankUserId: string, key: string): object | undefined {
    return this.memory.get(bankUserId, key)?.value;
  }

  /** @param bytes estimated memory of all that it keeps, the answers as well: they may leave the cache before it */
  set(bankUserId: string, key: string, value: object, bytes: number): void {
    const stamp = { readAt: this.now().getTime(), generation: '', syncs: '' };
    this.memory.set(bankUserId, key, { stamp, value, bytes });
  }
}
