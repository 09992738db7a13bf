import type {
  TurnoverEntryFragment,
  TurnoverFilter,
  TurnoverOrder,
  TurnoverPageFragment,
} from './generated/operations.js';
import { XS2AGatewayError } from './gateway-error.js';

export interface TurnoverQuery {
  readonly filter?: TurnoverFilter | undefined;
  /** Newest first by default. */
  readonly orderBy?: TurnoverOrder | undefined;
  /** How many to a page, 1 to 500; 50 by default. */
  readonly first?: number | undefined;
  /** `pageInfo.endCursor` of the page before, with the same filter and order. */
  readonly after?: string | undefined;
}

export interface AllTurnoversQuery extends Omit<TurnoverQuery, 'after'> {
  /** Leave out accounts and rows that cannot be read, instead of ending with an error: `turnoverPages` tells which they are. */
  readonly allowIncomplete?: boolean | undefined;
}

type ReadPage = (after: string | undefined) => Promise<TurnoverPageFragment>;

/** All pages, one after the other; each is asked for when it is needed. */
export async function* pagesOf(read: ReadPage): AsyncGenerator<TurnoverPageFragment, void, undefined> {
  let page = await read(undefined);
  yield page;
  while (page.pageInfo.hasNextPage && page.pageInfo.endCursor !== null) {
    page = await read(page.pageInfo.endCursor);
    yield page;
  }
}

/** @throws XS2AGatewayError when an account or a row cannot be read, unless that is allowed: a list with a hole looks like a whole one */
export async function* entriesOf(
  pages: AsyncIterable<TurnoverPageFragment>,
  allowIncomplete: boolean,
): AsyncGenerator<TurnoverEntryFragment, void, undefined> {
  for await (const { nodes, incompleteAccounts, unreadableCount } of pages) {
    const [incomplete] = incompleteAccounts;
    if (incomplete !== undefined && !allowIncomplete) {
      const { code, retryable } = incomplete;
      throw new XS2AGatewayError(code, 'The turnovers of an account could not be read.', { retryable });
    }
    if (!allowIncomplete) requireReadable(unreadableCount);
    yield* nodes;
  }
}

/** @throws XS2AGatewayError when there are rows that the gateway could not understand */
export function requireReadable(unreadableCount: number): void {
  if (!(unreadableCount > 0)) return;
  throw new XS2AGatewayError('UPSTREAM_UNAVAILABLE', 'Some turnovers could not be read.', { retryable: false });
}
