import type { ErrorCode } from '../../errors/error-code.js';
import { GatewayError } from '../../errors/gateway-error.js';
import { refusedFieldsOf } from '../refused-fields.js';
import type { HttpAnswer } from './http/exchange.js';
import type { TransportFailure } from './http/transport-failure.js';

/** An upstream call that did not succeed, in the words of the gateway. */
export class UpstreamError extends GatewayError {
  constructor(
    code: ErrorCode,
    /** The HTTP status; undefined when there was no usable answer. */
    readonly status?: number,
    /** Whether the same read may well succeed in a moment. */
    readonly transient = false,
    retryAfterSeconds?: number,
    /** Of a 422: the names of the fields that XS2A does not accept, none where it does not say which; undefined: it was no 422 that can be read. */
    readonly refusedFields?: readonly string[],
  ) {
    super(code, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
  }
}

/** The time of the operation that asked is over; others who wait for the same read may have more. */
export class OperationTimeout extends UpstreamError {
  constructor() {
    super('UPSTREAM_TIMEOUT');
  }
}

export function hasStatus(error: unknown, ...statuses: number[]): boolean {
  return error instanceof UpstreamError && error.status !== undefined && statuses.includes(error.status);
}

/** An answer that arrived whole, but is not what the contract promises. */
export function malformedResponse(): UpstreamError {
  return new UpstreamError('UPSTREAM_UNAVAILABLE');
}

/** Upstream is down, and the call was not made: neither a read nor a write has happened. */
export function circuitIsOpen(retryAfterSeconds: number): UpstreamError {
  return new UpstreamError('UPSTREAM_UNAVAILABLE', undefined, false, retryAfterSeconds);
}

/** @param write an answer that was lost leaves open whether it happened */
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

/** Without 429: its time is hardly within one operation's. */
const TRANSIENT_STATUSES = new Set([408, 500, 502, 503, 504]);

function codeOfStatus(status: number, write: boolean): ErrorCode {
  if (status === 404 || status === 410) return 'NOT_FOUND';
  if (status === 429) return 'RATE_LIMITED';
  if (status === 408) return 'UPSTREAM_TIMEOUT';
  if (status >= 400 && status < 500) return 'UPSTREAM_REJECTED';
  // XS2A failed while it did it, or a proxy in front answers for it, or sends elsewhere: what was done stays open.
  if (write) return 'OUTCOME_UNKNOWN';
  return status === 504 ? 'UPSTREAM_TIMEOUT' : 'UPSTREAM_UNAVAILABLE';
}

const MAX_WAIT_SECONDS = 3600;

/** `Retry-After` in whole seconds, whichever of its two forms it has; undefined where it is missing or makes no sense. */
function retryAfter(headers: HttpAnswer['headers']): number | undefined {
  const value = headers['retry-after'];
  if (typeof value !== 'string') return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : secondsUntil(value);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), MAX_WAIT_SECONDS) : undefined;
}

/** NaN for what does not begin as HTTP's dates do: JavaScript finds a date in `1.5`, too. */
function secondsUntil(date: string): number {
  return /^[A-Z][a-z]+, /.test(date) ? Math.ceil((Date.parse(date) - Date.now()) / 1000) : NaN;
}

/**
 * Whether a write that failed has certainly changed nothing, and what is cached is as good as before: it was refused, or never
 * sent. What upstream does not find is cached as if it were there.
 */
export function hasChangedNothing(error: unknown): boolean {
  return error instanceof GatewayError && error.code !== 'OUTCOME_UNKNOWN' && !hasStatus(error, 404, 408, 410);
}

/** Upstream understood the call and said no, for a reason that it does not tell in a form to rely on. */
export function isRefusal(error: unknown): boolean {
  return error instanceof UpstreamError && error.code === 'UPSTREAM_REJECTED';
}
