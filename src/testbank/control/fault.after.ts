import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { Fault } from './fault.js';

/** Faults that strike the answer, once the API has done what was asked of it: what is sent instead of `answer`. */
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
      void reply.removeHeader('content-length');
      return JSON.stringify(otherTypes(JSON.parse(answer)));
    default:
      return answer;
  }
}

/** Half of it arrives before the connection breaks. */
async function* half(answer: string): AsyncGenerator<Buffer> {
  yield Buffer.from(answer).subarray(0, Math.floor(answer.length / 2));
  await sleep(20);
  throw new Error('The test bank was told to break off.');
}

async function* drops(answer: string, pause: number): AsyncGenerator<Buffer> {
  for (const byte of Buffer.from(answer)) {
    yield Buffer.from([byte]);
    await sleep(pause, undefined, { ref: false });
  }
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
