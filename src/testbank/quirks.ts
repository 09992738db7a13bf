import { berlinIso, berlinTime } from './calendar.js';
import { hash } from './random.js';

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

export type Flag = boolean | 0 | 1 | '0' | '1';

/**
 * A boolean in one of the forms that XS2A uses (published by the vendor's Java SDK, which reads all of them).
 * The form belongs to the record and the member: it does not change from answer to answer.
 */
export function flag(value: boolean, record: string, member: string): Flag {
  switch (hash(`${record}.${member}`) % 4) {
    case 0:
      return value ? 1 : 0;
    case 1:
      return value ? '1' : '0';
    default:
      return value;
  }
}

/** A date-time of XS2A: German local time, and for one record in six ISO 8601 with an offset. `""` for none. */
export function timeStamp(time: Date | undefined, record: string): string {
  if (time === undefined) return '';
  return hash(`${record}.time`) % 6 === 0 ? berlinIso(time) : berlinTime(time);
}
