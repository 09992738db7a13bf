import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GatewayError } from '../errors/gateway-error.js';
import { replyWithError, statusOf } from './error-reply.js';
import { checkUrl } from './request-text.js';

/**
 * Node keeps 2,000 headers and silently drops the rest, which may include Authorization. Browsers and proxies send some dozens.
 */
const MAX_HEADERS = 200;

/** Rejects readable but ambiguous requests. */
export function refuseUnusable(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    const refused = refuse(request, reply);
    if (refused === undefined) done();
  });
  // Node would reply in plain text.
  server.server.on('checkExpectation', (request, response) => {
    server.routing(request, response);
  });
}

function refuse(request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined {
  if (request.raw.rawHeaders.length > 2 * MAX_HEADERS) return replyWithError(request, reply, 431, undefined);
  if (!/^(100-continue)?$/i.test(request.headers.expect ?? '')) return replyWithError(request, reply, 417, undefined);
  // Health checks of load balancers use this form.
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

/** Apollo's integration builds a URL from these. */
function hasUrl({ url, protocol, host }: FastifyRequest): boolean {
  return URL.canParse(url, `${protocol}://${host}/`);
}
