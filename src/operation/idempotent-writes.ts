import type { Principal } from '../auth/principal.js';
import type { Idempotency, WriteOutcome } from './idempotency.js';
import { idempotencyConflictError } from '../schema/user-error.js';
import type { IdempotencyConflictError } from '../schema/user-error.type.js';
import type { JsonValue } from '../store/secure-store.js';
import { GatewayError } from '../errors/gateway-error.js';

/** The input of an idempotent mutation. */
interface KeyedInput {
  readonly idempotencyKey?: string | null;
}

/** The writes of one caller. */
export class IdempotentWrites {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly principal: Principal,
  ) {}

  /**
   * Runs a mutation, at most once per idempotency key; without a key, every time.
   *
   * @param replay builds the result from the record of an earlier run
   */
  async run<T, K extends JsonValue>(
    mutation: string,
    { idempotencyKey, ...input }: KeyedInput & object,
    write: () => Promise<WriteOutcome<T, K>>,
    replay: (kept: K) => Promise<T>,
  ): Promise<T | IdempotencyConflictError> {
    if (idempotencyKey == null) return (await write()).result;
    if (!isUsableKey(idempotencyKey)) throw new GatewayError('BAD_USER_INPUT', { message: KEY_RULE });
    const keyed = { mutation, key: idempotencyKey, input: input as JsonValue };
    const outcome = await this.idempotency.once(this.principal, keyed, write);
    if (outcome.kind === 'CONFLICT') return idempotencyConflictError();
    return outcome.kind === 'DONE' ? outcome.result : replay(outcome.kept);
  }
}

const KEY_RULE = 'An idempotency key has 1 to 255 visible ASCII characters.';

function isUsableKey(key: string): boolean {
  return /^[\x21-\x7e]{1,255}$/.test(key);
}
