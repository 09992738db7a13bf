import { addMonths, monthOf, monthsBetween, workingDay, type Month } from '../../calendar.js';
import { Random } from '../../random.js';
import type { Draft, Story } from '../../turnover/turnover.js';

/** One thread of a life: what it leaves on an account in a month. Chance comes from the month, so it is repeatable. */
export type Theme = (month: Month, random: Random) => readonly Draft[];

/**
 * Weaves threads into the story of an account. `name` tells lives with the same threads apart. Banks book on working
 * days, so what falls on a weekend is booked on the Monday after it.
 */
export function story(name: string, ...themes: readonly Theme[]): Story {
  const draftsOf = (month: Month) =>
    themes.flatMap((theme, index) => theme(month, new Random(`${name}.${month}.${index}`)));
  return (from, to) =>
    monthsBetween(addMonths(monthOf(from), -1), to)
      .flatMap(draftsOf)
      .map((draft) => ({ ...draft, date: workingDay(draft.date) }))
      .filter(({ date }) => from <= date && date <= to)
      .sort((one, other) => (one.date < other.date ? -1 : one.date > other.date ? 1 : 0));
}

/** The number of the month in its year, from 1. */
export function numberOf(month: Month): number {
  return Number(month.slice(5));
}

/** `10/2026` */
export function monthLabel(month: Month): string {
  return `${month.slice(5)}/${month.slice(0, 4)}`;
}
