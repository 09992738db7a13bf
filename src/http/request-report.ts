import type { FastifyInstance } from 'fastify';
import type { RequestHead } from '../operation/request-head.js';
import { headOf } from './request-head.js';

/** One HTTP request that was answered or abandoned by its client. */
export interface RequestReport extends RequestHead {
  readonly method: string;
  /** With placeholders, such as `/testbank/connect/{key}`; undefined for unknown paths. */
  readonly route: string | undefined;
  readonly status: number;
  readonly durationMs: number;
}

/** Reports every readable request, whatever its response. */
export function addRequestReports(server: FastifyInstance, onRequest: (report: RequestReport) => void): void {
  server.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request;
    const route = routeOptions.url?.replaceAll(/:(\w+)/g, '{$1}');
    onRequest({ ...headOf(request), method, route, status: reply.statusCode, durationMs: reply.elapsedTime });
    done();
  });
}
