import { hash } from 'node:crypto';
import type { Pace, Paced } from './pace.js';
import type { TurnoverDay } from './turnover-day.js';
import type { TurnoverEntry } from './turnover-entry.js';

/** Digest of all readable fields of a month's entries: 48 bits in base64url. */
export type Digest = string;
export const DIGEST_LENGTH = 8;

/** The turnovers of an account by month (`YYYY-MM`). Digests are computed on first access and cached. */
export class TurnoverMonths {
  #digests: ReadonlyMap<string, Digest> | undefined;

  /** @param days newest first */
  constructor(private readonly days: readonly TurnoverDay[]) {}

  /** In list order: newest day first, within a day by id. */
  entriesOf(month: string): readonly TurnoverEntry[] {
    return this.days.filter(({ date }) => date.startsWith(month)).flatMap(({ entries }) => entries);
  }

  *digests(pace: Pace): Paced<ReadonlyMap<string, Digest>> {
    if (this.#digests !== undefined) return this.#digests;
    const texts = new Map<string, string[]>();
    for (const day of this.days) {
      const month = day.date.slice(0, 7);
      const ofMonth = texts.get(month) ?? [];
      texts.set(month, ofMonth);
      for (const entry of day.entries) {
        ofMonth.push(hash('sha256', JSON.stringify([entry.matchKeys, entry.content]), 'base64url'));
        if (pace.sliceUsedUp(STEPS)) yield;
      }
    }
    const digests = [...texts].map(
      ([month, all]) => [month, hash('sha256', all.join(), 'base64url').slice(0, DIGEST_LENGTH)] as const,
    );
    this.#digests = new Map(digests);
    return this.#digests;
  }
}

/** Time per entry, in microseconds. */
const STEPS = 5;
