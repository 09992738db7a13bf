import { Agent, createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGateway, type Gateway } from '../src/index.js';
import { post, startDemoGateway, type DemoGateway } from './support/demo-gateway.js';
import { bankUserToken, serviceToken } from './support/jwt.js';
import { RecordingProxy } from './support/recording-proxy.js';
import { BankUnderTest } from './support/test-bank.js';
import { until } from './support/until.js';

const NAME = { query: '{ viewer { name } }' };
const SECRET = 'x'.repeat(40);
const SILENT = { LOG_LEVEL: 'silent', PORT: 0 } as const;

const isReady = async (url: string) => (await fetch(`${url}/health/ready`)).status;

describe('a gateway over the embedded test bank', () => {
  let gateway: DemoGateway;

  beforeAll(async () => {
    gateway = await startDemoGateway();
  });

  afterAll(() => gateway.close());

  it('hands out tokens that work at once', async () => {
    const { bankUserToken, serviceToken, people } = gateway.demo;
    const name = people[0]?.name;
    expect(await post(gateway.url, NAME, bankUserToken)).toMatchObject({ data: { viewer: { name } } });
    const list = { query: '{ viewer { name } bankUsers { totalCount nodes { name } } }' };
    expect(await post(gateway.url, list, serviceToken)).toMatchObject({
      data: { viewer: null, bankUsers: { totalCount: people.length } },
    });
    expect((await post(gateway.url, list, bankUserToken)).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ]);
  });

  it('takes no tokens of another one in the same process', async () => {
    const other = await startDemoGateway();
    expect(await post(gateway.url, NAME, other.demo.bankUserToken)).toMatchObject({ status: 401 });
    await other.close();
    expect(await post(gateway.url, NAME, gateway.demo.bankUserToken)).toMatchObject({ status: 200 });
  });

  it('answers for a server of somebody else, too', async () => {
    const server = createServer(gateway.handle);
    const url = await listening(server);
    expect(await post(url, NAME, gateway.demo.bankUserToken)).toMatchObject({
      data: { viewer: { name: 'Klara Vielkonto' } },
    });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('a gateway that answers for a server of somebody else', () => {
  it('answers what is under way when it ends, and what comes meanwhile, and refuses what comes later', async () => {
    const bank = await BankUnderTest.start();
    const proxy = await RecordingProxy.before(bank.url);
    const { id } = await bank.addPerson({ name: 'Anna' });
    const jwt = bankUserToken(id, SECRET);
    const gateway = await createGateway({
      ...SILENT,
      ...{ XS2A_API_KEY: bank.apiKey, XS2A_BASE_URL: proxy.url, AUTH_JWT_SECRET: SECRET },
    });
    const server = createServer(gateway.handle);
    const url = await listening(server);
    const path = `/v1/api/users/${id}`;
    proxy.held = path;
    const underWay = post(url, NAME, jwt);
    await until('it is held', () => proxy.requests.some((request) => request.path === path));
    const closed = gateway.close();
    await until('it is not ready any more', async () => (await isReady(url)) === 503);
    const meanwhile = post(url, NAME, jwt);
    // Longer than those who have nothing under way take to end.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    proxy.held = undefined;
    for (const answer of await Promise.all([underWay, meanwhile]))
      expect(answer).toMatchObject({ status: 200, data: { viewer: { name: 'Anna' } } });
    await closed;
    expect(await post(url, NAME, jwt)).toMatchObject({ status: 503, errors: [{ extensions: { code: 'OVERLOADED' } }] });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await Promise.all([proxy.close(), bank.close()]);
  });
});

describe('a gateway in front of an XS2A server', () => {
  let bank: BankUnderTest;
  let gateway: Gateway;
  let url: string;

  beforeAll(async () => {
    bank = await BankUnderTest.start();
  });

  beforeEach(async () => {
    gateway = await createGateway({
      ...SILENT,
      XS2A_BASE_URL: bank.url,
      XS2A_API_KEY: bank.apiKey,
      AUTH_JWT_SECRET: SECRET,
    });
    url = await gateway.listen();
  });

  afterAll(() => bank.close());

  it('has nothing to show', async () => {
    expect(gateway.demo).toBeUndefined();
    await gateway.close();
  });

  it('says at once that it is not ready, and goes on for a while; then each answer ends its connection', async () => {
    expect(await isReady(url)).toBe(200);
    const closed = gateway.close();
    const draining = await fetch(`${url}/health/ready`);
    expect([draining.status, await draining.json()]).toEqual([503, { status: 'draining' }]);
    expect(draining.headers.get('connection')).toBe('keep-alive');
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect(await post(url, { query: '{ __typename }' })).toMatchObject({ status: 200 });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    while ((await connectionOf(url, agent)) === 'keep-alive') await new Promise((resolve) => setTimeout(resolve, 20));
    await closed;
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
  });

  it('answers what is under way before it ends', async () => {
    const { bankUsers } = await underWay(bank, gateway, url);
    expect(bankUsers).toEqual({ totalCount: expect.any(Number) as number });
  });

  it('can be ended twice', async () => {
    await Promise.all([gateway.close(), gateway.close()]);
    await gateway.close();
  });

  it('does not listen where somebody else does, and can be ended all the same', async () => {
    const { port } = new URL(url);
    const second = await createGateway({ ...SILENT, PORT: Number(port) });
    await expect(second.listen()).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await second.close();
    expect(await isReady(url)).toBe(200);
    await gateway.close();
  });
});

it('tells an observer how it is configured, in place of the log', async () => {
  const events: unknown[] = [];
  const gateway = await createGateway(
    { PORT: 0, XS2A_API_KEY: 'key', XS2A_BASE_URL: 'http://127.0.0.1:9', AUTH_JWT_SECRET: SECRET },
    { onConfigured: ({ environment, because, warnings }) => events.push(environment, because, ...warnings) },
  );
  await gateway.close();
  expect(events).toEqual(['production', 'XS2A_API_KEY is set', expect.stringMatching(/^STORE_URL is memory/)]);
});

it('is refused with everything that is wrong with its settings', async () => {
  const faulty = createGateway({ ...SILENT, XS2A_BASE_URL: 'ftp://a', AUTH_JWT_SECRET: 'short', LOG_LEVEL: 'loud' });
  await expect(faulty).rejects.toMatchObject({
    faults: expect.arrayContaining([
      expect.stringMatching(/^XS2A_BASE_URL /),
      expect.stringMatching(/^AUTH_JWT_SECRET /),
      expect.stringMatching(/^LOG_LEVEL /),
    ]) as string[],
  });
});

/** What a request is answered that upstream keeps waiting until the gateway is told to end. */
async function underWay(bank: BankUnderTest, gateway: Gateway, url: string): Promise<Record<string, unknown>> {
  const service = serviceToken(SECRET);
  await bank.forgetRequests();
  await bank.strike({ path: '/v1/api/users', kind: 'slow-drip', pause: 10, times: 1 });
  const answer = post(url, { query: '{ bankUsers { totalCount } }' }, service);
  await until('upstream is asked', async () => (await bank.requests()).length > 0);
  await gateway.close();
  return (await answer).data as Record<string, unknown>;
}

/** What an answer says of its connection. */
function connectionOf(url: string, agent: Agent): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const request = get(`${url}/health/live`, { agent }, (answer) => {
      answer.resume().on('end', () => {
        resolve(answer.headers.connection);
      });
    });
    request.on('error', reject);
  });
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
