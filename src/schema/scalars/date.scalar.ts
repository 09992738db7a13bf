import { stringScalar } from './string-scalar.js';

/** A day that exists in the Gregorian calendar, as `YYYY-MM-DD`, of the years 0001 to 9999. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text) || text.startsWith('0000')) return false;
  // JavaScript reads the 30th of February as the 2nd of March.
  return new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

export const DateScalar = stringScalar({
  name: 'Date',
  description:
    'Calendar date, `YYYY-MM-DD`, such as `2026-02-28`. It has no time zone; days are counted in Germany (Europe/Berlin).',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  message: 'A Date is a day of the calendar, written YYYY-MM-DD.',
  parse: (text) => (isCalendarDate(text) ? text : undefined),
});
