import type { FastifyInstance } from 'fastify';

/** One HTTP request that was answered, or that its caller has given up. */
export interface RequestReport {
  readonly requestId: string;
  readonly method: string;
  /** With placeholders, such as `/testbank/connect/{key}`; undefined where nothing is served. */
  readonly route: string | undefined;
  readonly status: number;
  readonly durationMs: number;
}

/** Reports every request that could be read at all, whatever it was answered. */
export function addRequestReports(server: FastifyInstance, onRequest: (report: RequestReport) => void): void {
  server.addHook('onResponse', (request, reply, done) => {
    const { id: requestId, method, routeOptions } = request;
    const route = routeOptions.url?.replaceAll(/:(\w+)/g, '{$1}');
    onRequest({ requestId, method, route, status: reply.statusCode, durationMs: reply.elapsedTime });
    done();
  });
}
