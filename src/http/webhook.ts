import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isUpstreamId } from '../domain/global-id.js';
import { GatewayError } from '../errors/gateway-error.js';
import { replyWithError } from './error-reply.js';

/** What the webhook needs of whoever makes something of events. */
export interface EventReceiving {
  receive(eventId: string): Promise<unknown>;
}

/** Events that are looked into at a time. Anybody can send events, and each costs an upstream call. */
const MOST_AT_A_TIME = 8;

const NO_ID = 'An event is a JSON object with an id.';

/**
 * `/webhooks/xs2a` takes XS2A's events: JSON with the event's `id`. The answer is 204 whether or not there is such an event, 503 when
 * that cannot be found out now.
 */
export function addWebhook(server: FastifyInstance, events: EventReceiving): void {
  let underWay = 0;
  server.post('/webhooks/xs2a', async (request, reply) => {
    const eventId = eventIdIn(request);
    request.bodyHold?.release();
    if (eventId === undefined)
      return replyWithError(request, reply, 400, new GatewayError('BAD_USER_INPUT', { message: NO_ID }));
    if (underWay >= MOST_AT_A_TIME)
      return refuse(request, reply, new GatewayError('RATE_LIMITED', { retryAfterSeconds: 5 }));
    underWay++;
    try {
      await events.receive(eventId);
      return await reply.code(204).send();
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      return await refuse(request, reply, error);
    } finally {
      underWay--;
    }
  });
}

function eventIdIn({ body }: FastifyRequest): string | undefined {
  const id: unknown = typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined;
  return isUpstreamId(id) ? id : undefined;
}

/** Whoever sends events tries again after these. */
function refuse(request: FastifyRequest, reply: FastifyReply, error: GatewayError): FastifyReply {
  return replyWithError(request, reply, error.code === 'RATE_LIMITED' ? 429 : 503, error);
}
