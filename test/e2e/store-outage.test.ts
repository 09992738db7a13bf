import { setTimeout as pause } from 'node:timers/promises';
import { GatewayProcess } from '../support/gateway-process.js';
import { OtherXs2a } from '../acceptance/other-xs2a/server.js';
import { markedPerson } from '../separation/marked-people.js';
import { SEED } from '../support/random.js';
import { describeWithRedis, RedisServer } from '../support/redis.js';
import { until } from '../support/until.js';
import { StoreLoad } from './load/store-load.js';

/** How often Redis is frozen, killed and started again; 10 times, and for longer each, by `npm run soak:store`. */
const ROUNDS = Number(process.env.STORE_ROUNDS ?? 1);
const AWAY_MS = process.env.STORE_ROUNDS === undefined ? 1_500 : 5_000;
jest.setTimeout(180_000 + ROUNDS * 60_000);

const JWT_SECRET = 'store-outage-secret-of-more-than-32-characters';

describeWithRedis('two instances whose Redis goes away under load', () => {
  const people = Array.from({ length: 20 }, (_, index) => markedPerson(index + 1));
  let redis: RedisServer;
  let xs2a: OtherXs2a;
  let gateways: GatewayProcess[];

  beforeAll(async () => {
    redis = await RedisServer.start();
    xs2a = await OtherXs2a.start(people.map(({ person }) => person));
    xs2a.latencyMs = 10;
    const env = {
      ...{ XS2A_BASE_URL: xs2a.url, XS2A_API_KEY: xs2a.apiKey, AUTH_JWT_SECRET: JWT_SECRET },
      ...{ RATE_LIMIT_BANK_USER: '0', RATE_LIMIT_SERVICE: '0', OVERLOAD_WAIT_MS: '0' },
      ...{ STORE_URL: redis.url, CACHE_URL: redis.url, ENCRYPTION_KEY: Buffer.alloc(32, 6).toString('base64') },
    };
    gateways = await Promise.all([GatewayProcess.start(env), GatewayProcess.start(env)]);
  });

  afterAll(async () => {
    redis.thaw();
    const exits = await Promise.all(gateways.map((gateway) => gateway.stop()));
    await Promise.all([xs2a.stop(), redis.kill()]);
    expect(exits).toEqual([0, 0]);
  });

  /** What it does while the store is away is what the load is told of. */
  async function away(load: StoreLoad): Promise<void> {
    load.storeIsAway();
    const { refusedWrites } = load.tally;
    await pause(AWAY_MS);
    await until('a write is refused', () => load.tally.refusedWrites > refusedWrites);
    load.storeMayBeBack();
  }

  async function untilBack(load: StoreLoad): Promise<void> {
    for (const { url } of gateways)
      await until('the store is back', async () => (await load.writeOnce(url)) !== 'OVERLOADED');
  }

  it(`go on reading, refuse writes that have a key, and come back by themselves (SEED=${SEED})`, async () => {
    const load = new StoreLoad({ people, urls: gateways.map(({ url }) => url), jwtSecret: JWT_SECRET });
    await load.introduceEverybody();
    const tokensShared = xs2a.tokens.everIssued.size;
    load.begin();
    for (let round = 0; round < ROUNDS; round += 1) {
      redis.freeze();
      // A signal takes its time to arrive.
      await pause(100);
      await away(load);
      redis.thaw();
      await untilBack(load);
      await redis.kill();
      await away(load);
      await redis.restart();
      await untilBack(load);
      await pause(AWAY_MS / 2);
      xs2a.forgetRequests();
    }
    const tally = await load.end();
    if (process.env.STORE_ROUNDS !== undefined)
      process.stdout.write(`${JSON.stringify({ rounds: ROUNDS, tokensShared, done: load.begun.size, ...tally })}\n`);
    expect(tokensShared).toBe(people.length);
    expect({ odd: tally.oddWrites, false: tally.falseWrites, foreign: tally.foreignRows }).toEqual({
      ...{ odd: {}, false: 0, foreign: 0 },
    });
    const failed = Object.values(tally.failedReads).reduce((sum, count) => sum + count, 0);
    expect([tally.failedReads, failed / tally.reads <= 0.001]).toEqual([expect.anything(), true]);
    expect(tally.refusedWrites).toBeGreaterThan(0);
    // What was said to have begun has begun, each for itself.
    expect(new Set(load.begun.values()).size).toBe(load.begun.size);
    for (const transaction of load.begun.values()) expect(xs2a.world.sessions.has(transaction)).toBe(true);
  });
});
