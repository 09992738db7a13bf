import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTHeaderParameters, type LocalJWKSet } from 'jose';
import { GatewayError } from '../errors/gateway-error.js';
import type { AuthEvent } from './auth-event.js';
import { TokenRefused } from './token-refused.js';

type VerificationKey = Awaited<ReturnType<LocalJWKSet>>;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Keys older than this are fetched anew, which is how a withdrawn key ends. */
const FRESH_MS = 10 * MINUTE;
/** So long the last good keys hold while the issuer cannot be reached. */
const LAST_GOOD_MS = 24 * 60 * MINUTE;
/** After a fetch, an unknown key id is simply unknown: nobody can make the gateway flood the issuer. */
const UNKNOWN_COOLDOWN_MS = 30 * SECOND;
/** After a failed fetch, the next one waits. */
const RETRY_MS = 2 * SECOND;

export interface KeyRingDependencies {
  readonly load: () => Promise<JSONWebKeySet>;
  readonly onEvent: (event: AuthEvent) => void;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

/**
 * The issuer's public keys. While the issuer is down, tokens by known keys go on being verified and unknown keys are
 * AUTH_UNAVAILABLE: whether such a token is good cannot be told.
 */
export class KeyRing {
  readonly #dependencies: Required<KeyRingDependencies>;
  #keys: LocalJWKSet | undefined;
  #loadedAt = -Infinity;
  #failedAt = -Infinity;
  #loading: Promise<void> | undefined;

  constructor(dependencies: KeyRingDependencies) {
    this.#dependencies = { now: () => performance.now(), ...dependencies };
  }

  /**
   * @throws TokenRefused when the issuer has no such key.
   * @throws GatewayError AUTH_UNAVAILABLE when the issuer cannot be asked.
   */
  async keyFor(header: JWTHeaderParameters): Promise<VerificationKey> {
    const known = await this.#find(await this.#currentKeys(), header);
    if (known !== undefined) return known;
    if (this.#since(this.#loadedAt) >= UNKNOWN_COOLDOWN_MS) await this.#reload();
    const found = await this.#find(await this.#currentKeys(), header);
    if (found === undefined) throw new TokenRefused('unknown-key');
    return found;
  }

  /** Fetches the keys before the first token comes; false when that failed, which the next token tries again. */
  async prepare(): Promise<boolean> {
    return this.#reload().then(
      () => true,
      () => false,
    );
  }

  async #currentKeys(): Promise<LocalJWKSet> {
    const age = this.#since(this.#loadedAt);
    const known = this.#keys;
    if (known === undefined || age >= LAST_GOOD_MS) return this.#reloaded();
    if (age < FRESH_MS) return known;
    const reloading = this.#reloaded().catch(() => known);
    // With an issuer known to be down nobody waits for the next try to fail.
    return this.#failedAt > this.#loadedAt ? known : reloading;
  }

  async #find(keys: LocalJWKSet, header: JWTHeaderParameters): Promise<VerificationKey | undefined> {
    try {
      return await keys(header);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) return undefined;
      throw error;
    }
  }

  async #reloaded(): Promise<LocalJWKSet> {
    await this.#reload();
    if (this.#keys === undefined) throw unavailable();
    return this.#keys;
  }

  /** One fetch at a time, whoever waits for it. */
  async #reload(): Promise<void> {
    if (this.#since(this.#failedAt) < RETRY_MS) throw unavailable();
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined;
    });
    await this.#loading;
  }

  async #load(): Promise<void> {
    const { load, now, onEvent } = this.#dependencies;
    try {
      const jwks = await load();
      this.#keys = createLocalJWKSet(jwks);
      this.#loadedAt = now();
      onEvent({ kind: 'keysLoaded', keys: jwks.keys.length });
    } catch (error) {
      this.#failedAt = now();
      onEvent({ kind: 'keysUnavailable', error });
      throw unavailable();
    }
  }

  #since(moment: number): number {
    return this.#dependencies.now() - moment;
  }
}

function unavailable(): GatewayError {
  return new GatewayError('AUTH_UNAVAILABLE', { retryAfterSeconds: Math.ceil(RETRY_MS / SECOND) });
}
