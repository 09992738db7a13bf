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
  readonly #keysOf: KeysOf;

  constructor(
    private readonly by: TurnoverGrouping,
    criteria: TurnoverCriteria,
  ) {
    this.#keysOf = keysBy(by, criteria.category);
  }

  add(content: TurnoverContent, accountId: string): void {
    for (const key of this.#keysOf(content, accountId)) this.#group(key).add(content);
  }

  /** Months, weeks and days newest first; all others by number of turnovers, descending, then by key. */
  get groups(): readonly TurnoverGroup[] {
    const compare = BY_DATE.has(this.by) ? newestFirst : largestFirst;
    const groups = [...this.#groups.values()].map((group) => [group.key, group.counter] as const);
    return groups.sort(compare).map(([key, { totals }]) => ({ key, totals }));
  }

  #group(key: string): CountedGroup {
    const name = this.by === 'COUNTERPARTY' ? fold(key) : key;
    let group = this.#groups.get(name);
    if (group === undefined) this.#groups.set(name, (group = new CountedGroup()));
    group.spell(key);
    return group;
  }
}

/** Banks spell one name in several ways; the most frequent spelling represents the group. */
class CountedGroup {
  readonly counter = new TotalsCounter();
  readonly #spellings = new Map<string, number>();

  get key(): string {
    const [most = ''] = [...this.#spellings].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([key]) => key);
    return most;
  }

  spell(key: string): void {
    const spelling = collapseWhitespace(key.normalize('NFC'));
    this.#spellings.set(spelling, (this.#spellings.get(spelling) ?? 0) + 1);
  }

  add(content: TurnoverContent): void {
    this.counter.add(content);
  }
}

type Group = readonly [key: string, counter: TotalsCounter];

function newestFirst([a]: Group, [b]: Group): number {
  return a > b ? -1 : 1;
}

function largestFirst([aKey, a]: Group, [bKey, b]: Group): number {
  return b.count - a.count || (aKey < bKey ? -1 : 1);
}

type KeysOf = (content: TurnoverContent, accountId: string) => Iterable<string>;

const BY_DATE: ReadonlySet<TurnoverGrouping> = new Set(['MONTH', 'WEEK', 'DAY']);

function keysBy(by: TurnoverGrouping, category: string | null): KeysOf {
  switch (by) {
    case 'MONTH':
      return ({ bookingDate }) => [bookingDate.slice(0, 7)];
    case 'WEEK':
      return ({ bookingDate }) => [isoWeekOf(bookingDate)];
    case 'DAY':
      return ({ bookingDate }) => [bookingDate];
    case 'ACCOUNT':
      return (_, accountId) => [accountId];
    case 'CATEGORY': {
      const level = category === null ? 1 : category.split('.').length + 1;
      return ({ categoryId }) => [ancestorAt(level, categoryId ?? '')];
    }
    case 'COUNTERPARTY':
      return ({ counterparty }) => [counterparty?.name ?? ''];
    case 'TAG':
      return ({ tags }) => (tags.length === 0 ? [''] : new Set(tags));
  }
}

/** The category itself when it is not that deep. */
function ancestorAt(level: number, categoryId: string): string {
  return categoryId.split('.').slice(0, level).join('.');
}
