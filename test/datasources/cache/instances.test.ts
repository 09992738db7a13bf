import type { Person } from '../../support/test-bank.js';
import { FailingStore } from './failing-store.js';
import {
  accountIdOf,
  ACCOUNTS,
  BALANCE,
  CONNECTIONS,
  connectionIdOf,
  DASHBOARD,
  Gateways,
  TURNOVERS,
} from '../../support/gateways.js';
import { memoryStore } from '../../support/in-process-gateway.js';
import { until } from '../../support/until.js';

const HOUR = 3_600_000;
const SYNC = 'mutation ($id: ID!) { syncBankConnection(input: { id: $id }) { __typename } }';
const MARK = 'mutation ($id: ID!) { markTurnoversSeen(input: { accountId: $id }) { __typename } }';
const NEWS = '{ viewer { accounts { turnovers(filter: { onlyNew: true }) { totalCount } } } }';

const newsOf = (...counts: readonly number[]) => ({
  viewer: { accounts: counts.map((totalCount) => ({ turnovers: { totalCount } })) },
});

describe('two instances', () => {
  let gateways: Gateways;
  let stores: FailingStore[];

  beforeEach(async () => {
    const store = memoryStore('cache');
    stores = [];
    const openCacheStore = () => {
      const way = new FailingStore(store);
      stores.push(way);
      return way;
    };
    gateways = await Gateways.open({ count: 3, openCacheStore });
  });

  afterEach(async () => {
    await gateways.close();
  });

  const wayOf = (index: number): FailingStore => {
    const way = stores[index];
    if (way === undefined) throw new Error('There is no such store.');
    return way;
  };

  const answersAreRight = async (person: Person) => {
    const { data, codes } = await gateways.freshly(person, DASHBOARD);
    for (const gateway of [gateways.first, gateways.second]) {
      expect(await gateway.as(person, DASHBOARD)).toMatchObject({ data, codes });
    }
  };

  const warmPerson = async () => {
    const person = await gateways.person({ connections: 2, accounts: 4 });
    await gateways.bank.addTurnovers(person.accounts[0] ?? '', [{ amount: 1 }]);
    await answersAreRight(person);
    for (const gateway of [gateways.first, gateways.second]) {
      expect(await gateways.callsOf(() => gateway.as(person, DASHBOARD))).toEqual({ [CONNECTIONS]: 1 });
    }
    return person;
  };

  it.each([
    ['markTurnoversSeen', MARK, accountIdOf],
    ['deleteAccount', 'mutation ($id: ID!) { deleteAccount(input: { id: $id }) { __typename } }', accountIdOf],
    [
      'deleteBankConnection',
      'mutation ($id: ID!) { deleteBankConnection(input: { id: $id }) { __typename } }',
      connectionIdOf,
    ],
    ['syncBankConnection', SYNC, connectionIdOf],
  ])('see what %s of the other has changed in their next answer', async (_, source, idOf) => {
    const person = await warmPerson();
    const { codes } = await gateways.first.as(person, source, { id: idOf(person) });
    expect(codes).toEqual([]);
    await answersAreRight(person);
  });

  it('both wait for a sync that one of them has begun', async () => {
    const person = await warmPerson();
    await gateways.bank.set({ syncDelay: HOUR });
    await gateways.first.as(person, SYNC, { id: connectionIdOf(person) });
    await answersAreRight(person);
    await gateways.bank.addTurnovers(person.accounts[0] ?? '', [{ amount: -1 }]);
    await answersAreRight(person);
  });

  it('both wait for two syncs that they have begun at the same moment', async () => {
    const person = await warmPerson();
    await gateways.elsewhere(person).sync(person.connections[0] ?? '');
    gateways.pass(1_200);
    await answersAreRight(person);
    await gateways.bank.set({ syncDelay: HOUR });
    for (const way of stores) way.delayMs = 100;
    await Promise.all([
      gateways.first.as(person, SYNC, { id: connectionIdOf(person, 0) }),
      gateways.second.as(person, SYNC, { id: connectionIdOf(person, 1) }),
    ]);
    for (const way of stores) way.delayMs = 0;
    await answersAreRight(person);
    for (const account of person.accounts) await gateways.bank.addTurnovers(account, [{ amount: -1 }]);
    await answersAreRight(person);
  });

  it.each([
    ['the same', 0, true],
    ['the other', 1, true],
    ['the same', 0, false],
  ])(
    'do not join what is being read since before a write through %s one (%i, store: %s)',
    async (_, writer, hasStore) => {
      for (const way of stores) way.isReadable = way.isWritable = hasStore;
      const person = await gateways.person({ turnovers: 0 });
      await gateways.bank.addTurnovers(person.accounts[0] ?? '', [{ amount: 1 }]);
      await gateways.bank.strike({ path: '/v1/api/accounts/*/turnovers', kind: 'slow-drip', pause: 1, times: 1 });
      let isOver = false;
      const before = gateways.first.as(person, NEWS).finally(() => (isOver = true));
      await until('turnovers are asked for', async () => (await gateways.bank.callsFor(person))[TURNOVERS] === 1);
      await gateways.at(writer).as(person, MARK, { id: accountIdOf(person) });
      const after = await gateways.first.as(person, NEWS);
      expect({ isOver, data: after.data }).toEqual({ isOver: false, data: newsOf(0) });
      expect(await before).toMatchObject({ data: newsOf(1), codes: [] });
      expect((await gateways.first.as(person, NEWS)).data).toEqual(newsOf(0));
    },
  );

  it.each([0, 1])(
    'do not keep what was read since before a write through instance %i and comes after it',
    async (writer) => {
      const person = await gateways.person({ turnovers: 0 });
      await gateways.bank.addTurnovers(person.accounts[0] ?? '', [{ amount: 1 }]);
      await gateways.bank.strike({ path: '/v1/api/accounts/*/turnovers', kind: 'slow-drip', pause: 1, times: 1 });
      const before = gateways.first.as(person, NEWS);
      await until('the turnovers are being read', async () => (await gateways.bank.callsFor(person))[TURNOVERS] === 1);
      await gateways.at(writer).as(person, MARK, { id: accountIdOf(person) });
      expect((await before).data).toEqual(newsOf(1));
      for (const gateway of [gateways.first, gateways.second]) {
        expect((await gateway.as(person, NEWS)).data).toEqual(newsOf(0));
      }
    },
  );

  describe('without the store', () => {
    it('keep nothing and serve nothing of what they have kept, and go on reading', async () => {
      const person = await warmPerson();
      for (const way of stores) way.isReadable = way.isWritable = false;
      const everything = { [CONNECTIONS]: 1, [ACCOUNTS]: 1, [BALANCE]: 4, [TURNOVERS]: 4 };
      for (const account of person.accounts) {
        await gateways.bank.addTurnovers(account, [{ amount: -1 }]);
        await answersAreRight(person);
      }
      expect(await gateways.callsOf(() => gateways.first.as(person, DASHBOARD))).toMatchObject(everything);
    });

    it('still read at once what is asked several times at the same moment', async () => {
      const person = await gateways.person();
      wayOf(0).isReadable = wayOf(0).isWritable = false;
      const calls = await gateways.callsOf(() =>
        Promise.all(Array.from({ length: 5 }, () => gateways.first.as(person, DASHBOARD))),
      );
      expect(calls).toMatchObject({ [CONNECTIONS]: 1, [ACCOUNTS]: 1, [BALANCE]: 1, [TURNOVERS]: 1 });
    });

    it('wait for a sync of which they cannot find out whether it is awaited, wherever the store breaks off', async () => {
      const person = await warmPerson();
      await gateways.bank.set({ syncDelay: HOUR });
      await gateways.first.as(person, SYNC, { id: connectionIdOf(person) });
      for (let looks = 0; looks < 6; looks++) {
        wayOf(1).looksLeft = looks;
        await answersAreRight(person);
        await gateways.bank.addTurnovers(person.accounts[0] ?? '', [{ amount: -1 }]);
        await answersAreRight(person);
      }
    });
  });

  describe('where one of them cannot tell the other of a write', () => {
    it('that one is right at once, and the other as soon as it has been told', async () => {
      const person = await warmPerson();
      wayOf(0).isWritable = false;
      await gateways.first.as(person, MARK, { id: accountIdOf(person) });
      expect((await gateways.first.as(person, NEWS)).data).toEqual(newsOf(0, 0, 0, 0));
      expect((await gateways.first.as(person, NEWS)).meter.cacheHits).toBe(0);
      wayOf(0).isWritable = true;
      await until(
        'the second shows nothing new',
        async () => JSON.stringify((await gateways.second.as(person, NEWS)).data) === NOTHING_NEW,
      );
      await answersAreRight(person);
      expect(await gateways.callsOf(() => gateways.first.as(person, DASHBOARD))).toEqual({ [CONNECTIONS]: 1 });
    });

    it('it tells with its next read, too', async () => {
      const person = await warmPerson();
      wayOf(0).isWritable = false;
      await gateways.first.as(person, MARK, { id: accountIdOf(person) });
      wayOf(0).isWritable = true;
      await gateways.first.as(person, NEWS);
      expect((await gateways.second.as(person, NEWS)).data).toEqual(newsOf(0, 0, 0, 0));
    });

    it('what it tells later does not bring back what others have ended since', async () => {
      const person = await warmPerson();
      wayOf(0).isLost = true;
      await gateways.first.as(person, MARK, { id: accountIdOf(person, 1) });
      wayOf(0).isLost = false;
      await gateways.at(2).as(person, NEWS);
      await gateways.second.as(person, MARK, { id: accountIdOf(person) });
      await gateways.first.as(person, NEWS);
      expect((await gateways.at(2).as(person, NEWS)).data).toEqual(newsOf(0, 0, 0, 0));
    });
  });
});

const NOTHING_NEW = JSON.stringify(newsOf(0, 0, 0, 0));
