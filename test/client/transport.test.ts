import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  AbortError,
  GatewayClient,
  NetworkError,
  TimeoutError,
  type GatewayClientOptions,
  type GatewayErrorCode,
} from '../../client/src/index.js';
import { ERROR_CODES, type ErrorCode } from '../../src/errors/error-code.js';
import { failureOf } from './failure.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

interface Sent {
  readonly headers: IncomingMessage['headers'];
  readonly body: { readonly variables: { readonly input?: { readonly idempotencyKey?: string } } };
}

let server: Server;
/** One for each request; the last for all further ones. */
let answers: Answer[];
let sent: Sent[];
/** Counts the tests: a request that a test gave up may arrive in the next one, and is none of its. */
let nth = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      if (request.url !== pathOf(nth)) return void request.socket.destroy();
      sent.push({ headers: request.headers, body: JSON.parse(text) as Sent['body'] });
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      answer?.(request, response);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});

beforeEach(() => {
  nth++;
  answers = [];
  sent = [];
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function pathOf(test: number): string {
  return `/graphql?test=${test}`;
}

/** Repeats nothing, unless it is said. */
function client(options: Partial<GatewayClientOptions> = {}): GatewayClient {
  const { port } = server.address() as AddressInfo;
  return new GatewayClient({
    url: `http://127.0.0.1:${port}${pathOf(nth)}`,
    token: 'token',
    maxRetries: 0,
    ...options,
  });
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

const page =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end('<h1>Not what was asked for</h1>');
  };

const failing = (code: string, extensions: object = {}, status = 200): Answer =>
  json(status, { data: null, errors: [{ message: 'No.', extensions: { code, ...extensions } }] });

const hangUp: Answer = ({ socket }) => {
  socket.destroy();
};

const hangUpWithin: Answer = ({ socket }, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"data":', () => socket.destroy());
};

const silence: Answer = () => undefined;

const halfAnAnswer: Answer = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":');
};

const viewer = json(200, { data: { viewer: { id: 'a' } } });
const created = json(200, { data: { createBankUser: { __typename: 'CreateBankUserSuccess' } } });
const deleted = json(200, { data: { deleteAccount: { __typename: 'DeleteSuccess' } } });

const read = (options?: Partial<GatewayClientOptions>) => client(options).viewer.get();
const keyedWrite = (options?: Partial<GatewayClientOptions>) =>
  client(options).createBankUser({ name: 'Ines', email: 'ines@example.com' });
const write = (options?: Partial<GatewayClientOptions>) => client(options).account('a').delete();

it('names the same codes as the gateway', () => {
  // Each of the two fails to compile when a code is missing on either side.
  const known: readonly GatewayErrorCode[] = Object.keys(ERROR_CODES) as ErrorCode[];
  const back: readonly ErrorCode[] = known;
  expect(back).toHaveLength(Object.keys(ERROR_CODES).length);
});

describe('what the gateway says', () => {
  it('is in the error', async () => {
    const extensions = { code: 'RATE_LIMITED', retryable: true, retryAfterSeconds: 7, requestId: 'request-1' };
    answers = [json(429, { data: null, errors: [{ message: 'Too many requests.', extensions }] })];
    const error = await failureOf(read());
    expect({ ...error }).toEqual({ name: 'GatewayError', ...extensions, status: 429, path: undefined });
    expect(error.message).toBe('Too many requests.');
  });

  it('is taken from the headers where the body does not say', async () => {
    answers = [json(200, { errors: [{}] }, { 'x-request-id': 'request-2', 'retry-after': '3' })];
    expect(await failureOf(read())).toMatchObject({
      code: 'UNEXPECTED_ANSWER',
      requestId: 'request-2',
      retryAfterSeconds: 3,
    });
  });

  it('comes with the data that there is', async () => {
    const extensions = { code: 'UPSTREAM_TIMEOUT', retryable: true };
    const errors = [{ message: 'No.', path: ['viewer', 'accounts'], extensions }];
    answers = [json(200, { data: { viewer: { id: 'a', accounts: null } }, errors })];
    const overview = await read();
    expect(overview.data.id).toBe('a');
    expect(overview.errors).toMatchObject([{ code: 'UPSTREAM_TIMEOUT', path: ['viewer', 'accounts'], status: 200 }]);
  });

  it('comes beside the outcome of a mutation, and beside pages', async () => {
    const errors = [{ message: 'No.', extensions: { code: 'UPSTREAM_TIMEOUT' } }];
    const turnovers = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null }, incompleteAccounts: [] };
    answers = [json(200, { data: { createBankUser: { __typename: 'CreateBankUserSuccess' } }, errors })];
    expect((await keyedWrite()).errors).toMatchObject([{ code: 'UPSTREAM_TIMEOUT' }]);
    answers = [json(200, { data: { viewer: { turnovers } }, errors })];
    const { value } = await client().viewer.iterateTurnovers().pages().next();
    expect(value?.errors).toMatchObject([{ code: 'UPSTREAM_TIMEOUT' }]);
    const every = client().viewer.iterateTurnovers().toArray({ limit: 10 });
    expect(await failureOf(every)).toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    const some = client().viewer.iterateTurnovers({ allowIncomplete: true }).toArray({ limit: 10 });
    expect((await some).errors).toMatchObject([{ code: 'UPSTREAM_TIMEOUT' }]);
  });

  it('of the very thing that was asked for is thrown', async () => {
    const errors = [{ message: 'No.', path: ['viewer', 'accounts'], extensions: { code: 'UPSTREAM_TIMEOUT' } }];
    answers = [json(200, { data: { viewer: { accounts: null } }, errors })];
    expect(await failureOf(client().viewer.listAccounts())).toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
  });

  it('is that a service caller has to name the bank user', async () => {
    answers = [json(200, { data: { viewer: null } })];
    expect(await failureOf(read())).toMatchObject({ code: 'NO_VIEWER', retryable: false });
  });
});

const UNKNOWN = 'OUTCOME_UNKNOWN';

describe('what is no answer of the gateway', () => {
  // What was answered, and what that is to a read and to a write without a key.
  it.each<[string, Answer, [string, boolean], [string, boolean]]>([
    ['a page with 200', page(200), ['UNEXPECTED_ANSWER', false], [UNKNOWN, false]],
    ['a page with 401', page(401), ['UNAUTHENTICATED', false], ['UNAUTHENTICATED', false]],
    ['a page with 403', page(403), ['FORBIDDEN', false], ['FORBIDDEN', false]],
    ['a page with 404', page(404), ['UNEXPECTED_ANSWER', false], ['UNEXPECTED_ANSWER', false]],
    ['a page with 413', page(413), ['UNEXPECTED_ANSWER', false], ['UNEXPECTED_ANSWER', false]],
    ['a page with 429', page(429), ['RATE_LIMITED', true], ['RATE_LIMITED', true]],
    ['a page with 500', page(500), ['UNEXPECTED_ANSWER', true], [UNKNOWN, false]],
    ['a page with 502', page(502), ['GATEWAY_UNREACHABLE', true], [UNKNOWN, false]],
    ['a page with 503', page(503), ['GATEWAY_UNREACHABLE', true], [UNKNOWN, false]],
    ['a page with 504', page(504), ['GATEWAY_UNREACHABLE', true], [UNKNOWN, false]],
    ['nothing', (_, response) => response.end(), ['UNEXPECTED_ANSWER', false], [UNKNOWN, false]],
    ['odd JSON', json(200, { ok: true }), ['UNEXPECTED_ANSWER', false], [UNKNOWN, false]],
    ['odd JSON with 500', json(500, { ok: true }), ['UNEXPECTED_ANSWER', true], [UNKNOWN, false]],
    ['JSON that is a text', json(200, 'ok'), ['UNEXPECTED_ANSWER', false], [UNKNOWN, false]],
    ['data that is a list', json(200, { data: [] }), ['UNEXPECTED_ANSWER', false], [UNKNOWN, false]],
    ['null', json(200, null), ['UNEXPECTED_ANSWER', false], [UNKNOWN, false]],
    ['no data and no errors', json(200, { data: null, errors: [] }), ['UNEXPECTED_ANSWER', false], [UNKNOWN, false]],
    ['errors that are none', json(200, { data: {}, errors: 'x' }), ['UNEXPECTED_ANSWER', false], [UNKNOWN, false]],
    [
      'a proxy that has errors of its own',
      json(200, { errors: [{ title: 'No' }] }),
      ['UNEXPECTED_ANSWER', false],
      [UNKNOWN, false],
    ],
    ['such a proxy with 503', json(503, { errors: ['No'] }), ['GATEWAY_UNREACHABLE', true], [UNKNOWN, false]],
    ['such a proxy with 429', json(429, { errors: [{}] }), ['RATE_LIMITED', true], ['RATE_LIMITED', true]],
    [
      'a login elsewhere',
      page(302, { location: '/login' }),
      ['UNEXPECTED_ANSWER', false],
      ['UNEXPECTED_ANSWER', false],
    ],
    ['another address', page(308, { location: '/gql' }), ['UNEXPECTED_ANSWER', false], ['UNEXPECTED_ANSWER', false]],
    ['a lost connection', hangUp, ['GATEWAY_UNREACHABLE', true], [UNKNOWN, false]],
    ['a connection lost within', hangUpWithin, ['GATEWAY_UNREACHABLE', true], [UNKNOWN, false]],
  ])('%s is taken for what it is', async (_, answer, ofRead, ofWrite) => {
    answers = [answer];
    const found = [await failureOf(read()), await failureOf(write())].map(({ code, retryable }) => [code, retryable]);
    expect(found).toEqual([ofRead, ofWrite]);
  });

  it('is of the class of what happened', async () => {
    answers = [hangUp];
    expect(await failureOf(write())).toBeInstanceOf(NetworkError);
    answers = [silence];
    expect(await failureOf(write({ timeoutMs: 20 }))).toBeInstanceOf(TimeoutError);
    expect(await failureOf(write({ timeoutMs: 20 }))).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  });

  it('is asked for once where it leads elsewhere', async () => {
    answers = [page(307, { location: '/elsewhere' }), viewer];
    expect(await failureOf(read())).toMatchObject({ status: 307 });
    expect(sent).toHaveLength(1);
    // As browsers tell it.
    const opaque = { status: 0, headers: new Headers(), text: () => Promise.resolve('') } as unknown as Response;
    const inBrowser = await failureOf(write({ fetch: () => Promise.resolve(opaque) }));
    expect(inBrowser).toMatchObject({ code: 'UNEXPECTED_ANSWER', status: undefined });
  });

  it('is not asked for with what HTTP and JSON cannot carry, of which nothing is told', async () => {
    const loop: Record<string, unknown> = { name: 'secret' };
    loop.loop = loop;
    for (const work of [
      read({ token: 'secret\ntoken' }),
      read({ headers: { 'x-key': 'secret\nkey' } }),
      client().send('query ($a: Int) { viewer { name } }', loop),
      client().send('query ($a: Int) { viewer { name } }', { secret: 1n }),
    ]) {
      const error = await failureOf(work);
      expect([error.code, error.stack?.includes('secret'), error.cause]).toEqual(['INVALID_REQUEST', false, undefined]);
    }
    expect(sent).toHaveLength(0);
  });

  it('repeats nothing of what was sent or answered', async () => {
    const secrets = ['Ines', 'ines@example.com', 'DE89370400440532013000', 'token'];
    const body = { data: { viewer: { iban: 'DE89370400440532013000' } }, errors: 'broken' };
    for (const given of [page(502), hangUp, json(500, body), json(200, body)]) {
      answers = [given];
      const error = await failureOf(keyedWrite());
      const said = `${error.stack ?? ''} ${JSON.stringify(error)} ${String(error.cause)}`;
      expect(secrets.filter((secret) => said.includes(secret))).toEqual([]);
    }
  });
});

describe('a call that failed', () => {
  const AT_ONCE = { 'retry-after': '0' };
  const twice = { maxRetries: 2 };

  it('is repeated when it is a read that may succeed', async () => {
    const upstream = [{ message: 'No.', extensions: { code: 'UPSTREAM_UNAVAILABLE', retryable: true } }];
    answers = [page(503, AT_ONCE), json(200, { data: { viewer: null }, errors: upstream }, AT_ONCE), viewer];
    expect((await read(twice)).data.id).toBe('a');
    expect(sent).toHaveLength(3);
  });

  it('is repeated as often as is said, and then thrown', async () => {
    answers = [page(502, AT_ONCE)];
    expect(await failureOf(read({ maxRetries: undefined }))).toMatchObject({ code: 'GATEWAY_UNREACHABLE' });
    expect(sent).toHaveLength(3);
    expect(await failureOf(client().viewer.get({ maxRetries: 1 }))).toMatchObject({ status: 502 });
    expect(sent).toHaveLength(5);
  });

  it('is not repeated when it cannot succeed', async () => {
    answers = [failing('BAD_USER_INPUT')];
    expect(await failureOf(read(twice))).toMatchObject({ code: 'BAD_USER_INPUT' });
    answers = [page(200)];
    expect(await failureOf(read(twice))).toMatchObject({ code: 'UNEXPECTED_ANSWER' });
    expect(sent).toHaveLength(2);
  });

  it('is repeated with the same key when it is a keyed write, whatever became of it', async () => {
    answers = [page(504, AT_ONCE), json(200, { ok: true }, AT_ONCE), created];
    expect((await keyedWrite(twice)).data).toEqual({ __typename: 'CreateBankUserSuccess' });
    const keys = sent.map(({ body }) => body.variables.input?.idempotencyKey);
    expect(keys).toEqual([keys[0], keys[0], keys[0]]);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    await keyedWrite(twice);
    expect(sent[3]?.body.variables.input?.idempotencyKey).not.toBe(keys[0]);
  });

  it('asks again when the gateway says that the outcome is unknown, where there is a key', async () => {
    const unknown = json(200, { errors: [{ message: 'No.', extensions: { code: 'OUTCOME_UNKNOWN' } }] }, AT_ONCE);
    answers = [unknown, created];
    expect((await keyedWrite(twice)).data).toEqual({ __typename: 'CreateBankUserSuccess' });
    answers = [unknown, deleted];
    expect(await failureOf(write(twice))).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  });

  it('is not repeated when it is another write that may have happened', async () => {
    const unavailable = failing('UPSTREAM_UNAVAILABLE', { retryable: true });
    for (const answer of [page(503, AT_ONCE), hangUp, json(200, {}, AT_ONCE), unavailable]) {
      sent = [];
      answers = [answer, deleted];
      await failureOf(write(twice));
      expect(sent).toHaveLength(1);
    }
  });

  it('is repeated when it is another write that was refused before it was executed', async () => {
    answers = [page(429, AT_ONCE), failing('OVERLOADED', { retryable: true, retryAfterSeconds: 0 }, 503), deleted];
    expect((await write(twice)).data).toEqual({ __typename: 'DeleteSuccess' });
  });

  it('is repeated when there was no connection, whatever it is', async () => {
    const refused = Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
    let asked = 0;
    const ask = (url: string, init: RequestInit) => (asked++ === 0 ? Promise.reject(refused) : fetch(url, init));
    answers = [deleted];
    expect((await write({ ...twice, fetch: ask })).data).toEqual({ __typename: 'DeleteSuccess' });
    expect(asked).toBe(2);
  });

  it('is known not to have happened where nobody listens', async () => {
    const url = await urlOfNobody();
    const failure = await failureOf(write({ url }));
    expect(failure).toBeInstanceOf(NetworkError);
    expect(failure).toMatchObject({ code: 'GATEWAY_UNREACHABLE', retryable: true, status: undefined });
  });

  it('is not waited for longer than the call may take', async () => {
    for (const [retryAfter, seconds] of [
      ['60', 60],
      [new Date(Date.now() + 3_600_000).toUTCString(), 3_600],
    ] as const) {
      answers = [page(503, { 'retry-after': retryAfter }), viewer];
      const { code, retryAfterSeconds = 0 } = await failureOf(read({ ...twice, timeoutMs: 20_000 }));
      expect(code).toBe('GATEWAY_UNREACHABLE');
      expect(Math.abs(retryAfterSeconds - seconds)).toBeLessThan(30);
    }
  });

  /** A port that was in use, and is not any more. */
  async function urlOfNobody(): Promise<string> {
    const gone = createServer();
    await new Promise<void>((listening) => gone.listen(0, '127.0.0.1', listening));
    const { port } = gone.address() as AddressInfo;
    await new Promise((closed) => gone.close(closed));
    return `http://127.0.0.1:${port}/graphql`;
  }
});

describe('the time of a call', () => {
  it.each<[string, Answer]>([
    ['that does not come', silence],
    ['that does not end', halfAnAnswer],
  ])('ends the wait for an answer %s', async (_, answer) => {
    answers = [answer];
    const failure = await failureOf(read({ timeoutMs: 20 }));
    expect(failure).toBeInstanceOf(TimeoutError);
    expect(failure).toMatchObject({ code: 'TIMEOUT', retryable: true });
  });

  const never = () => new Promise<never>(() => undefined);

  it('ends the wait for a token, and for a fetch that knows no signal', async () => {
    expect(await failureOf(read({ timeoutMs: 20, token: never }))).toBeInstanceOf(TimeoutError);
    expect(await failureOf(read({ timeoutMs: 20, fetch: never }))).toBeInstanceOf(TimeoutError);
    expect(sent).toHaveLength(0);
  });

  it('is said for the call before the client', async () => {
    answers = [silence];
    expect(await failureOf(client({ timeoutMs: 3_600_000 }).viewer.get({ timeoutMs: 20 }))).toBeInstanceOf(
      TimeoutError,
    );
  });

  it.each<[string, (signal: AbortSignal) => Promise<unknown>]>([
    ['of the call', (signal) => client().viewer.get({ signal })],
    ['of the client', (signal) => client({ signal }).viewer.get()],
    ['while a token is awaited', (signal) => client({ signal, token: never }).viewer.get()],
  ])('ends with the signal %s', async (_, ask) => {
    answers = [silence];
    const leaving = new AbortController();
    const failure = failureOf(ask(leaving.signal));
    leaving.abort(new Error('gone'));
    expect(await failure).toBeInstanceOf(AbortError);
    expect(await failure).toMatchObject({ code: 'ABORTED', retryable: false, cause: new Error('gone') });
  });

  it('is over before it begins with a signal that is aborted', async () => {
    expect(await failureOf(client().viewer.get({ signal: AbortSignal.abort() }))).toBeInstanceOf(AbortError);
    expect(sent).toHaveLength(0);
  });

  it('is over in time with a signal of the platform', async () => {
    answers = [silence];
    const failure = await failureOf(client().viewer.get({ signal: AbortSignal.timeout(20) }));
    expect(failure).toBeInstanceOf(TimeoutError);
  });
});

it('sends the headers of the client and of the call', async () => {
  answers = [viewer];
  const headers = { 'x-request-id': 'of-the-client', 'Accept-Language': 'de' };
  await client({ headers }).viewer.get({ headers: { 'X-Request-Id': 'of-the-call' } });
  expect(sent[0]?.headers).toMatchObject({
    'x-request-id': 'of-the-call',
    'accept-language': 'de',
    authorization: 'Bearer token',
  });
});

describe('a token', () => {
  const unless =
    (good: string): Answer =>
    (request, response) => {
      const isGood = request.headers.authorization === `Bearer ${good}`;
      (isGood ? viewer : failing('UNAUTHENTICATED', {}, 401))(request, response);
    };

  it('that is refused is renewed once', async () => {
    answers = [unless('new')];
    const asked: boolean[] = [];
    const token = ({ renew }: { renew: boolean }): string => {
      asked.push(renew);
      return renew ? 'new' : 'old';
    };
    expect((await read({ token })).data.id).toBe('a');
    expect(asked).toEqual([false, true]);
  });

  it('that is refused is not sent again', async () => {
    answers = [unless('another')];
    expect(await failureOf(read({ token: () => 'old' }))).toMatchObject({ code: 'UNAUTHENTICATED', status: 401 });
    expect(await failureOf(read({ token: 'old' }))).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(sent).toHaveLength(2);
  });

  it('that cannot be had is said to be the reason', async () => {
    const cause = new Error('signed out');
    const failure = await failureOf(read({ token: () => Promise.reject(cause) }));
    expect(failure).toMatchObject({ code: 'TOKEN_UNAVAILABLE', cause });
  });
});

describe('turnovers of an account that cannot be read', () => {
  const incomplete = { account: { id: 'a' }, code: 'UPSTREAM_UNAVAILABLE', retryable: true };
  const turnovers = { nodes: [{ id: 't' }], pageInfo: { hasNextPage: false }, incompleteAccounts: [incomplete] };
  const all = (allowIncomplete = false) => client().viewer.iterateTurnovers({ allowIncomplete }).toArray({ limit: 10 });

  beforeEach(() => {
    answers = [json(200, { data: { viewer: { turnovers } } })];
  });

  it('are missed by whoever wants all of them', async () => {
    expect(await failureOf(all())).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true });
  });

  it('are missed row by row as well, in lists and in changes', async () => {
    answers = [
      json(200, { data: { viewer: { turnovers: { ...turnovers, incompleteAccounts: [], unreadableCount: 1 } } } }),
    ];
    expect(await failureOf(all())).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    const turnoverChanges = { months: [], cursor: 'c', hasMore: false, unreadableCount: 1 };
    answers = [json(200, { data: { account: { turnoverChanges } } })];
    const account = client().account('a');
    expect(await failureOf(account.iterateTurnoverChanges().next())).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    const allowing = account.iterateTurnoverChanges(undefined, { allowUnreadable: true });
    expect((await allowing.next()).value).toEqual(turnoverChanges);
  });

  it('are left out where that is allowed, and named', async () => {
    expect(await all(true)).toMatchObject({ data: [{ id: 't' }], errors: [{ code: 'UPSTREAM_UNAVAILABLE' }] });
  });
});
