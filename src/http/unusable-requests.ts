import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GatewayError } from '../errors/gateway-error.js';
import { replyWithError, statusOf } from './error-reply.js';
import { checkUrl } from './request-text.js';

/**
 * Node keeps 2,000 lines of headers and drops the others without a word, an Authorization among them. The headers that browsers
 * and proxies send are some dozens.
 */
const MAX_HEADERS = 200;

/** Refuses requests that can be read, and of which it cannot be told what they mean. */
export function refuseUnusable(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    const refused = refuse(request, reply);
    if (refused === undefined) done();
  });
  // Node would answer in plain text.
  server.server.on('checkExpectation', (request, response) => {
    server.routing(request, response);
  });
}

function refuse(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  if (request.raw.rawHeaders.length > 2 * MAX_HEADERS) return replyWithError(request, reply, 431, undefined);
  if (!/^(100-continue)?$/i.test(request.headers.expect ?? '')) return replyWithError(request, reply, 417, undefined);
  // Balancers look after their backends in this form.
  if (request.raw.httpVersion === '1.0') request.headers.host ??= 'localhost';
  if (!hasUrl(request)) return replyWithError(request, reply, 400, undefined);
  try {
    checkUrl(request.url.slice(request.url.indexOf('?') + 1));
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return replyWithError(request, reply, statusOf(error), error);
  }
  return undefined;
}

/** Apollo's integration makes a URL of these. */
function hasUrl({ url, protocol, host }: FastifyRequest): boolean {
  return URL.canParse(url, `${protocol}://${host}/`);
}
