import { GroupsCounter, type TurnoverGroup, type TurnoverGrouping } from './turnover-groups.js';
import { Pace } from './pace.js';
import type { TurnoverEntry } from './turnover-entry.js';
import type { TurnoverList } from './turnover-list.js';
import { TURNOVER_COMPARATORS } from './turnover-order.js';
import { takePage, type TurnoverPage } from './turnover-page.js';
import type { TurnoverPageRequest, TurnoverQuery } from './turnover-query.js';
import { findRun, type TurnoverRun } from './turnover-run.js';
import { TotalsCounter, type TurnoverTotals } from './turnover-totals.js';

/** All that matches a query, over one or many accounts. Nothing is merged or copied but the page that is asked for. */
export class TurnoverSelection {
  /** Canceled entries included. */
  readonly totalCount: number;
  #totals: Promise<readonly TurnoverTotals[]> | undefined;
  readonly #groups = new Map<TurnoverGrouping, Promise<readonly TurnoverGroup[]>>();

  constructor(
    private readonly query: TurnoverQuery,
    private readonly runs: readonly TurnoverRun[],
    private readonly pace: Pace,
  ) {
    this.totalCount = runs.reduce((count, run) => count + run.length, 0);
  }

  page(request: TurnoverPageRequest): TurnoverPage {
    return takePage(this.runs, TURNOVER_COMPARATORS[this.query.order], request, this.query.cursors);
  }

  /** Per currency; without canceled entries unless the filter names their status. Computed once. */
  totals(): Promise<readonly TurnoverTotals[]> {
    return (this.#totals ??= this.#countInto(new TotalsCounter()).then((counter) => counter.totals));
  }

  /** Without canceled entries unless the filter names their status. Computed once per grouping. */
  groups(by: TurnoverGrouping): Promise<readonly TurnoverGroup[]> {
    let groups = this.#groups.get(by);
    if (groups === undefined) {
      groups = this.#countInto(new GroupsCounter(by, this.query.criteria)).then((counter) => counter.groups);
      this.#groups.set(by, groups);
    }
    return groups;
  }

  async #countInto<T extends { add(entry: TurnoverEntry): void }>(counter: T): Promise<T> {
    const withCanceled = this.query.criteria.status?.includes('CANCELED') ?? false;
    for (const run of this.runs) {
      for (let index = 0; index < run.length; index++) {
        const entry = run.at(index);
        if (withCanceled || entry.status !== 'CANCELED') counter.add(entry);
        if (this.pace.isOver()) await this.pace.pause();
      }
    }
    return counter;
  }
}

/** Finds what matches in the lists, one for each account. Their entries must be of distinct accounts. */
export async function selectTurnovers(
  query: TurnoverQuery,
  lists: readonly TurnoverList[],
  pace = new Pace(),
): Promise<TurnoverSelection> {
  const runs: TurnoverRun[] = [];
  for (const list of lists) runs.push(await findRun(list, query, pace));
  return new TurnoverSelection(query, runs, pace);
}
