import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../metrics/metrics.js';

/** For whoever reads metrics, without a token: nothing in them is about a person or a caller. */
export function addMetrics(server: FastifyInstance, metrics: Metrics): void {
  server.get('/metrics', async (_, reply) => reply.type(metrics.contentType).send(await metrics.read()));
}
