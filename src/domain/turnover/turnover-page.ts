import type { TurnoverCursors } from './turnover-cursor.js';
import type { TurnoverEntry } from './turnover-entry.js';
import type { ComparePositions, TurnoverPosition } from './turnover-order.js';
import type { TurnoverPageRequest } from './turnover-query.js';
import type { TurnoverMatches } from './turnover-matches.js';

/** Relay's page info. Both flags refer to the whole list, in either direction of paging. */
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

/** The rest of one account's matches from which a page is taken; shrinks as entries are taken. */
class PageSpan {
  readonly startsAt: number;
  readonly endsAt: number;
  low: number;
  high: number;

  constructor(
    readonly matches: TurnoverMatches,
    after: TurnoverPosition | null,
    before: TurnoverPosition | null,
  ) {
    this.low = after === null ? 0 : matches.countBefore(after, true);
    this.high = Math.max(this.low, before === null ? matches.length : matches.countBefore(before, false));
    this.startsAt = this.low;
    this.endsAt = this.high;
  }
}

/** Merges as much of the sorted matches as the page needs: a binary search in each, then one look at each per entry. */
export function takePage(
  all: readonly TurnoverMatches[],
  compare: ComparePositions,
  request: TurnoverPageRequest,
  cursors: TurnoverCursors,
): TurnoverPage {
  const { size, fromEnd, after, before } = request;
  const spans = all.map((matches) => new PageSpan(matches, after, before));
  const nodes: TurnoverEntry[] = [];
  while (nodes.length < size) {
    const entry = fromEnd ? takeLast(spans, compare) : takeFirst(spans, compare);
    if (entry === undefined) break;
    nodes.push(entry);
  }
  if (fromEnd) nodes.reverse();
  const hasPreviousPage = spans.some(({ high, startsAt }) => (fromEnd ? high : startsAt) > 0);
  const hasNextPage = spans.some(({ low, endsAt, matches }) => (fromEnd ? endsAt : low) < matches.length);
  return new TurnoverPage(nodes, hasPreviousPage, hasNextPage, cursors);
}

function takeFirst(spans: readonly PageSpan[], compare: ComparePositions): TurnoverEntry | undefined {
  let first: TurnoverEntry | undefined;
  let from: PageSpan | undefined;
  for (const span of spans) {
    if (span.low === span.high) continue;
    const entry = span.matches.at(span.low);
    if (first === undefined || compare(entry, first) < 0) [first, from] = [entry, span];
  }
  if (from !== undefined) from.low++;
  return first;
}

function takeLast(spans: readonly PageSpan[], compare: ComparePositions): TurnoverEntry | undefined {
  let last: TurnoverEntry | undefined;
  let from: PageSpan | undefined;
  for (const span of spans) {
    if (span.low === span.high) continue;
    const entry = span.matches.at(span.high - 1);
    if (last === undefined || compare(entry, last) > 0) [last, from] = [entry, span];
  }
  if (from !== undefined) from.high--;
  return last;
}
