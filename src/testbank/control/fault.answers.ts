import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { ApiError } from '../http/api-error.js';
import { jsonIn } from './overrides.js';
import type { Fault, FaultKind } from './faults.js';

const page = '<!doctype html><html><head><title>502</title></head><body><h1>Bad Gateway</h1></body></html>';
const megabyte = 1_048_576;

type Answer = (fault: Fault, reply: FastifyReply) => void;

/** Faults that strike before the API sees the request, and what they answer. */
const answers: Partial<Record<FaultKind, Answer>> = {
  status: sendStatus,
  'rate-limit': ({ retryAfter = '1' }, reply) => {
    sendTooMany(reply, retryAfter);
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
    void reply.type('application/json').send(longList(bytes));
  },
  'gzip-bomb': ({ bytes = 256 * megabyte }, reply) => {
    void reply.type('application/json').header('content-encoding', 'gzip');
    void reply.send(longList(bytes).pipe(createGzip({ level: 9 })));
  },
};

/** True where the fault has dealt with the request. */
export function answerFault(fault: Fault, reply: FastifyReply): boolean {
  const answer = answers[fault.kind];
  answer?.(fault, reply);
  return answer !== undefined;
}

export function sendTooMany(reply: FastifyReply, retryAfter: string): void {
  void reply.status(429).header('retry-after', retryAfter);
  void reply.send(new ApiError(429, 'Too many requests.').toWire());
}

function sendStatus(fault: Fault, reply: FastifyReply): void {
  const status = fault.status ?? 500;
  const body = fault.body ?? new ApiError(status, 'The test bank was configured to fail.').toWire();
  void reply.status(status).type('application/json');
  void reply.send(typeof body === 'string' ? body : JSON.stringify(body));
}

/** A list in JSON with one very long text in it. */
function longList(bytes: number): Readable {
  const chunk = 'a'.repeat(64 * 1024);
  return Readable.from(
    (function* () {
      yield '{"data":["';
      for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk;
      yield '"]}';
    })(),
  );
}

/** Faults that replace the response, after the API has processed the request. */
export function spoil(fault: Fault, answer: string, reply: FastifyReply): string | Readable {
  switch (fault.kind) {
    case 'lost-answer':
      reply.raw.socket?.destroy();
      return answer;
    case 'truncated':
      void reply.header('content-length', Buffer.byteLength(answer));
      return Readable.from(half(answer), { objectMode: false });
    case 'slow-drip':
      void reply.header('content-length', Buffer.byteLength(answer));
      return Readable.from(drops(answer, fault.pause ?? 250), { objectMode: false });
    case 'wrong-types':
      return withOtherTypes(answer, reply);
    default:
      return answer;
  }
}

/** The connection breaks after half of the response. */
async function* half(answer: string): AsyncGenerator<Buffer> {
  yield Buffer.from(answer).subarray(0, Math.floor(answer.length / 2));
  await sleep(20);
  throw new Error('The test bank was configured to break off.');
}

async function* drops(answer: string, pause: number): AsyncGenerator<Buffer> {
  for (const byte of Buffer.from(answer)) {
    yield Buffer.from([byte]);
    await sleep(pause, undefined, { ref: false });
  }
}

/** Only JSON can be changed. */
function withOtherTypes(answer: string, reply: FastifyReply): string {
  const json = jsonIn(answer);
  if (json === undefined) return answer;
  void reply.removeHeader('content-length');
  return JSON.stringify(otherTypes(json));
}

/** The same shape with every value of another type. */
function otherTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(otherTypes);
  switch (typeof value) {
    case 'string':
      return { text: value };
    case 'number':
      return 'NaN';
    case 'boolean':
      return 'maybe';
    default:
      return value === null ? 0 : mapped(value as object);
  }
}

function mapped(value: object): object {
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, otherTypes(member)]));
}
