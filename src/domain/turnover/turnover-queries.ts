import { Pace } from './pace.js';
import { presentCursor, turnoverChanges, type TurnoverChanges } from './turnover-changes.js';
import type { TurnoverEntry } from './turnover-entry.js';
import type { TurnoverList } from './turnover-list.js';
import type { ExcludedTurnovers } from './turnover-matches.js';
import type { TurnoverQuery } from './turnover-query.js';
import { selectTurnovers, type TurnoverSelection } from './turnover-selection.js';

interface Answer {
  readonly lists: readonly TurnoverList[];
  readonly selection: TurnoverSelection | Promise<TurnoverSelection>;
}

/** Memoizes the turnover queries of one operation: equivalent queries are evaluated once, under any number of aliases. */
export class TurnoverQueries {
  readonly #answers = new Map<string, Answer[]>();

  constructor(private readonly pace = new Pace()) {}

  /** @param excluded the same for the same lists: what the query leaves out of them */
  select(
    query: TurnoverQuery,
    lists: readonly TurnoverList[],
    excluded?: ExcludedTurnovers,
  ): TurnoverSelection | Promise<TurnoverSelection> {
    const answers = this.#answers.get(query.key) ?? [];
    const known = answers.find((answer) => areSame(answer.lists, lists));
    if (known !== undefined) return known.selection;
    const selection = selectTurnovers(query, lists, this.pace, excluded);
    this.#answers.set(query.key, [...answers, { lists, selection }]);
    return selection;
  }

  /** See {@link TurnoverList.find}. */
  find(list: TurnoverList, key: string): TurnoverEntry | null | Promise<TurnoverEntry | null> {
    return this.pace.run(list.find(key, this.pace));
  }

  /** See {@link turnoverChanges}. */
  changes(list: TurnoverList, since: string | null): TurnoverChanges | Promise<TurnoverChanges> {
    return turnoverChanges(list, since, this.pace);
  }

  /** See {@link presentCursor}. */
  changesCursor(list: TurnoverList): string | Promise<string> {
    return presentCursor(list, this.pace);
  }
}

/** Two fields of an operation may hold different copies of a list. */
function areSame(a: readonly TurnoverList[], b: readonly TurnoverList[]): boolean {
  return a.length === b.length && a.every((list, index) => list === b[index]);
}
