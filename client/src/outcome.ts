import { GatewayError } from './errors.js';

/** One of the outcomes of a mutation. Those that are failures are called `…Error`. */
export interface Outcome {
  readonly __typename: string;
}

/** The outcomes that are not failures. */
export type Success<Any extends Outcome> = Exclude<Any, { readonly __typename: `${string}Error` }>;

/**
 * Whether a mutation did what it was asked for. What else is expected, such as `SyncNeedsUser`, is no failure: look at `__typename`.
 *
 * ```ts
 * const { data } = await gateway.createBankUser({ name: 'Ines', email: 'ines@example.com' });
 * if (isSuccess(data)) console.log(data.bankUser.id);
 * else console.log(data.code);
 * ```
 */
export function isSuccess<Any extends Outcome>(outcome: Any): outcome is Success<Any> {
  return !outcome.__typename.endsWith('Error');
}

/**
 * The outcome, where every failure is an exception to you.
 *
 * ```ts
 * const { bankUser } = expectSuccess((await gateway.createBankUser(input)).data);
 * ```
 *
 * @throws GatewayError with the failure's code
 */
export function expectSuccess<Any extends Outcome>(outcome: Any): Success<Any> {
  if (isSuccess(outcome)) return outcome;
  const { code, message, retryable } = outcome as {
    readonly code?: unknown;
    readonly message?: unknown;
    readonly retryable?: unknown;
  };
  throw new GatewayError(
    typeof code === 'string' ? code : 'UNEXPECTED_OUTCOME',
    typeof message === 'string' ? message : 'The mutation did not do what it was asked for.',
    { retryable: retryable === true },
  );
}
