import type { AccountTurnoverChangesQuery } from './generated/operations.js';
import { requireReadable } from './turnover-pages.js';

type Account = NonNullable<AccountTurnoverChangesQuery['account']>;

/** Months that have changed, with all turnovers that each of them has now, and what to go on with once they are taken over. */
export type TurnoverChanges = NonNullable<Account['turnoverChanges']>;

export interface FollowOptions {
  /** Go on although rows are missing that the gateway could not understand, instead of ending with an error. */
  readonly allowUnreadable?: boolean | undefined;
}

/** All changes since a cursor, answer by answer: each is asked for when the one before has been dealt with. */
export async function* changesSince(
  read: (since: string | undefined) => Promise<TurnoverChanges>,
  cursor: string | undefined,
  { allowUnreadable = false }: FollowOptions,
): AsyncGenerator<TurnoverChanges, void, undefined> {
  let since = cursor;
  for (;;) {
    const changes = await read(since);
    if (!allowUnreadable) requireReadable(changes.unreadableCount);
    if (changes.months.length > 0 || changes.cursor !== since) yield changes;
    if (!changes.hasMore) return;
    since = changes.cursor;
  }
}
