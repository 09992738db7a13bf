import type { Person } from '../../support/test-bank.js';
import { describeWithRedis, RedisServer } from '../../support/redis.js';
import {
  accountIdOf,
  ACCOUNTS,
  BALANCE,
  BANK_USER,
  CONNECTIONS,
  connectionIdOf,
  DASHBOARD,
  Gateways,
  TURNOVERS,
} from '../../support/gateways.js';
import { redisStore, type InProcessGateway } from '../../support/in-process-gateway.js';
import { until } from '../../support/until.js';

const HOUR = 3_600;
/** The instance that only tells what is shared. */
const PROBE = 2;

const TURNOVERS_FROM = `query ($from: Date) {
  viewer { accounts { turnovers(filter: { from: $from }) { totalCount nodes { id } } } }
}`;

/** What is written is not waited for: an instance that has just started is asked until it needs no more than the connections. */
const untilShared = (gateways: Gateways, ask: (gateway: InProcessGateway) => Promise<unknown>) =>
  until('all answers are shared', async () => {
    await gateways.restart(PROBE);
    const calls = await gateways.callsOf(() => ask(gateways.at(PROBE)));
    return Object.keys(calls).join() === CONNECTIONS;
  });

describe('instances that share what they have read', () => {
  let gateways: Gateways;

  beforeAll(async () => {
    gateways = await Gateways.open({ count: 3, sharesAnswers: true });
  });

  beforeEach(() => {
    gateways.setTime('2026-06-15T10:00:00Z');
  });

  afterAll(async () => {
    await gateways.close();
  });

  const sharedPerson = async (shape = {}) => {
    const person = await gateways.person({ connections: 2, accounts: 3, ...shape });
    await gateways.bank.addTurnovers(person.accounts[0] ?? '', [{ amount: 1 }]);
    await gateways.first.as(person, DASHBOARD);
    await untilShared(gateways, (gateway) => gateway.as(person, DASHBOARD));
    return person;
  };

  const secondIsRight = async (person: Person) => {
    const { data, codes } = await gateways.freshly(person, DASHBOARD);
    const answer = await gateways.second.as(person, DASHBOARD);
    expect(answer).toMatchObject({ data, codes });
    return answer.meter;
  };

  it('ask for the connections alone where another one has read everything', async () => {
    const person = await sharedPerson({ turnovers: 200 });
    const calls = await gateways.callsOf(() => gateways.second.as(person, DASHBOARD));
    expect(calls).toEqual({ [CONNECTIONS]: 1 });
    expect((await secondIsRight(person)).cacheHits).toBeGreaterThan(0);
  });

  it('find nothing of what was read before a sync', async () => {
    const person = await sharedPerson();
    await gateways.elsewhere(person).sync(person.connections[0] ?? '');
    await secondIsRight(person);
  });

  it('find nothing of what was read before a write', async () => {
    const person = await sharedPerson();
    const source = 'mutation ($id: ID!) { markTurnoversSeen(input: { accountId: $id }) { __typename } }';
    await gateways.first.as(person, source, { id: accountIdOf(person) });
    await secondIsRight(person);
  });

  it('find nothing while a sync is awaited', async () => {
    const person = await sharedPerson();
    await gateways.bank.set({ syncDelay: 3_600_000 });
    const source = 'mutation ($id: ID!) { syncBankConnection(input: { id: $id }) { __typename } }';
    await gateways.first.as(person, source, { id: connectionIdOf(person) });
    for (const account of person.accounts.slice(0, 2)) {
      await secondIsRight(person);
      if (account === person.accounts[0]) await gateways.bank.addTurnovers(account, [{ amount: 1 }]);
    }
    await gateways.bank.settle();
    await gateways.bank.set({ syncDelay: 0 });
  });

  it('do not make it younger by handing it on', async () => {
    const person = await sharedPerson();
    gateways.pass(HOUR - 1);
    const calls = await gateways.callsOf(() => gateways.second.as(person, DASHBOARD));
    for (const route of [BANK_USER, ACCOUNTS, BALANCE, TURNOVERS]) expect(Object.keys(calls)).not.toContain(route);
    await secondIsRight(person);
    gateways.pass(1);
    expect(await gateways.callsOf(() => gateways.second.as(person, DASHBOARD))).toMatchObject({
      [BANK_USER]: 1,
      [ACCOUNTS]: 1,
      [BALANCE]: 3,
      [TURNOVERS]: 3,
    });
  });

  it('keep what they have read of more dates, and is too long to be shared', async () => {
    const person = await gateways.person({ turnovers: 6_000, days: 400 });
    const ask = (index: number, from: string, to: string) =>
      gateways.at(index).as(
        person,
        `query ($from: Date, $to: Date) {
          viewer { accounts { turnovers(filter: { from: $from, to: $to }) { totalCount } } }
        }`,
        { from, to },
      );
    const long: [string, string] = ['2025-06-01', '2026-06-10'];
    const others: [string, string] = ['2026-06-12', '2026-06-15'];
    await ask(1, ...long);
    await ask(0, '2026-06-10', '2026-06-15');
    await untilShared(gateways, () => ask(PROBE, '2026-06-10', '2026-06-15'));
    for (const dates of [others, long]) {
      expect(await gateways.callsOf(() => ask(1, ...dates))).toEqual({ [CONNECTIONS]: 1 });
    }
    await gateways.restart(PROBE);
    expect(await gateways.callsOf(() => ask(PROBE, ...long))).toEqual({ [CONNECTIONS]: 1, [TURNOVERS]: 1 });
  });

  it('serve others, and widen each other’s dates', async () => {
    const person = await gateways.person({ turnovers: 100, days: 400 });
    const ask = (index: number, from: string) => gateways.at(index).as(person, TURNOVERS_FROM, { from });
    await ask(0, '2026-05-01');
    await untilShared(gateways, () => ask(PROBE, '2026-05-01'));
    expect(await gateways.callsOf(() => ask(1, '2026-06-01'))).toEqual({ [CONNECTIONS]: 1 });
    expect(await gateways.callsOf(() => ask(1, '2026-01-01'))).toEqual({ [CONNECTIONS]: 1, [TURNOVERS]: 1 });
    const { data } = await gateways.freshly(person, TURNOVERS_FROM, { from: '2026-01-01' });
    await untilShared(gateways, () => ask(PROBE, '2026-01-01'));
    expect(await gateways.callsOf(() => ask(0, '2026-01-01'))).toEqual({ [CONNECTIONS]: 1 });
    expect((await ask(0, '2026-01-01')).data).toEqual(data);
  });

  it('tell of the rows that are missing in it', async () => {
    await gateways.bank.override({ path: '/v1/api/accounts/*/turnovers', rows: [{ booking_date: 'soon' }] });
    const person = await sharedPerson();
    expect((await gateways.second.as(person, DASHBOARD)).meter.skippedRows).toBe(3);
    await gateways.bank.heal();
  });
});

describeWithRedis('instances that share a Redis', () => {
  let redis: RedisServer;
  let gateways: Gateways;

  beforeEach(async () => {
    redis = await RedisServer.start();
    const openCacheStore = () => redisStore('cache', redis.url);
    gateways = await Gateways.open({ count: 3, sharesAnswers: true, openCacheStore });
  });

  afterEach(async () => {
    redis.thaw();
    await gateways.close();
    await redis.kill();
  });

  const isRight = async (index: number, person: Person) => {
    const { data, codes } = await gateways.freshly(person, DASHBOARD);
    expect(await gateways.at(index).as(person, DASHBOARD)).toMatchObject({ data, codes });
  };

  const sharedPerson = async () => {
    const person = await gateways.person({ name: 'Paula Probe', connections: 2, accounts: 5, turnovers: 100 });
    await gateways.bank.addTurnovers(person.accounts[0] ?? '', [{ amount: 1 }]);
    await gateways.first.as(person, DASHBOARD);
    await untilShared(gateways, (gateway) => gateway.as(person, DASHBOARD));
    return person;
  };

  it('ask for the connections alone where another one has read everything', async () => {
    const person = await sharedPerson();
    expect(await gateways.callsOf(() => gateways.second.as(person, DASHBOARD))).toEqual({ [CONNECTIONS]: 1 });
    await isRight(1, person);
  });

  it('ask for the connections alone after a new start', async () => {
    const person = await sharedPerson();
    await gateways.restart(0);
    expect(await gateways.callsOf(() => gateways.first.as(person, DASHBOARD))).toEqual({ [CONNECTIONS]: 1 });
  });

  it('leave nothing in it that anybody could read, nor for longer than it is of use', async () => {
    const person = await sharedPerson();
    const contents = [...(await redis.contents())].flat().join('\n');
    const readable = `${contents}\n${Buffer.from(contents, 'base64').toString('latin1')}`;
    const secrets = [person.id, ...person.accounts, ...person.connections, 'Paula', 'Buchung', 'turnovers'];
    expect(secrets.filter((secret) => readable.includes(secret))).toEqual([]);
    const lifetimes = await redis.lifetimes();
    expect(lifetimes.filter((ms) => ms < 0 || ms > 24 * 3_600_000)).toEqual([]);
    expect(lifetimes.length).toBeGreaterThan(0);
  });

  it('see what one of them has written in the next answer of the other', async () => {
    const person = await sharedPerson();
    await gateways.second.as(person, DASHBOARD);
    const source = 'mutation ($id: ID!) { markTurnoversSeen(input: { accountId: $id }) { __typename } }';
    await gateways.first.as(person, source, { id: accountIdOf(person) });
    await isRight(1, person);
    await isRight(0, person);
  });

  it.each(['is killed', 'freezes'])(
    'go on reading when it %s, and recover',
    async (outage) => {
      const person = await sharedPerson();
      await gateways.second.as(person, DASHBOARD);
      if (outage === 'freezes') redis.freeze();
      else await redis.kill();
      for (const index of [0, 1, 0, 1]) {
        await gateways.bank.addTurnovers(person.accounts[index] ?? '', [{ amount: 1 }]);
        await isRight(index, person);
      }
      const source = 'mutation ($id: ID!) { markTurnoversSeen(input: { accountId: $id }) { __typename } }';
      await gateways.first.as(person, source, { id: accountIdOf(person) });
      await isRight(0, person);
      if (outage === 'freezes') redis.thaw();
      else await redis.restart();
      // What was added did not come with a sync.
      for (const connection of person.connections) await gateways.elsewhere(person).sync(connection);
      gateways.pass(1_200);
      await until('the second has everything', async () => {
        const calls = await gateways.callsOf(() => gateways.second.as(person, DASHBOARD));
        return Object.keys(calls).join() === CONNECTIONS;
      });
      await until('the first has everything', async () => {
        const calls = await gateways.callsOf(() => gateways.first.as(person, DASHBOARD));
        return Object.keys(calls).join() === CONNECTIONS;
      });
      await isRight(0, person);
      await isRight(1, person);
    },
    20_000,
  );
});
