import { webcrypto } from 'node:crypto';
import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey, type JWTVerifyResult } from 'jose';
import type { Dispatcher } from 'undici';
import type { AuthConfig } from '../config/config.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { AuthEvent } from './auth-event.js';
import { bearerTokenOf, onlyHeader } from './bearer-token.js';
import { fetchJwks } from './jwks.source.js';
import { KeyRing } from './key-ring.js';
import { ANONYMOUS, principalOf, type Principal } from './principal.js';
import { TokenRefused, type RefusalReason } from './token-refused.js';
import { VerifiedTokens } from './verified-tokens.js';

export interface TokenVerifier {
  /**
   * Nothing is anonymous; anything that is there has to be one good token.
   *
   * @param authorization the Authorization header, or all of them when there may be several.
   * @throws GatewayError UNAUTHENTICATED for anything but a good token, AUTH_UNAVAILABLE when the keys to tell cannot be had.
   */
  verify(authorization: string | readonly string[] | undefined): Promise<Principal>;
  /**
   * Whose request it is, as far as can be told before the token is verified: for sharing capacity, and nothing else. Nobody can take
   * another's share without having their token.
   */
  guess(authorization: string | undefined): Principal;
  /** Gets the keys before the first token comes. False when that failed, which the next token tries again. */
  prepare(): Promise<boolean>;
}

export interface TokenVerifierDependencies {
  /** For fetching keys; unused with a secret. */
  readonly dispatcher: Dispatcher;
  readonly onEvent: (event: AuthEvent) => void;
}

export function createTokenVerifier(config: AuthConfig, dependencies: TokenVerifierDependencies): TokenVerifier {
  const keys = config.kind === 'jwks' ? issuerKeys(config.url, dependencies) : secretKey(config.secret);
  const verified = new VerifiedTokens();
  const verify = async (header: string): Promise<Principal> => {
    const claims = await verifiedClaims(bearerTokenOf(header), keys, config);
    const principal = principalOf(claims, config);
    verified.remember(header, principal, 1_000 * (claims.exp ?? 0));
    return principal;
  };
  return {
    prepare: keys.prepare,
    guess: (header) => (header === undefined ? ANONYMOUS : verified.guess(header)),
    async verify(authorization) {
      try {
        const header = onlyHeader(authorization);
        if (header === undefined) return ANONYMOUS;
        return verified.find(header) ?? (await verify(header));
      } catch (error) {
        if (error instanceof GatewayError) throw error;
        dependencies.onEvent({ kind: 'tokenRefused', reason: reasonOf(error) });
        throw new GatewayError('UNAUTHENTICATED');
      }
    },
  };
}

/** One kind of key never serves the algorithms of the other: a public key must not pass for a shared secret. */
interface Keys {
  readonly key: JWTVerifyGetKey;
  readonly algorithms: readonly string[];
  readonly prepare: () => Promise<boolean>;
}

const ASYMMETRIC = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

function issuerKeys(url: string, { dispatcher, onEvent }: TokenVerifierDependencies): Keys {
  const ring = new KeyRing({ load: () => fetchJwks(url, dispatcher), onEvent });
  return { key: (header) => ring.keyFor(header), algorithms: ASYMMETRIC, prepare: () => ring.prepare() };
}

function secretKey(secret: string): Keys {
  // Imported once: jose would do it for every token.
  const key = webcrypto.subtle.importKey('raw', Buffer.from(secret, 'utf8'), HS256, false, ['verify']);
  // Whoever verifies by it learns what is wrong with it.
  key.catch(() => undefined);
  return { key: () => key, algorithms: ['HS256'], prepare: () => Promise.resolve(true) };
}

const HS256 = { name: 'HMAC', hash: 'SHA-256' };

/** For clocks that are a little apart. */
const TOLERANCE_SECONDS = 5;

async function verifiedClaims(token: string, keys: Keys, { issuer, audience }: AuthConfig): Promise<JWTPayload> {
  const options = {
    algorithms: [...keys.algorithms],
    requiredClaims: ['exp'],
    clockTolerance: TOLERANCE_SECONDS,
    ...(issuer === undefined ? {} : { issuer }),
    ...(audience === undefined ? {} : { audience }),
  };
  const verified = await jwtVerify(token, keys.key, options);
  checkType(verified);
  checkTimes(verified.payload);
  checkUnbound(verified.payload);
  return verified.payload;
}

/** An issuer signs other things with the same keys, such as logout tokens: RFC 8725, section 3.11. */
function checkType({ protectedHeader: { typ } }: JWTVerifyResult): void {
  if (typ !== undefined && !/^(application\/)?(at\+)?jwt$/i.test(typ)) throw new TokenRefused('form');
}

/** What jose leaves open: JSON can say 1e400, which is Infinity and never ends, and `iat` may lie ahead. */
function checkTimes({ exp, iat = 0, nbf = 0 }: JWTPayload): void {
  const ahead = Date.now() / 1_000 + TOLERANCE_SECONDS;
  if (![exp, iat, nbf].every(Number.isFinite) || iat > ahead) throw new TokenRefused('claims');
}

/**
 * A token that is bound to a key (DPoP, mTLS: RFC 9449, RFC 8705) is good only with a proof of having that key, which nobody here
 * looks at: taken as a plain bearer token, it would serve whoever stole it.
 */
function checkUnbound(claims: JWTPayload): void {
  if ('cnf' in claims) throw new TokenRefused('bound');
}

function reasonOf(error: unknown): RefusalReason {
  if (error instanceof TokenRefused) return error.reason;
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) return 'claims';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'algorithm';
  if (error instanceof errors.JWKSMultipleMatchingKeys) return 'unknown-key';
  return 'form';
}
