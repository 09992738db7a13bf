import { LRUCache } from 'lru-cache';
import { ANONYMOUS, type Principal } from './principal.js';
import { tokenDigest } from './token-digest.js';

const MAX_TOKENS = 10_000;

/** Longest time that a cached token outlives the withdrawal of its key. */
const MAX_MS = 60_000;

/**
 * Cache of recently verified tokens: frontends send the same one with every request, and verification is the largest part of a
 * small response. Keyed by a digest of the exact header; stores no token.
 */
export class VerifiedTokens {
  private readonly known = new LRUCache<string, { readonly principal: Principal; readonly until: number }>({
    max: MAX_TOKENS,
  });

  /** Undefined for expired tokens too. */
  find(authorization: string): Principal | undefined {
    const known = this.known.get(tokenDigest(authorization));
    return known !== undefined && Date.now() < known.until ? known.principal : undefined;
  }

  /** The principal of the last verification, which may have expired. */
  guess(authorization: string): Principal {
    return this.known.get(tokenDigest(authorization))?.principal ?? ANONYMOUS;
  }

  /** @param endsAt the token's expiry in epoch milliseconds */
  remember(authorization: string, principal: Principal, endsAt: number): void {
    this.known.set(tokenDigest(authorization), { principal, until: Math.min(endsAt, Date.now() + MAX_MS) });
  }
}
