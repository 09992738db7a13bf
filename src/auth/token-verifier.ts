import { webcrypto } from 'node:crypto';
import {
  decodeProtectedHeader,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  type JWTVerifyResult,
} from 'jose';
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
   * No header is anonymous; anything else must be one valid token.
   *
   * @param authorization the Authorization header, or all of them when there are several
   * @throws GatewayError UNAUTHENTICATED for an invalid token, AUTH_UNAVAILABLE when the verification keys are unavailable
   */
  verify(authorization: string | readonly string[] | undefined): Promise<Principal>;
  /** Like `verify`, with the end of the token. */
  identify(authorization: string | readonly string[] | undefined): Promise<Identified>;
  /** The likely caller before verification, for sharing capacity only. Nobody can use another's share without their token. */
  guess(authorization: string | undefined): Principal;
  /** Fetches the keys before the first token arrives. False when that failed, in which case the next token retries. */
  prepare(): Promise<boolean>;
}

export interface Identified {
  readonly principal: Principal;
  /** In epoch milliseconds; undefined without a token. */
  readonly endsAt: number | undefined;
}

export interface TokenVerifierDependencies {
  /** For fetching keys; unused with a secret. */
  readonly dispatcher: Dispatcher;
  readonly onEvent: (event: AuthEvent) => void;
}

export function createTokenVerifier(config: AuthConfig, dependencies: TokenVerifierDependencies): TokenVerifier {
  const keys = config.kind === 'jwks' ? issuerKeys(config.url, dependencies) : secretKeys(config);
  const verified = new VerifiedTokens();
  const verify = async (header: string): Promise<Identified> => {
    const claims = await verifiedClaims(bearerTokenOf(header), keys, config);
    const identified = { principal: principalOf(claims, config), endsAt: 1_000 * (claims.exp ?? 0) };
    verified.remember(header, identified);
    return identified;
  };
  const identify = async (authorization: string | readonly string[] | undefined): Promise<Identified> => {
    try {
      const header = onlyHeader(authorization);
      if (header === undefined) return NOBODY;
      return verified.find(header) ?? (await verify(header));
    } catch (error) {
      if (error instanceof GatewayError) throw error;
      dependencies.onEvent({ kind: 'tokenRefused', reason: reasonOf(error) });
      throw new GatewayError('UNAUTHENTICATED');
    }
  };
  return {
    prepare: keys.prepare,
    identify,
    verify: async (authorization) => (await identify(authorization)).principal,
    guess: (header) => (header === undefined ? ANONYMOUS : verified.guess(header)),
  };
}

const NOBODY: Identified = { principal: ANONYMOUS, endsAt: undefined };

/** A kind of key is never used with the algorithms of another: a public key must not pass for a shared secret. */
interface Keys {
  /** Tried in order. */
  readonly all: readonly [JWTVerifyGetKey, ...JWTVerifyGetKey[]];
  /** After a signature that no key verifies. @returns whether there may be other keys now */
  readonly renewFor: (header: { readonly kid?: string }) => Promise<boolean>;
  readonly algorithms: readonly string[];
  readonly prepare: () => Promise<boolean>;
}

const ASYMMETRIC = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

function issuerKeys(url: string, { dispatcher, onEvent }: TokenVerifierDependencies): Keys {
  const ring = new KeyRing({ load: () => fetchJwks(url, dispatcher), onEvent });
  return {
    all: [(header) => ring.keyFor(header)],
    renewFor: (header) => ring.renewFor(header),
    algorithms: ASYMMETRIC,
    prepare: () => ring.prepare(),
  };
}

function secretKeys(config: Exclude<AuthConfig, { kind: 'jwks' }>): Keys {
  const previous = config.kind === 'secret' ? config.previousSecret : undefined;
  return {
    all: [secretKey(config.secret), ...(previous === undefined ? [] : [secretKey(previous)])],
    renewFor: () => Promise.resolve(false),
    algorithms: ['HS256'],
    prepare: () => Promise.resolve(true),
  };
}

function secretKey(secret: string): JWTVerifyGetKey {
  // Imported once: jose would import it for every token.
  const key = webcrypto.subtle.importKey('raw', Buffer.from(secret, 'utf8'), HS256, false, ['verify']);
  // Verification with the key reports the error.
  key.catch(() => undefined);
  return () => key;
}

const HS256 = { name: 'HMAC', hash: 'SHA-256' };

/** Tolerated clock skew. */
const TOLERANCE_SECONDS = 5;

async function verifiedClaims(token: string, keys: Keys, { issuer, audience }: AuthConfig): Promise<JWTPayload> {
  const options = {
    algorithms: [...keys.algorithms],
    requiredClaims: ['exp'],
    clockTolerance: TOLERANCE_SECONDS,
    ...(issuer === undefined ? {} : { issuer }),
    ...(audience === undefined ? {} : { audience }),
  };
  const verified = await verifiedToken(token, keys, options);
  checkType(verified);
  checkTimes(verified.payload);
  checkUnbound(verified.payload);
  return verified.payload;
}

async function verifiedToken(token: string, keys: Keys, options: JWTVerifyOptions): Promise<JWTVerifyResult> {
  try {
    return await verifiedByEach(token, keys.all, options);
  } catch (error) {
    const isOtherKeys = error instanceof errors.JWSSignatureVerificationFailed;
    if (!isOtherKeys || !(await keys.renewFor(decodeProtectedHeader(token)))) throw error;
    return verifiedByEach(token, keys.all, options);
  }
}

/** A token does not say which of the secrets it was signed with. */
async function verifiedByEach(
  token: string,
  [key, next, ...rest]: Keys['all'],
  options: JWTVerifyOptions,
): Promise<JWTVerifyResult> {
  try {
    return await verifiedByAny(token, key, options);
  } catch (error) {
    if (next === undefined || !(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    return verifiedByEach(token, [next, ...rest], options);
  }
}

/** Issuers that do not name their keys have the current one, and the last or the next one. */
const MAX_KEYS = 4;

async function verifiedByAny(token: string, key: JWTVerifyGetKey, options: JWTVerifyOptions): Promise<JWTVerifyResult> {
  try {
    return await jwtVerify(token, key, options);
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    let tried = 0;
    for await (const candidate of error) {
      if (++tried > MAX_KEYS) break;
      const verified = await jwtVerify(token, candidate, options).catch(undefinedIfOtherKey);
      if (verified !== undefined) return verified;
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

function undefinedIfOtherKey(error: unknown): undefined {
  if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
}

/** Issuers sign other tokens with the same keys, such as logout tokens: RFC 8725, section 3.11. */
function checkType({ protectedHeader: { typ } }: JWTVerifyResult): void {
  if (typ !== undefined && !/^(application\/)?(at\+)?jwt$/i.test(typ)) throw new TokenRefused('form');
}

/** Checks that jose leaves out: JSON's 1e400 is Infinity and never expires, and `iat` may be in the future. */
function checkTimes({ exp, iat = 0, nbf = 0 }: JWTPayload): void {
  const ahead = Date.now() / 1_000 + TOLERANCE_SECONDS;
  if (![exp, iat, nbf].every(Number.isFinite) || iat > ahead) throw new TokenRefused('claims');
}

/**
 * A token that is bound to a key (DPoP, mTLS: RFC 9449, RFC 8705) requires proof of possession, which the gateway does not check:
 * accepted as a bearer token, it would work for whoever stole it.
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
  return 'form';
}
