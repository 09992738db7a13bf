import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorCode } from '../errors/error-code.js';
import { GatewayError } from '../errors/gateway-error.js';
import { requestIdOf } from './request-id.js';
import { securityHeaders } from './security-headers.js';

/** Sends an error outside of an operation, as a GraphQL response with errors and no data. */
export function replyWithError(
  { id: requestId, headers }: FastifyRequest,
  reply: FastifyReply,
  status: number,
  error: unknown,
): FastifyReply {
  const { message, extensions } = error instanceof GatewayError ? error : errorOfStatus(status);
  const retryAfter = extensions.retryAfterSeconds;
  if (typeof retryAfter === 'number') void reply.header('retry-after', retryAfter);
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  if (status === 415 && headers['content-encoding'] !== undefined) void reply.header('accept-encoding', 'gzip');
  return reply.code(status).type(contentTypeFor(headers.accept)).send(errorAnswer({ message, extensions }, requestId));
}

/**
 * The media type that the client names first. By the GraphQL-over-HTTP specification clients look into a refusal only when it is
 * `application/graphql-response+json`: another server may have sent what is `application/json`.
 */
function contentTypeFor(accept = ''): string {
  const [type] = /application\/(graphql-response\+)?json/i.exec(accept) ?? ['application/json'];
  return `${type.toLowerCase()}; charset=utf-8`;
}

/** A response that consists of one error. */
export function errorAnswer({ message, extensions }: AnsweredError, requestId: string) {
  return { errors: [{ message, extensions: { ...extensions, requestId } }] };
}

interface AnsweredError {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

interface ErrorAnswer {
  readonly errors?: readonly { readonly extensions?: object }[];
}

/** Adds the request id to the errors of requests that never become an operation. */
export async function addRequestIdToErrors(
  { id: requestId }: FastifyRequest,
  { statusCode }: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  if (statusCode < 400 || typeof payload !== 'string') return Promise.resolve(payload);
  const { errors = [], ...rest } = JSON.parse(payload) as ErrorAnswer;
  const named = errors.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
  return Promise.resolve(JSON.stringify({ errors: named, ...rest }));
}

/** Replies to malformed HTTP and closes the connection, since the start of the next request is unknown. */
export function replyToUnreadable({ code }: { readonly code?: string }, socket: Socket): void {
  if (socket.writable && code !== 'ECONNRESET') {
    const status = UNREADABLE[code ?? ''] ?? 400;
    const requestId = requestIdOf(undefined);
    const body = JSON.stringify(errorAnswer(errorOfStatus(status), requestId));
    const headers = {
      connection: 'close',
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
      ...securityHeaders(requestId),
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    socket.write([`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', body].join('\r\n'));
  }
  socket.destroySoon();
}

/** The status for an exception. */
export function statusOf(error: unknown): number {
  if (error instanceof GatewayError) return STATUSES[error.code] ?? 500;
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' && status >= 400 ? status : 500;
}

const STATUSES: Readonly<Partial<Record<ErrorCode, number>>> = {
  BAD_USER_INPUT: 400,
  OPERATION_LIMIT_EXCEEDED: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  UPSTREAM_REJECTED: 502,
  OVERLOADED: 503,
  UPSTREAM_UNAVAILABLE: 503,
  UPSTREAM_TIMEOUT: 504,
};

const UNREADABLE: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

function errorOfStatus(status: number): { message: string; extensions: Record<string, unknown> } {
  if (status >= 500) return new GatewayError('INTERNAL_SERVER_ERROR');
  const message = MESSAGES[status] ?? 'This is not a GraphQL request.';
  return { message, extensions: { code: 'BAD_REQUEST', retryable: false } };
}

const MESSAGES: Readonly<Record<number, string>> = {
  405: 'There is no such method here.',
  408: 'The request took too long to arrive.',
  413: 'The request is too large.',
  417: 'Of expectations, only 100-continue is met.',
  431: 'The request has too many headers, or too large ones.',
  415: 'A GraphQL request has the content type application/json, and no content encoding but gzip.',
};
