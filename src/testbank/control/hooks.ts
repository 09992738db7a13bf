import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { callerOf } from '../http/caller.js';
import { pathOf } from '../http/page.js';
import type { World } from '../world.js';
import type { Control } from './control.js';
import { answerFault, sendTooMany, spoil } from './fault.answers.js';
import type { Fault } from './faults.js';
import { rewrite } from './overrides.js';

export const controlPrefix = '/_testbank';

/** Records, delays and replaces the API's responses as configured through the control interface. */
export function controlHooks(app: FastifyInstance, world: World, control: Control): void {
  const struck = new WeakMap<FastifyRequest, Fault>();

  app.addHook('onRequest', async (request, reply) => {
    if (isControl(request)) return undefined;
    log(world, control, request, reply);
    await delay(world, control);
    if (isTooMany(world, control, reply)) return reply;
    const fault = control.faults.strike(request.method, pathOf(request));
    if (fault === undefined) return undefined;
    struck.set(request, fault);
    if (fault.kind === 'hold') await control.faults.cleared();
    return answerFault(fault, reply) ? reply : undefined;
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const isText = typeof payload === 'string' || payload === undefined || payload === null;
    if (isControl(request) || !isText) return payload;
    const answer = override(control, request, reply, payload ?? '');
    const fault = struck.get(request);
    return fault ? spoil(fault, answer, reply) : answer;
  });
}

function isControl(request: FastifyRequest): boolean {
  return request.url.startsWith(controlPrefix);
}

function log(world: World, control: Control, request: FastifyRequest, reply: FastifyReply): void {
  const path = pathOf(request);
  const entry = control.log.add(request.method, path, request.url.slice(path.length), callerOf(world, request));
  reply.raw.once('close', () => {
    entry.aborted = !reply.raw.writableFinished;
    entry.status = reply.raw.headersSent ? reply.raw.statusCode : null;
  });
}

function isTooMany({ settings }: World, { rateLimit }: Control, reply: FastifyReply): boolean {
  const seconds = settings.rateLimit === null ? undefined : rateLimit.take(settings.rateLimit);
  if (seconds !== undefined) sendTooMany(reply, String(seconds));
  return seconds !== undefined;
}

async function delay(world: World, control: Control): Promise<void> {
  const { from, to } = world.settings.latency;
  if (to > 0) await sleep(control.random.whole(from, to), undefined, { ref: false });
}

function override(control: Control, request: FastifyRequest, reply: FastifyReply, answer: string): string {
  if (reply.statusCode >= 300 || answer === '') return answer;
  const found = control.overrides.take(request.method, pathOf(request));
  if (found === undefined) return answer;
  if (found.status !== undefined) void reply.status(found.status);
  if (found.headers) void reply.headers(found.headers);
  void reply.removeHeader('content-length');
  return rewrite(found, answer);
}
