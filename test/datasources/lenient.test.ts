import fc from 'fast-check';
import {
  booleanOf,
  countOf,
  countryOf,
  currencyOf,
  dateOf,
  idOf,
  instantOf,
  linesOf,
  recordOf,
  textOf,
  textsOf,
} from '../../src/datasources/xs2a/lenient.js';
import { isUpstreamId } from '../../src/domain/global-id.js';
import { DateScalar } from '../../src/schema/scalars/date.scalar.js';
import { DateTimeScalar } from '../../src/schema/scalars/date-time.scalar.js';

type Row = readonly [unknown, unknown];

/** Nothing of these is ever anything else than another kind of value. */
const OTHER_KINDS: readonly unknown[] = [null, undefined, {}, [], [1], NaN, Infinity];

describe('lenient reading', () => {
  it.each<Row>([
    ...[true, 1, '1', 'true'].map((value): Row => [value, true]),
    ...[false, 0, '0', 'false'].map((value): Row => [value, false]),
    ...['', 'yes', 'maybe', 2, -1, ...OTHER_KINDS].map((value): Row => [value, null]),
  ])('takes %j for the boolean %j', (value, boolean) => {
    expect(booleanOf(value)).toBe(boolean);
  });

  it.each<Row>([
    ['Ärzte & Söhne', 'Ärzte & Söhne'],
    [' with space ', ' with space '],
    [7, '7'],
    [0, '0'],
    [-1.5, '-1.5'],
    ['', null],
    [' \t\n', null],
    [true, null],
    ...OTHER_KINDS.map((value): Row => [value, null]),
  ])('takes %j for the text %j', (value, text) => {
    expect(textOf(value)).toBe(text);
  });

  it.each<Row>([
    ['aZ09_-', 'aZ09_-'],
    [12345, '12345'],
    // JSON's numbers are not exact beyond this: it would be somebody else's id.
    [Number.MAX_SAFE_INTEGER, String(Number.MAX_SAFE_INTEGER)],
    [12345678901234567890, null],
    [1.5, null],
    ['../users', null],
    ['a b', null],
    ['', null],
    ['x'.repeat(64), 'x'.repeat(64)],
    ['x'.repeat(65), null],
    [true, null],
    ...OTHER_KINDS.map((value): Row => [value, null]),
  ])('takes %j for the id %j', (value, id) => {
    expect(idOf(value)).toBe(id);
  });

  it.each<Row>([
    [0, 0],
    [3, 3],
    ['3', 3],
    [-1, null],
    [1.5, null],
    ['', null],
    ['many', null],
    [true, null],
    [1e300, null],
    ...OTHER_KINDS.map((value): Row => [value, null]),
  ])('takes %j for the count %j', (value, count) => {
    expect(countOf(value)).toBe(count);
  });

  it.each<Row>([
    ['2026-07-01 14:30:00', '2026-07-01T12:30:00Z'],
    ['2026-01-01 14:30:00', '2026-01-01T13:30:00Z'],
    ['2026-07-01T14:30:00+02:00', '2026-07-01T12:30:00Z'],
    ['2026-07-01T14:30:00.123Z', '2026-07-01T14:30:00Z'],
    ['2026-07-01', '2026-06-30T22:00:00Z'],
    ['0000-00-00 00:00:00', null],
    ['0000-00-00', null],
    ['', null],
    ['soon', null],
    [1_767_225_600, null],
    // What databases write for none or for ever; German clocks had no whole minutes then.
    ['0001-01-01 00:00:00', null],
    ['1000-01-01 00:00:00', null],
    ['1893-01-01 00:00:00', null],
    ['0000-06-01T00:00:00Z', null],
    ['9999-12-31 23:59:59', null],
    ['9999-12-31T23:59:59-12:00', null],
    ['1970-01-01 00:00:00', '1969-12-31T23:00:00Z'],
    ['2999-12-31 23:59:59', '2999-12-31T22:59:59Z'],
    ...OTHER_KINDS.map((value): Row => [value, null]),
  ])('takes %j for the instant %j', (value, instant) => {
    expect(instantOf(value)).toBe(instant);
  });

  it.each<Row>([
    ['2026-02-28', '2026-02-28'],
    ['2026-02-28 23:59:59', '2026-02-28'],
    ['2026-02-28T23:59:59-12:00', '2026-02-28'],
    ['2026-02-30', null],
    ['0000-00-00', null],
    ['28.02.2026', null],
    ['', null],
    [20260228, null],
    ...OTHER_KINDS.map((value): Row => [value, null]),
  ])('takes %j for the date %j', (value, date) => {
    expect(dateOf(value)).toBe(date);
  });

  it.each<Row>([
    [{ currency: 'EUR' }, 'EUR'],
    [{ currency_id: 'CHF' }, 'CHF'],
    [{ currency: '', currency_id: 'USD' }, 'USD'],
    [{ currency: null, currency_id: 'usd ' }, 'USD'],
    [{ currency: 'EUR', currency_id: 'CHF' }, 'EUR'],
    [{ currency: '', currency_id: '' }, null],
    [{ currency: 'Euro' }, null],
    [{ currency: 978 }, null],
    [{}, null],
  ])('takes %j for the currency %j', (record, currency) => {
    expect(currencyOf(record as Record<string, unknown>)).toBe(currency);
  });

  it.each<Row>([
    ['DE', 'DE'],
    ['de', 'DE'],
    ['DEU', null],
    ['', null],
    [49, null],
    ...OTHER_KINDS.map((value): Row => [value, null]),
  ])('takes %j for the country %j', (value, country) => {
    expect(countryOf(value)).toBe(country);
  });

  it.each<readonly [unknown, string[], string[]]>([
    [
      ['a', '', ' b '],
      ['a', ' b '],
      ['a', '', ' b '],
    ],
    [
      ['a', null, {}, 7, ['b']],
      ['a', '7'],
      ['a', '7'],
    ],
    ['a', ['a'], ['a']],
    ['', [], []],
    [null, [], []],
    [undefined, [], []],
    [{ 0: 'a' }, [], []],
    [7, ['7'], ['7']],
  ])('takes %j for the texts %j and the lines %j', (value, texts, lines) => {
    expect(textsOf(value)).toEqual(texts);
    expect(linesOf(value)).toEqual(lines);
  });

  it('takes nothing but objects for records', () => {
    expect([{}, { a: 1 }].map(recordOf)).toEqual([{}, { a: 1 }]);
    expect([null, undefined, [], 'a', 1, true].map(recordOf)).toEqual(Array(6).fill(null));
  });

  it('gives what the schema can carry, whatever upstream writes', () => {
    const text = fc.oneof(fc.string(), fc.date({ noInvalidDate: true }).map(dateLike), fc.jsonValue());
    fc.assert(
      fc.property(text, fc.string({ unit: 'binary', maxLength: 3 }), (value, suffix) => {
        for (const written of [value, typeof value === 'string' ? value + suffix : suffix]) {
          const [instant, date, id] = [instantOf(written), dateOf(written), idOf(written)];
          if (instant !== null) expect(DateTimeScalar.serialize(instant)).toBe(instant);
          if (date !== null) expect(DateScalar.serialize(date)).toBe(date);
          if (id !== null) expect(isUpstreamId(id)).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

/** As XS2A writes it, with years beyond its own. */
function dateLike(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', ' ');
}
