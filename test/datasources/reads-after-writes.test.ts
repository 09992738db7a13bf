import { Graph } from '../support/graph.js';

describe('a read of the graph', () => {
  let graph: Graph;

  beforeAll(async () => {
    graph = await Graph.open();
  });

  afterAll(() => graph.close());

  it('that comes after a write does not join one that was begun before it', async () => {
    const { query, person, accountIds } = await graph.person({ accounts: 2, turnovers: 0 });
    await query('{ viewer { name } }');
    await graph.bank.strike({ path: '/v1/api/accounts', kind: 'slow-drip', pause: 2, times: 1 });
    const look = '{ viewer { accounts { id } } }';
    const early = query(look);
    while (!(await graph.bank.callsFor(person))['GET /v1/api/accounts']) await Promise.resolve();
    await query('mutation ($id: ID!) { deleteAccount(input: { id: $id }) { __typename } }', { id: accountIds[0] });
    const late = await query(look);
    expect(late.data).toEqual({ viewer: { accounts: [{ id: accountIds[1] }] } });
    // It was under way all the time, and has what upstream had when it was asked.
    expect((await early).data).toEqual({ viewer: { accounts: [{ id: accountIds[1] }, { id: accountIds[0] }] } });
    expect((await graph.bank.callsFor(person))['GET /v1/api/accounts']).toBe(2);
  });
});
