/** Days are whole numbers, counted from 1970-01-01. */
export type Day = number;

const DAY_MS = 86_400_000;

export function dayOf(date: string): Day {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY_MS;
}

export function dateOf(day: Day): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** 0 is Monday, 6 Sunday. */
export function weekdayOf(day: Day): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** Months are whole numbers, counted from January 1970. */
export function monthOf(day: Day): number {
  const date = new Date(day * DAY_MS);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

export function dayOfMonth(day: Day): number {
  return new Date(day * DAY_MS).getUTCDate();
}

/** The day of a month; its last one where it has not that many. */
export function dayIn(month: number, dayOfItsMonth: number): Day {
  const first = Date.UTC(1970, month, 1) / DAY_MS;
  const length = Date.UTC(1970, month + 1, 1) / DAY_MS - first;
  return first + Math.min(dayOfItsMonth, length) - 1;
}

/** Neither a weekend nor a holiday on which German banks do not book: those of TARGET and of the whole country, 24 and 31 December. */
export function isBankDay(day: Day): boolean {
  if (weekdayOf(day) > 4) return false;
  const date = new Date(day * DAY_MS);
  if (FIXED_HOLIDAYS.has((date.getUTCMonth() + 1) * 100 + date.getUTCDate())) return false;
  return !AFTER_EASTER.has(day - easterOf(date.getUTCFullYear()));
}

/** The day itself, or the first bank day after it. */
export function bankDayFrom(day: Day): Day {
  let next = day;
  while (!isBankDay(next)) next++;
  return next;
}

/** The day itself, or the last bank day before it. */
export function bankDayUntil(day: Day): Day {
  let last = day;
  while (!isBankDay(last)) last--;
  return last;
}

/** As month × 100 + day. */
const FIXED_HOLIDAYS: ReadonlySet<number> = new Set([101, 501, 1003, 1224, 1225, 1226, 1231]);

/** Good Friday, Easter Monday, Ascension and Whit Monday. */
const AFTER_EASTER: ReadonlySet<number> = new Set([-2, 1, 39, 50]);

/** Easter Sunday of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher). */
function easterOf(year: number): Day {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const leap = Math.floor(century / 4);
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - leap - correction + 15) % 30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * sunday) / 451);
  const sum = epact + sunday - 7 * shift + 114;
  return Date.UTC(year, Math.floor(sum / 31) - 1, (sum % 31) + 1) / DAY_MS;
}
