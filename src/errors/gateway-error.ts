import { GraphQLError } from 'graphql';
import { ERROR_CODES, type ErrorCode } from './error-code.js';

export interface GatewayErrorDetails {
  /** A more specific constant than the table's message, such as the name of a limit. Never input or upstream text. */
  readonly message?: string;
  /** Whole seconds after which a retry makes sense. */
  readonly retryAfterSeconds?: number;
}

/**
 * The only error that reaches callers unmasked; all others become INTERNAL_SERVER_ERROR. Carries `extensions.code`, `retryable`
 * and, where known, `retryAfterSeconds`.
 */
export class GatewayError extends GraphQLError {
  override readonly name = 'GatewayError';
  readonly code: ErrorCode;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, details: GatewayErrorDetails = {}) {
    const { message, retryable } = ERROR_CODES[code];
    const { retryAfterSeconds } = details;
    super(details.message ?? message, {
      extensions: { code, retryable, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) },
    });
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
