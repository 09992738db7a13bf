import { addDays, daysBetween } from '../berlin-time.js';

/** Days, `YYYY-MM-DD`, both inclusive. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** When an account was read at the bank; null where that is not known. */
export interface TimesOfReading {
  readonly first: string | null;
  readonly last: string | null;
  readonly today: string;
}

/** A sync looks back so many days at most. The first one may read more: the history that was asked for. */
const LOOK_BACK_DAYS = 60;

/** Accounts in use rarely go so long without an entry. */
const QUIET_DAYS = 31;

/**
 * Days of which entries may be missing because no sync looked back that far, oldest first. XS2A only tells when the last sync was: an
 * earlier pause shows as a time without entries. The first sync read everything before it at once, and the last one everything within
 * its reach, so that nothing is missing there.
 *
 * @param dates of the entries, newest first
 */
export function possibleGaps(dates: readonly string[], { first, last, today }: TimesOfReading): DayRange[] {
  const oldestFirst = [...dates].reverse();
  const ends = last === null ? oldestFirst.slice(1) : [...oldestFirst.slice(1), addDays(last, 1)];
  const limit = last === null ? null : addDays(last, -LOOK_BACK_DAYS - 1);
  const quiet = ends.flatMap((end, index) => {
    const from = latest(addDays(oldestFirst[index] ?? end, 1), first);
    const to = earliest(addDays(end, -1), limit);
    return daysBetween(from, to) >= QUIET_DAYS ? [{ from, to }] : [];
  });
  const reached = addDays(today, -LOOK_BACK_DAYS);
  return last !== null && last < reached ? [...quiet, { from: last, to: addDays(reached, -1) }] : quiet;
}

function latest(day: string, other: string | null): string {
  return other !== null && other > day ? other : day;
}

function earliest(day: string, other: string | null): string {
  return other !== null && other < day ? other : day;
}
