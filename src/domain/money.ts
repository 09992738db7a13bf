import { parseDecimal, roundDecimal } from './money-decimal.js';

/** ISO 4217 currencies whose minor unit is not a hundredth. */
const MINOR_DIGITS: ReadonlyMap<string, number> = new Map([
  ...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG'].map((code) => [code, 0] as const),
  ...['RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'].map((code) => [code, 0] as const),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code) => [code, 3] as const),
  ...['CLF', 'UYW'].map((code) => [code, 4] as const),
]);

const USUAL_DIGITS = 2;

/** Decimal digits of a currency's minor unit; 2 where the currency is unknown or null. */
export function minorDigits(currency: string | null): number {
  return currency === null ? USUAL_DIGITS : (MINOR_DIGITS.get(currency) ?? USUAL_DIGITS);
}

/**
 * An amount as upstream sends it (a JSON number or a numeric string), in minor units of its currency. Rounds half away from zero
 * on the shortest decimal representation: 0.30000000000000004 EUR is 30, 1.005 EUR is 101. Null for anything but a finite decimal
 * number, and beyond ±(2^53 - 1) minor units.
 */
export function toMinorUnits(value: unknown, currency: string | null): number | null {
  const digits = minorDigits(currency);
  if (typeof value === 'number') return quickMinorUnits(value, digits) ?? exactMinorUnits(String(value), digits);
  return typeof value === 'string' ? exactMinorUnits(value.trim(), digits) : null;
}

/** `-1234.50`; without a dot where the currency has no minor unit. Zero never carries a sign. */
export function formatMinorUnits(minor: number | bigint, currency: string | null): string {
  const digits = minorDigits(currency);
  const sign = minor < 0 ? '-' : '';
  const magnitude = String(minor < 0 ? -minor : minor).padStart(digits + 1, '0');
  if (digits === 0) return sign + magnitude;
  return `${sign}${magnitude.slice(0, -digits)}.${magnitude.slice(-digits)}`;
}

/** Compares amounts of possibly different currencies by their decimal values, exactly: negative, zero or positive. */
export function compareMinorUnits(a: number, aDigits: number, b: number, bDigits: number): number {
  if (aDigits === bDigits) return a - b;
  // Division rounds but is monotonic, so it never reverses an order.
  const rough = a / 10 ** aDigits - b / 10 ** bDigits;
  if (rough !== 0) return rough;
  const exact = BigInt(a) * 10n ** BigInt(bDigits) - BigInt(b) * 10n ** BigInt(aDigits);
  return Number(exact);
}

/** Fast path: below 1e13 the product is wrong by less than a hundredth, which matters to numbers near a half alone. */
function quickMinorUnits(value: number, digits: number): number | undefined {
  const scaled = value * 10 ** digits;
  const minor = Math.round(scaled);
  return Math.abs(scaled - minor) < 0.4 && Math.abs(minor) < 1e13 ? minor + 0 : undefined;
}

function exactMinorUnits(text: string, digits: number): number | null {
  const decimal = parseDecimal(text);
  if (decimal === undefined) return null;
  const minor = Number(roundDecimal(decimal, digits, 'HALF_AWAY_FROM_ZERO'));
  return Number.isSafeInteger(minor) ? minor : null;
}
