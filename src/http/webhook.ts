import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { EventOutcome } from '../datasources/event.receiver.js';
import { isUpstreamId } from '../domain/global-id.js';
import { GatewayError } from '../errors/gateway-error.js';
import { replyWithError } from './error-reply.js';

/** REFUSED: rate limited. FAILED: the event could not be read back. */
export type WebhookOutcome = EventOutcome | 'REFUSED' | 'FAILED';

export interface WebhookOptions {
  readonly events: { receive(event: { readonly id: string }): Promise<EventOutcome> };
  /** The last path segment, if any. */
  readonly secret: string | undefined;
  readonly onEvent: (outcome: WebhookOutcome) => void;
}

/** More than the concurrent upstream calls of events, to include those in lookups. */
const MAX_IN_FLIGHT = 64;

const NO_ID = 'An event is a JSON object with an id.';

/**
 * `/webhooks/xs2a` receives XS2A's events: JSON with the event's `id`. Responds with 204 whether or not there is such an event,
 * 503 when it could not be read back, 429 when there are too many.
 */
export function addWebhook(server: FastifyInstance, { events, secret, onEvent }: WebhookOptions): void {
  let inFlight = 0;
  const receive = async (event: { readonly id: string }): Promise<EventOutcome> => {
    if (inFlight >= MAX_IN_FLIGHT) throw new GatewayError('RATE_LIMITED', { retryAfterSeconds: 5 });
    inFlight++;
    try {
      return await events.receive(event);
    } finally {
      inFlight--;
    }
  };
  server.route({
    method: 'POST',
    url: secret === undefined ? '/webhooks/xs2a' : '/webhooks/xs2a/:secret',
    ...(secret !== undefined && { onRequest: requireSecret(secret) }),
    handler: async (request, reply) => {
      const event = eventIn(request);
      request.bodyHold?.release();
      if (event === undefined)
        return replyWithError(request, reply, 400, new GatewayError('BAD_USER_INPUT', { message: NO_ID }));
      try {
        onEvent(await receive(event));
        return await reply.code(204).send();
      } catch (error) {
        if (!(error instanceof GatewayError)) throw error;
        const isRefused = error.code === 'RATE_LIMITED';
        onEvent(isRefused ? 'REFUSED' : 'FAILED');
        return replyWithError(request, reply, isRefused ? 429 : 503, error);
      }
    },
  });
}

/** Checked before the body is read. */
function requireSecret(secret: string) {
  const expected = digestOf(secret);
  return (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    const { secret: given } = request.params as { readonly secret: string };
    if (timingSafeEqual(digestOf(given), expected)) done();
    else void replyWithError(request, reply, 404, new GatewayError('NOT_FOUND'));
  };
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function eventIn({ body }: FastifyRequest): { readonly id: string } | undefined {
  if (typeof body !== 'object' || body === null || !('id' in body)) return undefined;
  const { id } = body;
  return isUpstreamId(id) ? { ...body, id } : undefined;
}
