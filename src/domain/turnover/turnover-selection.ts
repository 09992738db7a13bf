import { GroupsCounter, type TurnoverGroup, type TurnoverGrouping } from './turnover-groups.js';
import { Pace, type Paced } from './pace.js';
import type { TurnoverContent } from './turnover-content.js';
import type { TurnoverList } from './turnover-list.js';
import { TURNOVER_COMPARATORS } from './turnover-order.js';
import { takePage, type TurnoverPage } from './turnover-page.js';
import type { TurnoverPageRequest, TurnoverQuery } from './turnover-query.js';
import { findMatches, type ExcludedTurnovers, type TurnoverMatches } from './turnover-matches.js';
import { TotalsCounter, type TurnoverTotals } from './turnover-totals.js';

/** All matches of a query over one or more accounts. Only the requested page is merged and copied. */
export class TurnoverSelection {
  /** Canceled entries included. */
  readonly totalCount: number;
  #totals: Promise<readonly TurnoverTotals[]> | undefined;
  readonly #groups = new Map<TurnoverGrouping, Promise<readonly TurnoverGroup[]>>();

  constructor(
    private readonly query: TurnoverQuery,
    private readonly matches: readonly TurnoverMatches[],
    private readonly pace: Pace,
  ) {
    this.totalCount = matches.reduce((count, { length }) => count + length, 0);
  }

  page(request: TurnoverPageRequest): TurnoverPage {
    return takePage(this.matches, TURNOVER_COMPARATORS[this.query.order], request, this.query.cursors);
  }

  /** Per currency; excludes canceled entries unless the filter names their status. Computed once. */
  totals(): Promise<readonly TurnoverTotals[]> {
    return (this.#totals ??= this.#countInto(new TotalsCounter()).then(({ totals }) => totals));
  }

  /** Excludes canceled entries unless the filter names their status. Computed once per grouping. */
  groups(by: TurnoverGrouping): Promise<readonly TurnoverGroup[]> {
    let counted = this.#groups.get(by);
    if (counted === undefined) {
      counted = this.#countInto(new GroupsCounter(by, this.query.criteria)).then(({ groups }) => groups);
      this.#groups.set(by, counted);
    }
    return counted;
  }

  async #countInto<T extends Counter>(counter: T): Promise<T> {
    return this.pace.run(countInto(counter, this.matches, this.query, this.pace));
  }
}

interface Counter {
  /** @param accountId the global id */
  add(content: TurnoverContent, accountId: string): void;
}

function* countInto<T extends Counter>(
  counter: T,
  all: readonly TurnoverMatches[],
  { criteria }: TurnoverQuery,
  pace: Pace,
): Paced<T> {
  const withCanceled = criteria.status?.includes('CANCELED') ?? false;
  for (const matches of all) {
    for (const content of matches.contents()) {
      if (withCanceled || content.status !== 'CANCELED') counter.add(content, matches.accountId);
      if (pace.sliceUsedUp()) yield;
    }
  }
  return counter;
}

/** Matches a query against lists of distinct accounts. */
export function selectTurnovers(
  query: TurnoverQuery,
  lists: readonly TurnoverList[],
  pace = new Pace(),
  excluded: ExcludedTurnovers = NONE,
): TurnoverSelection | Promise<TurnoverSelection> {
  return pace.run(select(query, lists, pace, excluded));
}

const NONE: ExcludedTurnovers = new Set();

function* select(
  query: TurnoverQuery,
  lists: readonly TurnoverList[],
  pace: Pace,
  excluded: ExcludedTurnovers,
): Paced<TurnoverSelection> {
  const all: TurnoverMatches[] = [];
  for (const list of lists) all.push(yield* findMatches(list, query, pace, excluded));
  return new TurnoverSelection(query, all, pace);
}
