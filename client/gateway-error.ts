import type { ErrorCode } from './error-code.js';

export interface GatewayErrorDetails {
  readonly retryable?: boolean | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly requestId?: string | undefined;
  readonly path?: readonly (string | number)[] | undefined;
}

/** Why something could not be had. It repeats nothing of what was sent or answered, so it can be logged as it is. */
export class XS2AGatewayError extends Error {
  override readonly name = 'XS2AGatewayError';
  readonly code: ErrorCode;
  /** The same request may succeed when it is sent again. */
  readonly retryable: boolean;
  /** Before that there is no point in trying again; undefined where the gateway does not say. */
  readonly retryAfterSeconds: number | undefined;
  /** Names the request in the gateway's log. */
  readonly requestId: string | undefined;
  /** Which field of the answer is missing; undefined when all of it is. */
  readonly path: readonly (string | number)[] | undefined;

  constructor(code: ErrorCode, message: string, details: GatewayErrorDetails = {}) {
    super(message);
    this.code = code;
    this.retryable = details.retryable ?? false;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.requestId = details.requestId;
    this.path = details.path;
  }
}

/** @param error one of a GraphQL answer's `errors`, of which nothing is taken for granted */
export function toGatewayError(error: unknown): XS2AGatewayError {
  const { message, extensions, path } = asRecord(error);
  const { code, retryable, retryAfterSeconds, requestId } = asRecord(extensions);
  return new XS2AGatewayError(
    typeof code === 'string' ? code : 'UNEXPECTED_ANSWER',
    typeof message === 'string' ? message : 'The gateway answered with an error.',
    {
      retryable: retryable === true,
      retryAfterSeconds: typeof retryAfterSeconds === 'number' ? retryAfterSeconds : undefined,
      requestId: typeof requestId === 'string' ? requestId : undefined,
      path: isPath(path) ? path : undefined,
    },
  );
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isPath(value: unknown): value is (string | number)[] {
  return Array.isArray(value) && value.every((step) => typeof step === 'string' || typeof step === 'number');
}
