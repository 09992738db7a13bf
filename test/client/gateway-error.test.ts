import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  XS2AGatewayClient,
  XS2AGatewayError,
  type GatewayClientOptions,
  type GatewayErrorCode,
} from '../../client/index.js';
import { ERROR_CODES, type ErrorCode } from '../../src/errors/error-code.js';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let answer: Answer;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      answer(request, response);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function client(options: Partial<GatewayClientOptions> = {}): XS2AGatewayClient {
  const { port } = server.address() as AddressInfo;
  return new XS2AGatewayClient({ url: `http://127.0.0.1:${port}/graphql`, token: () => 'token', ...options });
}

const json =
  (status: number, body: unknown): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };

const page: Answer = (_, response) => {
  response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
};

const hangUp: Answer = ({ socket }) => {
  socket.destroy();
};

async function failureOf(work: Promise<unknown>): Promise<XS2AGatewayError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof XS2AGatewayError)) throw new Error('It did not fail as it should');
  return error;
}

const read = (): Promise<unknown> => client().viewer.overview();
const write = (): Promise<unknown> => client().createBankUser({ name: 'Ines', email: 'ines@example.com' });

it('names the same codes as the gateway', () => {
  // Each of the two fails to compile when a code is missing on either side.
  const known: readonly GatewayErrorCode[] = Object.keys(ERROR_CODES) as ErrorCode[];
  const back: readonly ErrorCode[] = known;
  expect(back).toHaveLength(Object.keys(ERROR_CODES).length);
});

it('tells what the gateway says of an error', async () => {
  const extensions = { code: 'RATE_LIMITED', retryable: true, retryAfterSeconds: 7, requestId: 'request-1' };
  answer = json(200, { data: null, errors: [{ message: 'Too many requests.', extensions }] });
  const error = await failureOf(read());
  expect({ ...error }).toEqual({ name: 'XS2AGatewayError', ...extensions, path: undefined });
  expect(error.message).toBe('Too many requests.');
});

it('hands out what there is, with an error for what is missing', async () => {
  const errors = [
    { message: 'No.', path: ['viewer', 'accounts'], extensions: { code: 'UPSTREAM_TIMEOUT', retryable: true } },
  ];
  answer = json(200, { data: { viewer: { id: 'a', accounts: null } }, errors });
  const overview = await client().viewer.overview();
  expect(overview.data.id).toBe('a');
  expect(overview.errors).toMatchObject([{ code: 'UPSTREAM_TIMEOUT', path: ['viewer', 'accounts'] }]);
});

it('throws the error of the very thing that was asked for', async () => {
  const errors = [{ message: 'No.', path: ['viewer', 'accounts'], extensions: { code: 'UPSTREAM_TIMEOUT' } }];
  answer = json(200, { data: { viewer: { accounts: null } }, errors });
  expect(await failureOf(client().viewer.accounts())).toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
});

it('says that a service caller has to name the bank user', async () => {
  answer = json(200, { data: { viewer: null } });
  expect(await failureOf(read())).toMatchObject({ code: 'NO_VIEWER', retryable: false });
});

describe('an answer that does not come', () => {
  it('can be asked for again', async () => {
    answer = hangUp;
    expect(await failureOf(read())).toMatchObject({ code: 'GATEWAY_UNREACHABLE', retryable: true });
  });

  it('leaves open what became of a mutation', async () => {
    answer = hangUp;
    expect(await failureOf(write())).toMatchObject({ code: 'OUTCOME_UNKNOWN', retryable: false });
    answer = page;
    expect(await failureOf(write())).toMatchObject({ code: 'OUTCOME_UNKNOWN', retryable: false });
  });

  it('is waited for no longer than said', async () => {
    answer = () => undefined;
    expect(await failureOf(client({ timeoutMs: 20 }).viewer.overview())).toMatchObject({ code: 'GATEWAY_UNREACHABLE' });
  });

  it('is not waited for when the caller leaves', async () => {
    answer = () => undefined;
    const leaving = AbortSignal.abort(new Error('gone'));
    await expect(client().viewer.overview({ signal: leaving })).rejects.toThrow('gone');
  });
});

it.each<[string, Answer, string, boolean]>([
  ['an error page', page, 'UNEXPECTED_ANSWER', true],
  ['JSON that is no answer', json(200, { ok: true }), 'UNEXPECTED_ANSWER', false],
  ['nothing', (_, response) => response.end(), 'GATEWAY_UNREACHABLE', true],
])('takes %s for what it is', async (_, given, code, retryable) => {
  answer = given;
  expect(await failureOf(read())).toMatchObject({ code, retryable });
});

it('repeats nothing of what was sent or answered', async () => {
  const secrets = ['Ines', 'ines@example.com', 'DE89370400440532013000', 'token'];
  const body = { data: { viewer: { iban: 'DE89370400440532013000' } }, errors: 'broken' };
  for (const given of [page, hangUp, json(500, body), json(200, body)]) {
    answer = given;
    const error = await failureOf(write());
    const told = `${error.stack ?? ''} ${JSON.stringify(error)} ${String(error.cause)}`;
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
  }
});

describe('a token that is refused', () => {
  const unless =
    (good: string): Answer =>
    (request, response) => {
      const isGood = request.headers.authorization === `Bearer ${good}`;
      const refusal = { errors: [{ message: 'No.', extensions: { code: 'UNAUTHENTICATED' } }] };
      json(isGood ? 200 : 401, isGood ? { data: { viewer: { id: 'a' } } } : refusal)(request, response);
    };

  it('is renewed once', async () => {
    answer = unless('new');
    const asked: boolean[] = [];
    const token = ({ renew }: { renew: boolean }): string => {
      asked.push(renew);
      return renew ? 'new' : 'old';
    };
    expect((await client({ token }).viewer.overview()).data.id).toBe('a');
    expect(asked).toEqual([false, true]);
  });

  it('is not sent again', async () => {
    let requests = 0;
    answer = (request, response) => {
      requests++;
      unless('another')(request, response);
    };
    const refused = await failureOf(client({ token: () => 'old' }).viewer.overview());
    expect(refused).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(requests).toBe(1);
  });
});

describe('turnovers of an account that cannot be read', () => {
  const incomplete = { account: { id: 'a' }, code: 'UPSTREAM_UNAVAILABLE', retryable: true };
  const turnovers = { nodes: [{ id: 't' }], pageInfo: { hasNextPage: false }, incompleteAccounts: [incomplete] };

  beforeEach(() => {
    answer = json(200, { data: { viewer: { turnovers } } });
  });

  it('are missed by whoever wants all of them', async () => {
    const all = client().viewer.allTurnovers();
    expect(await failureOf(all.next())).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true });
  });

  it('are missed row by row as well, in lists and in changes', async () => {
    answer = json(200, {
      data: { viewer: { turnovers: { ...turnovers, incompleteAccounts: [], unreadableCount: 1 } } },
    });
    expect(await failureOf(client().viewer.allTurnovers().next())).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    const turnoverChanges = { months: [], cursor: 'c', hasMore: false, unreadableCount: 1 };
    answer = json(200, { data: { account: { turnoverChanges } } });
    const account = client().account('a');
    expect(await failureOf(account.followTurnovers().next())).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    expect((await account.followTurnovers(undefined, { allowUnreadable: true }).next()).value).toEqual(turnoverChanges);
  });

  it('are left out where that is allowed', async () => {
    expect((await client().viewer.allTurnovers({ allowIncomplete: true }).next()).value).toEqual({ id: 't' });
  });
});
