import { isCalendarDate, readBerlinTime } from '../domain/berlin-time.js';
import { isUpstreamId } from '../domain/global-id.js';

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

/** An id that can stand in an upstream path. A number that JSON does not carry exactly would be another one's. */
export function idOf(value: unknown): string | null {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return null;
  const text = textOf(value);
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
