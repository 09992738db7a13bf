import { RecordingProxy } from '../support/recording-proxy.js';
import { GatewayUnderTest } from '../support/gateway-under-test.js';
import { Graph, type Query } from '../support/graph.js';

interface Result<T = object> {
  readonly result: T & { readonly __typename: string };
}

const CREATE_USER = `mutation ($input: CreateBankUserInput!) { result: createBankUser(input: $input) {
  __typename
  ... on CreateBankUserSuccess { wasReplayed bankUser { id xs2aId name email testMode createdAt connections { id } } }
  ... on InvalidInputError { code fields { path message } }
} }`;
const CREATE_CONNECTION = `mutation ($input: CreateBankConnectionInput!) { result: createBankConnection(input: $input) {
  __typename
  ... on CreateBankConnectionSuccess { wasReplayed wizardSession { key transactionId connection { id } } }
  ... on InvalidInputError { code fields { path message } }
} }`;
const RESET = `mutation ($id: ID!) { result: resetBankConnection(input: { id: $id }) {
  __typename
  ... on SyncNeedsUser { connection { xs2aId status } wizardSession { key transactionId } }
} }`;
const MARK_SEEN = `mutation ($id: ID!, $upTo: Date) { result: markTurnoversSeen(input: { accountId: $id, upTo: $upTo }) {
  __typename
  ... on MarkTurnoversSeenSuccess { account { xs2aId turnovers(filter: { onlyNew: true }) { totalCount } } }
} }`;
const deletion = (field: string) =>
  `mutation ($id: ID!) { result: ${field}(input: { id: $id }) { __typename ... on DeleteSuccess { deletedId } } }`;

describe('mutations', () => {
  let graph: Graph;

  beforeAll(async () => {
    graph = await Graph.open();
  });

  afterEach(async () => {
    await graph.bank.heal();
    await graph.bank.forgetRequests();
  });

  afterAll(() => graph.close());

  const writes = async () =>
    Object.fromEntries(Object.entries(await graph.bank.calls()).filter(([call]) => !call.startsWith('GET')));

  describe('createBankUser', () => {
    it('creates one, who is there at once and has nothing yet', async () => {
      const input = { name: 'Änne Öztürk-Müller', email: 'aenne@example.com' };
      const { data, errors } = await graph.asService<Result<{ bankUser: { id: string } }>>(CREATE_USER, { input });
      expect(errors).toEqual([]);
      expect(data.result).toMatchObject({
        __typename: 'CreateBankUserSuccess',
        wasReplayed: false,
        bankUser: { ...input, testMode: true, createdAt: expect.stringMatching(/Z$/) as string, connections: [] },
      });
      const again = await graph.asService('query ($id: ID!) { bankUser(id: $id) { name } }', {
        id: data.result.bankUser.id,
      });
      expect(again.data).toEqual({ bankUser: { name: input.name } });
    });

    const fine = { name: 'Nora Neuling', email: 'nora@example.com' };
    const secret = 'SECRET';

    it.each<[object, string[]]>([
      [{ name: '' }, ['name']],
      [{ name: '  ' }, ['name']],
      [{ name: `${secret}\n` }, ['name']],
      [{ name: `${secret}\u0000` }, ['name']],
      [{ name: secret.repeat(50) }, ['name']],
      [{ email: '' }, ['email']],
      [{ email: secret }, ['email']],
      [{ email: `${secret}@` }, ['email']],
      [{ email: `@${secret}` }, ['email']],
      [{ email: `${secret} @b.de` }, ['email']],
      [{ email: `${secret}\u0000@b.de` }, ['email']],
      [{ email: `${secret}@b.de\u007f` }, ['email']],
      [{ email: `a@b@${secret}` }, ['email']],
      [{ email: `${'x'.repeat(250)}@b.de` }, ['email']],
      [{ name: '', email: '' }, ['name', 'email']],
    ])('refuses what cannot be, without repeating it or asking upstream: %j', async (odd, fields) => {
      const { data, errors } = await graph.asService<Result<{ fields: { path: string[] }[] }>>(CREATE_USER, {
        input: { ...fine, ...odd },
      });
      expect(errors).toEqual([]);
      expect(data.result).toMatchObject({ __typename: 'InvalidInputError', code: 'INVALID_INPUT' });
      expect(data.result.fields.map(({ path }) => path)).toEqual(fields.map((field) => [field]));
      expect(JSON.stringify(data)).not.toContain(secret);
      expect(await writes()).toEqual({});
    });

    it.each(['x', 'x'.repeat(255), "O'Hara (née Smith) 🦉"])('takes the name %s', async (name) => {
      const { data } = await graph.asService<Result>(CREATE_USER, { input: { ...fine, name } });
      expect(data.result).toMatchObject({ __typename: 'CreateBankUserSuccess', bankUser: { name } });
    });

    it.each<[string, object]>([
      ['without an id', { name: 'Nora' }],
      ['with an id that is a path', { id: '../users' }],
    ])('has an unknown outcome when upstream answers %s', async (_, body) => {
      await graph.bank.override({ path: '/v1/api/users', method: 'PUT', body });
      const { data, errors } = await graph.asService(CREATE_USER, { input: fine });
      expect(data).toBeNull();
      expect(errors).toMatchObject([{ path: 'result', code: 'OUTCOME_UNKNOWN' }]);
      expect(await writes()).toEqual({ 'PUT /v1/api/users': 1 });
    });
  });

  describe('deleteBankUser', () => {
    it('deletes one with everything, once', async () => {
      const somebody = await graph.person();
      await somebody.query('{ viewer { accounts { balance { asOf } } } }');
      const erase = () => graph.asService<Result>(deletion('deleteBankUser'), { id: somebody.id });
      expect((await erase()).data.result).toEqual({ __typename: 'DeleteSuccess', deletedId: somebody.id });
      expect((await erase()).data.result).toEqual({ __typename: 'NotFoundError' });
      expect((await somebody.query('{ viewer { name } }')).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    });
  });

  describe('createBankConnection', () => {
    it('begins a bank login for the bank user who asks', async () => {
      const { query, upstreamCalls } = await graph.person();
      const { data, errors } = await query<Result>(CREATE_CONNECTION, { input: {} });
      expect(errors).toEqual([]);
      expect(data.result).toEqual({
        __typename: 'CreateBankConnectionSuccess',
        wasReplayed: false,
        wizardSession: {
          key: expect.stringMatching(/.{20}/) as string,
          transactionId: expect.stringMatching(/^\w+$/) as string,
          connection: null,
        },
      });
      expect((await upstreamCalls())['PUT /v1/api/connections']).toBe(1);
    });

    it('is begun by a service for the bank user whom it names', async () => {
      const somebody = await graph.person();
      for (const query of [graph.asService, somebody.query]) {
        const { data } = await query<Result>(CREATE_CONNECTION, { input: { bankUserId: somebody.id } });
        expect(data.result.__typename).toBe('CreateBankConnectionSuccess');
      }
      expect((await somebody.upstreamCalls())['PUT /v1/api/connections']).toBe(2);
    });

    it('asks a service to name one', async () => {
      const { data } = await graph.asService<Result>(CREATE_CONNECTION, { input: { bic: 'x' } });
      expect(data.result).toMatchObject({
        __typename: 'InvalidInputError',
        fields: [{ path: ['bankUserId'] }, { path: ['bic'] }],
      });
    });

    it('finds nobody who is not there', async () => {
      const [somebody, stranger] = [await graph.person(), await graph.person()];
      const nobody = graph.somebody({ id: 'nobody', connections: [], accounts: [] });
      const asked: [Query, string][] = [
        [stranger.query, somebody.id],
        [stranger.query, 'x'],
        [graph.asService, 'x'],
        [graph.asService, nobody.id],
      ];
      for (const [query, bankUserId] of asked) {
        const { data, errors } = await query<Result>(CREATE_CONNECTION, { input: { bankUserId } });
        expect([data.result, errors]).toEqual([{ __typename: 'NotFoundError' }, []]);
      }
      expect(await writes()).not.toHaveProperty('PUT /v1/api/connections');
    });

    it.each<[object, string[]]>([
      [{ bic: '' }, ['bic']],
      [{ bic: 'SECRET1' }, ['bic']],
      [{ bic: 'SECRET/../x' }, ['bic']],
      [{ bic: 'TESTDE88 XX' }, ['bic']],
      [{ historyDays: 0 }, ['historyDays']],
      [{ historyDays: -1 }, ['historyDays']],
      [{ historyDays: 3651 }, ['historyDays']],
      [{ limitDays: 0 }, ['limitDays']],
      [{ limitDays: 2 ** 31 - 1 }, ['limitDays']],
      [{ fintsProductId: '' }, ['fintsProductId']],
      [{ fintsProductId: 'SECRET id' }, ['fintsProductId']],
      [
        { bic: 'x', historyDays: 0, limitDays: 0, fintsProductId: '' },
        ['bic', 'historyDays', 'limitDays', 'fintsProductId'],
      ],
    ])('refuses what cannot be, without repeating it or asking upstream: %j', async (input, fields) => {
      const { query } = await graph.person();
      const { data } = await query<Result<{ fields: { path: string[] }[] }>>(CREATE_CONNECTION, { input });
      expect(data.result.__typename).toBe('InvalidInputError');
      expect(data.result.fields.map(({ path }) => path)).toEqual(fields.map((field) => [field]));
      expect(JSON.stringify(data)).not.toContain('SECRET');
      expect(await writes()).toEqual({});
    });

    it('has an unknown outcome when upstream names no session', async () => {
      const { query } = await graph.person();
      await graph.bank.override({ path: '/v1/api/connections', method: 'PUT', body: { transaction: 'a' } });
      expect((await query(CREATE_CONNECTION, { input: {} })).errors).toMatchObject([{ code: 'OUTCOME_UNKNOWN' }]);
    });
  });

  describe('resetBankConnection', () => {
    it.each(['full', 'shared', 'none'] as const)('begins a bank login, with the sync mode %s', async (syncMode) => {
      const somebody = await graph.person({ syncMode, failures: 2 });
      const { data, errors } = await somebody.query<Result>(RESET, { id: somebody.connectionIds[0] });
      expect(errors).toEqual([]);
      expect(data.result).toEqual({
        __typename: 'SyncNeedsUser',
        connection: { xs2aId: somebody.person.connections[0], status: 'SYNC_FAILING' },
        wizardSession: { key: expect.any(String) as string, transactionId: expect.any(String) as string },
      });
    });

    it('is answered for a disabled connection without asking upstream', async () => {
      const { query, connectionIds, upstreamCalls } = await graph.person({ failures: 3 });
      await graph.bank.forgetRequests();
      const { data, errors } = await query(RESET, { id: connectionIds[0] });
      expect({ data, errors }).toMatchObject({
        data: { result: { __typename: 'BankConnectionDisabledError' } },
        errors: [],
      });
      expect(Object.keys(await upstreamCalls()).filter((call) => !call.startsWith('GET'))).toEqual([
        'PUT /v1/api/users/{id}/accesstokens',
      ]);
    });
  });

  describe('deletions', () => {
    it('of a connection leave its accounts, as orphans, and happen once', async () => {
      const { query, connectionIds, accountIds } = await graph.person();
      const look =
        '{ viewer { connections { id } accounts { id connection { id } balance { amount { currency } } } } }';
      await query(look);
      const erase = () => query<Result>(deletion('deleteBankConnection'), { id: connectionIds[0] });
      expect((await erase()).data.result).toEqual({ __typename: 'DeleteSuccess', deletedId: connectionIds[0] });
      expect((await erase()).data.result).toEqual({ __typename: 'NotFoundError' });
      expect((await query(look)).data).toEqual({
        viewer: {
          connections: [],
          accounts: [{ id: accountIds[0], connection: null, balance: { amount: { currency: 'EUR' } } }],
        },
      });
    });

    it('of an account leave the others, and happen once', async () => {
      const { query, accountIds } = await graph.person({ accounts: 2 });
      const look = '{ viewer { connections { accounts { id } } accounts { id } } }';
      await query(look);
      const erase = () => query<Result>(deletion('deleteAccount'), { id: accountIds[0] });
      expect((await erase()).data.result).toEqual({ __typename: 'DeleteSuccess', deletedId: accountIds[0] });
      expect((await erase()).data.result).toEqual({ __typename: 'NotFoundError' });
      const rest = [{ id: accountIds[1] }];
      expect((await query(look)).data).toEqual({ viewer: { connections: [{ accounts: rest }], accounts: rest } });
    });

    it.each([
      ['deleteAccount', '/v1/api/accounts/*'],
      ['deleteBankConnection', '/v1/api/connections/*'],
    ])('whose answer was lost show in the next query: %s', async (field, path) => {
      const { query, accountIds, connectionIds } = await graph.person();
      const look = '{ viewer { connections { id } accounts { id } } }';
      const before = await query(look);
      await graph.bank.strike({ path, method: 'DELETE', kind: 'lost-answer' });
      const id = field === 'deleteAccount' ? accountIds[0] : connectionIds[0];
      expect((await query(deletion(field), { id })).errors).toMatchObject([{ code: 'OUTCOME_UNKNOWN' }]);
      expect((await query(look)).data).not.toEqual(before.data);
    });
  });

  describe('markTurnoversSeen', () => {
    const booked = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

    it('leaves nothing new, or only what is later', async () => {
      const { query, person, accountIds } = await graph.person({ turnovers: 3 });
      const newOnes = [1, 2, 2, 5].map((days) => ({ bookingDate: booked(days), amount: -days }));
      await graph.bank.addTurnovers(person.accounts[0] ?? '', newOnes);
      const mark = (upTo?: string) => query<Result>(MARK_SEEN, { id: accountIds[0], upTo });
      const left = (totalCount: number) => ({
        __typename: 'MarkTurnoversSeenSuccess',
        account: { xs2aId: person.accounts[0], turnovers: { totalCount } },
      });
      expect((await mark(booked(9))).data.result).toEqual(left(4));
      expect((await mark(booked(2))).data.result).toEqual(left(1));
      expect((await mark()).data.result).toEqual(left(0));
      expect((await mark()).data.result).toEqual(left(0));
    });

    it('shows in the same operation, whatever was read before in it', async () => {
      const { query, person, accountIds } = await graph.person({ turnovers: 1 });
      const newOnes = [1, 5].map((days) => ({ bookingDate: booked(days), amount: -days }));
      await graph.bank.addTurnovers(person.accounts[0] ?? '', newOnes);
      const seen =
        '{ ... on MarkTurnoversSeenSuccess { account { turnovers(filter: { onlyNew: true }) { totalCount } } } }';
      const { data, errors } = await query(
        `mutation ($id: ID!, $none: Date, $old: Date) {
          none: markTurnoversSeen(input: { accountId: $id, upTo: $none }) ${seen}
          old: markTurnoversSeen(input: { accountId: $id, upTo: $old }) ${seen}
          all: markTurnoversSeen(input: { accountId: $id }) ${seen}
        }`,
        { id: accountIds[0], none: booked(9), old: booked(5) },
      );
      expect(errors).toEqual([]);
      const left = (totalCount: number) => ({ account: { turnovers: { totalCount } } });
      expect(data).toEqual({ none: left(2), old: left(1), all: left(0) });
    });

    it.each(['2026-02-30', '../x', '', '20260101', 7, {}])('takes no day that is none: %j', async (upTo) => {
      const { query, accountIds } = await graph.person();
      const { errors } = await query(MARK_SEEN, { id: accountIds[0], upTo });
      expect(errors).toHaveLength(1);
      expect(await writes()).toEqual({});
    });
  });

  it('run one after the other, and see each other', async () => {
    const { query, accountIds } = await graph.person({ accounts: 2 });
    const [first, second] = accountIds;
    const { data, errors } = await query(
      `mutation ($first: ID!, $second: ID!) {
        a: deleteAccount(input: { id: $first }) { __typename }
        b: deleteAccount(input: { id: $first }) { __typename }
        c: markTurnoversSeen(input: { accountId: $second }) { ... on MarkTurnoversSeenSuccess { account { id bankUser { accounts { id } } } } }
        d: deleteAccount(input: { id: $second }) { __typename }
      }`,
      { first, second },
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      a: { __typename: 'DeleteSuccess' },
      b: { __typename: 'NotFoundError' },
      c: { account: { id: second, bankUser: { accounts: [{ id: second }] } } },
      d: { __typename: 'DeleteSuccess' },
    });
  });
});

describe('what is sent upstream', () => {
  let graph: Graph;
  let proxy: RecordingProxy;
  let gateway: GatewayUnderTest;

  beforeAll(async () => {
    graph = await Graph.open();
    proxy = await RecordingProxy.before(graph.bank.url);
    gateway = await GatewayUnderTest.start({ url: proxy.url, apiKey: graph.bank.apiKey });
  });

  afterAll(async () => {
    await gateway.close();
    await proxy.close();
    await graph.close();
  });

  it.each<[object, object]>([
    [{}, { sync_mode: 'full' }],
    [{ syncMode: null, bic: null, historyDays: null }, { sync_mode: 'full' }],
    [{ syncMode: 'SHARED' }, { sync_mode: 'shared' }],
    [
      {
        ...{ syncMode: 'NONE', bic: 'testde88xxx', country: 'DE', historyDays: 1, limitDays: 3650 },
        ...{ accountSelection: 'MULTI', language: 'EN', fintsProductId: 'ABC123' },
      },
      {
        ...{ sync_mode: 'none', bic: 'TESTDE88XXX', country_id: 'DE', days: 1, limit_days: 3650 },
        ...{ account_selection: 'multi', language: 'en', fints_product_id: 'ABC123' },
      },
    ],
  ])('for a new connection: %j', async (input, body) => {
    const caller = await gateway.as(await graph.bank.addPerson());
    proxy.forget();
    await caller.data(CREATE_CONNECTION, { input });
    expect(proxy.bodiesOf('PUT', '/v1/api/connections')).toEqual([body]);
  });

  it.each<[object, object, object]>([
    [{ syncMode: 'full' }, {}, {}],
    [{ syncMode: 'full' }, { force: true, acceptDisable: true }, { force: true }],
    // It is no business of upstream's where it needs none.
    [{ syncMode: 'full' }, { credentialShare: 'half' }, {}],
    [{ syncMode: 'none' }, { credentialShare: 'half' }, {}],
    [{ syncMode: 'shared' }, { credentialShare: 'half' }, { credentials: 'half' }],
  ])('for a sync of %j with %j: %j', async (shape, input, body) => {
    const person = await graph.bank.addPerson(shape);
    const caller = await gateway.as(person);
    const source = 'mutation ($input: SyncBankConnectionInput!) { syncBankConnection(input: $input) { __typename } }';
    proxy.forget();
    await caller.data(source, { input: { id: graph.somebody(person).connectionIds[0], ...input } });
    expect(proxy.bodiesOf('POST', `/v1/api/connections/${person.connections[0] ?? ''}/sync`)).toEqual([body]);
  });

  it('for a new bank user', async () => {
    proxy.forget();
    await (await gateway.service()).data(CREATE_USER, { input: { name: ' Ä ', email: 'a@b.de' } });
    expect(proxy.bodiesOf('PUT', '/v1/api/users')).toEqual([{ name: ' Ä ', email: 'a@b.de' }]);
  });
});
