import { isoWeekOf } from './iso-week.js';
import type { TurnoverContent } from './turnover-content.js';
import { fold } from './fold.js';
import { collapseWhitespace } from './text.js';
import type { TurnoverCriteria } from './turnover-filter.js';
import { TotalsCounter, type TurnoverTotals } from './turnover-totals.js';

export type TurnoverGrouping = 'MONTH' | 'WEEK' | 'DAY' | 'CATEGORY' | 'COUNTERPARTY' | 'TAG' | 'ACCOUNT';

export interface TurnoverGroup {
  /**
   * `2026-10`, `2026-W40`, `2026-10-01`, the global id of an account, `K.1`, the most frequent spelling of a counterparty's name, or
   * a tag; blank for turnovers that have none.
   */
  readonly key: string;
  readonly totals: readonly TurnoverTotals[];
}

/** Aggregates turnovers by what they have in common. */
export class GroupsCounter {
  /** By key; counterparties by the letters of the name alone. */
  readonly #groups = new Map<string, CountedGroup>();
  /** By the values of the turnovers, which are few: what a value belongs to is found out once. */
  readonly #members = new Map<string, GroupMember>();
  readonly #valuesOf: ValuesOf;
  readonly #keyOf: (value: string) => string;

  constructor(
    private readonly by: TurnoverGrouping,
    criteria: TurnoverCriteria,
  ) {
    this.#valuesOf = VALUES[by];
    this.#keyOf = keyBy(by, criteria.category);
  }

  add(content: TurnoverContent, accountId: string): void {
    const values = this.#valuesOf(content, accountId);
    if (typeof values === 'string') this.#member(values).add(content);
    else for (const value of values) this.#member(value).add(content);
  }

  /** Months, weeks and days newest first; all others by number of turnovers, descending, then by key. */
  get groups(): readonly TurnoverGroup[] {
    const compare = BY_DATE.has(this.by) ? newestFirst : largestFirst;
    const groups = [...this.#groups.values()].map((group) => [group.key, group.counter] as const);
    return groups.sort(compare).map(([key, { totals }]) => ({ key, totals }));
  }

  #member(value: string): GroupMember {
    let member = this.#members.get(value);
    if (member === undefined) {
      const key = this.#keyOf(value);
      member = new GroupMember(key, this.#group(this.by === 'COUNTERPARTY' ? fold(key) : key));
      this.#members.set(value, member);
    }
    return member;
  }

  #group(name: string): CountedGroup {
    let group = this.#groups.get(name);
    if (group === undefined) this.#groups.set(name, (group = new CountedGroup()));
    return group;
  }
}

/** The turnovers of a group with the same value. */
class GroupMember {
  count = 0;
  readonly spelling: string;

  constructor(
    key: string,
    private readonly group: CountedGroup,
  ) {
    this.spelling = collapseWhitespace(key.normalize('NFC'));
    group.members.push(this);
  }

  add(content: TurnoverContent): void {
    this.count++;
    this.group.counter.add(content);
  }
}

/** Banks spell one name in several ways; the most frequent spelling represents the group. */
class CountedGroup {
  readonly counter = new TotalsCounter();
  readonly members: GroupMember[] = [];

  get key(): string {
    const spellings = new Map<string, number>();
    for (const { spelling, count } of this.members) spellings.set(spelling, (spellings.get(spelling) ?? 0) + count);
    const [most = ''] = [...spellings].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([key]) => key);
    return most;
  }
}

type Group = readonly [key: string, counter: TotalsCounter];

function newestFirst([a]: Group, [b]: Group): number {
  return a > b ? -1 : 1;
}

function largestFirst([aKey, a]: Group, [bKey, b]: Group): number {
  return b.count - a.count || (aKey < bKey ? -1 : 1);
}

/** One value of a turnover, or several. */
type ValuesOf = (content: TurnoverContent, accountId: string) => string | Iterable<string>;

const BY_DATE: ReadonlySet<TurnoverGrouping> = new Set(['MONTH', 'WEEK', 'DAY']);

const bookingDateOf: ValuesOf = ({ bookingDate }) => bookingDate;

const VALUES: Readonly<Record<TurnoverGrouping, ValuesOf>> = {
  MONTH: bookingDateOf,
  WEEK: bookingDateOf,
  DAY: bookingDateOf,
  ACCOUNT: (_, accountId) => accountId,
  CATEGORY: ({ categoryId }) => categoryId ?? '',
  COUNTERPARTY: ({ counterparty }) => counterparty?.name ?? '',
  TAG: ({ tags }) => (tags.length === 0 ? '' : new Set(tags)),
};

function keyBy(by: TurnoverGrouping, category: string | null): (value: string) => string {
  if (by === 'MONTH') return (date) => date.slice(0, 7);
  if (by === 'WEEK') return isoWeekOf;
  if (by !== 'CATEGORY') return (value) => value;
  const level = category === null ? 1 : category.split('.').length + 1;
  return (categoryId) => ancestorAt(level, categoryId);
}

/** The category itself when it is not that deep. */
function ancestorAt(level: number, categoryId: string): string {
  return categoryId.split('.').slice(0, level).join('.');
}
