import fc from 'fast-check';
import { isCalendarDate } from '../../../src/domain/berlin-time.js';
import { DateScalar } from '../../../src/schema/scalars/date.scalar.js';
import { literal, variable } from './through-graphql.js';

const day = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test('takes every day of the calendar as it is', () => {
  fc.assert(
    fc.property(day, (text) => {
      expect(DateScalar.parseValue(text)).toBe(text);
      expect(DateScalar.serialize(text)).toBe(text);
    }),
  );
});

test('takes days 1 to 28, 29, 30 or 31 of a month, and no other', () => {
  const two = (number: number) => String(number).padStart(2, '0');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 13 }), fc.nat(35), (year, month, day) => {
      const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
      const days = [0, 31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0][month] ?? 0;
      const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
      expect(isCalendarDate(text)).toBe(day >= 1 && day <= days);
    }),
    { numRuns: 2000 },
  );
});

test('takes no other text', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(isCalendarDate(text)).toBe(false);
    }),
  );
});

test.each([
  '2025-02-29',
  '1900-02-29',
  '0000-00-00',
  '0000-01-01',
  '2025-1-1',
  '20250101',
  '2025-01-01T00:00:00Z',
  ' 2025-01-01',
  '2025-01-01\n',
  '+02025-01-01',
  '٢٠٢٥-٠١-٠١',
  '',
])('refuses %j, and does not repeat it', async (text) => {
  for (const send of [literal(DateScalar, JSON.stringify(text)), variable(DateScalar, text)]) {
    const { message, code } = await send;
    expect(message).toMatch(/A Date is a day of the calendar, written YYYY-MM-DD\.$/);
    expect(code).toBe('BAD_USER_INPUT');
  }
  expect(() => DateScalar.parseValue(text)).toThrow('A Date is a day of the calendar, written YYYY-MM-DD.');
  expect(() => DateScalar.serialize(text)).toThrow(TypeError);
});

test.each(['20250101', '2025', 'true', 'TODAY', '["2025-01-01", "2025-01-02"]', '{ year: 2025 }'])(
  'refuses the literal %s',
  async (text) => {
    expect((await literal(DateScalar, text)).message).toBe('A Date is a day of the calendar, written YYYY-MM-DD.');
  },
);

test.each([[20250101], [true], [{ year: 2025 }], [new Date(0)]])('refuses the value %j', async (value) => {
  expect((await variable(DateScalar, value)).code).toBe('BAD_USER_INPUT');
  expect(() => DateScalar.serialize(value)).toThrow(TypeError);
});

test('works as literal and as variable', async () => {
  expect(await literal(DateScalar, '"2024-02-29"')).toEqual({ value: '2024-02-29' });
  expect(await variable(DateScalar, '2024-02-29')).toEqual({ value: '2024-02-29' });
});
