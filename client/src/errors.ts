import type { ErrorCode } from './error-code.js';

/** What an error says beyond its code and message. */
export interface ErrorDetails {
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  readonly retryable?: boolean | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly path?: readonly (string | number)[] | undefined;
  readonly cause?: unknown;
}

/**
 * Why something could not be had: everything that the client throws is one of these, or of its subclasses. It repeats nothing of what was sent or
 * answered, so it can be logged as it is.
 *
 * ```ts
 * try {
 *   await gateway.viewer.get();
 * } catch (error) {
 *   if (!(error instanceof GatewayError)) throw error;
 *   report(error.code, error.requestId);
 * }
 * ```
 */
export class GatewayError extends Error {
  override readonly name: string = 'GatewayError';
  readonly code: ErrorCode;
  /** HTTP status of the answer; undefined when none came. */
  readonly status: number | undefined;
  /** Names the request in the gateway's log. */
  readonly requestId: string | undefined;
  /** The same request may succeed when it is sent again later. What the client itself repeats, it has repeated already. */
  readonly retryable: boolean;
  /** Before that there is no point in trying again; undefined where nobody says. */
  readonly retryAfterSeconds: number | undefined;
  /** Which field of the answer is missing; undefined when all of it is. */
  readonly path: readonly (string | number)[] | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.status = details.status;
    this.requestId = details.requestId;
    this.retryable = details.retryable ?? false;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.path = details.path;
  }
}

/**
 * No answer came: the gateway was not reached, or the connection broke.
 *
 * ```ts
 * if (error instanceof NetworkError) showOffline();
 * ```
 */
export class NetworkError extends GatewayError {
  override readonly name = 'NetworkError';
}

/**
 * The call's own time (`timeoutMs`, or a signal of `AbortSignal.timeout`) was over.
 *
 * ```ts
 * if (error instanceof TimeoutError) offerToTryAgain();
 * ```
 */
export class TimeoutError extends GatewayError {
  override readonly name = 'TimeoutError';
}

/**
 * The caller's `signal` was aborted; its reason is the `cause`.
 *
 * ```ts
 * if (error instanceof AbortError) return;
 * ```
 */
export class AbortError extends GatewayError {
  override readonly name = 'AbortError';
}
