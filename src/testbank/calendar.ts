/** Calendar days as `YYYY-MM-DD`, months as `YYYY-MM`: they compare as text. */
export type Day = string;
export type Month = string;

const dayShape = /^\d{4}-\d{2}-\d{2}$/;

/** True for days that exist: not `2026-02-30`. */
export function isDay(text: string): boolean {
  if (!dayShape.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && toDay(time) === text;
}

export function addDays(day: Day, count: number): Day {
  return toDay(Date.parse(day) + count * 86_400_000);
}

export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

/** The months that a span of days touches, oldest first. */
export function monthsBetween(from: Day, to: Day): Month[] {
  const months: Month[] = [];
  for (let month = monthOf(from); month <= monthOf(to); month = addMonths(month, 1)) months.push(month);
  return months;
}

export function addMonths(month: Month, count: number): Month {
  const first = new Date(`${month}-01T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + count);
  return monthOf(toDay(first.getTime()));
}

/** The month's nth day, or its last one where it is shorter. */
export function dayIn(month: Month, nth: number): Day {
  return `${month}-${String(Math.min(nth, lengthOf(month))).padStart(2, '0')}`;
}

export function lengthOf(month: Month): number {
  return daysBetween(`${month}-01`, `${addMonths(month, 1)}-01`);
}

/** The day itself, or the Monday after it: banks book on working days. */
export function workingDay(day: Day): Day {
  const weekday = new Date(day).getUTCDay();
  if (weekday === 6) return addDays(day, 2);
  return weekday === 0 ? addDays(day, 1) : day;
}

function toDay(time: number): Day {
  return new Date(time).toISOString().slice(0, 10);
}

/**
 * German local time, as XS2A writes it: `YYYY-MM-DD hh:mm:ss` without an offset, summer time included
 * (published by the vendor's Java SDK).
 */
const format = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Berlin',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

const shape = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;

/** `2026-07-01 14:30:00` */
export function berlinTime(time: Date): string {
  return format.format(time);
}

/** `2026-07-01` */
export function berlinDate(time: Date): string {
  return berlinTime(time).slice(0, 10);
}

/** `2026-07-01T14:30:00+02:00`, which some of XS2A's answers carry instead. */
export function berlinIso(time: Date): string {
  const offset = offsetOf(time) / 3_600_000;
  return `${berlinTime(time).replace(' ', 'T')}+0${offset}:00`;
}

/**
 * Reads `YYYY-MM-DD hh:mm:ss`; undefined for anything else, days and hours that no calendar has included.
 * In the hour that October repeats, the first one is meant; the hour that March leaves out moves forward.
 */
export function fromBerlin(text: string): Date | undefined {
  const wallClock = readAsUtc(text);
  if (wallClock === undefined) return undefined;
  const summer = new Date(wallClock - 2 * 3_600_000);
  const winter = new Date(wallClock - 3_600_000);
  return berlinTime(summer) === text ? summer : winter;
}

/**
 * A time in any of the forms that the vendor's SDKs send: `2026-11-27 14:00:38`, which is German time (Node), or ISO 8601 with
 * an offset, also with a blank before its T, as in `2026-11-27 T14:00:38.000000+01:00` (Java). Undefined for anything else.
 */
export function readTime(text: string): Date | undefined {
  const wallClock = fromBerlin(text.replace('T', ' '));
  if (wallClock !== undefined) return wallClock;
  const [, day = '', time = '', fraction = '', offset = ''] = isoShape.exec(text) ?? [];
  const instant = new Date(`${day}T${time}${fraction.slice(0, 4)}${offset}`);
  return isDay(day) && !Number.isNaN(instant.getTime()) ? instant : undefined;
}

const isoShape = /^(\d{4}-\d{2}-\d{2}) ?T(\d{2}:\d{2}(?::\d{2})?)(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

function readAsUtc(text: string): number | undefined {
  if (!shape.test(text)) return undefined;
  const time = Date.parse(`${text.replace(' ', 'T')}Z`);
  if (Number.isNaN(time)) return undefined;
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ') === text ? time : undefined;
}

function offsetOf(time: Date): number {
  const wallClock = readAsUtc(berlinTime(time)) ?? time.getTime();
  return wallClock - Math.floor(time.getTime() / 1000) * 1000;
}
