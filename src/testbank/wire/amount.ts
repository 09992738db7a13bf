import { hash } from '../random.js';

/** Amounts are whole minor units (cents) inside the test bank, and JSON numbers on the wire. */
export function minorDigits(currency: string): number {
  return currency === 'JPY' ? 0 : 2;
}

export function toNumber(minor: number, currency: string): number {
  return minor / 10 ** minorDigits(currency);
}

/**
 * As `toNumber`, but for one record in five off by the last bit, as sums of floats are: 0.30000000000000004.
 * The difference is always far below half a minor unit.
 */
export function toNoisyNumber(minor: number, currency: string, record: string): number {
  const exact = toNumber(minor, currency);
  return hash(`${record}.amount`) % 5 === 0 ? exact * (1 + Number.EPSILON) : exact;
}
