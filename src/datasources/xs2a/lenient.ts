import { isCalendarDate, readBerlinTime, toBerlinDate } from '../../domain/berlin-time.js';
import { isUpstreamId } from '../../domain/global-id.js';
import { memoize } from '../../domain/memoize.js';
import { isRecord } from '../../domain/record.js';
import { visibleLetters } from '../../domain/turnover/text.js';

/**
 * Lenient readers: XS2A writes booleans in five ways, omits members, writes `""` for none, and adds values over time (published
 * by the vendor's Java SDK, which reads all of these). Unreadable values are null, never an error.
 */
export type UpstreamRecord = Readonly<Record<string, unknown>>;

export function recordOf(value: unknown): UpstreamRecord | null {
  return isRecord(value) ? value : null;
}

/** Non-blank text; numbers are converted. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** An id as text. Null for a number that JSON does not represent exactly, since it could be another id. */
export function exactTextOf(value: unknown): string | null {
  return typeof value === 'number' && !Number.isSafeInteger(value) ? null : textOf(value);
}

/** Upper case, without white space and invisible characters. */
export function ibanOf(value: unknown): string | null {
  const iban = visibleLetters(textOf(value) ?? '').toUpperCase();
  return iban === '' ? null : iban;
}

/**
 * An id that is valid in an upstream path. Null for a number that JSON does not represent exactly, since it could be another id.
 */
export function idOf(value: unknown): string | null {
  const text = exactTextOf(value);
  return isUpstreamId(text) ? text : null;
}

export function booleanOf(value: unknown): boolean | null {
  if (value === true || value === 1 || value === '1' || value === 'true') return true;
  return value === false || value === 0 || value === '0' || value === 'false' ? false : null;
}

/** A non-negative integer, also from text. */
export function countOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** RFC 3339 in UTC. */
export function instantOf(value: unknown): string | null {
  return typeof value === 'string' ? readBerlinTime(value) : null;
}

/** `YYYY-MM-DD`; the date part of a date-time as written. */
export function dateOf(value: unknown): string | null {
  const date = typeof value === 'string' ? value.slice(0, 10) : '';
  return isCalendarDate(date) ? date : null;
}

/**
 * A booking date, `YYYY-MM-DD`. German statements have a 30 February, from a year of twelve months of 30 days: it is the last day
 * of the month. A date-time with an offset is converted to Germany's date. Null outside the years 1900 to 2999.
 */
export function bookingDateOf(value: unknown): string | null {
  return typeof value === 'string' ? cachedBookingDate(value) : null;
}

/** Lists of turnovers repeat their days. */
const cachedBookingDate = memoize((value: string): string | null => {
  const text = value.trim();
  if (HAS_OFFSET.test(text)) {
    const instant = readBerlinTime(text);
    return instant === null ? null : toBerlinDate(new Date(instant));
  }
  const [, year = '', month = '', day = ''] = BOOKING_DATE.exec(text) ?? [];
  const date = `${year}-${month}-${day}`;
  if (isCalendarDate(date)) return date;
  return month === '02' && (day === '29' || day === '30')
    ? `${year}-02-${isCalendarDate(`${year}-02-29`) ? '29' : '28'}`
    : null;
});

const BOOKING_DATE = /^((?:19|2\d)\d\d)-(\d\d)-(\d\d)(?:$|[ T])/;
const HAS_OFFSET = /\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/i;

/** The texts of a list; a single text is a list of one. */
export function textsOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map(textOf).filter((text) => text !== null);
}

/** The unchanged lines of a text, including blank ones; a single text is one line. */
export function linesOf(value: unknown): string[] {
  if (!Array.isArray(value)) return textsOf(value);
  return (value as unknown[])
    .map((line) => (typeof line === 'string' ? line : textOf(line)))
    .filter((line) => line !== null);
}

/** ISO 4217; null when unknown or invalid. */
export function currencyOf({ currency, currency_id }: UpstreamRecord): string | null {
  return codeOf(currency, /^[A-Z]{3}$/) ?? codeOf(currency_id, /^[A-Z]{3}$/);
}

/** ISO 3166-1 alpha-2. */
export function countryOf(value: unknown): string | null {
  return codeOf(value, /^[A-Z]{2}$/);
}

function codeOf(value: unknown, form: RegExp): string | null {
  const code = typeof value === 'string' ? value.trim().toUpperCase() : '';
  return form.test(code) ? code : null;
}
