import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { RemoteCache } from '../../../src/datasources/reads/remote-cache.js';
import type { SecureStore } from '../../../src/store/secure-store.js';
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
import { memoryStore, redisStore } from '../../support/in-process-gateway.js';
import { until } from '../../support/until.js';

const HOUR = 3_600;

const TURNOVERS_FROM = `query ($from: Date) {
  viewer { accounts { turnovers(filter: { from: $from }) { totalCount nodes { id } } } }
}`;

/** What is written is not waited for. */
const hasEverythingOf = async (person: Person, store: SecureStore) => {
  const keys = ['bank-user', 'accounts', ...person.accounts.flatMap((id) => [`balance ${id}`, `turnovers ${id}`])];
  const answers = new RemoteCache(store, () => new Date(0));
  const found = await Promise.all(keys.map((key) => answers.get(person.id, key)));
  return found.every((answer) => answer !== undefined);
};

describe('instances that share what they have read', () => {
  let gateways: Gateways;

  beforeAll(async () => {
    gateways = await Gateways.open({ count: 2, sharesAnswers: true });
  });

  beforeEach(() => {
    gateways.setTime('2026-06-15T10:00:00Z');
  });

  afterAll(async () => {
    await gateways.close();
  });

  const store = () => gateways.cacheStoreOf(0);

  const sharedPerson = async (shape = {}) => {
    const person = await gateways.person({ connections: 2, accounts: 3, ...shape });
    await gateways.bank.addTurnovers(person.accounts[0] ?? '', [{ amount: 1 }]);
    await gateways.first.as(person, DASHBOARD);
    await until('all answers are shared', () => hasEverythingOf(person, store()));
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
    expect((await secondIsRight(person)).cacheHits).toBe(8);
  });

  it('go on from their own memory', async () => {
    const person = await sharedPerson();
    await gateways.second.as(person, DASHBOARD);
    const answers = new RemoteCache(store(), () => gateways.now);
    await Promise.all(person.accounts.map((id) => answers.drop(person.id, `turnovers ${id}`)));
    expect(await gateways.callsOf(() => gateways.second.as(person, DASHBOARD))).toEqual({ [CONNECTIONS]: 1 });
  });

  it('find nothing of what was read before a sync, and leave none of it behind', async () => {
    const person = await sharedPerson();
    await gateways.elsewhere(person).sync(person.connections[0] ?? '');
    await secondIsRight(person);
    expect(await hasEverythingOf(person, store())).toBe(false);
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
    expect((await secondIsRight(person)).cacheHits).toBe(8);
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
    const answers = new RemoteCache(store(), () => gateways.now);
    const key = `turnovers ${person.accounts[0] ?? ''}`;
    await until('it is shared', async () => (await answers.get(person.id, key)) !== undefined);
    for (const dates of [others, long]) {
      expect(await gateways.callsOf(() => ask(1, ...dates))).toEqual({ [CONNECTIONS]: 1 });
    }
  });

  it('serve others, and widen each other’s dates', async () => {
    const person = await gateways.person({ turnovers: 100, days: 400 });
    const ask = (index: number, from: string) => gateways.at(index).as(person, TURNOVERS_FROM, { from });
    await ask(0, '2026-05-01');
    const answers = new RemoteCache(store(), () => gateways.now);
    const key = `turnovers ${person.accounts[0] ?? ''}`;
    await until('the answer is shared', async () => (await answers.get(person.id, key)) !== undefined);
    expect(await gateways.callsOf(() => ask(1, '2026-06-01'))).toEqual({ [CONNECTIONS]: 1 });
    expect(await gateways.callsOf(() => ask(1, '2026-01-01'))).toEqual({ [CONNECTIONS]: 1, [TURNOVERS]: 1 });
    const { data } = await gateways.freshly(person, TURNOVERS_FROM, { from: '2026-01-01' });
    await until('it is shared', async () =>
      JSON.stringify(await (await answers.get(person.id, key))?.unpack()).includes('2026-01-01'),
    );
    expect(await gateways.callsOf(() => ask(0, '2026-01-01'))).toEqual({ [CONNECTIONS]: 1 });
    expect((await ask(0, '2026-01-01')).data).toEqual(data);
  });

  it('tell of the rows that are missing in it', async () => {
    await gateways.bank.override({ path: '/v1/api/accounts/*/turnovers', rows: [{ booking_date: 'soon' }] });
    const person = await sharedPerson();
    expect((await gateways.second.as(person, DASHBOARD)).meter.skippedRows).toBe(3);
    await gateways.bank.heal();
  });

  it('leave very long lists to each of them', async () => {
    const person = await gateways.person({ turnovers: 6_000 });
    const source = '{ viewer { accounts { balance { asOf } turnovers { totalCount } } } }';
    await gateways.first.as(person, source);
    const answers = new RemoteCache(store(), () => gateways.now);
    const [account = ''] = person.accounts;
    await until('the answer is shared', async () => (await answers.get(person.id, `balance ${account}`)) !== undefined);
    // Packing such a list would take no longer.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await answers.get(person.id, `turnovers ${account}`)).toBeUndefined();
    expect(await gateways.callsOf(() => gateways.second.as(person, source))).toMatchObject({ [TURNOVERS]: 1 });
  });

  it('read anew what they cannot make sense of', async () => {
    const person = await sharedPerson();
    const answers = new RemoteCache(store(), () => gateways.now);
    const key = `turnovers ${person.accounts[0] ?? ''}`;
    const known = await answers.get(person.id, key);
    if (known === undefined) throw new Error('There is no such answer.');
    await answers.set(person.id, key, known.stamp, { something: 'else' });
    await store().set(person.id, `answer 2 balance ${person.accounts[0] ?? ''}`, 'no record', 60_000);
    await store().set(
      person.id,
      'answer 2 accounts',
      { generation: known.stamp.generation, readAt: gateways.now.getTime(), syncs: '', packed: { deflated: 'AAAA' } },
      60_000,
    );
    const meter = await secondIsRight(person);
    expect(meter.upstreamCalls).toBeGreaterThan(2);
  });

  /** When this fails, what is shared has another form: raise FORM in shared-answers.ts, and write the new form down here. */
  it('share answers of this form', async () => {
    const person = await gateways.person({ turnovers: 1 });
    await gateways.first.as(person, DASHBOARD);
    await until('all answers are shared', () => hasEverythingOf(person, store()));
    const [account = ''] = person.accounts;
    const formOf = async (key: string) => {
      const answers = new RemoteCache(store(), () => gateways.now);
      return formOfJson(await (await answers.get(person.id, key))?.unpack());
    };
    expect(await store().get(person.id, `answer 2 turnovers ${account}`)).toBeDefined();
    expect(await formOf(`turnovers ${account}`)).toEqual({
      window: {},
      body: {
        turnovers: [
          {
            ...{ amountMinor: 0, bookingDate: '', currency: '', categoryId: '', purpose: [''], tags: [''] },
            ...{ status: '', isNew: false, xs2aTurnoverId: null, bankTransactionId: null },
            counterparty: { name: '', iban: null, bic: null, creditorId: null },
          },
        ],
        ...{ id: '', date: '', created_at: '', days: null, object: '' },
      },
    });
    expect(Object.keys((await formOf(`balance ${account}`)) as object)).toContain('balance');
    expect(Object.keys(((await formOf('accounts')) as [object])[0])).toContain('bank_connection_id');
  });
});

/** The same with all texts, numbers and flags made equal, and of lists the first element. */
function formOfJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(formOfJson);
  if (typeof value === 'string') return '';
  if (typeof value === 'number') return 0;
  if (typeof value === 'boolean') return false;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, formOfJson(member)]));
}

describe('what is shared', () => {
  const now = new Date('2026-06-15T10:00:00Z');
  const store = memoryStore('cache');
  const answers = new RemoteCache(store, () => now);
  const stampOf = (ageMs: number) => ({ readAt: now.getTime() - ageMs, generation: 'g', syncs: '' });

  afterAll(async () => {
    await store.close();
  });

  it.each([
    ['short', { text: 'Überweisung ☃' }],
    ['long', { rows: Array.from({ length: 500 }, (_, n) => ({ n, text: `Überweisung ☃ ${n}` })) }],
    ['empty', null],
  ])('comes out as it went in: %s', async (key, answer) => {
    await answers.set('anna', key, stampOf(0), answer);
    const found = await answers.get('anna', key);
    expect({ ...found, unpack: await found?.unpack() }).toEqual({
      stamp: stampOf(0),
      unpack: answer,
    });
    expect(await answers.get('bert', key)).toBeUndefined();
  });

  it('is packed where it is long', async () => {
    const rows = Array.from({ length: 500 }, (_, n) => ({ n, text: 'Kartenzahlung' }));
    await answers.set('anna', 'long', stampOf(0), rows);
    const { packed } = (await store.get('anna', 'answer 2 long')) as { packed: { deflated: string } };
    expect(packed.deflated.length).toBeLessThan(JSON.stringify(rows).length / 4);
    const text = await promisify(inflateRaw)(Buffer.from(packed.deflated, 'base64'));
    expect(JSON.parse(String(text))).toEqual(rows);
  });

  it('ends an hour after it was read', async () => {
    await answers.set('anna', 'old', stampOf(3_600_000), 'something');
    expect(await store.get('anna', 'answer 2 old')).toBeUndefined();
    await answers.set('anna', 'old', stampOf(3_599_000), 'something');
    expect(await answers.get('anna', 'old')).toBeDefined();
    const later = new RemoteCache(store, () => new Date(now.getTime() + 1_000));
    expect(await later.get('anna', 'old')).toBeUndefined();
  });
});

describeWithRedis('instances that share a Redis', () => {
  let redis: RedisServer;
  let gateways: Gateways;

  beforeEach(async () => {
    redis = await RedisServer.start();
    const openCacheStore = () => redisStore('cache', redis.url);
    gateways = await Gateways.open({ count: 2, sharesAnswers: true, openCacheStore });
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
    await until('all answers are shared', () => hasEverythingOf(person, gateways.cacheStoreOf(1)));
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
    expect(lifetimes.filter((ms) => ms <= 3_600_000).length).toBe(12);
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
      await until(
        'the second has everything',
        async () => (await gateways.second.as(person, DASHBOARD)).meter.cacheHits === 12,
      );
      await until(
        'the first has everything',
        async () => (await gateways.first.as(person, DASHBOARD)).meter.cacheHits === 12,
      );
      await isRight(0, person);
      await isRight(1, person);
    },
    20_000,
  );
});
