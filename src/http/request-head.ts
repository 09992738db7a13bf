import type { FastifyRequest } from 'fastify';
import type { RequestHead } from '../operation/request-head.js';
import { clientAppOf } from './client-app.js';

export function headOf({ id, headers }: Pick<FastifyRequest, 'id' | 'headers'>): RequestHead {
  return { requestId: id, client: clientAppOf(headers) };
}
