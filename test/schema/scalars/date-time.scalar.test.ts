import fc from 'fast-check';
import { DateTimeScalar } from '../../../src/schema/scalars/date-time.scalar.js';
import { literal, variable } from './through-graphql.js';

const MESSAGE = 'A DateTime is an instant as in RFC 3339, such as 2026-02-28T09:30:00Z.';
const instant = fc.date({
  min: new Date('0002-01-01T00:00:00Z'),
  max: new Date('9998-12-31T23:59:59Z'),
  noInvalidDate: true,
});
const offsetMinutes = fc.integer({ min: -1439, max: 1439 });
const two = (number: number) => String(number).padStart(2, '0');

/** The wall clock of an instant at an offset, in RFC 3339: written without the parser that is under test. */
function at(date: Date, minutes: number): string {
  const wall = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, -1);
  const size = Math.abs(minutes);
  return `${wall}${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

test('reads an instant at any offset as the same instant, in UTC with Z', () => {
  fc.assert(
    fc.property(instant, offsetMinutes, (date, minutes) => {
      const utc = DateTimeScalar.parseValue(at(date, minutes));
      expect(utc).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/);
      expect(new Date(utc).getTime()).toBe(date.getTime());
    }),
  );
});

test('gives an instant one form only', () => {
  fc.assert(
    fc.property(instant, offsetMinutes, offsetMinutes, (date, one, other) => {
      const utc = DateTimeScalar.parseValue(at(date, one));
      expect(DateTimeScalar.parseValue(at(date, other))).toBe(utc);
      expect(DateTimeScalar.parseValue(utc)).toBe(utc);
      expect(DateTimeScalar.serialize(at(date, one))).toBe(utc);
    }),
  );
});

test.each([
  ['2026-07-01T02:00:00+02:00', '2026-07-01T00:00:00Z'],
  ['2026-01-01T00:30:00+01:00', '2025-12-31T23:30:00Z'],
  ['2026-01-01t00:00:00z', '2026-01-01T00:00:00Z'],
  ['2026-01-01T00:00:00-00:00', '2026-01-01T00:00:00Z'],
  ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00Z'],
  ['2026-01-01T00:00:00.5Z', '2026-01-01T00:00:00.500Z'],
  ['2026-01-01T00:00:00.123999999Z', '2026-01-01T00:00:00.123Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
  ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59Z'],
])('reads %s as %s', async (text, utc) => {
  expect(await literal(DateTimeScalar, JSON.stringify(text))).toEqual({ value: utc });
  expect(await variable(DateTimeScalar, text)).toEqual({ value: utc });
});

test.each([
  '2025-02-29T00:00:00Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01T00:60:00Z',
  '2026-01-01T00:00:60Z',
  '2026-01-01T00:00:00+24:00',
  '2026-01-01T00:00:00+01:60',
  '2026-01-01T00:00:00+0100',
  '2026-01-01T00:00:00',
  '2026-01-01 00:00:00Z',
  '2026-01-01T00:00Z',
  '2026-01-01T00:00:00.Z',
  '2026-01-01',
  '0001-01-01T00:00:00+00:01',
  '9999-12-31T23:59:59-00:01',
  '2026-01-01T00:00:00Z\n',
  'now',
  '',
])('refuses %j, and does not repeat it', async (text) => {
  for (const send of [literal(DateTimeScalar, JSON.stringify(text)), variable(DateTimeScalar, text)]) {
    const { message, code } = await send;
    expect(message?.endsWith(MESSAGE)).toBe(true);
    expect(code).toBe('BAD_USER_INPUT');
  }
  expect(() => DateTimeScalar.parseValue(text)).toThrow(new RegExp(`^${MESSAGE}$`));
  expect(() => DateTimeScalar.serialize(text)).toThrow(TypeError);
});

test('refuses numbers and dates of JavaScript', () => {
  expect(() => DateTimeScalar.parseValue(1_700_000_000)).toThrow(MESSAGE);
  expect(() => DateTimeScalar.serialize(new Date(0))).toThrow(TypeError);
});
