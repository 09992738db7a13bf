import { setTimeout as pause } from 'node:timers/promises';
import { OtherXs2a } from '../acceptance/other-xs2a/server.js';
import { markedPerson } from '../separation/marked-people.js';
import { SEED } from '../support/random.js';
import { noRedis } from '../support/redis.js';
import { REDIS_FORMS, type RunningRedis } from '../support/redis-forms.js';
import { describeUnless, notIn } from '../support/unless.js';
import { until } from '../support/until.js';
import { LoadBalancer } from './load/load-balancer.js';
import { StoreLoad } from './load/store-load.js';

/** Only by `npm run soak:redis`: each half of it is in the suite. */
const ROUNDS = Number(process.env.REDIS_ROUNDS ?? 0);
const LOAD_MS = 5_000;
const FORM = REDIS_FORMS.find(({ name }) => name.startsWith('Sentinels'));
const notNow = notIn('soak:redis', ROUNDS > 0) ?? noRedis ?? FORM?.obstacle;
jest.setTimeout(300_000);

const JWT_SECRET = 'rolling-failover-secret-of-more-than-32-characters';

describeUnless(notNow)('three instances behind a load balancer', () => {
  const people = Array.from({ length: 10 }, (_, index) => markedPerson(index + 1));
  let redis: RunningRedis;
  let xs2a: OtherXs2a;
  let balancer: LoadBalancer;

  beforeAll(async () => {
    if (FORM === undefined) throw new Error('There is no form of Redis with Sentinels');
    redis = await FORM.start();
    xs2a = await OtherXs2a.start(people.map(({ person }) => person));
    xs2a.latencyMs = 10;
    balancer = await LoadBalancer.start();
  });

  afterAll(async () => {
    await balancer.stop();
    await Promise.all([xs2a.stop(), redis.stop()]);
  });

  const startInstance = () =>
    balancer.startInstance({
      ...{ XS2A_BASE_URL: xs2a.url, XS2A_API_KEY: xs2a.apiKey, AUTH_JWT_SECRET: JWT_SECRET },
      ...{ RATE_LIMIT_BANK_USER: '0', RATE_LIMIT_SERVICE: '0', OVERLOAD_WAIT_MS: '0', SHUTDOWN_GRACE_SECONDS: '8' },
      ...{ STORE_URL: redis.url, CACHE_URL: redis.url, ...redis.variables },
      ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    });

  it(`are replaced while Redis fails over: no read fails, no write is done twice (SEED=${SEED})`, async () => {
    const running = [await startInstance(), await startInstance(), await startInstance()];
    const load = new StoreLoad({ people, urls: [balancer.url], jwtSecret: JWT_SECRET });
    await load.introduceEverybody();
    load.begin();
    await until('writes are done', () => load.begun.size > 20);
    const exits: Promise<number | null>[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const failover = (async () => {
        await pause(LOAD_MS);
        await redis.loseMaster();
      })();
      for (let nth = 0; nth < 3; nth++) {
        const oldest = running[exits.length];
        const fresh = await startInstance();
        running.push(fresh);
        await until('it serves', () => balancer.servedBy(fresh.url) > 10);
        oldest?.signal('SIGTERM');
        if (oldest !== undefined) exits.push(oldest.ended);
        await pause(LOAD_MS);
      }
      await failover;
      await redis.recover();
      await until('writes are done again', async () => (await load.writeOnce(balancer.url)) !== 'OVERLOADED');
    }
    await pause(LOAD_MS);
    const { oddWrites, foreignRows, failedReads, ...tally } = await load.end();
    process.stdout.write(`${JSON.stringify({ replaced: exits.length, begun: load.begun.size, ...tally })}\n`);
    expect(await Promise.all(exits)).toEqual(exits.map(() => 0));
    expect({ oddWrites, foreignRows, failedReads }).toEqual({ oddWrites: {}, foreignRows: 0, failedReads: {} });
    expect(tally.refusedWrites).toBeGreaterThan(0);
    expect(new Set(load.begun.values()).size).toBe(load.begun.size);
    expect(await load.repeatAll(20_000)).toEqual([]);
  });
});
