import { LRUCache } from 'lru-cache';
import type { Caller } from '../admission/caller.js';

const MAX_CALLERS = 10_000;

/** Pseudonyms: a number for each recent caller, which does not reveal who it is. */
export class CallerNumbers {
  private readonly known = new LRUCache<string, number>({ max: MAX_CALLERS });
  private last = 0;

  of({ name }: Caller): number {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    this.known.set(name, ++this.last);
    return this.last;
  }
}
