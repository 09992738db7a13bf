import { createSecretKey, type KeyObject } from 'node:crypto';
import { SignJWT, type JWTPayload } from 'jose';
import type { AuthConfig } from '../config/config.js';
import type { Scope } from '../domain/scope.js';

export type MintedAuthConfig = Extract<AuthConfig, { readonly secret: string }>;

const LIFETIME_SECONDS = 7 * 24 * 60 * 60;

/** Issues tokens for trying the gateway with the embedded test bank. They expire after a week, or with the process. */
export class TokenMint {
  readonly #config: MintedAuthConfig;
  readonly #key: KeyObject;

  constructor(config: MintedAuthConfig) {
    this.#config = config;
    this.#key = createSecretKey(config.secret, 'utf8');
  }

  /** @param bankUserId XS2A's id. */
  async bankUserToken(bankUserId: string, limits: readonly Scope[] = []): Promise<string> {
    const { bankUserClaim, bankUserScope } = this.#config;
    const scope = limits.length > 0 && { scope: partsOf(bankUserScope, limits) };
    return this.#mint({ sub: bankUserId, [bankUserClaim]: bankUserId, ...scope });
  }

  async serviceToken(limits: readonly Scope[] = []): Promise<string> {
    const { serviceScope } = this.#config;
    return this.#mint({ sub: 'service', scope: limits.length > 0 ? partsOf(serviceScope, limits) : serviceScope });
  }

  async #mint(claims: JWTPayload): Promise<string> {
    const { issuer: iss, audience: aud } = this.#config;
    const iat = Math.floor(Date.now() / 1_000);
    const registered = {
      iat,
      exp: iat + LIFETIME_SECONDS,
      ...(iss === undefined ? {} : { iss }),
      ...(aud === undefined ? {} : { aud }),
    };
    return new SignJWT({ ...registered, ...claims }).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(this.#key);
  }
}

function partsOf(scope: string, limits: readonly Scope[]): string {
  return limits.map((limit) => `${scope}:${limit}`).join(' ');
}
