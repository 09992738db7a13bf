import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { AbortError, GatewayClient, type GatewayClientOptions } from '../../client/src/index.js';
import { TurnoversChangedDocument } from '../../client/src/generated/operations.js';
import { failureOf } from './failure.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

interface Sent {
  readonly headers: IncomingMessage['headers'];
  readonly variables: Readonly<Record<string, unknown>>;
}

let server: Server;
let url: string;
/** One for each connection; the last for all further ones. */
let answers: Answer[];
let sent: Sent[];

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const { variables } = JSON.parse(text) as Sent;
      sent.push({ headers: request.headers, variables });
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      answer?.(request, response);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
});

beforeEach(() => {
  answers = [];
  sent = [];
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function client(options: Partial<GatewayClientOptions> = {}): GatewayClient {
  return new GatewayClient({ url, token: 'token', ...options });
}

/** Clients that connect again do it at once. */
const AT_ONCE = 'retry: 0\n\n';

const stream =
  (text: string, then: (response: ServerResponse) => void = (response) => response.end()): Answer =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    response.write(text, () => {
      then(response);
    });
  };

const cut = (response: ServerResponse) => response.destroy();
const stay = () => undefined;

const next = (result: unknown) => `event: next\ndata: ${JSON.stringify(result)}\n\n`;
const COMPLETE = 'event: complete\ndata:\n\n';

const changes = (cursor: string) => ({ months: [], cursor, hasMore: false, asOf: null, unreadableCount: 0 });
const event = (cursor: string) => next({ data: { turnoversChanged: changes(cursor) } });
const failure = (code: string, extensions: object = {}) =>
  next({ errors: [{ message: 'No.', extensions: { code, ...extensions } }] });

const refusal =
  (status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, headers).end(body);
  };
const json = (status: number, code: string, headers: Readonly<Record<string, string>> = {}) =>
  refusal(status, JSON.stringify({ errors: [{ message: 'No.', extensions: { code, retryable: status === 429 } }] }), {
    'content-type': 'application/json',
    ...headers,
  });

const follow = (options: Partial<GatewayClientOptions> = {}, since = 'c0') =>
  client(options).account('a').followTurnoverChanges(since);

/** The cursors of all events until the end. */
async function cursorsOf(events: AsyncIterable<{ readonly cursor: string }>): Promise<string[]> {
  const cursors = [];
  for await (const { cursor } of events) cursors.push(cursor);
  return cursors;
}

const sinces = () => sent.map(({ variables }) => variables.since);

it('asks for an event stream, and ends with it', async () => {
  answers = [stream(`:\n\n${event('c1')}${event('c2')}${COMPLETE}`)];
  expect(await cursorsOf(follow())).toEqual(['c1', 'c2']);
  expect(sent).toMatchObject([
    {
      headers: { accept: 'text/event-stream', authorization: 'Bearer token' },
      variables: { accountId: 'a', since: 'c0' },
    },
  ]);
});

it('reads lines that end with CRLF, data of several lines, and events that it does not know', async () => {
  const lines = `event: ping\r\ndata: {}\r\n\r\nevent: next\r\ndata: {"data": {"turnoversChanged":\r\ndata: ${JSON.stringify(changes('c1'))}}}\r\n\r\n`;
  answers = [stream(lines + COMPLETE)];
  expect(await cursorsOf(follow())).toEqual(['c1']);
});

it('reads characters that arrive in halves', async () => {
  const bytes = Buffer.from(event('Grünkohl') + COMPLETE);
  const half = bytes.indexOf('ü') + 1;
  answers = [
    (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(bytes.subarray(0, half), () => setImmediate(() => response.end(bytes.subarray(half))));
    },
  ];
  expect(await cursorsOf(follow())).toEqual(['Grünkohl']);
});

describe('a connection that is lost', () => {
  it.each<[string, Answer]>([
    ['between two events', stream(AT_ONCE + event('c1'), cut)],
    ['within an event', stream(AT_ONCE + event('c1') + event('c2').slice(0, -9), cut)],
    ['by an end without a word', stream(event('c1') + AT_ONCE)],
    [
      'with a failure that may pass',
      stream(AT_ONCE + event('c1') + failure('UPSTREAM_UNAVAILABLE', { retryable: true })),
    ],
  ])('%s is made again from the last cursor', async (_, answer) => {
    answers = [answer, stream(event('c2') + COMPLETE)];
    expect(await cursorsOf(follow())).toEqual(['c1', 'c2']);
    expect(sinces()).toEqual(['c0', 'c1']);
  });

  it('before anything was heard is made again, after what it was told to wait', async () => {
    const wait = { 'retry-after': '0' };
    answers = [
      json(429, 'RATE_LIMITED', wait),
      refusal(503, '<h1>Service unavailable</h1>', wait),
      refusal(502, '', wait),
      stream(event('c1') + COMPLETE),
    ];
    expect(await cursorsOf(follow())).toEqual(['c1']);
    expect(sent).toHaveLength(4);
  });

  it('as often in a row as allowed is thrown', async () => {
    const wait = { 'retry-after': '0' };
    answers = [refusal(503, '', wait), stream(AT_ONCE + event('c1'), cut), refusal(503, '', wait)];
    const events = client().account('a').followTurnoverChanges('c0', { maxRetries: 1 });
    expect((await events.next()).value).toMatchObject({ cursor: 'c1' });
    expect(await failureOf(events.next())).toMatchObject({ code: 'GATEWAY_UNREACHABLE', status: 503 });
    expect(sent).toHaveLength(3);
  });

  it('has its request ended when nobody wants more', async () => {
    let closed: Promise<unknown> | undefined;
    answers = [
      (request, response) => {
        closed = once(request.socket, 'close');
        stream(event('c1'), stay)(request, response);
      },
    ];
    for await (const { cursor } of follow()) {
      expect(cursor).toBe('c1');
      break;
    }
    await closed;
    expect(sent).toHaveLength(1);
  });
});

describe('silence', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('of 45 seconds is a lost connection; heartbeats are no silence', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    const said: ReadableStreamDefaultController<Uint8Array>[] = [];
    const cancelled: number[] = [];
    const silent = (): Promise<Response> => {
      const nth = said.length;
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => void said.push(controller),
        cancel: () => void cancelled.push(nth),
      });
      return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
    };
    const first = follow({ fetch: silent }).next();
    const heartbeat = new TextEncoder().encode(':\n\n');
    for (let nth = 0; nth < 5; nth++) {
      await jest.advanceTimersByTimeAsync(40_000);
      said[0]?.enqueue(heartbeat);
    }
    await jest.advanceTimersByTimeAsync(44_000);
    expect(said).toHaveLength(1);
    // The silence, and the pause before the next connection.
    await jest.advanceTimersByTimeAsync(1_000 + 500);
    expect([said.length, cancelled]).toEqual([2, [0]]);
    said[1]?.enqueue(new TextEncoder().encode(event('c1')));
    expect((await first).value).toMatchObject({ cursor: 'c1' });
  });

  it('before the answer is lost after the time that is allowed', async () => {
    answers = [stay, stream(event('c1') + COMPLETE)];
    const events = client().account('a').followTurnoverChanges('c0', { timeoutMs: 50 });
    expect(await cursorsOf(events)).toEqual(['c1']);
    expect(sent).toHaveLength(2);
  });
});

describe('what connecting again cannot help', () => {
  it.each<[string, string, Answer]>([
    ['an account that does not exist', 'NOT_FOUND', stream(failure('NOT_FOUND') + COMPLETE)],
    ['one that is deleted meanwhile', 'NOT_FOUND', stream(event('c1') + failure('NOT_FOUND') + COMPLETE)],
    ['a token that may not', 'FORBIDDEN', stream(failure('FORBIDDEN') + COMPLETE)],
    ['a cursor of another account', 'CURSOR_MISMATCH', stream(failure('CURSOR_MISMATCH') + COMPLETE)],
    ['a refusal with a status', 'FORBIDDEN', json(403, 'FORBIDDEN')],
    ['a page', 'UNEXPECTED_ANSWER', refusal(200, '<h1>Welcome</h1>', { 'content-type': 'text/html' })],
    ['a page in place of a stream', 'UNEXPECTED_ANSWER', stream('event: next\ndata: <h1>Welcome</h1>\n\n')],
    ['a gateway without subscriptions', 'UNEXPECTED_ANSWER', refusal(200, '{"data":{"a":1}}')],
    ['a login elsewhere', 'UNEXPECTED_ANSWER', refusal(302, '', { location: '/login' })],
    ['an event that is no result', 'UNEXPECTED_ANSWER', stream('event: next\ndata: 7\n\n')],
  ])('%s is thrown', async (_, code, answer) => {
    answers = [answer, stream(COMPLETE)];
    expect(await failureOf(cursorsOf(follow()))).toMatchObject({ code });
    expect(sent).toHaveLength(1);
  });

  it('is a fetch without streams, and a document that is no subscription', async () => {
    const whole = () =>
      Promise.resolve({ status: 200, headers: new Headers({ 'content-type': 'text/event-stream' }) } as Response);
    expect(await failureOf(cursorsOf(follow({ fetch: whole })))).toMatchObject({ code: 'UNEXPECTED_ANSWER' });
    const events = client().subscribe('{ viewer { id } }', {});
    expect(await failureOf(events.next())).toMatchObject({ code: 'INVALID_DOCUMENT' });
    expect(await failureOf(client().send('subscription { a }'))).toMatchObject({ code: 'INVALID_DOCUMENT' });
  });

  it('is a hole in what has changed, unless that is allowed', async () => {
    const hole = next({ data: { turnoversChanged: { ...changes('c1'), unreadableCount: 1 } } });
    answers = [stream(hole + COMPLETE)];
    expect(await failureOf(cursorsOf(follow()))).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    const allowing = client().account('a').followTurnoverChanges('c0', { allowUnreadable: true });
    expect(await cursorsOf(allowing)).toEqual(['c1']);
  });

  it('tells nothing of what was sent or answered', async () => {
    answers = [stream('event: next\ndata: {"iban":"DE89370400440532013000"}\n\n')];
    const error = await failureOf(cursorsOf(follow({}, 'secret cursor')));
    expect(`${error.stack ?? ''} ${JSON.stringify(error)} ${String(error.cause)}`).not.toMatch(/DE89|secret|Bearer/);
  });
});

describe('a token', () => {
  const unless =
    (good: string, answer: Answer): Answer =>
    (request, response) => {
      const isGood = request.headers.authorization === `Bearer ${good}`;
      (isGood ? answer : json(401, 'UNAUTHENTICATED'))(request, response);
    };
  const ended = `${failure('UNAUTHENTICATED')}${COMPLETE}`;
  const last = stream(event('c9') + COMPLETE);

  /** Gives `old`, and then `new 1`, `new 2`, … when it is asked to renew. */
  function tokens(): { readonly asked: boolean[]; readonly token: (request: { renew: boolean }) => string } {
    const asked: boolean[] = [];
    let renewals = 0;
    const token = ({ renew }: { renew: boolean }) => {
      asked.push(renew);
      if (renew) renewals += 1;
      return renewals === 0 ? 'old' : `new ${renewals}`;
    };
    return { asked, token };
  }

  it('that ends is renewed, as often as it ends', async () => {
    const { asked, token } = tokens();
    answers = [
      unless('old', stream(event('c1') + ended)),
      unless('new 1', stream(event('c2') + ended)),
      unless('new 2', last),
    ];
    expect(await cursorsOf(follow({ token }))).toEqual(['c1', 'c2', 'c9']);
    expect(asked).toEqual([false, true, true]);
    expect(sinces()).toEqual(['c0', 'c1', 'c2']);
  });

  it('that is refused from the beginning is renewed once', async () => {
    const { token } = tokens();
    answers = [unless('new 1', last)];
    expect(await cursorsOf(follow({ token }))).toEqual(['c9']);
    answers = [unless('another', last)];
    expect(await failureOf(cursorsOf(follow({ token })))).toMatchObject({ code: 'UNAUTHENTICATED', status: 401 });
    expect(sent).toHaveLength(4);
  });

  it('that cannot be renewed ends the subscription', async () => {
    answers = [stream(event('c1') + ended)];
    expect(await failureOf(cursorsOf(follow()))).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await failureOf(cursorsOf(follow({ token: () => 'the same' })))).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('is asked for anew for each connection', async () => {
    let nth = 0;
    answers = [stream(AT_ONCE + event('c1'), cut), last];
    expect(await cursorsOf(follow({ token: () => `token ${++nth}` }))).toEqual(['c1', 'c9']);
    expect(sent.map(({ headers }) => headers.authorization)).toEqual(['Bearer token 1', 'Bearer token 2']);
  });
});

describe('the signal', () => {
  it.each<[string, Answer]>([
    ['while the gateway has not answered', stay],
    ['between two events', stream(':\n\n', stay)],
    ['in the pause before the next connection', refusal(503, '', { 'retry-after': '9999999999' })],
  ])('ends it %s', async (_, answer) => {
    const leaving = new AbortController();
    answers = [
      (request, response) => {
        answer(request, response);
        setImmediate(() => {
          leaving.abort(new Error('gone'));
        });
      },
    ];
    const error = await failureOf(
      cursorsOf(client().account('a').followTurnoverChanges('c0', { signal: leaving.signal })),
    );
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ code: 'ABORTED', cause: new Error('gone') });
    expect(sent).toHaveLength(1);
  });

  it('of the client holds as well', async () => {
    const events = client({ signal: AbortSignal.abort() }).account('a').followTurnoverChanges('c0');
    expect(await failureOf(events.next())).toBeInstanceOf(AbortError);
    expect(sent).toHaveLength(0);
  });
});

it('gives what could not be read beside the rest, to those with documents of their own', async () => {
  const errors = [{ message: 'No.', path: ['turnoversChanged'], extensions: { code: 'UPSTREAM_TIMEOUT' } }];
  answers = [stream(next({ data: { turnoversChanged: changes('c1') }, errors }) + COMPLETE)];
  const results = [];
  for await (const result of client().subscribe(TurnoversChangedDocument, { accountId: 'a' })) results.push(result);
  expect(results).toMatchObject([
    { data: { turnoversChanged: { cursor: 'c1' } }, errors: [{ code: 'UPSTREAM_TIMEOUT' }] },
  ]);
});
