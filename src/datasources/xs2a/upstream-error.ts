import type { ErrorCode } from '../../errors/error-code.js';
import { GatewayError } from '../../errors/gateway-error.js';
import { refusedFieldsOf } from '../refused-fields.js';
import type { HttpAnswer } from './http/exchange.js';
import type { TransportFailure } from './http/transport-failure.js';

/** A failed upstream call, as an error of the gateway. */
export class UpstreamError extends GatewayError {
  constructor(
    code: ErrorCode,
    /** The HTTP status; undefined when there was no usable response. */
    readonly status?: number,
    /** Whether a retry of the read may succeed soon. */
    readonly transient = false,
    retryAfterSeconds?: number,
    /** For a readable 422: the names of the rejected fields, empty when it names none; undefined otherwise. */
    readonly refusedFields?: readonly string[],
  ) {
    super(code, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
  }
}

/** The operation's deadline has passed; others who share the read may have more time. */
export class OperationTimeout extends UpstreamError {
  constructor() {
    super('UPSTREAM_TIMEOUT');
  }
}

export function hasStatus(error: unknown, ...statuses: number[]): boolean {
  return error instanceof UpstreamError && error.status !== undefined && statuses.includes(error.status);
}

/** A complete response that violates the contract. */
export function malformedResponse(): UpstreamError {
  return new UpstreamError('UPSTREAM_UNAVAILABLE');
}

/** The circuit is open and the call was not made: nothing was read or written. */
export function circuitIsOpen(retryAfterSeconds: number): UpstreamError {
  return new UpstreamError('UPSTREAM_UNAVAILABLE', undefined, false, retryAfterSeconds);
}

/** @param write a lost response leaves open whether it happened */
export function errorOfFailure(failure: TransportFailure, write: boolean): UpstreamError {
  if (write && failure.mayHaveReachedUpstream) return new UpstreamError('OUTCOME_UNKNOWN');
  const code = failure.kind === 'TIMEOUT' ? 'UPSTREAM_TIMEOUT' : 'UPSTREAM_UNAVAILABLE';
  return new UpstreamError(code, undefined, failure.kind !== 'TOO_LARGE');
}

export function errorOfAnswer({ status, headers, body }: HttpAnswer, write: boolean): UpstreamError {
  const transient = TRANSIENT_STATUSES.has(status);
  return new UpstreamError(
    codeOfStatus(status, write),
    status,
    transient,
    status === 429 ? retryAfter(headers) : undefined,
    status === 422 ? refusedFieldsOf(body) : undefined,
  );
}

/** Excludes 429: its wait hardly fits into one operation. */
const TRANSIENT_STATUSES = new Set([408, 500, 502, 503, 504]);

function codeOfStatus(status: number, write: boolean): ErrorCode {
  if (status === 404 || status === 410) return 'NOT_FOUND';
  if (status === 429) return 'RATE_LIMITED';
  if (status === 408) return 'UPSTREAM_TIMEOUT';
  if (status >= 400 && status < 500) return 'UPSTREAM_REJECTED';
  // XS2A or a proxy failed during the write, or redirects: the write may have happened.
  if (write) return 'OUTCOME_UNKNOWN';
  return status === 504 ? 'UPSTREAM_TIMEOUT' : 'UPSTREAM_UNAVAILABLE';
}

const MAX_WAIT_SECONDS = 3600;

/** `Retry-After` in whole seconds, from either form; undefined when missing or invalid. */
function retryAfter(headers: HttpAnswer['headers']): number | undefined {
  const value = headers['retry-after'];
  if (typeof value !== 'string') return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : secondsUntil(value);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), MAX_WAIT_SECONDS) : undefined;
}

/** NaN unless it has the form of an HTTP date: JavaScript also parses `1.5` as a date. */
function secondsUntil(date: string): number {
  return /^[A-Z][a-z]+, /.test(date) ? Math.ceil((Date.parse(date) - Date.now()) / 1000) : NaN;
}

/**
 * Whether a failed write has certainly changed nothing, so that cached answers stay valid: it was rejected or never sent. Not so
 * for NOT_FOUND: the cache may still contain the object.
 */
export function hasChangedNothing(error: unknown): boolean {
  return error instanceof GatewayError && error.code !== 'OUTCOME_UNKNOWN' && !hasStatus(error, 404, 408, 410);
}

/** Upstream rejected the call, for a reason that it does not state reliably. */
export function isRefusal(error: unknown): boolean {
  return error instanceof UpstreamError && error.code === 'UPSTREAM_REJECTED';
}
