import { ERROR_CODES } from '../../src/errors/error-code.js';
import { Graph, type Query, type Somebody } from '../support/graph.js';

const QUERIES = {
  bankUser: 'query ($id: ID!) { found: bankUser(id: $id) { xs2aId } }',
  bankConnection: 'query ($id: ID!) { found: bankConnection(id: $id) { xs2aId } }',
  account: 'query ($id: ID!) { found: account(id: $id) { xs2aId } }',
};

const MUTATIONS = {
  syncBankConnection: 'mutation ($id: ID!) { found: syncBankConnection(input: { id: $id }) { __typename } }',
  resetBankConnection: 'mutation ($id: ID!) { found: resetBankConnection(input: { id: $id }) { __typename } }',
  deleteBankConnection: 'mutation ($id: ID!) { found: deleteBankConnection(input: { id: $id }) { __typename } }',
  deleteAccount: 'mutation ($id: ID!) { found: deleteAccount(input: { id: $id }) { __typename } }',
  markTurnoversSeen: 'mutation ($id: ID!) { found: markTurnoversSeen(input: { accountId: $id }) { __typename } }',
  createBankConnection:
    'mutation ($id: ID!) { found: createBankConnection(input: { bankUserId: $id }) { __typename } }',
};

interface Found {
  readonly found: { readonly xs2aId: string; readonly __typename: string } | null;
}

describe('ids of the graph', () => {
  let graph: Graph;
  let owner: Somebody;
  let stranger: Somebody;
  /** Of things that are no longer, or that never were. */
  let missing: { bankUser: string; bankConnection: string; account: string };

  beforeAll(async () => {
    graph = await Graph.open();
    [owner, stranger] = [await graph.person(), await graph.person()];
    const [gone] = [graph.somebody({ id: 'gone', connections: ['gone'], accounts: ['gone'] })];
    const within = graph.somebody({ id: owner.person.id, connections: ['gone'], accounts: ['gone'] });
    missing = {
      bankUser: gone.id,
      bankConnection: within.connectionIds[0] ?? '',
      account: within.accountIds[0] ?? '',
    };
  });

  beforeEach(() => graph.bank.forgetRequests());

  afterAll(() => graph.close());

  const idsOf = ({ id, connectionIds, accountIds }: Somebody) => ({
    bankUser: id,
    bankConnection: connectionIds[0] ?? '',
    account: accountIds[0] ?? '',
  });

  async function expectMissing(query: Query, source: string, id: string): Promise<void> {
    const { data, errors } = await query<Found>(source, { id });
    expect({ id, data }).toEqual({ id, data: { found: null } });
    expect(errors).toEqual([{ path: 'found', code: 'NOT_FOUND', message: ERROR_CODES.NOT_FOUND.message }]);
  }

  it.each(Object.keys(QUERIES) as (keyof typeof QUERIES)[])('find what is theirs: %s', async (type) => {
    const id = idsOf(owner)[type];
    const { person } = owner;
    const xs2aId = { bankUser: person.id, bankConnection: person.connections[0], account: person.accounts[0] }[type];
    for (const query of [owner.query, graph.asService]) {
      expect(await query<Found>(QUERIES[type], { id })).toMatchObject({ data: { found: { xs2aId } }, errors: [] });
    }
  });

  it.each(Object.keys(QUERIES) as (keyof typeof QUERIES)[])(
    "find nothing of somebody else's, and without asking: %s",
    async (type) => {
      await expectMissing(stranger.query, QUERIES[type], idsOf(owner)[type]);
      expect(await owner.upstreamCalls()).toEqual({});
    },
  );

  it.each(Object.keys(QUERIES) as (keyof typeof QUERIES)[])('find nothing that is not there: %s', async (type) => {
    await expectMissing(graph.asService, QUERIES[type], missing[type]);
    if (type !== 'bankUser') await expectMissing(owner.query, QUERIES[type], missing[type]);
  });

  it.each(Object.keys(QUERIES) as (keyof typeof QUERIES)[])('are of one type: %s', async (type) => {
    const others = Object.entries(idsOf(owner)).filter(([other]) => other !== type);
    for (const [, id] of others) {
      for (const query of [owner.query, graph.asService]) await expectMissing(query, QUERIES[type], id);
    }
    expect(await graph.bank.calls()).toEqual({});
  });

  it.each(Object.keys(QUERIES) as (keyof typeof QUERIES)[])('are what they are, to the letter: %s', async (type) => {
    const id = idsOf(owner)[type];
    const altered = [
      '',
      ' ',
      `${id} `,
      `${id}=`,
      `${id}A`,
      id.slice(1),
      id.toLowerCase(),
      owner.person.id,
      '__proto__',
    ];
    for (const text of [...altered, '../users', '\0', 'x'.repeat(20_000)]) {
      for (const query of [owner.query, graph.asService]) await expectMissing(query, QUERIES[type], text);
    }
    expect(await graph.bank.calls()).toEqual({});
  });

  it.each(Object.entries(MUTATIONS))('that find nothing are an outcome of %s', async (name, source) => {
    const type =
      name === 'createBankConnection' ? 'bankUser' : /Account|Turnovers/.test(name) ? 'account' : 'bankConnection';
    for (const id of [idsOf(owner)[type], missing[type], 'x', '../users']) {
      const { data, errors } = await stranger.query<Found>(source, { id });
      expect({ id, data, errors }).toEqual({ id, data: { found: { __typename: 'NotFoundError' } }, errors: [] });
    }
    const { data } = await graph.asService<Found>(source, { id: missing[type] });
    expect(data.found?.__typename).toBe('NotFoundError');
    const writes = Object.keys(await graph.bank.calls()).filter((call) =>
      /^(POST|DELETE)|PUT .*connections/.test(call),
    );
    expect(writes.filter((call) => !call.includes('{id}'))).toEqual([]);
    expect(await owner.query('{ viewer { connections { id } accounts { id } } }')).toMatchObject({
      data: { viewer: { connections: [{ id: owner.connectionIds[0] }], accounts: [{ id: owner.accountIds[0] }] } },
    });
  });

  it('of accounts name nothing in the list of another bank user, a service caller included', async () => {
    const source =
      'query ($user: ID!, $ids: [ID!]) { bankUser(id: $user) { turnovers(accountIds: $ids) { totalCount } } }';
    const ask = (ids: unknown[]) => graph.asService(source, { user: owner.id, ids });
    for (const ids of [
      [stranger.accountIds[0]],
      [owner.accountIds[0], stranger.accountIds[0]],
      ['x'],
      [missing.account],
    ]) {
      const { data, errors } = await ask(ids);
      expect(data).toEqual({ bankUser: { turnovers: null } });
      expect(errors).toMatchObject([{ path: 'bankUser.turnovers', code: 'NOT_FOUND' }]);
    }
    expect((await ask([owner.accountIds[0], owner.accountIds[0]])).data).toEqual({
      bankUser: { turnovers: { totalCount: 10 } },
    });
    expect((await ask([])).data).toEqual({ bankUser: { turnovers: { totalCount: 0 } } });
  });

  it('of a bank user who was deleted find nothing any more', async () => {
    const somebody = await graph.person();
    await somebody.query('{ viewer { accounts { id } } }');
    await graph.asService('mutation ($id: ID!) { deleteBankUser(input: { id: $id }) { __typename } }', {
      id: somebody.id,
    });
    const { data, errors } = await somebody.query('{ viewer { name accounts { id } } }');
    expect(data).toEqual({ viewer: null });
    expect(errors).toMatchObject([{ path: 'viewer', code: 'NOT_FOUND' }]);
    await expectMissing(graph.asService, QUERIES.bankUser, somebody.id);
    await expectMissing(graph.asService, QUERIES.account, somebody.accountIds[0] ?? '');
    await expectMissing(somebody.query, QUERIES.bankConnection, somebody.connectionIds[0] ?? '');
  });
});
