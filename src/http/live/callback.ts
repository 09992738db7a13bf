import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Agent, request as send, type Dispatcher } from 'undici';
import { callerOf } from '../../admission/caller.js';
import { ANONYMOUS } from '../../auth/principal.js';
import { membersOf } from '../../domain/record.js';
import { GatewayError } from '../../errors/gateway-error.js';
import { writeResult } from '../../graphql/execution/serialized-data.js';
import type { Subscription } from '../../operation/subscription.js';
import { headOf } from '../request-head.js';
import type { UnreadAnswers } from '../unread-answers.js';
import { callbackTargetOf, type CallbackTarget } from './callback-target.js';
import type { LiveOperations, Stream } from './live-operations.js';
import { endWithToken } from './token-end.js';

export interface CallbackTimes {
  /** Of one message, in milliseconds. */
  readonly message: number;
  /** Of the last message, for which a shutdown waits. */
  readonly last: number;
  /** Pauses before a message is sent again. */
  readonly retries: readonly number[];
}

export const CALLBACK_TIMES: CallbackTimes = { message: 5_000, last: 1_500, retries: [500, 1_000, 2_000] };

export interface CallbackOptions {
  readonly operations: LiveOperations;
  readonly unread: UnreadAnswers;
  /** Beginnings of the URLs that may be called; empty: none. */
  readonly allowed: readonly string[];
  readonly onFailure: (failure: CallbackFailure) => void;
  /** Opens connections through a proxy; undefined: without one. */
  readonly openProxied?: ((options: Agent.Options) => Dispatcher) | undefined;
  readonly times?: CallbackTimes;
}

/** UNCONFIRMED: the router did not accept the first message. UNREACHABLE: nor a later one, however often it was sent. */
export type CallbackFailure = 'UNCONFIRMED' | 'UNREACHABLE';

type Answer = Pick<Dispatcher.ResponseData, 'statusCode' | 'headers'>;

type Message =
  | { readonly action: 'check' }
  | { readonly action: 'next'; readonly payload: unknown }
  | { readonly action: 'complete'; readonly errors?: readonly unknown[] };

const PROTOCOL = { 'subscription-protocol': 'callback/1.0' };
/** To all routers; further messages wait, within their time. */
const MAX_CONNECTIONS = 64;
/** Routers answer with a few bytes, which nobody reads. */
const MAX_ANSWER_BYTES = 16 * 1024;

/**
 * Subscriptions by Apollo Router's HTTP callback protocol: their events are messages that the gateway sends to the router. Nothing
 * is sent before a subscription of an authenticated caller has begun, nor to a URL that is not allowed.
 */
export class Callbacks {
  private readonly agent: Dispatcher;
  /** By caller, URL and id. */
  private readonly open = new Map<string, Emitter>();
  private readonly running = new Set<Promise<void>>();

  constructor(private readonly options: CallbackOptions) {
    const connections = { connections: MAX_CONNECTIONS, connect: { timeout: 3_000 } };
    this.agent = options.openProxied?.(connections) ?? new Agent(connections);
  }

  /** @returns false when the client does not ask for callbacks */
  async serve(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    if (request.method !== 'POST' || !asksForCallback(request.headers.accept)) return false;
    const { principal = ANONYMOUS, body } = request;
    const running = await this.options.operations.run(membersOf(body), principal, headOf(request));
    void reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'no-store');
    if ('result' in running) {
      void reply.code(running.status ?? 200).send(writeResult(running.result));
      return true;
    }
    endWithToken(running.subscription, request.tokenEndsAt);
    const emitter = await this.begin(running, request).catch((error: unknown) => {
      running.subscription.end();
      throw error;
    });
    const { raw } = reply;
    const follow = () => {
      // Without the answer, the router does not know that it has begun.
      if (!raw.writableFinished) emitter.stop();
      this.keep(this.follow(emitter, running));
    };
    if (raw.destroyed) follow();
    else raw.once('close', follow);
    void reply.headers(PROTOCOL).send('{"data":null}');
    return true;
  }

  /** Resolves when the last messages are sent, which takes as long as one may take. */
  async close(): Promise<void> {
    await Promise.all(this.running);
    await this.agent.destroy();
  }

  /** @throws GatewayError when the request is not allowed, or the router does not confirm it */
  private async begin({ subscription }: Stream, { body, principal = ANONYMOUS }: FastifyRequest): Promise<Emitter> {
    const { extensions } = membersOf(body);
    const { allowed, unread, times = CALLBACK_TIMES } = this.options;
    const target = callbackTargetOf(membersOf(extensions).subscription, allowed);
    const caller = callerOf(principal).name;
    const emitter = new Emitter({ target, subscription, caller, unread, times, dispatcher: this.agent });
    if (!(await emitter.confirm())) {
      if (subscription.reason !== undefined) throw subscription.reason;
      this.options.onFailure('UNCONFIRMED');
      throw new GatewayError('BAD_USER_INPUT', { message: 'The callback URL does not confirm the subscription.' });
    }
    return emitter;
  }

  private async follow(emitter: Emitter, { results, subscription }: Stream): Promise<void> {
    // A router that asks again has forgotten the older one, and gives the same id to the same operation.
    this.open.get(emitter.key)?.stop();
    this.open.set(emitter.key, emitter);
    const heartbeat = emitter.startHeartbeat();
    try {
      for await (const payload of results) {
        if (!(await emitter.send({ action: 'next', payload }))) break;
      }
      await emitter.complete();
    } finally {
      clearInterval(heartbeat);
      subscription.end();
      if (this.open.get(emitter.key) === emitter) this.open.delete(emitter.key);
      if (emitter.isUnreachable) this.options.onFailure('UNREACHABLE');
    }
  }

  private keep(work: Promise<void>): void {
    this.running.add(work);
    void work.finally(() => this.running.delete(work));
  }
}

interface EmitterOptions {
  readonly target: CallbackTarget;
  readonly subscription: Subscription;
  readonly caller: string;
  readonly unread: UnreadAnswers;
  readonly times: CallbackTimes;
  readonly dispatcher: Dispatcher;
}

/** Sends the messages of one subscription, one at a time. */
class Emitter {
  isUnreachable = false;
  private last: Promise<boolean> = Promise.resolve(true);
  /** Whether the router knows, or need not know, that it has ended. */
  private isOver = false;
  private isBeating = false;

  constructor(private readonly options: EmitterOptions) {}

  get key(): string {
    const { caller, target } = this.options;
    return JSON.stringify([caller, target.url, target.id]);
  }

  /** Ends the subscription without a word to the router. */
  stop(): void {
    this.isOver = true;
    this.options.subscription.end();
  }

  /** @returns whether the router knows the subscription */
  async confirm(): Promise<boolean> {
    const { subscription, times } = this.options;
    const answer = await this.post({ action: 'check' }, times.message, subscription.signal);
    // Hive Gateway does not name the protocol.
    const { 'subscription-protocol': protocol = 'callback/1.0' } = answer?.headers ?? {};
    return answer?.statusCode === 204 && typeof protocol === 'string' && /^callback\b/.test(protocol);
  }

  /** @returns whether the router has it and wants more; otherwise the subscription has ended */
  send(message: Message): Promise<boolean> {
    this.last = this.last.then(() => this.deliver(message));
    return this.last;
  }

  /** Tells the router that the subscription has ended, and why if it has not ended by itself. */
  async complete(): Promise<void> {
    await this.last;
    if (this.isOver) return;
    const { subscription, times } = this.options;
    const { reason } = subscription;
    const errors = reason === undefined ? {} : { errors: [reason.toJSON()] };
    await this.post({ action: 'complete', ...errors }, times.last);
  }

  startHeartbeat(): NodeJS.Timeout | undefined {
    const { heartbeatMs } = this.options.target;
    if (heartbeatMs === 0) return undefined;
    return setInterval(() => {
      if (this.isBeating) return;
      this.isBeating = true;
      void this.send({ action: 'check' }).then(() => (this.isBeating = false));
    }, heartbeatMs);
  }

  private async deliver(message: Message): Promise<boolean> {
    const { subscription, times } = this.options;
    for (const pauseMs of [...times.retries, undefined]) {
      if (subscription.signal.aborted) return false;
      const answer = await this.post(message, times.message, subscription.signal);
      if (answer !== undefined && answer.statusCode < 300) return true;
      if (answer !== undefined && isFinal(answer.statusCode)) break;
      if (pauseMs === undefined) this.isUnreachable = !subscription.signal.aborted;
      else await pause(pauseMs, undefined, { signal: subscription.signal }).catch(() => undefined);
    }
    if (!subscription.signal.aborted) this.stop();
    return false;
  }

  /** Redirections are not followed. @returns undefined when there is no answer in time, or `ending` aborts */
  private async post(message: Message, timeoutMs: number, ending?: AbortSignal): Promise<Answer | undefined> {
    const { target, caller, unread, dispatcher } = this.options;
    const { url, id, verifier } = target;
    const body = JSON.stringify({ kind: 'subscription', ...message, id, verifier });
    const cancel = new AbortController();
    const abort = () => {
      cancel.abort();
    };
    const timeout = setTimeout(abort, timeoutMs);
    ending?.addEventListener('abort', abort);
    const release = unread.hold({ destroy: abort }, { caller, bytes: Buffer.byteLength(body) });
    try {
      const headers = { 'content-type': 'application/json', accept: 'application/json', ...PROTOCOL };
      const answer = await send(url, { method: 'POST', headers, body, dispatcher, signal: cancel.signal });
      await answer.body.dump({ limit: MAX_ANSWER_BYTES });
      return answer;
    } catch {
      return undefined;
    } finally {
      release();
      ending?.removeEventListener('abort', abort);
      clearTimeout(timeout);
    }
  }
}

/** Whether the same message would get the same answer again: the router has ended the subscription, or does not understand. */
function isFinal(status: number): boolean {
  return status < 500 && status !== 408 && status !== 429;
}

function asksForCallback(accept = ''): boolean {
  return accept
    .toLowerCase()
    .split(',')
    .some((type) => /^\s*application\/json\s*;/.test(type) && /;\s*callbackspec\s*=\s*"?1\.0"?\s*(;|$)/.test(type));
}
