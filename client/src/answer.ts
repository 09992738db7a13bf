import { GatewayError, NetworkError } from './errors.js';

/** What came of what was asked for, with what went wrong beside it. */
export interface Result<Data> {
  readonly data: Data;
  /** One for each field that is null because it could not be read, such as the balance at a bank that does not answer. */
  readonly errors: readonly GatewayError[];
}

type Members = Readonly<Record<string, unknown>>;

/**
 * Reads an answer of whatever answered.
 *
 * @throws GatewayError when there is no data at all, or when it is not the gateway that answered
 */
export function readAnswer(response: Response, body: string, isWrite: boolean): Result<Members> {
  const { data, errors: reported } = asRecord(parsed(body));
  const about = aboutResponse(response);
  const errors = Array.isArray(reported) ? reported.map((error: unknown) => toGatewayError(error, about)) : [];
  const isAnswer = reported === undefined || errors.length > 0;
  const hasData = typeof data === 'object' && data !== null && !Array.isArray(data);
  const [first] = errors;
  if (isAnswer && hasData) {
    const hasNothing = Object.values(data).every((value) => value === null);
    if (first !== undefined && hasNothing) throw first;
    return { data: data as Members, errors };
  }
  // Proxies and API gateways have lists of errors as well, without the gateway's codes.
  throw first !== undefined && first.code !== UNEXPECTED ? first : unexpectedAnswer(about, isWrite);
}

/** @param error one of a GraphQL answer's `errors`, of which nothing is taken for granted */
function toGatewayError(error: unknown, about: About): GatewayError {
  const { message, extensions, path } = asRecord(error);
  const { code, retryable, retryAfterSeconds, requestId } = asRecord(extensions);
  return new GatewayError(
    typeof code === 'string' ? code : UNEXPECTED,
    typeof message === 'string' ? message : 'The gateway answered with an error.',
    {
      status: about.status,
      requestId: typeof requestId === 'string' ? requestId : about.requestId,
      retryable: retryable === true,
      retryAfterSeconds: typeof retryAfterSeconds === 'number' ? retryAfterSeconds : about.retryAfterSeconds,
      path: isPath(path) ? path : undefined,
    },
  );
}

interface About {
  readonly status: number;
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;
}

function aboutResponse({ status, headers }: Response): About {
  return {
    status,
    requestId: headers.get('x-request-id') ?? undefined,
    retryAfterSeconds: secondsUntil(headers.get('retry-after')),
  };
}

/** @param value of `Retry-After`: seconds, or a date */
function secondsUntil(value: string | null): number | undefined {
  if (value === null) return undefined;
  const seconds = /^\s*\d+\s*$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

const UNEXPECTED = 'UNEXPECTED_ANSWER';

/** What proxies refuse by themselves, so that the gateway has done nothing. */
const REFUSALS: Readonly<Record<number, string>> = { 401: 'UNAUTHENTICATED', 403: 'FORBIDDEN', 429: 'RATE_LIMITED' };

/** What proxies say of a gateway that they cannot reach, or that does not answer them. */
const UNREACHABLE = [502, 503, 504];

function unexpectedAnswer(about: About, isWrite: boolean): GatewayError {
  const { status } = about;
  // Browsers hide the status of a redirect: it is 0.
  if (status === 0 || (status >= 300 && status < 400)) {
    const details = { ...about, status: status === 0 ? undefined : status };
    return new GatewayError(UNEXPECTED, 'The response is a redirect, which is not followed.', details);
  }
  if (status >= 400 && status < 500) {
    const code = REFUSALS[status] ?? UNEXPECTED;
    return new GatewayError(code, 'A proxy in front of the gateway refused the request.', {
      ...about,
      retryable: status === 429,
    });
  }
  if (isWrite) return outcomeUnknown(about);
  if (UNREACHABLE.includes(status)) {
    return new GatewayError('GATEWAY_UNREACHABLE', 'The gateway cannot be reached.', { ...about, retryable: true });
  }
  return new GatewayError(UNEXPECTED, 'The response is not from the gateway.', {
    ...about,
    retryable: status >= 500,
  });
}

function outcomeUnknown(about: About): GatewayError {
  return new GatewayError('OUTCOME_UNKNOWN', OUTCOME_UNKNOWN, about);
}

export const OUTCOME_UNKNOWN = 'The response was lost: check whether the write happened before you repeat it.';

/** Of Node and Bun: there was no connection, so that nothing was sent. Browsers do not say. */
const NOT_CONNECTED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'ConnectionRefused'];

/** @param cause what `fetch` was rejected with: of the connection, never of what was sent */
export function connectionError(cause: unknown, isWrite: boolean): NetworkError {
  const { code, cause: inner } = asRecord(cause);
  const isConnected = ![code, asRecord(inner).code].some((reason) => NOT_CONNECTED.includes(String(reason)));
  return isWrite && isConnected
    ? new NetworkError('OUTCOME_UNKNOWN', OUTCOME_UNKNOWN, { cause })
    : new NetworkError('GATEWAY_UNREACHABLE', 'The gateway cannot be reached.', { retryable: true, cause });
}

/** Nothing is kept of why it does not parse: that quotes the answer. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function asRecord(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}

function isPath(value: unknown): value is (string | number)[] {
  return Array.isArray(value) && value.every((step) => typeof step === 'string' || typeof step === 'number');
}
