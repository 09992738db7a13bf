import type { Pace } from './pace.js';
import type { Range } from './places.js';
import { BLOCK } from './search-text.js';
import type { TurnoverEntry } from './turnover-entry.js';
import type { TurnoverCriteria } from './turnover-filter.js';
import type { TurnoverList } from './turnover-list.js';
import type { TurnoverOrder } from './turnover-order.js';
import type { TurnoverQuery } from './turnover-query.js';
import { conditionsOf, type TurnoverCondition } from './turnover-conditions.js';

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

/** Linear in the list; a query by booking date alone takes a stretch of the list as it is. */
export async function findRun(
  list: TurnoverList,
  { criteria, order }: TurnoverQuery,
  pace: Pace,
): Promise<TurnoverRun> {
  const places = await list.permutation(order, pace);
  const stretch = hasConditions(criteria)
    ? undefined
    : stretchOf(places, list.within(criteria.from, criteria.to), order);
  if (stretch !== undefined) return new TurnoverRun(list, stretch);
  const marks = await markMatches(list, criteria, pace);
  const matching = places.filter((place) => marks[place] === 1);
  return new TurnoverRun(list, matching);
}

function hasConditions(criteria: TurnoverCriteria): boolean {
  return criteria.search !== null || conditionsOf(criteria).length > 0;
}

/** Where a range of booking dates stands in an order; undefined where it is scattered. */
function stretchOf(places: Uint32Array, { start, end }: Range, order: TurnoverOrder): Uint32Array | undefined {
  const { length } = places;
  if (order === 'BOOKING_DATE_DESC') return places.subarray(start, end);
  if (order === 'BOOKING_DATE_ASC') return places.subarray(length - end, length - start);
  return end - start === length ? places : undefined;
}

/** One byte for every place of the list: 1 where the entry matches. */
async function markMatches(list: TurnoverList, criteria: TurnoverCriteria, pace: Pace): Promise<Uint8Array> {
  const { start, end } = list.within(criteria.from, criteria.to);
  const marks = new Uint8Array(list.entries.length);
  if (criteria.search === null) marks.fill(1, start, end);
  else await markFound(list, { start, end }, criteria.search, marks, pace);
  const conditions = conditionsOf(criteria);
  for (let place = start; place < end; place++) {
    if (marks[place] === 1 && !passes(conditions, list.entryAt(place))) marks[place] = 0;
    if (pace.isOver()) await pace.pause();
  }
  return marks;
}

async function markFound(
  list: TurnoverList,
  { start, end }: Range,
  search: string,
  marks: Uint8Array,
  pace: Pace,
): Promise<void> {
  const mark = (place: number): void => {
    if (place >= start && place < end) marks[place] = 1;
  };
  for (let block = Math.floor(start / BLOCK); block * BLOCK < end; block++) {
    list.text.findInBlock(block, search, mark);
    if (pace.isOver(BLOCK)) await pace.pause();
  }
}

function passes(conditions: readonly TurnoverCondition[], entry: TurnoverEntry): boolean {
  return conditions.every((condition) => condition(entry));
}
