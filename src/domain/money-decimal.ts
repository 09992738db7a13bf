/** An exact decimal number: `unscaled × 10^-scale`. The scale may be negative. */
export interface Decimal {
  readonly unscaled: bigint;
  readonly scale: number;
}

export type Rounding = 'HALF_AWAY_FROM_ZERO' | 'FLOOR' | 'CEILING';

const DECIMAL = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Longer texts are not amounts; bounds the work for hostile input. */
const MAX_LENGTH = 64;

/** Reads `-1234.50`, `.5`, `1e-7` and the like: ASCII digits, no white space. Undefined for anything else. */
export function parseDecimal(text: string): Decimal | undefined {
  const parts = text.length > MAX_LENGTH ? null : DECIMAL.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = parts;
  const magnitude = BigInt(whole + fraction);
  return { unscaled: sign === '-' ? -magnitude : magnitude, scale: fraction.length - Number(exponent) };
}

/** The number in units of `10^-digits`, as a whole number. */
export function roundDecimal({ unscaled, scale }: Decimal, digits: number, rounding: Rounding): bigint {
  if (scale <= digits) return unscaled * 10n ** BigInt(digits - scale);
  const divisor = 10n ** BigInt(scale - digits);
  return divide(unscaled, divisor, rounding);
}

/** Equal for equal numbers: `1.50`, `1.5` and `15e-1` have the same key. */
export function decimalKey({ unscaled, scale }: Decimal): string {
  if (unscaled === 0n) return '0';
  const digits = unscaled.toString();
  const significant = digits.replace(/0+$/, '');
  return `${significant}e${digits.length - significant.length - scale}`;
}

/** BigInt division truncates; the remainder decides the rounding. */
function divide(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  const quotient = dividend / divisor;
  const rest = dividend % divisor;
  if (rest === 0n) return quotient;
  const away = dividend < 0n ? -1n : 1n;
  if (rounding === 'FLOOR') return away < 0n ? quotient - 1n : quotient;
  if (rounding === 'CEILING') return away < 0n ? quotient : quotient + 1n;
  return rest * away * 2n >= divisor ? quotient + away : quotient;
}
