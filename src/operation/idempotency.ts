import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Principal } from '../auth/principal.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { JsonValue, SecureStore } from '../store/secure-store.js';

/** A write that its caller may repeat by its key. A mutation always keeps records of one form, `K`, within a version. */
export interface KeyedWrite {
  readonly mutation: string;
  readonly key: string;
  /** Everything that the mutation was asked for, but the key. */
  readonly input: JsonValue;
}

/** The outcome of a write: the result for the caller, and the record for repetitions of it; failures are not recorded. */
export interface WriteOutcome<T, K extends JsonValue> {
  readonly result: T;
  readonly keep: K | undefined;
}

export type KeyedOutcome<T, K extends JsonValue> =
  | { readonly kind: 'DONE'; readonly result: T }
  /** An earlier request with the same key did it; this is what was kept of it. */
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
/** Longer than any write takes: whoever began it has died with its answer. */
const MAX_WRITE_MS = 60_000;
/** How long a repetition waits for the first request to end: less than an operation may take. */
const MAX_WAIT_MS = 15_000;
const POLL_MS = 100;

/** Either way this request has written nothing, and the key makes it safe to send it again: one code, and two reasons. */
const NOT_NOW = {
  storeSilent: 'Idempotency keys cannot be looked up right now: nothing was written. Repeat it with the same key.',
  stillRunning: 'An earlier request with this idempotency key has not ended yet. Repeat it with the same key.',
} as const;

/**
 * Lets callers repeat a write without doing it twice. Records belong to the caller, the mutation and the key; they are shared
 * by all instances that share the store. While the store cannot be asked, nothing that has a key is written.
 */
export class Idempotency {
  /** @param maxWaitMs how long a repetition waits for the first request to end */
  constructor(
    private readonly store: SecureStore,
    private readonly maxWaitMs = MAX_WAIT_MS,
  ) {}

  /**
   * @throws GatewayError OUTCOME_UNKNOWN when the answer to an earlier request with the key was lost; OVERLOADED when the store
   * cannot be asked, or an earlier request with the key has not ended yet: nothing was written
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
      // Undefined: it failed in between and was not kept, or the store cannot tell.
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

/** A caller is a bank user's login or a service, by its `sub`; neither finds the other's records. */
function ownerOf(principal: Principal): string {
  if (principal.kind === 'anonymous') throw new GatewayError('UNAUTHENTICATED');
  const bankUserId = principal.kind === 'bankUser' ? principal.bankUserId : '';
  return JSON.stringify([principal.kind, bankUserId, principal.subject]);
}

function isLost({ state, startedAt }: KeyedRecord): boolean {
  return state === 'UNKNOWN' || Date.now() - startedAt > MAX_WRITE_MS;
}

/** Nothing was written. Anything else may have come after the write. */
function isKnownFailure(error: unknown): boolean {
  return error instanceof GatewayError && error.code !== 'OUTCOME_UNKNOWN';
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** The same for the same input, however its members are ordered. */
function canonical(value: JsonValue): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

function recordIn(value: JsonValue | undefined): KeyedRecord | undefined {
  const record = value as Partial<KeyedRecord> | null | undefined;
  const isRecord = typeof record?.state === 'string' && typeof record.fingerprint === 'string';
  return isRecord && typeof record.startedAt === 'number' ? (record as KeyedRecord) : undefined;
}
