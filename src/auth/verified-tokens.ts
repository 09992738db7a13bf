import { LRUCache } from 'lru-cache';
import { ANONYMOUS, type Principal } from './principal.js';
import { tokenDigest } from './token-digest.js';
import type { Identified } from './token-verifier.js';

const MAX_TOKENS = 10_000;

/** Longest time that a cached token outlives the withdrawal of its key. */
const MAX_MS = 60_000;

/**
 * Cache of recently verified tokens: frontends send the same one with every request, and verification is the largest part of a
 * small response. Keyed by a digest of the exact header; stores no token.
 */
export class VerifiedTokens {
  private readonly known = new LRUCache<string, Identified & { readonly until: number }>({ max: MAX_TOKENS });

  /** Undefined for expired tokens too. */
  find(authorization: string): Identified | undefined {
    const known = this.known.get(tokenDigest(authorization));
    return known !== undefined && Date.now() < known.until ? known : undefined;
  }

  /** The principal of the last verification, which may have expired. */
  guess(authorization: string): Principal {
    return this.known.get(tokenDigest(authorization))?.principal ?? ANONYMOUS;
  }

  remember(authorization: string, { principal, endsAt }: Required<Identified> & { readonly endsAt: number }): void {
    const until = Math.min(endsAt, Date.now() + MAX_MS);
    this.known.set(tokenDigest(authorization), { principal, endsAt, until });
  }
}
