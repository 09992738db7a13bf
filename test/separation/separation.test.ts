import { GatewayProcess } from '../support/gateway-process.js';
import { OtherXs2a } from '../acceptance/other-xs2a/server.js';
import { readMetrics, valueOf } from '../support/prometheus.js';
import { SEED } from '../support/random.js';
import { describeWithRedis, RedisServer } from '../support/redis.js';
import { Crowd, type Tally } from './crowd.js';
import { markedPerson } from './marked-people.js';

/** How many queries the crowd sends: 100,000 by `npm run soak:separation`, and a third of them where there are two instances. */
const QUERIES = Number(process.env.SEPARATION_QUERIES ?? 750);
const isSoak = process.env.SEPARATION_QUERIES !== undefined;
jest.setTimeout(180_000 + QUERIES * 60);

const JWT_SECRET = 'separation-secret-of-more-than-32-characters';
/** Long enough for calls to overlap, and for clients to leave in the midst of them. */
const LATENCY_MS = 25;
/** Renewals come before the end; a token is taken to live a minute at least. */
const TOKEN_LIFE_MS = 61_000;

let xs2a: OtherXs2a;
const people = Array.from({ length: 50 }, (_, index) => markedPerson(index + 1));
const gateways: GatewayProcess[] = [];

beforeAll(async () => {
  xs2a = await OtherXs2a.start(people.map(({ person }) => person));
  xs2a.latencyMs = LATENCY_MS;
  xs2a.tokens.maxLifeMs = TOKEN_LIFE_MS;
});

afterEach(async () => {
  await Promise.all(gateways.splice(0).map((gateway) => gateway.stop()));
});

afterAll(() => xs2a.stop());

async function start(env: Readonly<Record<string, string>> = {}): Promise<GatewayProcess> {
  const upstream = { XS2A_BASE_URL: xs2a.url, XS2A_API_KEY: xs2a.apiKey };
  const gateway = await GatewayProcess.start({
    ...upstream,
    AUTH_JWT_SECRET: JWT_SECRET,
    RATE_LIMIT_BANK_USER: '0',
    RATE_LIMIT_SERVICE: '0',
    // On a busy machine requests wait long for their turn, which is for tests of their own.
    OVERLOAD_WAIT_MS: '0',
    ...env,
  });
  gateways.push(gateway);
  return gateway;
}

async function askAll(queries: number): Promise<Tally> {
  const urls = gateways.map(({ url }) => url);
  const crowd = new Crowd({ people, xs2a, urls, jwtSecret: JWT_SECRET, onProgress: isSoak ? tell : undefined });
  const issued = xs2a.tokens.everIssued.size;
  const tally = await crowd.ask(queries);
  await crowd.close();
  const tokens = xs2a.tokens.everIssued.size - issued;
  if (isSoak) tell(queries, tally, { tokens });
  expect(tokens).toBeGreaterThanOrEqual(people.length);
  return tally;
}

function tell(queries: number, tally: Tally, more: object = {}): void {
  process.stdout.write(`${JSON.stringify({ queries, ...more, ...tally })}\n`);
}

function expectSeparated(tally: Tally, queries: number): void {
  expect({ foreignRows: tally.foreignRows, faults: tally.faults }).toEqual({ foreignRows: 0, faults: {} });
  expect(tally.aborted).toBeGreaterThan(queries / 50);
  expect(tally.answered + tally.aborted).toBe(queries);
  expect(tally.ownRows).toBeGreaterThan(queries * 10);
}

describe('50 people who ask at the same time, of whom some leave early', () => {
  it(`get rows of their own alone (SEED=${SEED})`, async () => {
    const { url } = await start();
    expectSeparated(await askAll(QUERIES), QUERIES);
    const results = { read: 'result', event: 'hit' };
    expect(valueOf(await readMetrics(url), 'xs2a_gateway_cache_events_total', results)).toBeGreaterThan(QUERIES / 20);
  });
});

describeWithRedis('50 people who ask two instances that share a Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => (redis = await RedisServer.start()));
  afterAll(() => redis.kill());

  it(`get rows of their own alone (SEED=${SEED})`, async () => {
    const shared = {
      STORE_URL: redis.url,
      CACHE_URL: redis.url,
      ENCRYPTION_KEY: Buffer.alloc(32, 5).toString('base64'),
    };
    await Promise.all([start(shared), start(shared)]);
    const queries = Math.ceil(QUERIES / 3);
    expectSeparated(await askAll(queries), queries);
  });
});
