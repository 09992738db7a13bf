import { isCalendarDate, readBerlinTime, toBerlinDate } from '../../domain/berlin-time.js';
import { isUpstreamId } from '../../domain/global-id.js';
import { visibleLetters } from '../../domain/turnover/text.js';

/**
 * Reading is lenient: XS2A writes booleans in five ways, leaves members out, writes `""` for none, and adds values over time
 * (published by the vendor's Java SDK, which reads all of these). What cannot be read is null, never an error.
 */
export type UpstreamRecord = Readonly<Record<string, unknown>>;

export function recordOf(value: unknown): UpstreamRecord | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as UpstreamRecord) : null;
}

/** Text that is not blank; numbers are taken as they are written. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** An id as it is written. A number that JSON does not carry exactly would be another one's. */
export function exactTextOf(value: unknown): string | null {
  return typeof value === 'number' && !Number.isSafeInteger(value) ? null : textOf(value);
}

/** Without white space and invisible characters, in capitals. */
export function ibanOf(value: unknown): string | null {
  const iban = visibleLetters(textOf(value) ?? '').toUpperCase();
  return iban === '' ? null : iban;
}

/** An id that can stand in an upstream path. A number that JSON does not carry exactly would be another one's. */
export function idOf(value: unknown): string | null {
  const text = exactTextOf(value);
  return isUpstreamId(text) ? text : null;
}

export function booleanOf(value: unknown): boolean | null {
  if (value === true || value === 1 || value === '1' || value === 'true') return true;
  return value === false || value === 0 || value === '0' || value === 'false' ? false : null;
}

/** A whole number from 0 up, also as a string. */
export function countOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

/** RFC 3339 in UTC. */
export function instantOf(value: unknown): string | null {
  return typeof value === 'string' ? readBerlinTime(value) : null;
}

/** `YYYY-MM-DD`; of a date-time its date, as it is written. */
export function dateOf(value: unknown): string | null {
  const date = typeof value === 'string' ? value.slice(0, 10) : '';
  return isCalendarDate(date) ? date : null;
}

/**
 * The day on which something was booked, `YYYY-MM-DD`. German statements have a 30 February: in a year of twelve months of 30 days it is the
 * last day of the month. A date-time with an offset is of the day that it is in Germany. Null beyond the years 1900 to 2999.
 */
export function bookingDateOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
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
}

const BOOKING_DATE = /^((?:19|2\d)\d\d)-(\d\d)-(\d\d)(?:$|[ T])/;
const HAS_OFFSET = /\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/i;

/** The texts of a list; a text alone is a list of one. */
export function textsOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.map(textOf).filter((text) => text !== null);
}

/** The lines of a text as they are, blank ones included; a text alone is one line. */
export function linesOf(value: unknown): string[] {
  if (!Array.isArray(value)) return textsOf(value);
  return (value as unknown[])
    .map((line) => (typeof line === 'string' ? line : textOf(line)))
    .filter((line) => line !== null);
}

/** ISO 4217; none where upstream does not know, and where it writes something else. */
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
