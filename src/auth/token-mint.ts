import { createSecretKey, type KeyObject } from 'node:crypto';
import { SignJWT, type JWTPayload } from 'jose';
import type { AuthConfig } from '../config/config.js';

export type MintedAuthConfig = Extract<AuthConfig, { kind: 'minted' }>;

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
  async bankUserToken(bankUserId: string): Promise<string> {
    return this.#mint({ sub: bankUserId, [this.#config.bankUserClaim]: bankUserId });
  }

  async serviceToken(): Promise<string> {
    return this.#mint({ sub: 'service', scope: this.#config.serviceScope });
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
