import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GatewayError } from '../errors/gateway-error.js';
import { replyWithError } from './error-reply.js';

/**
 * Replies to unmatched requests: 405 with `allow` when the path exists, else 404. Routes with parameters or wildcards are not
 * considered.
 */
export function refuseUnknown(server: FastifyInstance): void {
  const methods = new Map<string, Set<string>>();
  server.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*') || url.includes(':')) return;
    methods.set(url, new Set([...(methods.get(url) ?? []), ...[method].flat()]));
  });
  server.setNotFoundHandler((request, reply) => {
    const allowed = methods.get(pathOf(request));
    if (allowed === undefined) return replyWithError(request, reply, 404, new GatewayError('NOT_FOUND'));
    return replyWithError(request, allow(reply, allowed), 405, undefined);
  });
}

function pathOf({ url }: FastifyRequest): string {
  const path = url.replace(/[?#].*$/s, '');
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function allow(reply: FastifyReply, methods: ReadonlySet<string>): FastifyReply {
  return reply.header('allow', [...methods].sort().join(', '));
}
