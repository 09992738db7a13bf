import type { FastifyReply, FastifyRequest } from 'fastify';
import { GatewayError } from '../errors/gateway-error.js';

/** Answers outside of an operation, in the form of a GraphQL answer that has errors and no data. */
export function replyWithError(
  { id: requestId }: FastifyRequest,
  reply: FastifyReply,
  status: number,
  error: unknown,
): FastifyReply {
  const { message, extensions } = error instanceof GatewayError ? error : errorOfStatus(status);
  const retryAfter = extensions.retryAfterSeconds;
  if (typeof retryAfter === 'number') void reply.header('retry-after', retryAfter);
  if (status === 401) void reply.header('www-authenticate', 'Bearer');
  return reply.code(status).send({ errors: [{ message, extensions: { ...extensions, requestId } }] });
}

interface ErrorAnswer {
  readonly errors?: readonly { readonly extensions?: object }[];
}

/** Puts the request's id into the errors with which Apollo Server refuses what never becomes an operation. */
export async function nameRequest(
  { id: requestId }: FastifyRequest,
  { statusCode }: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  if (statusCode < 400 || typeof payload !== 'string') return Promise.resolve(payload);
  const { errors = [], ...rest } = JSON.parse(payload) as ErrorAnswer;
  const named = errors.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
  return Promise.resolve(JSON.stringify({ errors: named, ...rest }));
}

function errorOfStatus(status: number): { message: string; extensions: Record<string, unknown> } {
  if (status >= 500) return new GatewayError('INTERNAL_SERVER_ERROR');
  const message = MESSAGES[status] ?? 'This is not a GraphQL request.';
  return { message, extensions: { code: 'BAD_REQUEST', retryable: false } };
}

const MESSAGES: Readonly<Record<number, string>> = {
  413: 'The request is too large.',
  415: 'A GraphQL request has the content type application/json.',
};
