import { LRUCache } from 'lru-cache';
import type { Principal } from './principal.js';
import { tokenDigest } from './token-digest.js';

const MOST = 10_000;

/** So long a key that was withdrawn may serve longer than it would otherwise. */
const LONGEST_MS = 60_000;

/**
 * Whom tokens stand for that were verified lately: frontends send the same one with every request, and verifying it is the
 * largest part of a small answer. Found by a digest of the token exactly as it came; no token is kept, and none beyond its end.
 */
export class VerifiedTokens {
  private readonly known = new LRUCache<string, { readonly principal: Principal; readonly until: number }>({
    max: MOST,
  });

  find(token: string): Principal | undefined {
    const known = this.known.get(tokenDigest(token));
    return known !== undefined && Date.now() < known.until ? known.principal : undefined;
  }

  /** @param endsAt epoch milliseconds: the token's end */
  remember(token: string, principal: Principal, endsAt: number): void {
    this.known.set(tokenDigest(token), { principal, until: Math.min(endsAt, Date.now() + LONGEST_MS) });
  }
}
