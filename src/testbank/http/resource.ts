import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.js';

export type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown;
type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
const methods: readonly Method[] = ['GET', 'PUT', 'POST', 'PATCH', 'DELETE'];

/** The handlers of one path; every other method is 405. */
export function resource(app: FastifyInstance, path: string, handlers: Partial<Record<Method, Handler>>): void {
  const allowed = methods.filter((method) => handlers[method] !== undefined);
  for (const method of methods) {
    app.route({ method, url: path, handler: handlers[method] ?? refuse(allowed) });
  }
}

function refuse(allowed: readonly Method[]): Handler {
  return (_request, reply) => {
    void reply.header('allow', allowed.join(', '));
    throw new ApiError(405, 'Method not allowed.');
  };
}

/** A path parameter by name. */
export function pathPart(request: FastifyRequest, name: string): string {
  return (request.params as Record<string, string | undefined>)[name] ?? '';
}

/** XS2A's response without content: the status again, and a word (published by the vendor's SDKs). */
export interface Outcome {
  code: number;
  message: string;
}

export function done(): Outcome {
  return { code: 200, message: 'OK' };
}

export function deleted(): Outcome {
  return { code: 200, message: 'Deleted' };
}
