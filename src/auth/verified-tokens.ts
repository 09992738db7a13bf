import { LRUCache } from 'lru-cache';
import { ANONYMOUS, type Principal } from './principal.js';
import { tokenDigest } from './token-digest.js';

const MAX_TOKENS = 10_000;

/** So long a key that was withdrawn may serve longer than it would otherwise. */
const MAX_MS = 60_000;

/**
 * Whom tokens stand for that were verified lately: frontends send the same one with every request, and verifying it is the
 * largest part of a small answer. Found by a digest of the header exactly as it came; no token is kept.
 */
export class VerifiedTokens {
  private readonly known = new LRUCache<string, { readonly principal: Principal; readonly until: number }>({
    max: MAX_TOKENS,
  });

  /** Undefined beyond the token's end as well. */
  find(authorization: string): Principal | undefined {
    const known = this.known.get(tokenDigest(authorization));
    return known !== undefined && Date.now() < known.until ? known.principal : undefined;
  }

  /** Whom it stood for when it was verified last, though that may not hold any more. */
  guess(authorization: string): Principal {
    return this.known.get(tokenDigest(authorization))?.principal ?? ANONYMOUS;
  }

  /** @param endsAt epoch milliseconds: the token's end */
  remember(authorization: string, principal: Principal, endsAt: number): void {
    this.known.set(tokenDigest(authorization), { principal, until: Math.min(endsAt, Date.now() + MAX_MS) });
  }
}
