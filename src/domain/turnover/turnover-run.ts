import type { Pace } from './pace.js';
import type { Range } from './places.js';
import { BLOCK } from './search-text.js';
import type { TurnoverEntry } from './turnover-entry.js';
import type { TurnoverCriteria } from './turnover-filter.js';
import type { TurnoverList } from './turnover-list.js';
import type { TurnoverOrder } from './turnover-order.js';
import type { TurnoverQuery } from './turnover-query.js';
import { testsOf, type TurnoverTest } from './turnover-tests.js';

/** What matches in one account's list, in the order of the query: places in the list, no copies of entries. */
export class TurnoverRun {
  constructor(
    private readonly list: TurnoverList,
    private readonly places: Uint32Array,
  ) {}

  get length(): number {
    return this.places.length;
  }

  at(index: number): TurnoverEntry {
    return this.list.entryAt(this.places[index] ?? -1);
  }
}

/** Linear in the list, but for queries by date alone, which take the run out of the list's own order. */
export async function findRun(
  list: TurnoverList,
  { criteria, order }: TurnoverQuery,
  pace: Pace,
): Promise<TurnoverRun> {
  const places = await list.permutation(order, pace);
  const range = list.within(criteria.from, criteria.to);
  const tests = testsOf(criteria);
  if (criteria.search === null && tests.length === 0) {
    const stretch = stretchOf(places, range, order);
    if (stretch !== undefined) return new TurnoverRun(list, stretch);
  }
  const marks = await markMatches(list, range, criteria.search, tests, pace);
  return new TurnoverRun(
    list,
    places.filter((place) => marks[place] === 1),
  );
}

/** Where a range of booking dates stands in an order; undefined where it is scattered. */
function stretchOf(places: Uint32Array, { start, end }: Range, order: TurnoverOrder): Uint32Array | undefined {
  const { length } = places;
  if (order === 'BOOKING_DATE_DESC') return places.subarray(start, end);
  if (order === 'BOOKING_DATE_ASC') return places.subarray(length - end, length - start);
  return end - start === length ? places : undefined;
}

/** One byte for every place of the list: 1 where the entry matches. */
async function markMatches(
  list: TurnoverList,
  { start, end }: Range,
  search: TurnoverCriteria['search'],
  tests: readonly TurnoverTest[],
  pace: Pace,
): Promise<Uint8Array> {
  const marks = new Uint8Array(list.entries.length);
  for (let block = Math.floor(start / BLOCK); block * BLOCK < end; block++) {
    const from = Math.max(start, block * BLOCK);
    const to = Math.min(end, (block + 1) * BLOCK);
    if (search === null) marks.fill(1, from, to);
    else for (const needle of search) list.text.findInBlock(block, needle, (place) => (marks[place] = 1));
    for (let place = block * BLOCK; place < (block + 1) * BLOCK && place < marks.length; place++) {
      if (marks[place] === 1) marks[place] = Number(place >= from && place < to && passes(tests, list.entryAt(place)));
    }
    if (pace.isOver(BLOCK)) await pace.pause();
  }
  return marks;
}

function passes(tests: readonly TurnoverTest[], entry: TurnoverEntry): boolean {
  return tests.every((test) => test(entry));
}
