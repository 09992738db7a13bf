import type { FastifyInstance } from 'fastify';

/** The metrics of this process. */
interface Metrics {
  readonly contentType: string;
  read(): Promise<string>;
}

/** Needs no token: metrics contain nothing about a person or a caller. */
export function addMetrics(server: FastifyInstance, metrics: Metrics): void {
  server.get('/metrics', async (_, reply) => reply.type(metrics.contentType).send(await metrics.read()));
}
