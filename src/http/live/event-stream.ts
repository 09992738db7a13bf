import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FormattedExecutionResult } from 'graphql';
import { callerOf } from '../../admission/caller.js';
import { ANONYMOUS } from '../../auth/principal.js';
import { membersOf } from '../../domain/record.js';
import { GatewayError } from '../../errors/gateway-error.js';
import { writeResult } from '../../graphql/execution/serialized-data.js';
import { headOf } from '../request-head.js';
import type { UnreadAnswers } from '../unread-answers.js';
import { endWithToken } from './token-end.js';
import type { LiveOperations, OperationRequest, SingleResult, Stream } from './live-operations.js';

/** Below the time after which routers and proxies close a silent connection. */
const HEARTBEAT_MS = 15_000;

/** How results are written one after the other into one response. */
interface StreamForm {
  readonly contentType: string;
  readonly begin: string;
  readonly heartbeat: string;
  result(result: string): string;
  /** The last words; without them, clients connect again. */
  readonly end: string;
  /** Why the stream ends although there would be more. */
  reason(error: GatewayError): string;
}

/** Server-sent events, as in the "distinct connections mode" of graphql-sse. */
const EVENTS: StreamForm = {
  contentType: 'text/event-stream; charset=utf-8',
  begin: '',
  heartbeat: ':\n\n',
  result: (result) => `event: next\ndata: ${result}\n\n`,
  end: 'event: complete\ndata:\n\n',
  reason: (error) =>
    isRestart(error) ? 'retry: 1000\n\n' : `${EVENTS.result(JSON.stringify(resultOf(error)))}${EVENTS.end}`,
};

/**
 * Apollo's multipart protocol for subscriptions over HTTP, version 1.0. Each part is followed by the boundary at once: clients take a part
 * for complete when they see it.
 */
const PARTS: StreamForm = {
  contentType: 'multipart/mixed;boundary="graphql";subscriptionSpec="1.0"',
  begin: '\r\n--graphql',
  heartbeat: part('{}'),
  result: (result) => part(`{"payload":${result}}`),
  end: '--\r\n',
  reason: (error) => `${part(JSON.stringify({ payload: null, ...resultOf(error) }))}${PARTS.end}`,
};

function part(json: string): string {
  return `\r\ncontent-type: application/json\r\n\r\n${json}\r\n--graphql`;
}

/** The form that the client asks for; undefined for plain JSON. */
function formOf(accept: string | undefined): StreamForm | undefined {
  const types = (accept ?? '').toLowerCase().split(',');
  const isParts = (type: string) =>
    /^\s*multipart\/mixed\s*(;|$)/.test(type) && /;\s*subscriptionspec="?1\.0"?/.test(type);
  for (const type of types) {
    if (/^\s*text\/event-stream\s*(;|$)/.test(type)) return EVENTS;
    if (isParts(type)) return PARTS;
  }
  return undefined;
}

/**
 * Whether plain JSON serves the request: several clients accept streams with every operation, and JSON beside them. A document
 * without the word has no subscription.
 */
function isPlain({ accept = '' }: FastifyRequest['headers'], { query }: OperationRequest): boolean {
  if (!/\bapplication\/(graphql-response\+)?json\b/i.test(accept)) return false;
  return typeof query !== 'string' || !/\bsubscription\b/.test(query);
}

export interface EventStreamOptions {
  readonly operations: LiveOperations;
  readonly unread: UnreadAnswers;
  /** Milliseconds without progress in sending after which a connection is closed. */
  readonly stallMs: number;
}

/** Subscriptions over HTTP: one response that ends with the subscription. */
export class EventStreams {
  constructor(private readonly options: EventStreamOptions) {}

  /** @returns false when the client does not ask for a stream, or need not get one */
  async serve(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const form = formOf(request.headers.accept);
    if (form === undefined) return false;
    const operation = operationOf(request);
    if (isPlain(request.headers, operation)) return false;
    const { principal = ANONYMOUS, method } = request;
    const running = await this.options.operations.run(operation, principal, headOf(request), method === 'GET');
    void reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      ...reply.getHeaders(),
      'content-type': form.contentType,
      'cache-control': 'no-store',
      // nginx would keep events back.
      'x-accel-buffering': 'no',
    } as Record<string, string>);
    const writer = new StreamWriter(raw, callerOf(principal).name, this.options);
    if ('result' in running) await writeOnly(writer, form, running);
    else follow(writer, form, running, request).catch(() => raw.destroy());
    return true;
  }
}

async function writeOnly(writer: StreamWriter, form: StreamForm, { result }: SingleResult): Promise<void> {
  await writer.write(`${form.begin}${form.result(writeResult(result).trimEnd())}${form.end}`);
  writer.end();
}

async function follow(
  writer: StreamWriter,
  form: StreamForm,
  { subscription, results }: Stream,
  { tokenEndsAt }: FastifyRequest,
): Promise<void> {
  writer.onClose(() => {
    subscription.end();
  });
  endWithToken(subscription, tokenEndsAt);
  const heartbeat = setInterval(() => void writer.write(form.heartbeat), HEARTBEAT_MS);
  // So that the client knows that it has begun.
  await writer.write(`${form.begin}${form.heartbeat}`);
  try {
    for await (const result of results) {
      await writer.write(form.result(JSON.stringify(result)));
      if (writer.isClosed) break;
    }
    const { reason } = subscription;
    await writer.write(reason === undefined ? form.end : form.reason(reason));
  } finally {
    clearInterval(heartbeat);
    subscription.end();
    writer.end();
  }
}

/** Writes as fast as the client reads, and gives up on one that does not. */
class StreamWriter {
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly response: ServerResponse,
    private readonly caller: string,
    private readonly options: Pick<EventStreamOptions, 'unread' | 'stallMs'>,
  ) {}

  get isClosed(): boolean {
    return this.response.destroyed;
  }

  onClose(listener: () => void): void {
    this.response.once('close', listener);
    if (this.isClosed) listener();
  }

  /** Resolves once the client has taken it, or is gone. */
  write(text: string): Promise<void> {
    this.last = this.last.then(() => this.writeNow(text));
    return this.last;
  }

  end(): void {
    this.response.end();
  }

  private async writeNow(text: string): Promise<void> {
    if (this.isClosed || this.response.write(text)) return;
    const { unread, stallMs } = this.options;
    const release = unread.hold(this.response, { caller: this.caller, bytes: Buffer.byteLength(text) });
    const taken = new AbortController();
    const stalled = setTimeout(() => {
      unread.giveUp(this.response);
    }, stallMs);
    const closed = once(this.response, 'close', { signal: taken.signal });
    await Promise.race([once(this.response, 'drain', { signal: taken.signal }), closed]).catch(() => undefined);
    taken.abort();
    closed.catch(() => undefined);
    clearTimeout(stalled);
    release();
  }
}

function operationOf(request: FastifyRequest): OperationRequest {
  if (request.method === 'GET') {
    const { query, operationName, variables, extensions } = request.query as Readonly<Record<string, unknown>>;
    return { query, operationName, variables: parsed(variables), extensions: parsed(extensions) };
  }
  return membersOf(request.body);
}

function parsed(json: unknown): unknown {
  if (typeof json !== 'string' || json === '') return undefined;
  try {
    return JSON.parse(json);
  } catch {
    throw new GatewayError('BAD_USER_INPUT');
  }
}

function resultOf(error: GatewayError): FormattedExecutionResult {
  return { errors: [error.toJSON()] };
}

/** Another instance serves the client. */
function isRestart({ code }: GatewayError): boolean {
  return code === 'OVERLOADED';
}
