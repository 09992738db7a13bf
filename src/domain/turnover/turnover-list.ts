import type { TurnoverAccount, TurnoverEntry } from './turnover-entry.js';
import { pacedSort } from './paced-sort.js';
import type { Pace } from './pace.js';
import { allPlaces, firstPlace, turnGroupsAround, type Range } from './places.js';
import { byAmount, byDay, TURNOVER_COMPARATORS, type ComparePositions, type TurnoverOrder } from './turnover-order.js';
import { SearchText } from './search-text.js';

/**
 * All turnovers of one account in a window of whole days, in the order BOOKING_DATE_DESC. Never changes, so requests may
 * share it; what the other orders and the text search need is made when it is first asked for, and kept.
 */
export class TurnoverList {
  readonly account: TurnoverAccount;
  readonly entries: readonly TurnoverEntry[];
  /** An estimate of the memory that the list takes once everything has been asked of it. */
  readonly bytes: number;
  readonly text: SearchText;
  readonly #permutations = new Map<TurnoverOrder, Promise<Uint32Array>>();

  constructor(account: TurnoverAccount, entries: readonly TurnoverEntry[], bytes: number) {
    this.account = account;
    this.entries = entries;
    this.bytes = bytes;
    this.text = new SearchText(entries);
  }

  entryAt(place: number): TurnoverEntry {
    const entry = this.entries[place];
    if (entry === undefined) throw new RangeError('There is no such place in the list.');
    return entry;
  }

  /** The places of the entries that were booked between two dates, both inclusive; null is no bound. */
  within(from: string | null, to: string | null): Range {
    const { length } = this.entries;
    const start = to === null ? 0 : firstPlace(length, (place) => this.entryAt(place).bookingDate <= to);
    const end = from === null ? length : firstPlace(length, (place) => this.entryAt(place).bookingDate < from);
    return { start, end: Math.max(start, end) };
  }

  /** The places of all entries, in another order. */
  permutation(order: TurnoverOrder, pace: Pace): Promise<Uint32Array> {
    const known = this.#permutations.get(order);
    if (known !== undefined) return known;
    const made = this.#permute(order, pace);
    this.#permutations.set(order, made);
    return made;
  }

  async #permute(order: TurnoverOrder, pace: Pace): Promise<Uint32Array> {
    switch (order) {
      case 'BOOKING_DATE_DESC':
        return allPlaces(this.entries.length);
      case 'BOOKING_DATE_ASC':
        return this.#turnAround('BOOKING_DATE_DESC', byDay, pace);
      case 'AMOUNT_DESC':
        return this.#byAmount(pace);
      case 'AMOUNT_ASC':
        return this.#turnAround('AMOUNT_DESC', byAmount, pace);
    }
  }

  /** Rounded decimal values decide almost every comparison, and lie side by side in memory. */
  async #byAmount(pace: Pace): Promise<Uint32Array> {
    const values = new Float64Array(
      this.entries.map(({ amountMinor, minorDigits }) => amountMinor / 10 ** minorDigits),
    );
    const compare = this.#placesBy(TURNOVER_COMPARATORS.AMOUNT_DESC);
    const places = [...allPlaces(this.entries.length)];
    const byValue = (a: number, b: number): number => (values[b] ?? 0) - (values[a] ?? 0) || compare(a, b);
    return new Uint32Array(await pacedSort(places, byValue, pace));
  }

  /** The reverse of another order, but for what is equal to it: ids ascend in every order. */
  async #turnAround(order: TurnoverOrder, compare: ComparePositions, pace: Pace): Promise<Uint32Array> {
    const comparePlaces = this.#placesBy(compare);
    return turnGroupsAround(await this.permutation(order, pace), (a, b) => comparePlaces(a, b) === 0, pace);
  }

  #placesBy(compare: ComparePositions): (a: number, b: number) => number {
    return (a, b) => compare(this.entryAt(a), this.entryAt(b));
  }
}
