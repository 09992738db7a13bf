import { bankUserToken } from '../support/jwt.js';
import { Random, SEED } from '../support/random.js';
import { BankUnderTest } from '../support/test-bank.js';
import { until } from '../support/until.js';
import { loadUntilGone, type Tally } from './load/keep-alive-load.js';
import { LoadBalancer } from './load/load-balancer.js';

/** How often all three instances are replaced; ten times by `npm run soak:update`. */
const ROUNDS = Number(process.env.UPDATE_ROUNDS ?? 1);
jest.setTimeout(180_000 + ROUNDS * 60_000);

const JWT_SECRET = 'a secret of more than thirty-two characters';
const QUERY = '{ viewer { name accounts { iban balance { amount { value } } } } }';
const PAUSES = [10, 50, 100, 100, ...Array.from({ length: 10 }, (_, index) => (index % 2 ? 800 : 2_000))];

describe('three instances behind a load balancer', () => {
  let bank: BankUnderTest;
  let balancer: LoadBalancer;

  beforeAll(async () => {
    bank = await BankUnderTest.start();
    await bank.set({ latency: { from: 0, to: 30 } });
    balancer = await LoadBalancer.start();
  });

  afterAll(async () => {
    await balancer.stop();
    await bank.close();
  });

  const startInstance = () =>
    balancer.startInstance({
      ...{ XS2A_BASE_URL: bank.url, XS2A_API_KEY: bank.apiKey, AUTH_JWT_SECRET: JWT_SECRET },
      ...{ SHUTDOWN_GRACE_SECONDS: '8', RATE_LIMIT_BANK_USER: '0', OVERLOAD_WAIT_MS: '0' },
    });

  it(`are replaced one after the other, ${ROUNDS} times, and no request fails (SEED=${SEED})`, async () => {
    const person = await bank.addPerson({ name: 'Rosa Rollend', accounts: 2 });
    const running = await Promise.all([startInstance(), startInstance(), startInstance()]);
    const tally: Tally = { answered: 0, reused: 0, failures: [] };
    let isOver = false;
    const load = loadUntilGone({
      ...{ url: balancer.url, jwt: bankUserToken(person.id, JWT_SECRET), query: QUERY },
      ...{ pauses: PAUSES, random: new Random(SEED), tally, isOver: () => isOver },
    });
    const exits: Promise<number | null>[] = [];
    while (exits.length < 3 * ROUNDS) {
      const fresh = await startInstance();
      running.push(fresh);
      const oldest = running[exits.length] ?? fresh;
      await until('both have served', () => [oldest, fresh].every(({ url }) => balancer.servedBy(url) > 10));
      // The next one starts while this one drains.
      oldest.signal('SIGTERM');
      exits.push(oldest.ended);
      await bank.forgetRequests();
    }
    expect(await Promise.all(exits)).toEqual(exits.map(() => 0));
    isOver = true;
    await load;
    if (process.env.UPDATE_ROUNDS !== undefined) process.stdout.write(`${ROUNDS} times: ${JSON.stringify(tally)}\n`);
    expect(tally.failures).toEqual([]);
    expect(tally.answered).toBeGreaterThan(ROUNDS * 100);
  });
});
