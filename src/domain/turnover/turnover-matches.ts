import type { Pace, Paced } from './pace.js';
import { BLOCK } from './search-text.js';
import { firstIndex } from './sort.js';
import { conditionsOf } from './turnover-conditions.js';
import type { TurnoverContent } from './turnover-content.js';
import type { TurnoverEntry } from './turnover-entry.js';
import type { TurnoverCriteria } from './turnover-filter.js';
import type { PlaceRange, TurnoverList } from './turnover-list.js';
import { TURNOVER_COMPARATORS, type ComparePositions, type TurnoverPosition } from './turnover-order.js';
import type { TurnoverQuery } from './turnover-query.js';

/** The matches in one account's list, in the order of a query. Entries are created on access. */
export interface TurnoverMatches {
  /** Global id of the account. */
  readonly accountId: string;
  readonly length: number;
  at(index: number): TurnoverEntry;
  /** The number of matches before a position, or at it where `inclusive`. */
  countBefore(position: TurnoverPosition, inclusive: boolean): number;
  /** Unordered. */
  contents(): Iterable<TurnoverContent>;
}

/** Turnovers to leave out of the matches. */
export interface ExcludedTurnovers {
  readonly size: number;
  has(content: TurnoverContent): boolean;
}

/** A query by booking date alone touches no entry; any other is linear in the size of the list. */
export function* findMatches(
  list: TurnoverList,
  { criteria, order }: TurnoverQuery,
  pace: Pace,
  excluded: ExcludedTurnovers,
): Paced<TurnoverMatches> {
  const days = list.daysWithin(criteria.from, criteria.to);
  const marks = yield* markMatches(list, days, criteria, pace, excluded);
  const filtered = new Filtered(list, days, marks);
  if (order === 'BOOKING_DATE_DESC' || order === 'BOOKING_DATE_ASC') {
    return new MatchesByDate(filtered, order === 'BOOKING_DATE_ASC', TURNOVER_COMPARATORS[order]);
  }
  const places = yield* list.inOrderOfAmount(order, pace);
  return new MatchesByAmount(filtered, filtered.of(places), TURNOVER_COMPARATORS[order]);
}

/** One byte for every place of the list: 1 where the entry matches. Null when everything between the dates does. */
function* markMatches(
  list: TurnoverList,
  days: PlaceRange,
  criteria: TurnoverCriteria,
  pace: Pace,
  excluded: ExcludedTurnovers,
): Paced<Uint8Array | null> {
  const conditions = conditionsOf(criteria);
  if (excluded.size > 0) conditions.push((content) => !excluded.has(content));
  if (criteria.search === null && conditions.length === 0) return null;
  const { start, end } = placesOf(list, days);
  const marks = new Uint8Array(list.contents.length);
  if (criteria.search === null) marks.fill(1, start, end);
  else {
    const mark = (place: number): void => {
      if (place >= start && place < end) marks[place] = 1;
    };
    for (let block = Math.floor(start / BLOCK); block * BLOCK < end; block++) {
      list.text.findInBlock(block, criteria.search, mark);
      if (pace.sliceUsedUp(BLOCK)) yield;
    }
  }
  if (conditions.length === 0) return marks;
  for (let place = start; place < end; place++) {
    if (marks[place] === 1) {
      const content = list.contentAt(place);
      if (!conditions.every((condition) => condition(content))) marks[place] = 0;
    }
    if (pace.sliceUsedUp()) yield;
  }
  return marks;
}

function placesOf({ days }: TurnoverList, { start, end }: PlaceRange): PlaceRange {
  const from = days[start]?.start ?? 0;
  return { start: from, end: end > start ? (days[end - 1]?.end ?? from) : from };
}

/** The matching places of a list: all places of some days, or the marked ones among them. */
class Filtered {
  /** Cumulative matches before each of the days, newest first, and in all of them. */
  readonly #before: Uint32Array;

  constructor(
    readonly list: TurnoverList,
    private readonly range: PlaceRange,
    private readonly marks: Uint8Array | null,
  ) {
    this.#before = new Uint32Array(this.days + 1);
    for (let day = 0; day < this.days; day++) this.#before[day + 1] = (this.#before[day] ?? 0) + this.#countIn(day);
  }

  get days(): number {
    return this.range.end - this.range.start;
  }

  get length(): number {
    return this.before(this.days);
  }

  before(day: number): number {
    return this.#before[day] ?? 0;
  }

  day(index: number) {
    const day = this.list.days[this.range.start + index];
    if (day === undefined) throw new RangeError('There is no such day in the list.');
    return day;
  }

  /** The matching places of a day, sorted by id. */
  placesOfDay(index: number): readonly number[] {
    const { places } = this.day(index);
    const { marks } = this;
    return marks === null ? places : places.filter((place) => marks[place] === 1);
  }

  /** The matching ones among the places. */
  of(places: Uint32Array): Uint32Array {
    const { marks } = this;
    const { start, end } = placesOf(this.list, this.range);
    if (marks !== null) return places.filter((place) => marks[place] === 1);
    return end - start === places.length ? places : places.filter((place) => place >= start && place < end);
  }

  *contents(): Iterable<TurnoverContent> {
    const { start, end } = placesOf(this.list, this.range);
    for (let place = start; place < end; place++) {
      if (this.marks === null || this.marks[place] === 1) yield this.list.contentAt(place);
    }
  }

  #countIn(index: number): number {
    const { start, end } = this.day(index);
    if (this.marks === null) return end - start;
    let count = 0;
    for (let place = start; place < end; place++) count += this.marks[place] ?? 0;
    return count;
  }
}

class MatchesByDate implements TurnoverMatches {
  #last: { readonly day: number; readonly places: readonly number[] } | undefined;

  constructor(
    private readonly filtered: Filtered,
    private readonly isAscending: boolean,
    private readonly compare: ComparePositions,
  ) {}

  get accountId(): string {
    return this.filtered.list.account.id;
  }

  get length(): number {
    return this.filtered.length;
  }

  at(index: number): TurnoverEntry {
    const { days } = this.filtered;
    const nth = firstIndex(days, (day) => this.#before(day + 1) > index);
    return this.#entryOf(this.#dayAt(nth), index - this.#before(nth));
  }

  /** Days are compared by date: only the day of the position itself is sorted. */
  countBefore(position: TurnoverPosition, inclusive: boolean): number {
    const { bookingDate } = position;
    const nth = firstIndex(this.filtered.days, (day) => {
      const { date } = this.filtered.day(this.#dayAt(day));
      return this.isAscending ? date >= bookingDate : date <= bookingDate;
    });
    const before = this.#before(nth);
    if (nth === this.filtered.days) return before;
    const day = this.#dayAt(nth);
    if (this.filtered.day(day).date !== bookingDate) return before;
    const { length } = this.#placesOf(day);
    return before + firstIndex(length, (index) => this.#isBeyond(this.#entryOf(day, index), position, inclusive));
  }

  contents(): Iterable<TurnoverContent> {
    return this.filtered.contents();
  }

  #isBeyond(entry: TurnoverEntry, position: TurnoverPosition, inclusive: boolean): boolean {
    const order = this.compare(entry, position);
    return inclusive ? order > 0 : order >= 0;
  }

  /** The number of matches in the days before the `nth` of this order. */
  #before(nth: number): number {
    const { filtered } = this;
    return this.isAscending ? filtered.length - filtered.before(filtered.days - nth) : filtered.before(nth);
  }

  #dayAt(nth: number): number {
    return this.isAscending ? this.filtered.days - 1 - nth : nth;
  }

  #entryOf(day: number, index: number): TurnoverEntry {
    const place = this.#placesOf(day)[index];
    if (place === undefined) throw new RangeError('There is no such match.');
    return this.filtered.day(day).entryAt(place);
  }

  #placesOf(day: number): readonly number[] {
    if (this.#last?.day !== day) this.#last = { day, places: this.filtered.placesOfDay(day) };
    return this.#last.places;
  }
}

class MatchesByAmount implements TurnoverMatches {
  constructor(
    private readonly filtered: Filtered,
    private readonly places: Uint32Array,
    private readonly compare: ComparePositions,
  ) {}

  get accountId(): string {
    return this.filtered.list.account.id;
  }

  get length(): number {
    return this.places.length;
  }

  at(index: number): TurnoverEntry {
    return this.filtered.list.entryAt(this.places[index] ?? -1);
  }

  countBefore(position: TurnoverPosition, inclusive: boolean): number {
    return firstIndex(this.length, (index) => {
      const order = this.compare(this.at(index), position);
      return inclusive ? order > 0 : order >= 0;
    });
  }

  contents(): Iterable<TurnoverContent> {
    return this.filtered.contents();
  }
}
