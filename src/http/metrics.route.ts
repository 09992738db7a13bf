import type { FastifyInstance } from 'fastify';

/** What there is to read of this process. */
interface Metrics {
  readonly contentType: string;
  read(): Promise<string>;
}

/** For whoever reads metrics, without a token: nothing in them is about a person or a caller. */
export function addMetrics(server: FastifyInstance, metrics: Metrics): void {
  server.get('/metrics', async (_, reply) => reply.type(metrics.contentType).send(await metrics.read()));
}
