import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTHeaderParameters, type LocalJWKSet } from 'jose';
import { GatewayError } from '../errors/gateway-error.js';
import type { AuthEvent } from './auth-event.js';
import { TokenRefused } from './token-refused.js';

type VerificationKey = Awaited<ReturnType<LocalJWKSet>>;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Older keys are fetched again, which also removes withdrawn ones. */
const FRESH_MS = 10 * MINUTE;
/** How long the last keys are used while the issuer is unreachable. */
const LAST_GOOD_MS = 24 * 60 * MINUTE;
/**
 * For this long after a fetch, unknown key ids are rejected without another one, so that callers cannot make the gateway flood
 * the issuer.
 */
const UNKNOWN_COOLDOWN_MS = 30 * SECOND;
/** Pause after a failed fetch. */
const RETRY_MS = 2 * SECOND;

export interface KeyRingDependencies {
  readonly load: () => Promise<JSONWebKeySet>;
  readonly onEvent: (event: AuthEvent) => void;
  /** Monotonic time in milliseconds. */
  readonly now?: () => number;
}

/**
 * Caches the issuer's public keys. While the issuer is down, tokens with known keys are still verified, and unknown keys are
 * AUTH_UNAVAILABLE: such a token may be valid.
 */
export class KeyRing {
  readonly #dependencies: Required<KeyRingDependencies>;
  #keys: IssuerKeys | undefined;
  #loadedAt = -Infinity;
  #failedAt = -Infinity;
  #loading: Promise<void> | undefined;

  constructor(dependencies: KeyRingDependencies) {
    this.#dependencies = { now: () => performance.now(), ...dependencies };
  }

  /**
   * @throws JWKSMultipleMatchingKeys, which iterates over the keys, when several fit for lack of names
   * @throws TokenRefused when the issuer has no such key
   * @throws GatewayError AUTH_UNAVAILABLE when the issuer is unreachable
   */
  async keyFor(header: JWTHeaderParameters): Promise<VerificationKey> {
    const known = await this.#find(await this.#currentKeys(), header);
    if (known !== undefined) return known;
    if (this.#since(this.#loadedAt) >= UNKNOWN_COOLDOWN_MS) await this.#reload();
    const found = await this.#find(await this.#currentKeys(), header);
    if (found === undefined) throw new TokenRefused('unknown-key');
    return found;
  }

  /**
   * To be called when no key verifies the signature of a token. A key that the token names remains the right one.
   *
   * @returns whether the keys have been fetched again, so that another key may verify it
   * @throws GatewayError AUTH_UNAVAILABLE when the issuer is unreachable
   */
  async renewFor({ kid }: { readonly kid?: string }): Promise<boolean> {
    if (kid !== undefined && (await this.#currentKeys()).names.has(kid)) return false;
    if (this.#since(this.#loadedAt) < UNKNOWN_COOLDOWN_MS) return false;
    await this.#reload();
    return true;
  }

  /** Fetches the keys before the first token arrives; false when that failed, in which case the next token retries. */
  async prepare(): Promise<boolean> {
    return this.#reload().then(
      () => true,
      () => false,
    );
  }

  async #currentKeys(): Promise<IssuerKeys> {
    const age = this.#since(this.#loadedAt);
    const known = this.#keys;
    if (known === undefined || age >= LAST_GOOD_MS) return this.#reloaded();
    if (age < FRESH_MS) return known;
    const reloading = this.#reloaded().catch(() => known);
    // While the issuer is known to be down, requests do not wait for the retry.
    return this.#failedAt > this.#loadedAt ? known : reloading;
  }

  async #find({ all, nameless }: IssuerKeys, header: JWTHeaderParameters): Promise<VerificationKey | undefined> {
    const { kid, ...anyName } = header;
    return (await findIn(all, header)) ?? (typeof kid === 'string' ? findIn(nameless, anyName) : undefined);
  }

  async #reloaded(): Promise<IssuerKeys> {
    await this.#reload();
    if (this.#keys === undefined) throw unavailable();
    return this.#keys;
  }

  /** Concurrent calls share one fetch. */
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
      this.#keys = issuerKeys(jwks);
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

/** What an issuer has published. */
interface IssuerKeys {
  readonly all: LocalJWKSet;
  /** The keys without `kid`, one of which may be the key that a token names. */
  readonly nameless: LocalJWKSet;
  readonly names: ReadonlySet<unknown>;
}

function issuerKeys({ keys }: JSONWebKeySet): IssuerKeys {
  return {
    all: createLocalJWKSet({ keys }),
    nameless: createLocalJWKSet({ keys: keys.filter(({ kid }) => kid === undefined) }),
    names: new Set(keys.map(({ kid }) => kid)),
  };
}

async function findIn(keys: LocalJWKSet, header: JWTHeaderParameters): Promise<VerificationKey | undefined> {
  try {
    return await keys(header);
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return undefined;
    throw error;
  }
}

function unavailable(): GatewayError {
  return new GatewayError('AUTH_UNAVAILABLE', { retryAfterSeconds: Math.ceil(RETRY_MS / SECOND) });
}
