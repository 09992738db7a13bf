import { isCalendarDate } from '../../domain/berlin-time.js';
import { stringScalar } from './string-scalar.js';

export const DateScalar = stringScalar({
  name: 'Date',
  description:
    'Calendar date, `YYYY-MM-DD`, such as `2026-02-28`. It has no time zone; days are counted in Germany (Europe/Berlin).',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  message: 'A Date is a day of the calendar, written YYYY-MM-DD.',
  parse: (text) => (isCalendarDate(text) ? text : undefined),
});
