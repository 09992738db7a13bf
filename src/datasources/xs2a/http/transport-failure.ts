export type TransportFailureKind = 'UNREACHABLE' | 'TIMEOUT' | 'MALFORMED' | 'TOO_LARGE';

/** There is no usable response. Contains nothing of the exchange, since URLs, headers and bodies are confidential. */
export class TransportFailure extends Error {
  override readonly name = 'TransportFailure';

  constructor(
    readonly kind: TransportFailureKind,
    /** Whether a write may have happened. */
    readonly mayHaveReachedUpstream: boolean,
  ) {
    super(kind);
  }
}

/** Errors that occur before the first byte of the request is sent. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  // A proxy for HTTPS that does not reach XS2A, or does not want to.
  'ERR_PROXY_TUNNEL',
]);
const TIMEOUTS = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']);

/** Maps an error of undici or of a socket by its code alone. */
export function toTransportFailure(error: unknown): TransportFailure {
  if (error instanceof TransportFailure) return error;
  const code = codeOf(error);
  return new TransportFailure(TIMEOUTS.has(code) ? 'TIMEOUT' : 'UNREACHABLE', !BEFORE_SENDING.has(code));
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? codeOf(error.cause) : '';
}
