import { setTimeout as pause } from 'node:timers/promises';
import { OtherXs2a } from '../acceptance/other-xs2a/server.js';
import { markedPerson } from '../separation/marked-people.js';
import { GatewayProcess } from '../support/gateway-process.js';
import { SEED } from '../support/random.js';
import { noRedis } from '../support/redis.js';
import { REDIS_FORMS, type RunningRedis } from '../support/redis-forms.js';
import { describeUnless, notIn } from '../support/unless.js';
import { until } from '../support/until.js';
import { StoreLoad } from './load/store-load.js';

/** How often each form loses a master. Only by `npm run soak:redis`: test/store/forms has the short version. */
const ROUNDS = Number(process.env.REDIS_ROUNDS ?? 0);
const LOAD_MS = 10_000;
const notNow = notIn('soak:redis', ROUNDS > 0) ?? noRedis;

const JWT_SECRET = 'redis-failover-secret-of-more-than-32-characters';

for (const form of REDIS_FORMS.flatMap((each) => Array.from({ length: Math.max(ROUNDS, 1) }, () => each))) {
  describeUnless(notNow ?? form.obstacle)(
    `two instances whose Redis, ${form.name}, loses its master under load`,
    () => {
      const people = Array.from({ length: 10 }, (_, index) => markedPerson(index + 1));
      let redis: RunningRedis;
      let xs2a: OtherXs2a;
      let gateways: GatewayProcess[];

      beforeAll(async () => {
        redis = await form.start();
        xs2a = await OtherXs2a.start(people.map(({ person }) => person));
        xs2a.latencyMs = 10;
        const env = {
          ...{ XS2A_BASE_URL: xs2a.url, XS2A_API_KEY: xs2a.apiKey, AUTH_JWT_SECRET: JWT_SECRET },
          ...{ RATE_LIMIT_BANK_USER: '0', RATE_LIMIT_SERVICE: '0', OVERLOAD_WAIT_MS: '0' },
          ...{ STORE_URL: redis.url, CACHE_URL: redis.url, ...redis.variables },
          // As in the middle of a rotation.
          ENCRYPTION_KEY: [6, 7].map((byte) => Buffer.alloc(32, byte).toString('base64')).join(),
        };
        gateways = await Promise.all([GatewayProcess.start(env), GatewayProcess.start(env)]);
      });

      afterAll(async () => {
        const exits = await Promise.all(gateways.map((gateway) => gateway.stop()));
        await Promise.all([xs2a.stop(), redis.stop()]);
        expect(exits).toEqual([0, 0]);
      });

      it(`go on reading, do no write twice, and come back by themselves (SEED=${SEED})`, async () => {
        const load = new StoreLoad({ people, urls: gateways.map(({ url }) => url), jwtSecret: JWT_SECRET });
        await load.introduceEverybody();
        expect(xs2a.tokens.everIssued.size).toBe(people.length);
        load.begin();
        await until('writes are done', () => load.begun.size > 20);
        await pause(LOAD_MS);
        await redis.loseMaster();
        await until('a write is refused', () => load.tally.refusedWrites > 0);
        await redis.recover();
        for (const { url } of gateways)
          await until('writes are done again', async () => (await load.writeOnce(url)) !== 'OVERLOADED');
        await pause(LOAD_MS);
        const { oddWrites, foreignRows, failedReads, ...tally } = await load.end();
        process.stdout.write(`${JSON.stringify({ form: form.name, begun: load.begun.size, ...tally })}\n`);
        expect({ oddWrites, foreignRows, failedReads }).toEqual({ oddWrites: {}, foreignRows: 0, failedReads: {} });
        expect(new Set(load.begun.values()).size).toBe(load.begun.size);
        expect(await load.repeatAll(20_000)).toEqual([]);
        for (const { output } of gateways)
          expect(output.split('\n').filter((line) => !/^(\{.*\})?$/.test(line))).toEqual([]);
      });
    },
  );
}
