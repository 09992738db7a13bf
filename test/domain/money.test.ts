import fc from 'fast-check';
import { compareMinorUnits, formatMinorUnits, minorDigits, toMinorUnits } from '../../src/domain/money.js';

const currencies = fc.constantFrom('EUR', 'CHF', 'JPY', 'KWD', 'CLF', 'XXX', null);
const safeIntegers = fc.maxSafeInteger();

/** An independent reading of decimal text: padded digits, cut, and rounded by looking at the next digit. */
function oracle(text: string, digits: number): bigint {
  const negative = text.startsWith('-');
  const [mantissa = '', exponent = '0'] = text.replace(/^-/, '').split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const shift = Number(exponent) + digits;
  const padded = '0'.repeat(400) + whole + fraction + '0'.repeat(400);
  const point = 400 + whole.length + shift;
  const roundUp = (padded[point] ?? '0') >= '5';
  const magnitude = BigInt(padded.slice(0, point)) + (roundUp ? 1n : 0n);
  return negative ? -magnitude : magnitude;
}

describe('minorDigits', () => {
  test.each([
    ['EUR', 2],
    ['JPY', 0],
    ['ISK', 0],
    ['KWD', 3],
    ['CLF', 4],
    ['ZZZ', 2],
    ['', 2],
    ['constructor', 2],
    [null, 2],
  ])('%s has %d', (currency, digits) => {
    expect(minorDigits(currency)).toBe(digits);
  });
});

describe('toMinorUnits', () => {
  test.each<[unknown, string | null, number | null]>([
    [12.34, 'EUR', 1234],
    [-1234.5, 'EUR', -123450],
    [0.1 + 0.2, 'EUR', 30],
    [1.005, 'EUR', 101],
    [-1.005, 'EUR', -101],
    [1.004999, 'EUR', 100],
    [0.5, 'JPY', 1],
    [-0.5, 'JPY', -1],
    [1234, 'JPY', 1234],
    [1.0005, 'KWD', 1001],
    [1.23456, 'CLF', 12346],
    [1.005, null, 101],
    [1e-7, 'EUR', 0],
    [1e21, 'EUR', null],
    [1.5e3, 'EUR', 150000],
    ['12.30', 'EUR', 1230],
    [' -7 ', 'EUR', -700],
    ['.5', 'EUR', 50],
    ['5.', 'EUR', 500],
    ['+1e2', 'EUR', 10000],
    ['1e999', 'EUR', null],
    ['1e-999', 'EUR', 0],
    ['90071992547409.91', 'EUR', Number.MAX_SAFE_INTEGER],
    ['90071992547409.92', 'EUR', null],
    [NaN, 'EUR', null],
    [Infinity, 'EUR', null],
    ['', 'EUR', null],
    ['.', 'EUR', null],
    ['1,5', 'EUR', null],
    ['0x10', 'EUR', null],
    ['1 000', 'EUR', null],
    ['1'.repeat(1000), 'EUR', null],
    [null, 'EUR', null],
    [undefined, 'EUR', null],
    [true, 'EUR', null],
    [[1], 'EUR', null],
    [1n, 'EUR', null],
  ])('%p %s is %p', (value, currency, expected) => {
    expect(toMinorUnits(value, currency)).toBe(expected);
  });

  test('never gives a negative zero', () => {
    for (const zero of [-0, -0.001, '-0', '-0.001']) expect(Object.is(toMinorUnits(zero, 'EUR'), 0)).toBe(true);
  });

  test('rounds any float as its shortest decimal says', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e13, max: 1e13 }),
        currencies,
        (value, currency) => {
          const expected = Number(oracle(String(value), minorDigits(currency)));
          expect(toMinorUnits(value, currency)).toBe(Number.isSafeInteger(expected) ? expected + 0 : null);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('reads amounts of a bank exactly, as numbers and as text', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.integer({ min: 0, max: 6 }),
        currencies,
        (unscaled, scale, currency) => {
          const value = Number(`${unscaled}e-${scale}`);
          const expected = Number(oracle(String(value), minorDigits(currency)));
          expect(toMinorUnits(value, currency)).toBe(expected);
          expect(toMinorUnits(String(value), currency)).toBe(expected);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('formatMinorUnits', () => {
  test.each<[number | bigint, string | null, string]>([
    [-123450, 'EUR', '-1234.50'],
    [5, 'EUR', '0.05'],
    [-5, 'EUR', '-0.05'],
    [0, 'EUR', '0.00'],
    [-0, 'EUR', '0.00'],
    [1234, 'JPY', '1234'],
    [-0, 'JPY', '0'],
    [1, 'KWD', '0.001'],
    [1, 'CLF', '0.0001'],
    [100, null, '1.00'],
    [123456789012345678901234567890n, 'EUR', '1234567890123456789012345678.90'],
  ])('%p %s is %s', (minor, currency, text) => {
    expect(formatMinorUnits(minor, currency)).toBe(text);
  });

  test('is undone by toMinorUnits', () => {
    fc.assert(
      fc.property(safeIntegers, currencies, (minor, currency) => {
        expect(toMinorUnits(formatMinorUnits(minor, currency), currency)).toBe(minor);
      }),
    );
  });
});

describe('compareMinorUnits', () => {
  const digits = fc.constantFrom(0, 2, 3, 4);

  test.each([
    [1, 0, 100, 2, 0],
    [1, 0, 101, 2, -1],
    [Number.MAX_SAFE_INTEGER, 2, Number.MAX_SAFE_INTEGER, 3, 1],
    // Apart by less than a float can tell.
    [900719925474099, 2, 9007199254740991, 3, -1],
    [-900719925474099, 2, -9007199254740991, 3, 1],
    [-5, 2, -50, 3, 0],
  ])('%d of %d digits against %d of %d', (a, aDigits, b, bDigits, expected) => {
    expect(Math.sign(compareMinorUnits(a, aDigits, b, bDigits))).toBe(expected);
  });

  test('compares as the exact decimal values do', () => {
    const near = fc
      .tuple(safeIntegers, digits, fc.integer({ min: -2, max: 2 }), digits)
      .map(([a, aDigits, offset, bDigits]) => {
        const b = Number((BigInt(a) * 10n ** BigInt(bDigits)) / 10n ** BigInt(aDigits)) + offset;
        return { a, aDigits, b: Number.isSafeInteger(b) ? b : offset, bDigits };
      });
    fc.assert(
      fc.property(near, ({ a, aDigits, b, bDigits }) => {
        const left = BigInt(a) * 10n ** BigInt(4 - aDigits);
        const right = BigInt(b) * 10n ** BigInt(4 - bDigits);
        expect(Math.sign(compareMinorUnits(a, aDigits, b, bDigits))).toBe(left < right ? -1 : left > right ? 1 : 0);
      }),
      { numRuns: 1000 },
    );
  });
});
