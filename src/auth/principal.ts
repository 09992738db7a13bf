import type { JWTPayload } from 'jose';
import type { TokenRules } from '../config/config.js';
import { isUpstreamId, parseBankUserId } from '../domain/global-id.js';
import { limitOf, serviceScopesOf, type Scope } from '../domain/scope.js';
import { TokenRefused } from './token-refused.js';

/** The authenticated caller. `subject` is unique within its kind (and bank user) only. */
export type Principal =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'bankUser';
      readonly subject: string;
      /** XS2A's id of the bank user. */
      readonly bankUserId: string;
      /** The scopes that limit the token; absent when it is not limited. */
      readonly limitedTo?: readonly Scope[];
    }
  | {
      readonly kind: 'service';
      readonly subject: string;
      /** At least one. */
      readonly scopes: readonly Scope[];
    };

export const ANONYMOUS: Principal = { kind: 'anonymous' };

/**
 * Maps verified claims to a principal. The service scope, or a part of it, makes a service caller, whatever else the token
 * contains. A bank user is named by `sub`, or by the bank user claim where there is none; a service by the configured claim
 * alone. Services without that claim are one caller: a fallback to another claim would let one service's token pass for
 * another's.
 *
 * @throws TokenRefused for a malformed claim, and when the claims name nobody
 */
export function principalOf(claims: JWTPayload, rules: TokenRules): Principal {
  const granted = scopesOf(claims);
  const scopes = serviceScopesOf(granted, rules.serviceScope);
  if (scopes.length > 0) {
    return { kind: 'service', subject: textOf(claims, rules.serviceClaim) ?? NAMELESS, scopes };
  }
  const bankUserId = bankUserIdOf(textOf(claims, rules.bankUserClaim));
  const limitedTo = limitOf(granted, rules.bankUserScope);
  const subject = textOf(claims, 'sub') ?? bankUserId;
  return { kind: 'bankUser', subject, bankUserId, ...(limitedTo && { limitedTo }) };
}

/** Never a claim's value, which has at least one character. */
const NAMELESS = '';

/** Global ids are tried first: they also have the form of XS2A's ids. */
function bankUserIdOf(claim: string | undefined): string {
  if (claim === undefined) throw new TokenRefused('nobody');
  const { bankUserId } = parseBankUserId(claim) ?? { bankUserId: claim };
  if (!isUpstreamId(bankUserId)) throw new TokenRefused('claims');
  return bankUserId;
}

/** OpenID Connect's limit for `sub`. */
const MAX_TEXT = 255;

function textOf(claims: JWTPayload, name: string): string | undefined {
  const value = claims[name];
  if (value === undefined) return undefined;

  const isText = typeof value === 'string' && /^[^\x00-\x1f\x7f]+$/.test(value) && value.length <= MAX_TEXT;
  if (!isText) throw new TokenRefused('claims');
  return value;
}

/** `scope` is a text separated by spaces (RFC 8693); some identity providers send a list, also as `scp`. */
function scopesOf(claims: JWTPayload): readonly string[] {
  return ['scope', 'scp'].flatMap((name) => {
    const value = claims[name];
    if (value === undefined) return [];
    if (typeof value === 'string') return value.split(' ');
    if (!isTextList(value)) throw new TokenRefused('claims');
    return value;
  });
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
