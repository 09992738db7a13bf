import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Principal } from '../auth/principal.js';
import { isRecord } from '../domain/record.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { JsonValue, SecureStore } from '../store/secure-store.js';

/** A write with an idempotency key. The records of a mutation have one type, `K`, within a release. */
export interface KeyedWrite {
  readonly mutation: string;
  readonly key: string;
  /** The input without the key. */
  readonly input: JsonValue;
}

/** The result of a write, and its record for replays; undefined when it is not recorded, like failures. */
export interface WriteOutcome<T, K extends JsonValue> {
  readonly result: T;
  readonly keep: K | undefined;
}

export type KeyedOutcome<T, K extends JsonValue> =
  | { readonly kind: 'DONE'; readonly result: T }
  /** An earlier request with the same key did it; `kept` is its record. */
  | { readonly kind: 'REPLAYED'; readonly kept: K }
  /** The key was used with other input. */
  | { readonly kind: 'CONFLICT' };

// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only types fit a JSON value
type KeyedRecord = {
  readonly state: 'RUNNING' | 'DONE' | 'UNKNOWN';
  readonly fingerprint: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly kept: JsonValue;
};

const TTL_MS = 24 * 3_600_000;
/** Longer than any write: an older RUNNING record belongs to a process that died. */
const MAX_WRITE_MS = 60_000;
/** How long a repeated request waits for the first one: less than an operation's deadline. */
const MAX_WAIT_MS = 15_000;
const POLL_MS = 100;

/** In both cases nothing was written, and the same key makes a retry safe. */
const NOT_NOW = {
  storeSilent: 'Idempotency keys cannot be looked up right now: nothing was written. Repeat it with the same key.',
  stillRunning: 'An earlier request with this idempotency key has not ended yet. Repeat it with the same key.',
} as const;

/**
 * Idempotency of writes. Records belong to the caller, the mutation and the key, and are shared by all instances of a store.
 * While the store is unreachable, writes with a key are rejected.
 */
export class Idempotency {
  /** @param maxWaitMs how long a repeated request waits for the first one */
  constructor(
    private readonly store: SecureStore,
    private readonly maxWaitMs = MAX_WAIT_MS,
  ) {}

  /**
   * @throws GatewayError OUTCOME_UNKNOWN when the outcome of an earlier request with the key was lost; OVERLOADED when the store
   * is unreachable or an earlier request is still running: this one wrote nothing
   */
  async once<T, K extends JsonValue>(
    principal: Principal,
    write: KeyedWrite,
    run: () => Promise<WriteOutcome<T, K>>,
  ): Promise<KeyedOutcome<T, K>> {
    const owner = ownerOf(principal);
    const place = `idempotency ${write.mutation} ${hash(write.key)}`;
    const fingerprint = hash(canonical(write.input));
    const deadline = performance.now() + this.maxWaitMs;
    let reason: keyof typeof NOT_NOW;
    do {
      const record = { state: 'RUNNING', fingerprint, startedAt: Date.now(), kept: null } as const;
      const claim = await this.store.setIfAbsent(owner, place, record, TTL_MS);
      if (claim === 'unknown') throw notNow('storeSilent');
      if (claim === 'stored') return this.run(owner, place, record, run);
      const earlier = recordIn(await this.store.get(owner, place));
      // Undefined: the earlier request failed meanwhile, or the store is unreachable.
      if (earlier !== undefined && earlier.fingerprint !== fingerprint) return { kind: 'CONFLICT' };
      if (earlier?.state === 'DONE') return { kind: 'REPLAYED', kept: earlier.kept as K };
      if (earlier !== undefined && isLost(earlier)) throw new GatewayError('OUTCOME_UNKNOWN');
      reason = earlier === undefined ? 'storeSilent' : 'stillRunning';
      await sleep(POLL_MS);
    } while (performance.now() < deadline);
    throw notNow(reason);
  }

  private async run<T, K extends JsonValue>(
    owner: string,
    place: string,
    record: KeyedRecord,
    run: () => Promise<WriteOutcome<T, K>>,
  ): Promise<KeyedOutcome<T, K>> {
    try {
      const { result, keep } = await run();
      if (keep === undefined) await this.store.delete(owner, place);
      else await this.store.set(owner, place, { ...record, state: 'DONE', kept: keep }, TTL_MS);
      return { kind: 'DONE', result };
    } catch (error) {
      if (isKnownFailure(error)) await this.store.delete(owner, place);
      else await this.store.set(owner, place, { ...record, state: 'UNKNOWN' }, TTL_MS);
      throw error;
    }
  }
}

function notNow(reason: keyof typeof NOT_NOW): GatewayError {
  return new GatewayError('OVERLOADED', { message: NOT_NOW[reason], retryAfterSeconds: 1 });
}

/** A bank user's login or a service, by its `sub`; their records are separate. */
function ownerOf(principal: Principal): string {
  if (principal.kind === 'anonymous') throw new GatewayError('UNAUTHENTICATED');
  const bankUserId = principal.kind === 'bankUser' ? principal.bankUserId : '';
  return JSON.stringify([principal.kind, bankUserId, principal.subject]);
}

function isLost({ state, startedAt }: KeyedRecord): boolean {
  return state === 'UNKNOWN' || Date.now() - startedAt > MAX_WRITE_MS;
}

/** Nothing was written. Any other error may have come after the write. */
function isKnownFailure(error: unknown): boolean {
  return error instanceof GatewayError && error.code !== 'OUTCOME_UNKNOWN';
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** Equal for equal input, independent of member order. */
function canonical(value: JsonValue): string {
  return JSON.stringify(value, (_, member: unknown) =>
    isRecord(member) ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1))) : member,
  );
}

function recordIn(value: JsonValue | undefined): KeyedRecord | undefined {
  const record = value as Partial<KeyedRecord> | null | undefined;
  const isRecord = typeof record?.state === 'string' && typeof record.fingerprint === 'string';
  return isRecord && typeof record.startedAt === 'number' ? (record as KeyedRecord) : undefined;
}
