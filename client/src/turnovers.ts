import { GatewayError } from './errors.js';
import type {
  ChangedMonthsFragment,
  TurnoverEntryFragment,
  TurnoverFilter,
  TurnoverOrder,
  TurnoverPageFragment,
  TurnoversChangedSubscription,
} from './generated/operations.js';
import { List, type IterateOptions } from './list.js';
import type { Result } from './answer.js';

/** Which turnovers, and in which order. */
export interface TurnoverQuery {
  readonly filter?: TurnoverFilter | undefined;
  /** Newest first by default. */
  readonly orderBy?: TurnoverOrder | undefined;
  /** How many to a page, 1 to 500; 50 by default. */
  readonly first?: number | undefined;
  /** `pageInfo.endCursor` of the page before, with the same filter and order. */
  readonly after?: string | undefined;
}

/** All turnovers of a filter. */
export type IterateTurnoversQuery = Omit<TurnoverQuery, 'after'> & IterateOptions;

/** Turnovers, page after page. */
export type TurnoverList = List<TurnoverEntryFragment, TurnoverPageFragment>;

export function turnoverList(
  read: (after: string | undefined) => Promise<Result<TurnoverPageFragment>>,
  options: IterateOptions,
): TurnoverList {
  return new List(read, options, missingIn);
}

function missingIn({ incompleteAccounts, unreadableCount }: TurnoverPageFragment): GatewayError[] {
  const ofAccounts = incompleteAccounts.map(
    ({ code, retryable }) => new GatewayError(code, 'The turnovers of an account could not be read.', { retryable }),
  );
  return unreadableCount > 0 ? [...ofAccounts, unreadableRows()] : ofAccounts;
}

function unreadableRows(): GatewayError {
  return new GatewayError('UPSTREAM_UNAVAILABLE', 'Some turnovers could not be read.');
}

/** Months that have changed, with all turnovers that each of them has now, and what to go on with once they are taken over. */
export type TurnoverChanges = ChangedMonthsFragment;

/** How changes are followed. */
export interface IterateChangesOptions {
  /** Go on although rows are missing that the gateway could not understand, instead of ending with an error. */
  readonly allowUnreadable?: boolean | undefined;
}

/** All changes since a cursor, answer by answer: each is asked for when the one before has been dealt with. */
export async function* changesSince(
  read: (since: string | undefined) => Promise<Result<TurnoverChanges>>,
  cursor: string | undefined,
  options: IterateChangesOptions,
): AsyncGenerator<TurnoverChanges, void, undefined> {
  let since = cursor;
  for (;;) {
    const changes = whole(await read(since), options);
    if (changes.months.length > 0 || changes.cursor !== since) yield changes;
    if (!changes.hasMore) return;
    since = changes.cursor;
  }
}

/**
 * The same, and then what changes next, without an end.
 *
 * @param subscribe takes what gives the cursor at the time of each connection
 */
export async function* changesFrom(
  read: (since: string | undefined) => Promise<Result<TurnoverChanges>>,
  subscribe: (since: () => string | undefined) => AsyncIterable<Result<TurnoversChangedSubscription>>,
  cursor: string | undefined,
  options: IterateChangesOptions,
): AsyncGenerator<TurnoverChanges, void, undefined> {
  let since = cursor;
  // Without a cursor, a subscription leaves out what is there already.
  for await (const changes of since === undefined ? changesSince(read, since, options) : []) {
    yield changes;
    since = changes.cursor;
  }
  for await (const { data, errors } of subscribe(() => since)) {
    const changes = whole({ data: data.turnoversChanged, errors }, options);
    yield changes;
    since = changes.cursor;
  }
}

/**
 * A part with a hole, taken over with its cursor, is a copy that is wrong for good.
 *
 * @throws GatewayError when it has one
 */
function whole(
  { data: changes, errors }: Result<TurnoverChanges>,
  { allowUnreadable = false }: IterateChangesOptions,
): TurnoverChanges {
  if (errors[0] !== undefined) throw errors[0];
  if (changes.unreadableCount > 0 && !allowUnreadable) throw unreadableRows();
  return changes;
}
