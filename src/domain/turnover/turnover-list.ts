import type { OwnedRef } from '../global-id.js';
import { Interner } from './interner.js';
import { Pace, type Paced } from './pace.js';
import { SearchText, searchTextLength } from './search-text.js';
import { firstIndex, sortPaced } from './sort.js';
import type { TurnoverContent } from './turnover-content.js';
import { TurnoverDay } from './turnover-day.js';
import { TurnoverAccount, type TurnoverEntry } from './turnover-entry.js';
import { minorDigits } from '../money.js';
import { dayOfKey, realId, repeatedOf, xs2aKeyOf, type RepeatedIds } from './turnover-id.js';
import { TurnoverMonths } from './turnover-months.js';
import { byAmount, type TurnoverOrder } from './turnover-order.js';

/** Memory per entry without its texts: fields, key, places in the orders. Measured in V8. */
const ENTRY_BYTES = 260;

/** Days with more entries are sorted while the list is built, in slices; others on first access. */
const LARGE_DAY = 256;

/** Places from `start` inclusive to `end` exclusive. */
export interface PlaceRange {
  readonly start: number;
  readonly end: number;
}

/**
 * All turnovers of one account in a window of whole days. Immutable, so requests may share it. Ids, orders and the search text
 * are computed on first access and cached.
 *
 * A place is the index of a turnover in the list: newest day first, within a day in upstream's order, which is arbitrary.
 */
export class TurnoverList {
  readonly text: SearchText;
  readonly months: TurnoverMonths;
  readonly #byAmount = new Map<TurnoverOrder, Uint32Array>();

  /** @param bytes estimated memory of the list with everything computed */
  constructor(
    readonly account: TurnoverAccount,
    readonly contents: readonly TurnoverContent[],
    readonly days: readonly TurnoverDay[],
    readonly bytes: number,
  ) {
    this.text = new SearchText(contents);
    this.months = new TurnoverMonths(days);
  }

  /** All entries, newest day first, within a day by id. */
  get entries(): readonly TurnoverEntry[] {
    return this.days.flatMap((day) => day.entries);
  }

  contentAt(place: number): TurnoverContent {
    const content = this.contents[place];
    if (content === undefined) throw noSuchPlace();
    return content;
  }

  entryAt(place: number): TurnoverEntry {
    const day = this.days[firstIndex(this.days.length, (index) => (this.days[index]?.end ?? 0) > place)];
    if (day === undefined) throw noSuchPlace();
    return day.entryAt(place);
  }

  /** The entry with this key or this match key; null when there is none. */
  *find(key: string, pace: Pace): Paced<TurnoverEntry | null> {
    const date = dayOfKey(key);
    if (date === undefined) return null;
    if (date !== null) {
      const { start, end } = this.daysWithin(date, date);
      return (start < end ? this.days[start]?.find(key) : null) ?? null;
    }
    for (const [place, { xs2aTurnoverId }] of this.contents.entries()) {
      const id = realId(xs2aTurnoverId);
      if (id !== null && xs2aKeyOf(this.account.xs2aId, id) === key) {
        const entry = this.entryAt(place);
        // Ambiguous ids match nothing.
        return entry.key === key ? entry : null;
      }
      if (pace.sliceUsedUp()) yield;
    }
    return null;
  }

  /** The days between two dates, both inclusive, as a range of indices of `days`; null means unbounded. */
  daysWithin(from: string | null, to: string | null): PlaceRange {
    const { days } = this;
    const start = to === null ? 0 : firstIndex(days.length, (index) => this.#dateOf(index) <= to);
    const end = from === null ? days.length : firstIndex(days.length, (index) => this.#dateOf(index) < from);
    return { start, end: Math.max(start, end) };
  }

  /** The places of all entries, by amount. */
  *inOrderOfAmount(order: 'AMOUNT_ASC' | 'AMOUNT_DESC', pace: Pace): Paced<Uint32Array> {
    const known = this.#byAmount.get(order);
    if (known !== undefined) return known;
    const sign = order === 'AMOUNT_ASC' ? 1 : -1;
    // Rounded decimal values decide almost every comparison, and are contiguous in memory.
    const values = Float64Array.from(
      this.contents,
      ({ amountMinor, currency }) => amountMinor / 10 ** minorDigits(currency),
    );
    const compare = (a: number, b: number): number =>
      sign * ((values[a] ?? 0) - (values[b] ?? 0)) || this.#compareEqual(a, b, sign);
    const places = yield* sortPaced([...this.contents.keys()], compare, pace);
    const sorted = Uint32Array.from(places);
    this.#byAmount.set(order, sorted);
    return sorted;
  }

  /** By exact amount and by date in the direction of the order, then by id. */
  #compareEqual(a: number, b: number, sign: number): number {
    const [one, other] = [this.entryAt(a), this.entryAt(b)];
    return sign * byAmount(one, other) || (one.key < other.key ? -1 : 1);
  }

  #dateOf(day: number): string {
    return this.days[day]?.date ?? '';
  }
}

/**
 * Builds a list from upstream's rows of one account. `contents` must be whole booking days, every entry of each: ids depend on it
 * (see {@link DayIdentity}). Takes ownership of the contents: equal values in them come to share memory.
 */
export function buildTurnoverList(
  account: OwnedRef,
  contents: readonly TurnoverContent[],
  pace = new Pace(),
): TurnoverList | Promise<TurnoverList> {
  return pace.run(build(new TurnoverAccount(account), contents, pace));
}

function* build(account: TurnoverAccount, rows: readonly TurnoverContent[], pace: Pace): Paced<TurnoverList> {
  const { contents, repeated } = withoutSuperseded(rows);
  const interner = new Interner();
  const byDate = new Map<string, TurnoverContent[]>();
  let bytes = 0;
  for (const content of contents) {
    const day = byDate.get(content.bookingDate);
    if (day === undefined) byDate.set(content.bookingDate, [content]);
    else day.push(content);
    bytes += ENTRY_BYTES + searchTextLength(content);
    interner.intern(content);
    if (pace.sliceUsedUp()) yield;
  }
  const days: TurnoverDay[] = [];
  const inOrder: TurnoverContent[] = [];
  for (const date of [...byDate.keys()].sort().reverse()) {
    const day = new TurnoverDay(account, date, byDate.get(date) ?? [], inOrder.length, repeated);
    days.push(day);
    for (const content of day.contents) inOrder.push(content);
    if (day.contents.length > LARGE_DAY) yield* day.prepare(pace);
    if (pace.sliceUsedUp(day.contents.length)) yield;
  }
  return new TurnoverList(account, inOrder, days, bytes + interner.bytes);
}

/**
 * A pending and a booked row with the same XS2A id are two states of one entry: the pending one is dropped. Other rows with the
 * same id are different entries, and the id identifies none of them.
 */
function withoutSuperseded(rows: readonly TurnoverContent[]): {
  readonly contents: readonly TurnoverContent[];
  readonly repeated: RepeatedIds;
} {
  const repeated = repeatedOf(idsOf(rows));
  if (repeated.size === 0) return { contents: rows, repeated };
  const settled = new Set(idsOf(rows.filter(({ status }) => status !== 'PENDING')));
  const contents = rows.filter(({ status, xs2aTurnoverId }) => {
    const id = realId(xs2aTurnoverId);
    return status !== 'PENDING' || id === null || !repeated.has(id) || !settled.has(id);
  });
  return { contents, repeated: repeatedOf(idsOf(contents)) };
}

function idsOf(contents: readonly TurnoverContent[]): (string | null)[] {
  return contents.map(({ xs2aTurnoverId }) => (xs2aTurnoverId === null ? null : realId(xs2aTurnoverId)));
}

function noSuchPlace(): RangeError {
  return new RangeError('There is no such place in the list.');
}
