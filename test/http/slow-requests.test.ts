import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { HeldBytes } from '../../src/admission/held-bytes.js';
import { LoopTurns } from '../../src/admission/loop-turns.js';
import { Drain } from '../../src/http/drain.js';
import { createHttpServer, type HttpServerOptions } from '../../src/http/http-server.js';
import { HTTP_TIMES } from '../../src/http/http-times.js';
import { SilentConnections } from '../../src/http/silent-connections.js';
import { until } from '../support/until.js';

const MIB = 1024 * 1024;
const HEAD = 'POST /webhooks/xs2a HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';

const BRIEF = { ...HTTP_TIMES, headers: 200, request: 400, check: 50, answer: 3_000, keepAlive: 30_000 };

let server: FastifyInstance;
let port: number;
let givenUp = 0;

async function start(times: HttpServerOptions['times']): Promise<FastifyInstance> {
  const rest = {
    corsOrigins: [],
    trustedProxies: [],
    trustedDocuments: undefined,
    drain: new Drain(0),
    turns: new LoopTurns(),
    subscriptions: { options: { max: 1, maxPerBankUser: 1 } },
    onInternalError: () => undefined,
  };
  const bodies = new HeldBytes(1024 * 1024, 1024 * 1024);
  const unused = { apollo: { assertStarted: () => undefined, executeHTTPGraphQLRequest: () => undefined } };
  const started = await createHttpServer({
    ...rest,
    bodies,
    unread: { max: 50 * MIB, maxPerCaller: 20 * MIB },
    onUnreadAnswer: () => givenUp++,
    ...unused,
    times,
  } as unknown as HttpServerOptions);
  started.post('/webhooks/xs2a', ({ body }) => ({ read: body }));
  started.get('/idle', ({ raw }) => ({ idle: raw.socket.timeout }));
  started.get<{ Params: { megabytes: string } }>('/large/:megabytes', ({ params }) => ({
    text: 'x'.repeat(Number(params.megabytes) * MIB),
  }));
  await started.listen({ host: '127.0.0.1', port: 0 });
  return started;
}

function portOf(started: FastifyInstance): number {
  return (started.server.address() as AddressInfo).port;
}

beforeAll(async () => {
  server = await start(BRIEF);
  port = portOf(server);
});

afterAll(() => server.close());

/** Sends a byte of the drip at a time after the start, until the other side has enough of it. @returns all that it says */
async function answerToDrip(start: string, drip: string, socket = connect(port, '127.0.0.1')): Promise<string> {
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString()));
  socket.on('error', () => undefined);
  socket.write(start);
  const dripping = setInterval(() => socket.writable && socket.write(drip), 20);
  await once(socket, 'close');
  clearInterval(dripping);
  return text;
}

it.each([
  ['a body', `${HEAD}Content-Length: 60000\r\n\r\n"`, 'x'],
  ['a body in chunks', `${HEAD}Transfer-Encoding: chunked\r\n\r\n1\r\n"\r\n`, '1\r\nx\r\n'],
  ['headers', HEAD, 'X-More: x\r\n'],
  ['a name of a header', HEAD, 'x'],
])('%s that does not end gets an answer, and ends its connection', async (_, start, drip) => {
  const answer = await answerToDrip(start, drip);
  expect(answer).toMatch(
    /^HTTP\/1\.1 408 Request Timeout\r\nconnection: close\r\ncontent-type: application\/json; charset=utf-8\r\n/,
  );
  expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toEqual({
    errors: [
      {
        message: 'The request took too long to arrive.',
        extensions: { code: 'BAD_REQUEST', retryable: false, requestId: expect.any(String) as string },
      },
    ],
  });
});

describe('connections that are opened in advance', () => {
  /** @returns one that the server has taken for a late request */
  async function silent(): Promise<Socket> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    // Opened later, and late already.
    await answerToDrip(HEAD, 'x');
    return socket;
  }

  it('get the answer to their first request, with the times of all others', async () => {
    const socket = await silent();
    socket.write('GET /idle HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    await once(socket, 'close');
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 200 OK[^]*{"idle":${BRIEF.idle}}$`));
  });

  it('may take no longer than others for it', async () => {
    expect(await answerToDrip(HEAD, 'x', await silent())).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('end without a word when they are not used', async () => {
    const impatient = await start({ ...BRIEF, keepAlive: 300 });
    const socket = connect(portOf(impatient), '127.0.0.1');
    let bytes = 0;
    socket.on('data', (chunk: Buffer) => (bytes += chunk.length));
    await once(socket, 'close');
    expect(bytes).toBe(0);
    await impatient.close();
  });

  it('end, oldest first, when there are too many', async () => {
    const accepted: Socket[] = [];
    const listener = createServer((socket) => accepted.push(socket)).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const clients = Array.from({ length: 4 }, () => connect((listener.address() as AddressInfo).port, '127.0.0.1'));
    await until('all are accepted', () => accepted.length === 4);
    const connections = new SilentConnections(HTTP_TIMES, 2);
    expect(accepted.map((socket) => connections.keep(socket))).toEqual([true, true, true, true]);
    expect(accepted.map(({ destroyed }) => destroyed)).toEqual([true, true, false, false]);
    for (const socket of [...accepted, ...clients]) socket.destroy();
    await new Promise((closed) => listener.close(closed));
  });
});

it('a slow request that does end gets its answer', async () => {
  // In the time of operation, which no busy machine takes for four bytes.
  const patient = await start(HTTP_TIMES);
  const socket = connect(portOf(patient), '127.0.0.1');
  socket.write(`${HEAD}Connection: close\r\nContent-Length: 4\r\n\r\n`);
  for (const byte of '"ab"') {
    await new Promise((next) => setTimeout(next, 20));
    socket.write(byte);
  }
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString()));
  await once(socket, 'close');
  expect(text).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*\{"read":"ab"\}$/);
  await patient.close();
});

describe('answers that nobody reads', () => {
  /** @returns a connection whose answer has begun, of which no more is read */
  async function unread(megabytes: number): Promise<Socket> {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(`GET /large/${megabytes} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    await once(socket, 'readable');
    return socket;
  }

  /** @returns how many bytes of an answer come before its connection ends */
  async function rest(socket: Socket): Promise<number> {
    let bytes = 0;
    socket.on('data', (chunk: Buffer) => (bytes += chunk.length));
    if (!socket.closed) await once(socket, 'close');
    return bytes;
  }

  it('end after a while', async () => {
    const before = givenUp;
    const socket = await unread(18);
    await until('it is given up', () => givenUp > before);
    expect(await rest(socket)).toBeLessThan(18 * MIB);
  });

  it('end at once where they are more than one caller may have, and the oldest first', async () => {
    const before = givenUp;
    const [old, young] = [await unread(18), await unread(19)];
    expect(givenUp).toBe(before + 1);
    const [, read] = await Promise.all([rest(old), rest(young)]);
    expect(read).toBeGreaterThan(19 * MIB);
  });

  it('are sent however large, to whoever reads them, slowly as well', async () => {
    const socket = await unread(60);
    let bytes = 0;
    while (bytes < 60 * MIB) {
      const chunk = socket.read() as Buffer | null;
      bytes += chunk?.length ?? 0;
      // Some hundred of these, each shorter than it takes to be given up.
      await new Promise((next) => setTimeout(next, 2));
    }
    socket.destroy();
  });
});
