import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';
import { GatewayProcess } from '../support/gateway-process.js';
import { readMetrics, valueOf } from '../support/prometheus.js';
import { RecordingProxy } from '../support/recording-proxy.js';
import { BankUnderTest } from '../support/test-bank.js';

const CREATE = 'mutation ($name: String) { createBankUser(input: { name: $name }) { __typename } }';

const RESULT_HIT = { read: 'result', event: 'hit' };

let bank: BankUnderTest;
let proxy: RecordingProxy;
let gateway: GatewayUnderTest;
let service: Caller;

beforeAll(async () => {
  bank = await BankUnderTest.start();
  proxy = await RecordingProxy.before(bank.url);
  gateway = await GatewayUnderTest.start({ url: proxy.url, apiKey: bank.apiKey });
  service = await gateway.service();
});
afterAll(async () => {
  await gateway.close();
  await proxy.close();
  await bank.close();
});

type Body = string | Buffer | ReadableStream<Buffer>;

async function post(body: Body, caller: Caller = service, path = '/graphql', encoding?: string) {
  const authorization = caller.jwt === undefined ? {} : { authorization: `Bearer ${caller.jwt}` };
  const encoded = encoding === undefined ? {} : { 'content-encoding': encoding };
  const headers = { 'content-type': 'application/json', ...authorization, ...encoded };
  const response = await fetch(`${gateway.url}${path}`, {
    method: 'POST',
    headers,
    body,
    duplex: 'half',
  });
  const { errors = [] } = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return [response.status, ...errors.map(({ extensions }) => extensions.code)];
}

const bodyWith = (variables: string, query = '{ __typename }') =>
  `{"query":${JSON.stringify(query)},"variables":${variables}}`;

it('are at most 64 kB without a token, and a megabyte with one', async () => {
  const body = (kilobytes: number) => bodyWith(`{"a":"${'x'.repeat(kilobytes * 1024 - 100)}"}`);
  expect(await post(body(64), gateway.anonymous())).toEqual([200]);
  expect(await post(body(65), gateway.anonymous())).toEqual([413, 'BAD_REQUEST']);
  expect(await post(body(65), gateway.anonymous(), '/webhooks/xs2a')).toEqual([413, 'BAD_REQUEST']);
  expect(await post(body(1_024))).toEqual([200]);
  expect(await post(body(1_025))).toEqual([413, 'BAD_REQUEST']);
});

it.each(['identity', 'gzip'])('may be cut off, which is no fault of the gateway: %s', async (encoding) => {
  const faults = async () => valueOf(await readMetrics(gateway.url), 'xs2a_gateway_internal_errors_total');
  const before = await faults();
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  socket.write(
    'POST /graphql HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n' +
      `Content-Encoding: ${encoding}\r\nContent-Length: 1000\r\n\r\n`,
  );
  const [begun] = (await once(socket, 'data')) as [Buffer];
  expect(begun.toString()).toMatch(/^HTTP\/1\.1 100 /);
  socket.end(gzipSync(bodyWith('{}')).subarray(0, 30));
  await once(socket, 'close');
  expect(await faults()).toBe(before);
});

describe('that are compressed', () => {
  const zipped = (body: Body, encoding = 'gzip', caller = service) =>
    post(typeof body === 'string' ? gzipSync(body) : body, caller, '/graphql', encoding);
  const megabytes = (size: number) => bodyWith(`{"a":"${'x'.repeat(size * 1024 * 1024 - 100)}"}`);

  it.each(['gzip', 'x-gzip', 'GZIP'])('are taken with %s', async (encoding) => {
    expect(await zipped(bodyWith('{}'), encoding)).toEqual([200]);
    const halves = [bodyWith('{}').slice(0, 9), bodyWith('{}').slice(9)];
    expect(await zipped(Buffer.concat(halves.map((half) => gzipSync(half))), encoding)).toEqual([200]);
  });

  it.each(['br', 'deflate', 'zstd', 'gzip, gzip', 'magic'])(
    'are refused with %s, with what is taken',
    async (encoding) => {
      const headers = { 'content-type': 'application/json', 'content-encoding': encoding };
      const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body: bodyWith('{}') });
      expect([response.status, response.headers.get('accept-encoding')]).toEqual([415, 'gzip']);
      expect(await response.json()).toMatchObject({
        errors: [{ message: expect.stringMatching(/no content encoding but gzip/) as string }],
      });
    },
  );

  it('have no more room than others', async () => {
    expect(await zipped(megabytes(1))).toEqual([200]);
    expect(await zipped(megabytes(2))).toEqual([413, 'BAD_REQUEST']);
    expect(await zipped(megabytes(1), 'gzip', gateway.anonymous())).toEqual([413, 'BAD_REQUEST']);
    expect(await zipped(megabytes(200))).toEqual([413, 'BAD_REQUEST']);
    // Nothing, in more than a megabyte, of which the length is not known before.
    const nothing = Array<Buffer>(600).fill(Buffer.concat(Array<Buffer>(100).fill(gzipSync(''))));
    expect(await zipped(ReadableStream.from(nothing))).toEqual([413, 'BAD_REQUEST']);
  });

  it('are refused for their length before anybody tries to unzip them', async () => {
    const garbage = Buffer.alloc(2_000_000, 0x2a);
    expect(await zipped(garbage)).toEqual([413, 'BAD_REQUEST']);
    expect(await zipped(garbage, 'gzip', gateway.anonymous())).toEqual([413, 'BAD_REQUEST']);
    expect(await zipped(bodyWith('{}'))).toEqual([200]);
  });

  it.each([
    ['not compressed at all', Buffer.from(bodyWith('{}'))],
    ['cut off', gzipSync(bodyWith('{}')).subarray(0, 30)],
    ['changed on the way', gzipSync(bodyWith('{}')).fill(0x2a, 20, 30)],
    ['empty', Buffer.alloc(0)],
  ])('are refused when they are %s', async (_, body) => {
    const [status, code] = await zipped(body);
    expect([status, code]).toEqual([400, expect.stringMatching(/^BAD_/)]);
  });

  it('are refused as others are', async () => {
    expect(await zipped(Buffer.from(gzipSync(Buffer.from([0x22, 0xff, 0x22]))))).toEqual([400, 'BAD_USER_INPUT']);
    expect(await zipped(bodyWith(`{"a":[${Array(10_001).fill(0).join()}]}`))).toEqual([
      400,
      'OPERATION_LIMIT_EXCEEDED',
    ]);
  });
});

it.each([
  ['lists', '['.repeat(10_001) + ']'.repeat(10_001)],
  ['objects', `[${Array(10_000).fill('{}').join()}]`],
  ['members', `{${Array.from({ length: 10_001 }, (_, n) => `"${n}":0`).join()}}`],
  ['behind texts with quotes', `["\\\\\\"",${Array(10_001).fill('""').join()}]`],
])('are refused before they become too many values: %s', async (_, values) => {
  expect(await post(bodyWith(`{"a":${values}}`))).toEqual([400, 'OPERATION_LIMIT_EXCEEDED']);
});

it('may have texts of any content', async () => {
  const name = JSON.stringify(`${'[{,"'.repeat(10_000)}\u{1f600}`);
  expect(await post(bodyWith(`{"a":${name}}`))).toEqual([200]);
  expect(await post(bodyWith('{"a":"\\ud83d\\ude00 \\\\ud83d"}'))).toEqual([200]);
});

it('have no variables but those that the operation declares', async () => {
  const person = await gateway.as(await bank.addPerson({ syncedAgo: 7_200 }));
  const hits = async () => valueOf(await readMetrics(gateway.url), 'xs2a_gateway_cache_events_total', RESULT_HIT);
  const ask = (extra: number) =>
    person.data('query ($first: Int = 2) { viewer { accounts { iban turnovers(first: $first) { nodes { id } } } } }', {
      extra,
    });
  // The second time it is made of what is kept, and kept itself.
  await ask(1);
  await ask(2);
  const before = await hits();
  await ask(3);
  expect(await hits()).toBe(before + 1);
});

describe('that are no text', () => {
  const create = (name: string) => bodyWith(`{"name":"${name}"}`, CREATE);

  it.each<[string, string | Buffer]>([
    ['a byte of another encoding', Buffer.from(create('M\u00fcller'), 'latin1')],
    ['an encoded surrogate', Buffer.from(create('\u00ed\u00a0\u0080'), 'latin1')],
    ['half a surrogate pair', create('\\ud83d')],
    ['its other half', create('\\uDE00 x')],
    ['two of one half', create('\\ud83d\\ud83d\\ude00')],
    ['half a pair in a name', bodyWith('{"\\ud83d":1,"name":"x"}', CREATE)],
    [
      'half a pair in the document',
      `{"query":"mutation { createBankUser(input: { name: \\"\\ud83d\\" }) { __typename } }"}`,
    ],
  ])('are refused, and nothing is written: %s', async (_, body) => {
    const before = proxy.requests.length;
    expect(await post(body)).toEqual([400, 'BAD_USER_INPUT']);
    expect(proxy.requests.slice(before)).toEqual([]);
  });

  it.each(['%FF', '%ED%A0%80', '%22%5Cud83d%22'])('are refused in a URL as well: %s', async (text) => {
    const response = await fetch(`${gateway.url}/graphql?query={__typename}&variables={"a":${text}}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('"BAD_USER_INPUT"')]);
  });
});

describe('of the program with little memory', () => {
  let program: GatewayProcess;

  beforeAll(async () => {
    program = await GatewayProcess.start({
      NODE_OPTIONS: '--max-old-space-size=96',
      OVERLOAD_WAIT_MS: '0',
      RATE_LIMIT_ANONYMOUS: '0',
    });
  });
  afterAll(() => program.kill());

  const health = async () => (await fetch(`${program.url}/health/live`)).status;

  it('do not end it, however many come without a token', async () => {
    const url = program.url;
    const attack = (bytes: number) => {
      const body = `{"variables":{"a":[${'{},'.repeat(bytes / 3)}{}]}}`;
      return fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
        .then(({ status }) => status)
        .catch(() => 0);
    };
    for (const [times, bytes] of [
      [40, 1_000_000],
      [400, 60_000],
      [400, 25_000],
    ] as const) {
      const attacks = Array.from({ length: times }, () => attack(bytes));
      expect(await health()).toBe(200);
      await Promise.all(attacks);
    }
    expect(await health()).toBe(200);
  });

  it('are held up to a bound while they come slowly', async () => {
    const { hostname, port } = new URL(program.url);
    const part = 'x'.repeat(60_000);
    const sockets = Array.from({ length: 400 }, () => {
      const socket: Socket = connect(Number(port), hostname);
      socket.on('error', () => undefined).resume();
      socket.write(
        `POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 60001\r\n\r\n${part}`,
      );
      return socket;
    });
    const refused = sockets.map((socket) => new Promise((resolve) => socket.once('data', resolve)));
    // Those that there is no room for are told so, and the others do not keep a place.
    expect(String(await Promise.race(refused))).toMatch(/^HTTP\/1\.1 503 [^]*"OVERLOADED"/);
    expect(await health()).toBe(200);
    for (const socket of sockets) socket.destroy();
  });
});
