import fc from 'fast-check';
import { decimalKey, parseDecimal, roundDecimal, type Decimal } from '../../src/domain/money-decimal.js';

const decimals = fc.record({
  unscaled: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
  scale: fc.integer({ min: -6, max: 6 }),
});

function inMillionths({ unscaled, scale }: Decimal): bigint {
  return unscaled * 10n ** BigInt(6 - scale);
}

describe('roundDecimal', () => {
  test.each([
    ['1.234', 2, 123n, 123n, 124n],
    ['1.235', 2, 124n, 123n, 124n],
    ['-1.235', 2, -124n, -124n, -123n],
    ['-1.234', 2, -123n, -124n, -123n],
    ['1.23', 2, 123n, 123n, 123n],
    ['12', 3, 12000n, 12000n, 12000n],
    ['0.4', 0, 0n, 0n, 1n],
  ])('%s to %d digits', (text, digits, half, floor, ceiling) => {
    const decimal = parseDecimal(text) ?? fail();
    expect(roundDecimal(decimal, digits, 'HALF_AWAY_FROM_ZERO')).toBe(half);
    expect(roundDecimal(decimal, digits, 'FLOOR')).toBe(floor);
    expect(roundDecimal(decimal, digits, 'CEILING')).toBe(ceiling);
  });

  test('floor and ceiling enclose the number, less than one unit apart', () => {
    fc.assert(
      fc.property(decimals, fc.integer({ min: 0, max: 4 }), (decimal, digits) => {
        const unit = 10n ** BigInt(6 - digits);
        const [floor, ceiling] = [roundDecimal(decimal, digits, 'FLOOR'), roundDecimal(decimal, digits, 'CEILING')];
        expect(floor * unit <= inMillionths(decimal) && inMillionths(decimal) < (floor + 1n) * unit).toBe(true);
        expect(ceiling * unit >= inMillionths(decimal) && inMillionths(decimal) > (ceiling - 1n) * unit).toBe(true);
      }),
    );
  });
});

test.each([
  ['0', '0.00', '-0', '0e5'],
  ['1.5', '1.50', '15e-1', '+1.500'],
  ['-100', '-1e2', '-100.0', '-0.1e3'],
])('%s has the same key however it is written', (...texts) => {
  expect(new Set(texts.map((text) => decimalKey(parseDecimal(text) ?? fail()))).size).toBe(1);
});

test('equal decimals have the same key, and others another', () => {
  const pair = fc.oneof(
    fc.tuple(decimals, decimals),
    decimals.map((a) => [a, { unscaled: a.unscaled * 100n, scale: a.scale + 2 }] as const),
  );
  fc.assert(
    fc.property(pair, ([a, b]) => {
      const [left, right] = [a, b].map((decimal) => decimal.unscaled * 10n ** BigInt(10 - decimal.scale)) as [
        bigint,
        bigint,
      ];
      expect(decimalKey(a) === decimalKey(b)).toBe(left === right);
    }),
  );
});

function fail(): never {
  throw new Error('not a decimal');
}
