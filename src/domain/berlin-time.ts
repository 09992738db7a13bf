import { memoize } from './memoize.js';

/**
 * XS2A writes date-times without an offset, in German local time including summer time (published by the vendor's Java SDK). The
 * offset is that of the date itself, not today's and not the machine's.
 */
const BERLIN = new Intl.DateTimeFormat('en-GB-u-hc-h23', {
  timeZone: 'Europe/Berlin',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

const DAY_MS = 86_400_000;
const WALL_TIME = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?)?$/;
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/i;

/** Years 1900 to 2999. Databases write 0001 and 9999 for "none" and "for ever". */
const PLAUSIBLE_YEAR = /^(19|2\d)\d\d-/;

/** `YYYY-MM-DD hh:mm:ss` in Germany at that instant, as XS2A writes it. */
export function toBerlinTime(instant: Date): string {
  const wall = instant.getTime() + offsetAt(instant.getTime());
  return new Date(wall).toISOString().slice(0, 19).replace('T', ' ');
}

/** The calendar date in Germany at that instant, `YYYY-MM-DD`. */
export function toBerlinDate(instant: Date): string {
  return toBerlinTime(instant).slice(0, 10);
}

/** Midnight in Germany after that instant. */
export function startOfNextBerlinDay(instant: Date): Date {
  return new Date(wallTimeToInstant(addDays(toBerlinDate(instant), 1)));
}

/**
 * Reads one of XS2A's date-times: German wall time, or ISO 8601 with an offset, which some responses carry instead. A date alone
 * is its midnight in Germany. The hour that occurs twice in October is read as the first; the one missing in March moves forward.
 * @returns RFC 3339 in UTC to the second; null for `""`, `0000-00-00 …`, years outside 1900 to 2999, and anything that is no
 * date-time.
 */
export function readBerlinTime(text: string): string | null {
  return cachedRead(text);
}

/** Lists of connections, and the balances of one sync, repeat the same few texts. */
const cachedRead = memoize((text: string): string | null => {
  if (!PLAUSIBLE_YEAR.test(text)) return null;
  const instant = WITH_OFFSET.test(text) ? Date.parse(text.replace(' ', 'T')) : wallTimeToInstant(text);
  if (Number.isNaN(instant)) return null;
  return new Date(instant).toISOString().replace(/\.\d{3}Z$/, 'Z');
});

/** Whole calendar days from one date to another, both `YYYY-MM-DD`; negative when `to` is the earlier one. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** The date so many days after another one, both `YYYY-MM-DD`; before it where they are negative. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whether it is `YYYY-MM-DD` of an existing day of the Gregorian calendar in the years 0001 to 9999. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false;
  const month = Number(text.slice(5, 7));
  const day = Number(text.slice(8));
  return day >= 1 && day <= daysIn(month, Number(text.slice(0, 4)));
}

/** 0 for an invalid month. Called for every turnover; using Date would be ten times slower. */
function daysIn(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  if (month < 1 || month > 12) return 0;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function wallTimeToInstant(text: string): number {
  const [, date = '', time = '00:00'] = WALL_TIME.exec(text) ?? [];
  if (!isCalendarDate(date)) return NaN;
  const wall = Date.parse(`${date}T${time}Z`);
  if (Number.isNaN(wall)) return NaN;
  // Clocks change at most once within two days, so only the two offsets around the wall time can apply.
  const before = wall - offsetAt(wall - DAY_MS);
  const after = wall - offsetAt(wall + DAY_MS);
  if (before === after) return before;
  const matches = [before, after].filter((instant) => instant + offsetAt(instant) === wall);
  return matches.length > 0 ? Math.min(...matches) : before;
}

const HOUR_MS = 3_600_000;

/** How far German clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number): number {
  return cachedOffset(Math.floor(instant / HOUR_MS));
}

/** By the hour, which is as often as clocks can change. Intl is a hundred times slower than the cache. */
const cachedOffset = memoize((hour: number) => wallTimeAt(hour * HOUR_MS) - hour * HOUR_MS);

/** German wall time, as if it were UTC. */
function wallTimeAt(instant: number): number {
  const part = Object.fromEntries(BERLIN.formatToParts(instant).map(({ type, value }) => [type, value]));
  return Date.parse(`${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`);
}
