import { isCalendarDate } from '../../domain/berlin-time.js';
import { stringScalar } from './string-scalar.js';

/** `date-time` of RFC 3339, except leap seconds, which JavaScript does not have. */
const RFC_3339 = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i;

/**
 * Canonical form of an instant: UTC with Z, with milliseconds only when not zero. Undefined when the text is no instant or
 * outside the years 0001 to 9999 in UTC.
 */
function toUtc(text: string): string | undefined {
  const date = RFC_3339.exec(text)?.[1];
  if (date === undefined || !isCalendarDate(date)) return undefined;
  const utc = new Date(text.toUpperCase()).toISOString();
  return isCalendarDate(utc.slice(0, 10)) ? utc.replace('.000Z', 'Z') : undefined;
}

export const DateTimeScalar = stringScalar({
  name: 'DateTime',
  description:
    'Instant, RFC 3339. In answers always in UTC with Z, such as `2026-02-28T09:30:00Z`; in input with any offset. ' +
    'Finer than a millisecond is cut off.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  message: 'A DateTime is an instant as in RFC 3339, such as 2026-02-28T09:30:00Z.',
  parse: toUtc,
});
