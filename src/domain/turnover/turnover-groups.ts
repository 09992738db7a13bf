import type { TurnoverEntry } from './turnover-entry.js';
import type { TurnoverCriteria } from './turnover-filter.js';
import { TotalsCounter, type TurnoverTotals } from './turnover-totals.js';

export type TurnoverGrouping = 'MONTH' | 'CATEGORY' | 'COUNTERPARTY' | 'TAG';

export interface TurnoverGroup {
  /** `2026-10`, `K.1`, a counterparty's name, or a tag; blank for turnovers that have none. */
  readonly key: string;
  readonly totals: readonly TurnoverTotals[];
}

/** Adds turnovers up by month, category, counterparty or tag. */
export class GroupsCounter {
  readonly #groups = new Map<string, TotalsCounter>();
  readonly #keysOf: (entry: TurnoverEntry) => Iterable<string>;

  constructor(
    private readonly by: TurnoverGrouping,
    criteria: TurnoverCriteria,
  ) {
    this.#keysOf = keysBy(by, criteria.category);
  }

  add(entry: TurnoverEntry): void {
    for (const key of this.#keysOf(entry)) this.#group(key).add(entry);
  }

  /** Months newest first; all else by number of turnovers, most first, then by key. */
  get groups(): readonly TurnoverGroup[] {
    const compare = this.by === 'MONTH' ? newestFirst : largestFirst;
    return [...this.#groups].sort(compare).map(([key, { totals }]) => ({ key, totals }));
  }

  #group(key: string): TotalsCounter {
    let group = this.#groups.get(key);
    if (group === undefined) this.#groups.set(key, (group = new TotalsCounter()));
    return group;
  }
}

type Group = readonly [key: string, counter: TotalsCounter];

function newestFirst([a]: Group, [b]: Group): number {
  return a > b ? -1 : 1;
}

function largestFirst([aKey, a]: Group, [bKey, b]: Group): number {
  return b.count - a.count || (aKey < bKey ? -1 : 1);
}

function keysBy(by: TurnoverGrouping, category: string | null): (entry: TurnoverEntry) => Iterable<string> {
  switch (by) {
    case 'MONTH':
      return ({ bookingDate }) => [bookingDate.slice(0, 7)];
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

/** The category itself where it is not as deep. */
function ancestorAt(level: number, categoryId: string): string {
  return categoryId.split('.').slice(0, level).join('.');
}
