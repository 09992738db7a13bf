import { Graph } from '../support/graph.js';

const LIST_CONNECTIONS = 'GET /v1/api/connections';
const LIST_ACCOUNTS = 'GET /v1/api/accounts';
const BALANCE = 'GET /v1/api/accounts/{id}/balance';
const TURNOVERS = 'GET /v1/api/accounts/{id}/turnovers';
const BANK_USER = 'GET /v1/api/users/{id}';
const TOKEN = 'PUT /v1/api/users/{id}/accesstokens';

describe('one operation asks upstream as little as it can', () => {
  let graph: Graph;

  beforeAll(async () => {
    graph = await Graph.open();
  });

  afterEach(async () => {
    await graph.bank.heal();
  });

  afterAll(async () => {
    await graph.close();
  });

  it('for everything about everything: each list once, each account twice', async () => {
    const { query, upstreamCalls } = await graph.person({ connections: 3, accounts: 7 });
    const { data, errors, meter } = await query<{ viewer: { connections: { accounts: unknown[] }[] } }>(`{
      viewer {
        name email
        connections { bankName bankUser { name } accounts { ...account } }
        again: connections(expiringWithinDays: 90) { id }
        accounts { ...account connection { bankUser { email } accounts { id } } }
        giro: accounts(types: [GIRO]) { holder balance { asOf } }
      }
    }
    fragment account on Account { iban balance { amount { value } } turnovers(first: 2) { nodes { id account { iban } } } }`);
    expect(errors).toEqual([]);
    expect(data.viewer.connections.map(({ accounts }) => accounts.length)).toEqual([2, 2, 3]);
    const calls = {
      [TOKEN]: 1,
      [BANK_USER]: 1,
      [LIST_CONNECTIONS]: 1,
      [LIST_ACCOUNTS]: 1,
      [BALANCE]: 7,
      [TURNOVERS]: 7,
    };
    expect(await upstreamCalls()).toEqual(calls);
    expect(meter.upstreamCalls).toBe(18);
  });

  it('for the turnovers of an account: one call for the union of all dates, under any number of names', async () => {
    const { query, upstreamCalls, accountIds, person } = await graph.person({ turnovers: 200, days: 200 });
    const { errors } = await query(
      `query ($id: ID!) {
        account(id: $id) {
          march: turnovers(filter: { from: "2026-03-01", to: "2026-03-31" }) { totalCount }
          may: turnovers(filter: { from: "2026-05-01", to: "2026-05-31" }, orderBy: AMOUNT_ASC) { totalCount }
          debits: turnovers(filter: { from: "2026-05-10", to: "2026-05-20", direction: DEBIT }, last: 3) { totalCount }
        }
        again: account(id: $id) { turnovers(filter: { from: "2026-04-01", to: "2026-04-02" }) { totals { count } } }
      }`,
      { id: accountIds[0] },
    );
    expect(errors).toEqual([]);
    expect(await upstreamCalls()).toMatchObject({ [TURNOVERS]: 1 });
    const asked = (await graph.bank.requests()).filter(({ path }) => path.includes(person.accounts[0] ?? ''));
    expect(asked.map(({ query: window }) => window)).toEqual([{ from: '2026-03-01', to: '2026-05-31' }]);
  });

  it('for turnovers with and without dates, on whichever way the account was reached', async () => {
    const { query, upstreamCalls, accountIds } = await graph.person({ connections: 2, accounts: 4, turnovers: 60 });
    const { errors } = await query(
      `query ($ids: [ID!]) {
        viewer {
          connections { accounts { year: turnovers(filter: { from: "2026-01-01" }) { totalCount } } }
          accounts { month: turnovers(filter: { from: "2026-02-01", to: "2026-02-28" }) { totalCount } }
          accountsAgain: accounts(types: [GIRO]) { turnovers { totalCount } }
          turnovers(filter: { to: "2026-06-30" }) { totalCount }
          some: turnovers(accountIds: $ids, filter: { from: "2025-06-30" }) { totalCount }
        }
      }`,
      { ids: accountIds.slice(0, 2) },
    );
    expect(errors).toEqual([]);
    expect(await upstreamCalls()).toMatchObject({ [LIST_CONNECTIONS]: 1, [LIST_ACCOUNTS]: 1, [TURNOVERS]: 4 });
  });

  it('also when one of the lists is slower than the other', async () => {
    const { query, upstreamCalls } = await graph.person({ connections: 2, accounts: 4, turnovers: 60 });
    // What is tried again takes longer.
    await graph.bank.strike({ path: '/v1/api/connections', kind: 'status', status: 503, times: 1 });
    const { errors } = await query(`{
      viewer {
        connections { accounts { year: turnovers(filter: { from: "2026-01-01" }) { totalCount } } }
        accounts { month: turnovers(filter: { from: "2026-02-01", to: "2026-02-28" }) { totalCount } }
      }
    }`);
    expect(errors).toEqual([]);
    expect(await upstreamCalls()).toMatchObject({ [LIST_CONNECTIONS]: 2, [LIST_ACCOUNTS]: 1, [TURNOVERS]: 4 });
  });

  it('for one account by its id: the list of accounts, and nothing about the bank user', async () => {
    const { query, upstreamCalls, accountIds, id } = await graph.person();
    const { data } = await query('query ($id: ID!) { account(id: $id) { iban bankUser { id xs2aId } } }', {
      id: accountIds[0],
    });
    expect(data).toMatchObject({ account: { bankUser: { id } } });
    expect(Object.keys(await upstreamCalls())).not.toContain(BANK_USER);
    expect(await upstreamCalls()).toMatchObject({ [TOKEN]: 1, [LIST_ACCOUNTS]: 1 });
  });

  it('for several bank users: each with their own token and lists', async () => {
    const people = await Promise.all([graph.person(), graph.person({ connections: 0, accounts: 0 })]);
    const { errors } = await graph.asService(
      'query ($a: ID!, $b: ID!) { a: bankUser(id: $a) { accounts { id } } b: bankUser(id: $b) { accounts { id } } }',
      { a: people[0].id, b: people[1].id },
    );
    expect(errors).toEqual([]);
    for (const { upstreamCalls } of people)
      expect(await upstreamCalls()).toMatchObject({ [TOKEN]: 1, [LIST_ACCOUNTS]: 1 });
  });

  it('at the same moment as others who ask the same', async () => {
    const { query, upstreamCalls } = await graph.person({ accounts: 3 });
    await graph.bank.set({ latency: 30 });
    const source =
      '{ viewer { connections { id } accounts { balance { amount { value } } turnovers { totalCount } } } }';
    const answers = await Promise.all(Array.from({ length: 20 }, () => query(source)));
    await graph.bank.set({ latency: 0 });
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(await upstreamCalls()).toEqual({
      [TOKEN]: 1,
      [BANK_USER]: 1,
      [LIST_CONNECTIONS]: 1,
      [LIST_ACCOUNTS]: 1,
      [BALANCE]: 3,
      [TURNOVERS]: 3,
    });
  });
});
