import {
  ACCOUNTS,
  accountIdOf,
  BALANCE,
  BANK_USER,
  CONNECTIONS,
  connectionIdOf,
  DASHBOARD,
  Gateways,
  TURNOVERS,
} from '../../support/gateways.js';
import { FaultyFront } from '../../support/faulty-front.js';
import type { GraphAnswer, InProcessGateway } from '../../support/in-process-gateway.js';
import type { Person } from '../../support/test-bank.js';
import { until } from '../../support/until.js';

const MINUTE = 60;
const HOUR = 3_600;

const SYNC = `mutation ($id: ID!, $force: Boolean) {
  syncBankConnection(input: { id: $id, force: $force }) { __typename }
}`;

const NEW_ENTRY = { amount: -12.5, purpose: ['Neu'] };

describe('what is kept', () => {
  let gateways: Gateways;

  beforeAll(async () => {
    gateways = await Gateways.open();
  });

  beforeEach(() => {
    gateways.setTime('2026-06-15T10:00:00Z');
  });

  afterEach(async () => {
    await gateways.bank.settle();
    await gateways.bank.set({ syncDelay: 0 });
    await gateways.bank.heal();
  });

  afterAll(async () => {
    await gateways.close();
  });

  const ask = (person: Person) => gateways.first.as(person, DASHBOARD);

  /** Asks, and compares with what somebody is told who has kept nothing. */
  const answerIsRight = async (person: Person) => {
    const answer = await ask(person);
    expect(answer).toMatchObject(await rightAnswer(person));
    return answer;
  };

  const rightAnswer = async (person: Person) => {
    const { data, codes } = await gateways.freshly(person, DASHBOARD);
    return { data, codes };
  };

  const warmPerson = async (shape = {}) => {
    const person = await gateways.person({ connections: 2, accounts: 4, ...shape });
    await ask(person);
    expect(await gateways.callsOf(() => ask(person))).toEqual({ [CONNECTIONS]: 1 });
    return person;
  };

  const newEntryOn = (person: Person, index: number) =>
    gateways.bank.addTurnovers(person.accounts[index] ?? '', [NEW_ENTRY]);

  describe("ends with a sync behind the gateway's back", () => {
    it('in the very next answer, and for the accounts of that connection alone', async () => {
      const person = await warmPerson();
      await gateways.elsewhere(person).sync(person.connections[0] ?? '');
      expect(await gateways.callsOf(() => ask(person))).toEqual({
        [CONNECTIONS]: 1,
        [ACCOUNTS]: 1,
        [BALANCE]: 2,
        [TURNOVERS]: 2,
      });
      await answerIsRight(person);
    });

    it('that fails: it may have brought something', async () => {
      const person = await warmPerson();
      await newEntryOn(person, 0);
      await gateways.elsewhere(person).failSync(person.connections[0] ?? '');
      await answerIsRight(person);
      expect(await gateways.callsOf(() => ask(person))).toEqual({ [CONNECTIONS]: 1 });
    });

    it('that fails, also where nobody knew of the connection when it was read', async () => {
      const person = await gateways.person({});
      const source = 'query ($id: ID!) { account(id: $id) { balance { amount { value } } } }';
      const variables = { id: accountIdOf(person) };
      await gateways.first.as(person, source, variables);
      await gateways.bank.failNextSync(person.connections[0] ?? '');
      await gateways.elsewhere(person).sync(person.connections[0] ?? '');
      await gateways.bank.addTurnovers(person.accounts[0] ?? '', [NEW_ENTRY]);
      const { data } = await gateways.freshly(person, source, variables);
      expect((await gateways.first.as(person, source, variables)).data).toEqual(data);
    });

    it('that XS2A made by itself', async () => {
      const person = await warmPerson();
      gateways.pass(20 * HOUR);
      await answerIsRight(person);
    });
  });

  describe('is nothing', () => {
    it('within ten minutes after a sync', async () => {
      const person = await warmPerson();
      await gateways.elsewhere(person).sync(person.connections[0] ?? '');
      for (let minutes = 0; minutes < 10; minutes += 3) {
        await answerIsRight(person);
        await newEntryOn(person, 0);
        gateways.pass(3 * MINUTE);
      }
      gateways.setTime('2026-06-15T10:09:59Z');
      await answerIsRight(person);
      await newEntryOn(person, 0);
      gateways.setTime('2026-06-15T10:10:00Z');
      await answerIsRight(person);
      expect(await gateways.callsOf(() => ask(person))).toEqual({ [CONNECTIONS]: 1 });
    });

    it('that was read before those ten minutes were over, however late its answer came', async () => {
      const person = await gateways.person({ syncedAgo: 599 });
      await gateways.bank.strike({ path: '/v1/api/accounts/*/*', kind: 'hold' });
      const answer = ask(person);
      await until('the balance is asked for', async () => (await gateways.bank.callsFor(person))[BALANCE] === 1);
      gateways.pass(1);
      await gateways.bank.heal();
      await answer;
      expect(await gateways.callsOf(() => ask(person))).toMatchObject({ [BALANCE]: 1, [TURNOVERS]: 1 });
      expect(await gateways.callsOf(() => ask(person))).toEqual({ [CONNECTIONS]: 1 });
    });

    it('within an hour more, where the clocks were put back and nobody can say which hour it was', async () => {
      // 02:30 for the second time: XS2A says 02:30, which was an hour ago as well.
      gateways.setTime('2026-10-25T01:30:00Z');
      const person = await gateways.person({ syncedAgo: 0 });
      await answerIsRight(person);
      gateways.pass(5 * MINUTE);
      await newEntryOn(person, 0);
      await answerIsRight(person);
      gateways.pass(5 * MINUTE);
      await newEntryOn(person, 0);
      await answerIsRight(person);
      expect(await gateways.callsOf(() => ask(person))).toEqual({ [CONNECTIONS]: 1 });
    });

    it.each(['', '0000-00-00 00:00:00', 'soon'])(
      'of a connection whose last sync is %j, but the accounts',
      async (last) => {
        const person = await gateways.person();
        const {
          connections: [id],
        } = person;
        await gateways.bank.override({
          path: '/v1/api/connections',
          merge: { data: [{ id, last_synced: last, created_at: '2026-01-01 00:00:00' }] },
        });
        await ask(person);
        expect(await gateways.callsOf(() => ask(person))).toEqual({ [CONNECTIONS]: 1, [BALANCE]: 1, [TURNOVERS]: 1 });
      },
    );

    it('of a connection that has just come about, and nothing but the bank user while it is there', async () => {
      const person = await gateways.person({ syncedAgo: null });
      await ask(person);
      const calls = { [CONNECTIONS]: 1, [ACCOUNTS]: 1, [BALANCE]: 1, [TURNOVERS]: 1 };
      expect(await gateways.callsOf(() => ask(person))).toEqual(calls);
    });

    it('of a connection of which nothing can be told, nor the list of accounts beside it', async () => {
      const person = await gateways.person({ connections: 2, accounts: 2 });
      await gateways.bank.override({ path: '/v1/api/connections', rows: [{ id: '../..' }] });
      await ask(person);
      expect(await gateways.callsOf(() => ask(person))).toEqual({ [CONNECTIONS]: 1, [ACCOUNTS]: 1 });
    });
  });

  describe('while a sync is awaited that was begun through the gateway', () => {
    it('is nothing of its connection, until it has ended and has settled', async () => {
      const person = await warmPerson();
      await gateways.bank.set({ syncDelay: 3_600_000 });
      await gateways.first.as(person, SYNC, { id: connectionIdOf(person, 0) });
      await ask(person);
      // XS2A writes down what it reads at the bank piece by piece.
      await newEntryOn(person, 0);
      await answerIsRight(person);
      gateways.pass(20 * MINUTE);
      await newEntryOn(person, 2);
      await answerIsRight(person);
      await gateways.bank.settle();
      await answerIsRight(person);
      await newEntryOn(person, 0);
      await answerIsRight(person);
      gateways.pass(10 * MINUTE);
      await answerIsRight(person);
      expect(await gateways.callsOf(() => ask(person))).toEqual({ [CONNECTIONS]: 1 });
    });

    it('is nothing of its connection, until it has failed', async () => {
      const person = await warmPerson();
      await gateways.bank.set({ syncDelay: 3_600_000 });
      await gateways.bank.failNextSync(person.connections[1] ?? '');
      await gateways.first.as(person, SYNC, { id: connectionIdOf(person, 1) });
      await ask(person);
      await newEntryOn(person, 1);
      await answerIsRight(person);
      await gateways.bank.settle();
      await answerIsRight(person);
      expect(await gateways.callsOf(() => ask(person))).toEqual({ [CONNECTIONS]: 1 });
    });

    it('is nothing of either of two that were begun at the same moment', async () => {
      const person = await warmPerson();
      await gateways.bank.set({ syncDelay: 3_600_000 });
      const begin = (index: number) => gateways.first.as(person, SYNC, { id: connectionIdOf(person, index) });
      await Promise.all([begin(0), begin(1)]);
      await ask(person);
      await newEntryOn(person, 0);
      await newEntryOn(person, 1);
      await answerIsRight(person);
    });

    it('is what has been read of the other connections', async () => {
      const person = await warmPerson();
      await gateways.bank.set({ syncDelay: 3_600_000 });
      await gateways.first.as(person, SYNC, { id: connectionIdOf(person, 0) });
      await ask(person);
      const calls = { [CONNECTIONS]: 1, [ACCOUNTS]: 1, [BALANCE]: 2, [TURNOVERS]: 2 };
      expect(await gateways.callsOf(() => ask(person))).toEqual(calls);
    });

    it('is kept again when nobody waits any more', async () => {
      const person = await warmPerson();
      await gateways.bank.set({ syncDelay: 3_600_000 });
      await gateways.first.as(person, SYNC, { id: connectionIdOf(person, 0) });
      gateways.pass(30 * MINUTE);
      await ask(person);
      expect(await gateways.callsOf(() => ask(person))).toEqual({ [CONNECTIONS]: 1 });
      await gateways.bank.settle();
      await answerIsRight(person);
    });
  });

  describe('ends with', () => {
    it('markTurnoversSeen', async () => {
      const person = await gateways.person();
      await newEntryOn(person, 0);
      await ask(person);
      const source = 'mutation ($id: ID!) { markTurnoversSeen(input: { accountId: $id }) { __typename } }';
      await gateways.first.as(person, source, { id: accountIdOf(person) });
      await answerIsRight(person);
    });

    it('markTurnoversSeen whose answer was lost', async () => {
      const person = await gateways.person();
      await newEntryOn(person, 0);
      await ask(person);
      await gateways.bank.strike({ path: '/v1/api/accounts/*/markAsSeen', kind: 'lost-answer', times: 1 });
      const source = 'mutation ($id: ID!) { markTurnoversSeen(input: { accountId: $id }) { __typename } }';
      const { codes } = await gateways.first.as(person, source, { id: accountIdOf(person) });
      expect(codes).toEqual(['OUTCOME_UNKNOWN']);
      await answerIsRight(person);
    });

    it('markTurnoversSeen within the operation, too', async () => {
      const person = await gateways.person();
      await newEntryOn(person, 0);
      const source = `mutation ($id: ID!) {
        first: markTurnoversSeen(input: { accountId: $id, upTo: "2000-01-01" }) { ...news }
        second: markTurnoversSeen(input: { accountId: $id }) { ...news }
      }
      fragment news on MarkTurnoversSeenSuccess { account { turnovers(filter: { onlyNew: true }) { totalCount } } }`;
      const news = (totalCount: number) => ({ account: { turnovers: { totalCount } } });
      const { data } = await gateways.first.as(person, source, { id: accountIdOf(person) });
      expect(data).toEqual({ first: news(1), second: news(0) });
    });

    it('deleteAccount', async () => {
      const person = await warmPerson();
      const source = 'mutation ($id: ID!) { deleteAccount(input: { id: $id }) { __typename } }';
      await gateways.first.as(person, source, { id: accountIdOf(person, 1) });
      const { data } = await answerIsRight(person);
      expect(data).toMatchObject({ viewer: { accounts: { length: 3 } } });
    });

    it('deleteBankConnection, whose accounts stay, and are kept as they are', async () => {
      const person = await warmPerson();
      const source = 'mutation ($id: ID!) { deleteBankConnection(input: { id: $id }) { __typename } }';
      await gateways.first.as(person, source, { id: connectionIdOf(person, 0) });
      const { data } = await answerIsRight(person);
      expect(data).toMatchObject({ viewer: { connections: { length: 1 }, accounts: { length: 4 } } });
      expect(await gateways.callsOf(() => ask(person))).toEqual({ [CONNECTIONS]: 1 });
    });

    it("the deletion of a connection behind the gateway's back", async () => {
      const person = await warmPerson();
      await gateways.elsewhere(person).deleteConnection(person.connections[0] ?? '');
      const source = '{ viewer { accounts { iban connection { id } } } }';
      const { data } = await gateways.first.as(person, source);
      expect(data).toEqual((await gateways.freshly(person, source)).data);
      await answerIsRight(person);
      expect(await gateways.callsOf(() => ask(person))).toEqual({ [CONNECTIONS]: 1 });
    });

    it('deleteBankUser', async () => {
      const person = await warmPerson();
      const source = 'mutation ($id: ID!) { deleteBankUser(input: { id: $id }) { __typename } }';
      const { data } = await gateways.first.as<{ viewer: { id: string } }>(person, '{ viewer { id } }');
      await gateways.first.asService(source, { id: data.viewer.id });
      const answer = await ask(person);
      expect(answer).toMatchObject({ data: { viewer: null }, codes: ['NOT_FOUND'] });
    });

    it("the deletion of a bank user behind the gateway's back, in the very next answer", async () => {
      const person = await warmPerson({ name: 'Gone' });
      const { data } = await gateways.first.as<{ viewer: { id: string } }>(person, '{ viewer { id name } }');
      await gateways.elsewhere(person).deleteBankUser();
      for (const source of ['{ viewer { name } }', DASHBOARD]) {
        expect(await gateways.first.as(person, source)).toMatchObject({ data: { viewer: null }, codes: ['NOT_FOUND'] });
      }
      const byId = 'query ($id: ID!) { bankUser(id: $id) { name } }';
      const answer = await gateways.first.asService(byId, { id: data.viewer.id });
      expect(answer).toMatchObject({ data: { bankUser: null }, codes: ['NOT_FOUND'] });
    });

    it('a bank login that the person goes through again', async () => {
      const person = await warmPerson({ syncMode: 'none' });
      const begin = `mutation ($id: ID!) { begun: syncBankConnection(input: { id: $id }) {
        ... on SyncNeedsUser { wizardSession { key } }
      } }`;
      const login = await WizardLogin.begin(gateways.first, person, begin, { id: connectionIdOf(person) });
      await ask(person);
      await newEntryOn(person, 0);
      await answerIsRight(person);
      await login.finish();
      await answerIsRight(person);
    });

    it('a bank login that creates a connection', async () => {
      const person = await warmPerson();
      const begin = `mutation { begun: createBankConnection(input: {}) {
        ... on CreateBankConnectionSuccess { wizardSession { key } }
      } }`;
      const login = await WizardLogin.begin(gateways.first, person, begin, {});
      await login.pickBank();
      await ask(person);
      await login.finish();
      const { data } = await answerIsRight(person);
      expect(data).toMatchObject({ viewer: { connections: { length: 3 } } });
    });

    it('an hour, whatever happens', async () => {
      const person = await warmPerson();
      gateways.pass(HOUR - 1);
      expect(Object.keys(await gateways.callsOf(() => ask(person)))).not.toContain(BALANCE);
      gateways.pass(1);
      expect(await gateways.callsOf(() => ask(person))).toMatchObject({
        [BANK_USER]: 1,
        [CONNECTIONS]: 1,
        [ACCOUNTS]: 1,
        [BALANCE]: 4,
        [TURNOVERS]: 4,
      });
    });
  });

  describe('stays', () => {
    const writes = [
      ['a sync', '/v1/api/connections/*/sync', SYNC, connectionIdOf],
      [
        'markTurnoversSeen',
        '/v1/api/accounts/*/markAsSeen',
        'mutation ($id: ID!) { markTurnoversSeen(input: { accountId: $id }) { __typename } }',
        accountIdOf,
      ],
    ] as const;

    it.each(writes.flatMap((write) => [400, 422, 429].map((status) => [...write, status] as const)))(
      'when XS2A refuses %s (%s, %#)',
      async (_, path, source, idOf, status) => {
        const person = await warmPerson();
        await gateways.bank.strike({ path, kind: 'status', status });
        await gateways.first.as(person, source, { id: idOf(person) });
        expect(await gateways.bank.callsFor(person)).toMatchObject({ [`POST ${path.replace('*', '{id}')}`]: 1 });
        for (const minutes of [0, 29]) {
          gateways.pass(minutes * MINUTE);
          expect(await gateways.callsOf(() => answerIsRightFromCache(person))).toEqual({ [CONNECTIONS]: 1 });
        }
      },
    );

    it('when an open circuit never sends markTurnoversSeen', async () => {
      const [, , source] = writes[1];
      const [person, other] = [await warmPerson(), await warmPerson()];
      await gateways.bank.strike({ path: '/v1/**', kind: 'status', status: 503 });
      await until('the circuit is open', async () => {
        await gateways.bank.forgetRequests();
        await ask(other);
        return (await gateways.bank.requests()).length === 0;
      });
      await until('the write is refused, not a probe of it', async () => {
        await gateways.bank.forgetRequests();
        const { codes } = await gateways.first.as(person, source, { id: accountIdOf(person) });
        expect(codes).toEqual(['UPSTREAM_UNAVAILABLE']);
        return (await gateways.bank.requests()).length === 0;
      });
      await gateways.bank.heal();
      await until('the circuit is closed', async () => (await ask(other)).codes.length === 0);
      for (const minutes of [0, 29]) {
        gateways.pass(minutes * MINUTE);
        expect(await gateways.callsOf(() => answerIsRightFromCache(person))).toEqual({ [CONNECTIONS]: 1 });
      }
    });

    const answerIsRightFromCache = async (person: Person) => {
      expect((await ask(person)).codes).toEqual([]);
    };
  });

  it('makes nothing wait for the connections that they have made invalid', async () => {
    const person = await warmPerson();
    const source = 'query ($id: ID!) { account(id: $id) { balance { asOf } } }';
    const askOne = () => gateways.first.as(person, source, { id: accountIdOf(person) });
    await gateways.elsewhere(person).sync(person.connections[0] ?? '');
    await askOne();
    await gateways.bank.forgetRequests();
    await gateways.bank.strike({ path: '/v1/api/connections', kind: 'hang' });
    void askOne();
    await until('the balance is read', async () => (await gateways.bank.calls())[BALANCE] === 1);
    await gateways.bank.heal();
  });

  describe('never is', () => {
    it.each([
      ['an error', { path: '/v1/api/accounts/*/turnovers', kind: 'status', status: 400 }],
      ['half an answer', { path: '/v1/api/accounts/*/turnovers', kind: 'truncated' }],
      ['an answer without a meaning', { path: '/v1/api/accounts/*/turnovers', kind: 'status', status: 200, body: {} }],
      ['an error instead of a list', { path: '/v1/api/accounts', kind: 'status', status: 400 }],
    ])('%s', async (_, fault) => {
      const person = await gateways.person();
      await gateways.bank.strike(fault);
      expect((await ask(person)).codes).toHaveLength(1);
      await gateways.bank.heal();
      const { data } = await answerIsRight(person);
      expect(data).toMatchObject({ viewer: { accounts: [{ turnovers: { totalCount: 10 } }] } });
      expect(await gateways.callsOf(() => ask(person))).toEqual({ [CONNECTIONS]: 1 });
    });

    it("another person's, whoever asks", async () => {
      const people = await Promise.all([gateways.person({ name: 'Anna' }), gateways.person({ name: 'Bert' })]);
      for (const person of [...people, ...people]) await answerIsRight(person);
      const [anna, bert] = people;
      const foreign = await gateways.first.as(anna, 'query ($id: ID!) { account(id: $id) { iban balance { asOf } } }', {
        id: accountIdOf(bert),
      });
      expect(foreign).toMatchObject({ data: { account: null }, codes: ['NOT_FOUND'] });
    });
  });

  it('tells of the rows that are missing in it', async () => {
    const person = await gateways.person();
    await gateways.bank.override({ path: '/v1/api/accounts/*/turnovers', rows: [{ booking_date: 'soon' }, {}] });
    await gateways.bank.override({ path: '/v1/api/accounts', rows: [null] });
    const before = gateways.first.skipped.length;
    for (const hits of [0, 4]) {
      expect((await ask(person)).meter).toMatchObject({ cacheHits: hits, skippedRows: 3 });
    }
    // They are counted once, when they are read.
    expect(gateways.first.skipped.slice(before).sort()).toEqual([
      '/v1/api/accounts',
      '/v1/api/accounts/{accountId}/turnovers',
      '/v1/api/accounts/{accountId}/turnovers',
    ]);
  });

  it('is of no use while the connections cannot be read: everything is read anew', async () => {
    const person = await warmPerson();
    await gateways.bank.strike({ path: '/v1/api/connections', kind: 'status', status: 400 });
    const source = '{ viewer { accounts { balance { asOf } } } }';
    const calls = await gateways.callsOf(async () => {
      expect((await gateways.first.as(person, source)).codes).toEqual([]);
    });
    expect(calls).toMatchObject({ [ACCOUNTS]: 1, [BALANCE]: 4 });
  });
});

/** A bank login that was begun through the gateway, gone through there as well. */
class WizardLogin {
  private constructor(
    private readonly ask: (source: string, variables: object) => Promise<GraphAnswer<Record<string, unknown>>>,
    private readonly key: string,
  ) {}

  /** @param begin a mutation whose result has a wizard session, as `begun` */
  static async begin(
    gateway: InProcessGateway,
    person: Person,
    begin: string,
    variables: object,
  ): Promise<WizardLogin> {
    const ask = (source: string, values: object) => gateway.as(person, source, values);
    const { data } = await gateway.as<{ begun: { wizardSession: { key: string } } }>(person, begin, variables);
    return new WizardLogin(ask, data.begun.wizardSession.key);
  }

  async pickBank(): Promise<void> {
    await this.submit({});
    await this.submit({ country_id: 'DE', bank_code: '88888888' });
  }

  async finish(): Promise<void> {
    const values = { USER_NAME: 'abcdef', USER_PIN: '123456', privacy_policy: 'true' };
    expect(await this.submit(values)).toMatchObject({ data: { submitWizardStep: { finished: true } } });
  }

  private submit(values: Readonly<Record<string, string>>) {
    const source = `mutation ($input: SubmitWizardStepInput!) {
      submitWizardStep(input: $input) { ... on WizardStep { finished } }
    }`;
    const list = Object.entries(values).map(([name, value]) => ({ name, value }));
    return this.ask(source, { input: { key: this.key, values: list } });
  }
}

it('what is cached stays when nobody listens for a write', async () => {
  const front: FaultyFront[] = [];
  const frontOf = async (url: string) => {
    front.push(await FaultyFront.before(url));
    return front[0]?.url ?? '';
  };
  const gateways = await Gateways.open({ frontOf });
  const person = await gateways.person({ connections: 2 });
  await gateways.first.as(person, DASHBOARD);
  const comeBack = await front[0]?.goAway();
  // Whatever goes out over a connection that has just ended may have arrived.
  await gateways.first.as(person, '{ viewer { connections { id } } }');
  const write = 'mutation ($id: ID!) { markTurnoversSeen(input: { accountId: $id }) { __typename } }';
  const { codes } = await gateways.first.as(person, write, { id: accountIdOf(person) });
  expect(codes).toEqual(['UPSTREAM_UNAVAILABLE']);
  await comeBack?.();
  // Upstream may have been taken to be down meanwhile.
  const read = '{ viewer { connections { id } } }';
  await until('reads are let through', async () => (await gateways.first.as(person, read)).codes.length === 0);
  expect(await gateways.callsOf(() => gateways.first.as(person, DASHBOARD))).toEqual({ [CONNECTIONS]: 1 });
  await gateways.close();
  await front[0]?.close();
});
