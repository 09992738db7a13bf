import type { TurnoverCursors } from './turnover-cursor.js';
import type { TurnoverEntry } from './turnover-entry.js';
import { firstPlace } from './places.js';
import type { ComparePositions, TurnoverPosition } from './turnover-order.js';
import type { TurnoverPageRequest } from './turnover-query.js';
import type { TurnoverRun } from './turnover-run.js';

/** A page's place in the list, in Relay's words. Both flags look at the whole list, whichever way one pages. */
export interface TurnoverPageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

export class TurnoverEdge {
  constructor(
    readonly node: TurnoverEntry,
    private readonly cursors: TurnoverCursors,
  ) {}

  get cursor(): string {
    return this.cursors.write(this.node);
  }
}

export class TurnoverPage {
  constructor(
    readonly nodes: readonly TurnoverEntry[],
    private readonly hasPreviousPage: boolean,
    private readonly hasNextPage: boolean,
    private readonly cursors: TurnoverCursors,
  ) {}

  get edges(): readonly TurnoverEdge[] {
    return this.nodes.map((node) => new TurnoverEdge(node, this.cursors));
  }

  get pageInfo(): TurnoverPageInfo {
    const { hasNextPage, hasPreviousPage } = this;
    return { hasNextPage, hasPreviousPage, startCursor: this.#cursorAt(0), endCursor: this.#cursorAt(-1) };
  }

  #cursorAt(index: number): string | null {
    const node = this.nodes.at(index);
    return node === undefined ? null : this.cursors.write(node);
  }
}

/** What a page may be taken from in one run, shrinking as entries are taken. */
class Window {
  readonly startsAt: number;
  readonly endsAt: number;
  low: number;
  high: number;

  constructor(
    readonly run: TurnoverRun,
    compare: ComparePositions,
    after: TurnoverPosition | null,
    before: TurnoverPosition | null,
  ) {
    this.low = after === null ? 0 : firstPlace(run.length, (i) => compare(run.at(i), after) > 0);
    const end = before === null ? run.length : firstPlace(run.length, (i) => compare(run.at(i), before) >= 0);
    this.high = Math.max(this.low, end);
    this.startsAt = this.low;
    this.endsAt = this.high;
  }
}

/** Merges as much of the sorted runs as the page needs: a binary search in each, then one look at each per entry. */
export function takePage(
  runs: readonly TurnoverRun[],
  compare: ComparePositions,
  request: TurnoverPageRequest,
  cursors: TurnoverCursors,
): TurnoverPage {
  const { size, fromEnd, after, before } = request;
  const windows = runs.map((run) => new Window(run, compare, after, before));
  const nodes: TurnoverEntry[] = [];
  while (nodes.length < size) {
    const entry = fromEnd ? takeLast(windows, compare) : takeFirst(windows, compare);
    if (entry === undefined) break;
    nodes.push(entry);
  }
  if (fromEnd) nodes.reverse();
  const hasPreviousPage = windows.some(({ high, startsAt }) => (fromEnd ? high : startsAt) > 0);
  const hasNextPage = windows.some(({ low, endsAt, run }) => (fromEnd ? endsAt : low) < run.length);
  return new TurnoverPage(nodes, hasPreviousPage, hasNextPage, cursors);
}

function takeFirst(windows: readonly Window[], compare: ComparePositions): TurnoverEntry | undefined {
  let first: TurnoverEntry | undefined;
  let from: Window | undefined;
  for (const window of windows) {
    if (window.low === window.high) continue;
    const entry = window.run.at(window.low);
    if (first === undefined || compare(entry, first) < 0) [first, from] = [entry, window];
  }
  if (from !== undefined) from.low++;
  return first;
}

function takeLast(windows: readonly Window[], compare: ComparePositions): TurnoverEntry | undefined {
  let last: TurnoverEntry | undefined;
  let from: Window | undefined;
  for (const window of windows) {
    if (window.low === window.high) continue;
    const entry = window.run.at(window.high - 1);
    if (last === undefined || compare(entry, last) > 0) [last, from] = [entry, window];
  }
  if (from !== undefined) from.high--;
  return last;
}
