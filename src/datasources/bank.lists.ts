import { LRUCache } from 'lru-cache';
import type { Bank } from '../schema/bank.type.js';

/** What has been read of the list of a country's banks: its first pages. */
export class BankList {
  /** By bank code, in upstream's order. */
  readonly banks = new Map<string, Bank>();
  /** How many pages were read. */
  pages = 0;
  rows = 0;
  isComplete = false;
}

const HOUR_MS = 3_600_000;

/** The lists of banks, which are long, equal for all callers, and rarely change: each page is read once an hour. */
export class BankLists {
  private readonly lists = new LRUCache<string, BankList>({ max: 50, ttl: HOUR_MS });

  of(country: string): BankList {
    const known = this.lists.get(country) ?? new BankList();
    if (known.pages === 0) this.lists.set(country, known);
    return known;
  }
}
