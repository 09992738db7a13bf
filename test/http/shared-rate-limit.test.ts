import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';
import { describeWithRedis, RedisServer } from '../support/redis.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';
import { until } from '../support/until.js';

const RATE = 120;
/** In which a unit comes back. */
const UNIT_MS = 60_000 / RATE;
/** What records of rates are named; there are others beside them. */
const RATES = 'xs2a:rates:';
/** More than an instance learns too late of. */
const LATE = 20;

describeWithRedis('with one Redis, instances', () => {
  let bank: BankUnderTest;
  let redis: RedisServer;
  let gateways: readonly GatewayUnderTest[];
  let person: Person;
  let callers: readonly [Caller, Caller];

  beforeAll(async () => {
    bank = await BankUnderTest.start();
    redis = await RedisServer.start();
    const settings = {
      ...{ STORE_URL: redis.url, ENCRYPTION_KEY: Buffer.alloc(32, 3).toString('base64') },
      ...{ RATE_LIMIT_BANK_USER: String(RATE) },
    };
    gateways = await Promise.all([GatewayUnderTest.start(bank, settings), GatewayUnderTest.start(bank, settings)]);
  });
  beforeEach(async () => {
    await redis.empty();
    callers = await addCaller();
  });
  afterAll(async () => {
    redis.thaw();
    await Promise.all(gateways.map((gateway) => gateway.close()));
    await redis.kill();
    await bank.close();
  });

  /** The same new person at both. */
  async function addCaller(): Promise<readonly [Caller, Caller]> {
    person = await bank.addPerson();
    const [one, other] = await Promise.all(gateways.map((gateway) => gateway.as(person)));
    if (one === undefined || other === undefined) throw new Error('There are not two');
    return [one, other];
  }

  /** @returns how many of so many operations, one after another, were answered before one was refused */
  async function answered(caller: Caller, most = 2 * RATE): Promise<number> {
    for (let operations = 0; operations < most; operations++) {
      const { errors } = await caller.ask('{ viewer { id } }');
      if (errors[0]?.extensions.code === 'RATE_LIMITED') return operations;
      expect(errors).toEqual([]);
    }
    return most;
  }

  /** Until Redis knows of so many units, of which some have come back since then. */
  async function known(units: number, since: number): Promise<void> {
    const isCharged = (ms: number) => ms + (performance.now() - since) > (units - 1) * UNIT_MS;
    await until(`Redis knows of ${units} units`, async () => (await redis.lifetimes(RATES)).some(isCharged));
  }

  it('count together, and refuse together what is more', async () => {
    const began = performance.now();
    const [one, other] = callers;
    expect(await answered(one, 80)).toBe(80);
    await known(80, began);
    expect(await answered(other, 1)).toBe(1);
    await pause(300);
    const second = await answered(other);
    await known(80 + 1 + second, began);
    const third = (await answered(one, 1)) === 0 ? 0 : await pause(300).then(() => answered(one));
    const cameBack = (performance.now() - began) / UNIT_MS;
    expect(80 + 1 + second + third).toBeGreaterThanOrEqual(RATE - 1);
    expect(80 + 1 + second + third).toBeLessThan(RATE + cameBack + LATE);
    const [somebody] = await addCaller();
    expect(await answered(somebody, 30)).toBe(30);
  });

  it('give nothing back because Redis has forgotten it', async () => {
    const [caller] = callers;
    await answered(caller);
    await redis.empty();
    const began = performance.now();
    await pause(2 * UNIT_MS);
    expect(await answered(caller, 1)).toBe(1);
    await until('Redis knows of them', async () => (await redis.lifetimes(RATES)).length > 0);
    await pause(100);
    expect(await answered(caller)).toBeLessThan((performance.now() - began) / UNIT_MS + LATE);
  });

  it('have one budget for events', async () => {
    const forge = async (gateway: GatewayUnderTest | undefined) => {
      const body = JSON.stringify({ id: 'forged' });
      const headers = { 'content-type': 'application/json' };
      return (await fetch(`${gateway?.url ?? ''}/webhooks/xs2a`, { method: 'POST', headers, body })).status;
    };
    const accepted = async (gateway: GatewayUnderTest | undefined) => {
      for (let events = 0; events < 1_000; events++) if ((await forge(gateway)) === 429) return events;
      throw new Error('None was refused');
    };
    const [one, other] = gateways;
    expect(await accepted(one)).toBeGreaterThanOrEqual(50);
    await until('Redis knows of them', async () => (await redis.lifetimes(RATES)).some((ms) => ms > 4_000));
    await forge(other);
    await pause(300);
    expect(await accepted(other)).toBeLessThan(45);
  });

  it('leave nothing that can be read, and nothing for longer than it is needed', async () => {
    const began = performance.now();
    await answered(callers[0], 60);
    await known(60, began);
    const contents = [...(await redis.contents())].filter(([name]) => name.startsWith(RATES));
    expect(contents.length).toBeGreaterThan(0);
    for (const record of contents) expect(record).toEqual([expect.stringMatching(/^xs2a:rates:[\w-]{43}$/), '']);
    expect(JSON.stringify(contents)).not.toContain(person.id);
    // The first of the 60 may have made the access token as well.
    for (const ms of await redis.lifetimes(RATES)) expect(ms).toBeLessThanOrEqual(61 * UNIT_MS);
  });

  it('count for themselves while it hangs or is away, and together again afterwards', async () => {
    redis.freeze();
    expect(await answered(callers[0], 30)).toBe(30);
    redis.thaw();
    await redis.kill();
    const alone = await addCaller();
    const counts = await Promise.all(alone.map((caller) => answered(caller)));
    for (const count of counts) {
      expect(count).toBeGreaterThanOrEqual(RATE);
      expect(count).toBeLessThan(2 * RATE);
    }
    await redis.restart();
    const [again] = await addCaller();
    await until('they count together again', async () => {
      await again.data('{ viewer { id } }');
      return (await redis.lifetimes(RATES)).length > 0;
    });
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
