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

/** Forms of a value that the vendor's SDKs read as well as the usual one, and that can be switched on. */
export const variants = ['booleans', 'currency', 'times', 'tabs'] as const;
export type Variant = (typeof variants)[number];

export type Flag = boolean | 0 | 1 | '0' | '1';

/**
 * How values are written: in the usual form, or in all of those that are switched on. The form belongs to the record and the
 * member: it does not change from answer to answer.
 */
export class Forms {
  readonly #inUse: ReadonlySet<Variant>;

  constructor(inUse: readonly Variant[]) {
    this.#inUse = new Set(inUse);
  }

  /** `booleans`: also 0 and 1, as numbers and as text (published by the vendor's Java SDK, which reads all of these). */
  flag(value: boolean, record: string, member: string): Flag {
    switch (this.#inUse.has('booleans') && hash(`${record}.${member}`) % 4) {
      case 0:
        return value ? 1 : 0;
      case 1:
        return value ? '1' : '0';
      default:
        return value;
    }
  }

  /** Under both of the names by which the vendor's SDKs read it. `currency`: half of the records have but one of them. */
  currency(value: string, record: string): Record<string, string> {
    if (!this.#inUse.has('currency')) return { currency: value, currency_id: value };
    return record.charCodeAt(0) % 2 === 0 ? { currency: value } : { currency_id: value };
  }

  /** A date-time of XS2A in German local time; `""` for none. `times`: for one record in six ISO 8601 with an offset. */
  timeStamp(time: Date | undefined, record: string): string {
    if (time === undefined) return '';
    const isOdd = this.#inUse.has('times') && hash(`${record}.time`) % 6 === 0;
    return isOdd ? berlinIso(time) : berlinTime(time);
  }

  /** By the key that is sent. `tabs`: a list of their labels (published by the vendor's Node and Java SDKs). */
  tabs(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> | readonly string[] {
    return this.#inUse.has('tabs') ? Object.values(labels) : labels;
  }

  /** The one that is shown, as `tabs` names it. */
  selectedTab(labels: Readonly<Record<string, string>>, key: string): string {
    return this.#inUse.has('tabs') ? (labels[key] ?? '') : key;
  }
}
