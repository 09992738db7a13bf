import { LRUCache } from 'lru-cache';
import { tokenDigest } from '../auth/token-digest.js';
import { STRANGER, type Caller } from './caller.js';

const MOST = 10_000;

/**
 * Whose tokens were verified lately, to tell callers apart before any work is done for a request. It only says whose share of the
 * capacity a request takes; the token is verified all the same. Nobody can take another's share without having their token.
 */
export class KnownCallers {
  /** By a digest: tokens are not kept. */
  private readonly callers = new LRUCache<string, Caller>({ max: MOST });

  /** @param authorization the header as it came */
  find(authorization: string | undefined): Caller {
    return (authorization === undefined ? undefined : this.callers.get(tokenDigest(authorization))) ?? STRANGER;
  }

  remember(authorization: string | undefined, caller: Caller): void {
    if (authorization !== undefined) this.callers.set(tokenDigest(authorization), caller);
  }
}
