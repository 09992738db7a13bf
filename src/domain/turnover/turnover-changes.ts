import { hash } from 'node:crypto';
import { GatewayError } from '../../errors/gateway-error.js';
import type { OwnedRef } from '../global-id.js';
import { Pace, type Paced } from './pace.js';
import type { TurnoverEntry } from './turnover-entry.js';
import type { TurnoverList } from './turnover-list.js';
import { DIGEST_LENGTH, type Digest } from './turnover-months.js';

/** All turnovers of a month. */
export interface TurnoverMonth {
  /** `YYYY-MM` */
  readonly month: string;
  readonly entries: readonly TurnoverEntry[];
}

/** The months that differ from the state in a cursor. */
export interface TurnoverChanges {
  /** Oldest first; without entries for a month that has none any more. */
  readonly months: readonly TurnoverMonth[];
  /** The state after these months are applied. */
  readonly cursor: string;
  readonly hasMore: boolean;
}

/** Entries per response. The month in which the limit is exceeded is left for the next one, since months are never split. */
export const MAX_CHANGED_ENTRIES = 2_000;

/**
 * What has changed in a list since a cursor; everything when there is none. The gateway keeps no state: the cursor holds a digest
 * per month, which covers every readable field of its entries.
 *
 * @throws GatewayError BAD_USER_INPUT for a malformed cursor, CURSOR_MISMATCH for a cursor of another account
 */
export function turnoverChanges(
  list: TurnoverList,
  since: string | null,
  pace = new Pace(),
): TurnoverChanges | Promise<TurnoverChanges> {
  const held = since === null ? new Map<string, Digest>() : readChangeCursor(since, list.account);
  return pace.run(changesOf(list, held, pace));
}

/** The cursor of somebody who has all of the list. */
export function presentCursor(list: TurnoverList, pace = new Pace()): string | Promise<string> {
  return pace.run(cursorOf(list, pace));
}

function* cursorOf(list: TurnoverList, pace: Pace): Paced<string> {
  return writeChangeCursor(yield* list.months.digests(pace), list.account);
}

function* changesOf(list: TurnoverList, held: ReadonlyMap<string, Digest>, pace: Pace): Paced<TurnoverChanges> {
  const present = yield* list.months.digests(pace);
  const months: TurnoverMonth[] = [];
  const next = new Map(held);
  let included = 0;
  let hasMore = false;
  for (const month of [...new Set([...held.keys(), ...present.keys()])].sort()) {
    const digest = present.get(month);
    if (held.get(month) === digest) continue;
    const entries = list.months.entriesOf(month);
    if (included > 0 && included + entries.length > MAX_CHANGED_ENTRIES) {
      hasMore = true;
      break;
    }
    included += entries.length;
    months.push({ month, entries });
    if (digest === undefined) next.delete(month);
    else next.set(month, digest);
  }
  return { months, cursor: writeChangeCursor(next, list.account), hasMore };
}

/** `c1.<account>.<months>.<checksum>`; months are in runs without gaps: the first month, then the digest of each. */
const FORM = /^c1\.([\w-]{8})\.((?:\d{4}-\d{2}(?:[\w-]{8})+(?:~|(?=\.)))*)\.([\w-]{8})$/;

/** More than a century in runs of one month each. */
const MAX_CURSOR = 64_000;

function writeChangeCursor(digests: ReadonlyMap<string, Digest>, account: OwnedRef): string {
  const runs: string[] = [];
  let last: string | undefined;
  for (const month of [...digests.keys()].sort()) {
    const digest = digests.get(month) ?? '';
    if (last !== undefined && nextMonth(last) === month) runs.push(`${runs.pop() ?? ''}${digest}`);
    else runs.push(month + digest);
    last = month;
  }
  const text = ['c1', accountDigest(account), runs.join('~')].join('.');
  return `${text}.${checksum(text)}`;
}

function readChangeCursor(cursor: string, account: OwnedRef): Map<string, Digest> {
  const [, ofAccount, runs = '', sum] = (cursor.length <= MAX_CURSOR ? FORM.exec(cursor) : null) ?? [];
  if (sum === undefined || sum !== checksum(cursor.slice(0, -sum.length - 1))) {
    throw new GatewayError('BAD_USER_INPUT', { message: 'A cursor is malformed.' });
  }
  if (ofAccount !== accountDigest(account)) throw new GatewayError('CURSOR_MISMATCH');
  const digests = new Map<string, Digest>();
  for (const run of runs.split('~').filter((text) => text !== '')) {
    let month = run.slice(0, 7);
    for (let at = 7; at < run.length; at += DIGEST_LENGTH) {
      digests.set(month, run.slice(at, at + DIGEST_LENGTH));
      month = nextMonth(month);
    }
  }
  return digests;
}

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

function accountDigest({ bankUserId, xs2aId }: OwnedRef): string {
  return hash('sha256', `${bankUserId}.${xs2aId}`, 'base64url').slice(0, DIGEST_LENGTH);
}

/** Detects damaged or made-up cursors. Not a secret: a cursor gives access to nothing. */
function checksum(text: string): string {
  return hash('sha256', `changes ${text}`, 'base64url').slice(0, DIGEST_LENGTH);
}
