import { hash } from 'node:crypto';
import type { OwnedRef } from '../global-id.js';
import type { TurnoverContent, TurnoverIdSource } from './turnover-content.js';
import type { Pace } from './pace.js';
import { tellTwinsApart } from './turnover-twins.js';
import { seedsOfDay, type TurnoverSeed } from './turnover-seed.js';

const LETTERS: Record<TurnoverIdSource, string> = { XS2A: 'x', BANK: 'b', DERIVED: 'd' };

/** A letter and 132 bits in base64url. */
const KEY_LENGTH = 23;

/**
 * The keys of all turnovers of one account and one booking day, in the order of `contents`: a letter for the source of the id
 * and 22 characters of base64url from a SHA-256.
 *
 * - `x`: of XS2A's own id, which holds within the account. One that occurs twice on the day is not trusted.
 * - `b`: of the day and the bank's id, when that is not blank (nor a placeholder such as `NOTPROVIDED`) and occurs once on
 *   the day.
 * - `d`: of day, amount, currency, purpose, counterparty name and IBAN. What changes between two syncs stays out: status, new,
 *   tags, category. Twins are told apart by an ordinal that does not depend on the order of `contents`.
 *
 * `contents` must be the whole day: that is what makes keys the same in every window. Upstream's windows are of whole days.
 */
export async function identifyDay(
  account: OwnedRef,
  contents: readonly TurnoverContent[],
  pace: Pace,
): Promise<string[]> {
  const seeds = await tellTwinsApart(contents, await seedsOfDay(account.xs2aId, contents, pace), pace);
  const scratch = Buffer.alloc(KEY_LENGTH);
  const keys: string[] = [];
  for (const seed of seeds) {
    keys.push(keyOf(seed, scratch));
    if (pace.isOver()) await pace.pause();
  }
  return keys;
}

export function idSourceOf(key: string): TurnoverIdSource {
  if (key.startsWith(LETTERS.XS2A)) return 'XS2A';
  return key.startsWith(LETTERS.BANK) ? 'BANK' : 'DERIVED';
}

/** Through a buffer, because that gives a flat string: slices and concatenations would keep their parts alive. */
function keyOf({ source, text }: TurnoverSeed, scratch: Buffer): string {
  scratch.write(LETTERS[source], 0, 'latin1');
  scratch.write(hash('sha256', text, 'base64url'), 1, 'latin1');
  return scratch.toString('latin1');
}
