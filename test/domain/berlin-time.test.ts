import fc from 'fast-check';
import {
  daysBetween,
  isCalendarDate,
  readBerlinTime,
  toBerlinDate,
  toBerlinTime,
} from '../../src/domain/berlin-time.js';

describe('readBerlinTime', () => {
  it.each([
    ['2026-07-01 12:00:00', '2026-07-01T10:00:00Z', 'summer'],
    ['2026-01-15 12:00:00', '2026-01-15T11:00:00Z', 'winter'],
    ['2026-10-25 02:30:00', '2026-10-25T00:30:00Z', 'the hour that occurs twice: the first'],
    ['2026-10-25 03:00:00', '2026-10-25T02:00:00Z', 'just after it'],
    ['2026-03-29 02:30:00', '2026-03-29T01:30:00Z', 'the missing hour moves forward'],
    ['2026-03-29 01:59:59', '2026-03-29T00:59:59Z', 'just before it'],
    ['2026-07-01T12:00:00+05:30', '2026-07-01T06:30:00Z', 'ISO 8601 with an offset'],
    ['2026-07-01T12:00:00.123Z', '2026-07-01T12:00:00Z', 'ISO 8601 in UTC'],
    ['2026-01-01', '2025-12-31T23:00:00Z', 'a date alone is midnight in Germany'],
    ['2026-07-01T12:00:00', '2026-07-01T10:00:00Z', 'ISO 8601 without an offset is German time'],
  ])('%s is %s (%s)', (text, expected) => {
    expect(readBerlinTime(text)).toBe(expected);
  });

  it.each(['', '0000-00-00', '0000-00-00 00:00:00', '2026-02-30 10:00:00', '2026-01-01 25:00:00', 'yesterday'])(
    '%p is none',
    (text) => {
      expect(readBerlinTime(text)).toBeNull();
    },
  );

  it('reads back what it writes, but for the hour that occurs twice', () => {
    const instants = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, (date) => {
        const instant = new Date(Math.floor(date.getTime() / 1000) * 1000);
        const back = Date.parse(readBerlinTime(toBerlinTime(instant)) ?? '');
        expect([0, -3_600_000]).toContain(back - instant.getTime());
      }),
    );
  });
});

it('counts days by the calendar, not by hours', () => {
  expect(toBerlinDate(new Date('2026-06-30T22:30:00Z'))).toBe('2026-07-01');
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  expect(daysBetween('2026-03-30', '2026-03-28')).toBe(-2);
  expect(isCalendarDate('2024-02-29')).toBe(true);
  expect(isCalendarDate('2025-02-29')).toBe(false);
});

it('knows every day of the calendar, and no other', () => {
  const digits = fc.integer({ min: 0, max: 99 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9999 }), digits, digits, (year, month, day) => {
      const [y, m, d] = [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')];
      const text = `${y}-${m}-${d}`;
      const instant = new Date(`${text}T00:00:00Z`);
      const exists = year > 0 && !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
      expect(isCalendarDate(text)).toBe(exists);
    }),
    { numRuns: 2000 },
  );
});
