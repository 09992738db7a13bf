import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { FastifyReply } from 'fastify';
import { ApiError } from '../http/api-error.js';
import type { Fault, FaultKind } from './fault.js';

const page = '<!doctype html><html><head><title>502</title></head><body><h1>Bad Gateway</h1></body></html>';
const megabyte = 1_048_576;

type Answer = (fault: Fault, reply: FastifyReply) => void;

/** Faults that strike before the API sees the request, and what they answer. */
const answers: Partial<Record<FaultKind, Answer>> = {
  status: sendStatus,
  'rate-limit': ({ retryAfter = '1' }, reply) => {
    void reply.status(429).header('retry-after', retryAfter);
    void reply.send(new ApiError(429, 'Too many requests.').toWire());
  },
  html: ({ status = 502 }, reply) => {
    void reply.status(status).type('text/html').send(page);
  },
  redirect: ({ location = '/', status = 302 }, reply) => {
    void reply.redirect(location, status);
  },
  reset: (_fault, reply) => {
    void reply.hijack();
    reply.raw.socket?.resetAndDestroy();
  },
  hang: (_fault, reply) => {
    void reply.hijack();
  },
  huge: ({ bytes = 64 * megabyte }, reply) => {
    void reply.type('application/json').send(endless(bytes));
  },
  'gzip-bomb': ({ bytes = 256 * megabyte }, reply) => {
    void reply.type('application/json').header('content-encoding', 'gzip');
    void reply.send(endless(bytes).pipe(createGzip({ level: 9 })));
  },
};

/** True where the fault has dealt with the request. */
export function answerFault(fault: Fault, reply: FastifyReply): boolean {
  const answer = answers[fault.kind];
  answer?.(fault, reply);
  return answer !== undefined;
}

function sendStatus(fault: Fault, reply: FastifyReply): void {
  const status = fault.status ?? 500;
  const body = fault.body ?? new ApiError(status, 'The test bank was told to fail.').toWire();
  void reply.status(status).type('application/json');
  void reply.send(typeof body === 'string' ? body : JSON.stringify(body));
}

/** A list in JSON with one very long text in it. */
function endless(bytes: number): Readable {
  const chunk = 'a'.repeat(64 * 1024);
  return Readable.from(
    (function* () {
      yield '{"data":["';
      for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk;
      yield '"]}';
    })(),
  );
}
