import { Graph, type Somebody } from '../support/graph.js';

const TURNOVERS = '/v1/api/accounts/*/turnovers';

describe('queries', () => {
  let graph: Graph;

  beforeAll(async () => {
    graph = await Graph.open();
  });

  afterEach(() => graph.bank.heal());

  afterAll(() => graph.close());

  describe('viewer', () => {
    it('is the bank user who asks, and nobody for a service', async () => {
      const { query, id, person } = await graph.person({ name: 'Vera Viewer' });
      const source = '{ viewer { id xs2aId name email testMode createdAt } }';
      expect((await query(source)).data).toEqual({
        viewer: {
          ...{ id, xs2aId: person.id, name: 'Vera Viewer', email: 'shape@example.com', testMode: true },
          createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
        },
      });
      expect(await graph.asService(source)).toMatchObject({ data: { viewer: null }, errors: [] });
    });

    it('is never somebody else, whatever upstream answers', async () => {
      const { query } = await graph.person();
      for (const body of [{ id: 'somebody-else', name: 'Else' }, { name: 'No id' }, [], 'null']) {
        await graph.bank.override({ path: '/v1/api/users/*', times: 1, body });
        const { data, errors } = await query('{ viewer { name } }');
        expect(data).toEqual({ viewer: null });
        expect(errors).toMatchObject([{ path: 'viewer', code: 'UPSTREAM_UNAVAILABLE' }]);
      }
    });
  });

  describe('connections', () => {
    it('have their accounts, and accounts their connection and bank user', async () => {
      const { query, id, person } = await graph.person({ connections: 2, accounts: 3 });
      const { data } = await query<{ viewer: { connections: { xs2aId: string; accounts: { xs2aId: string }[] }[] } }>(
        '{ viewer { connections { xs2aId bankUser { id } accounts { xs2aId connection { xs2aId } bankUser { id } } } } }',
      );
      const [second, first] = person.connections;
      const accountOf = (xs2aId: string | undefined, connection: string | undefined) => ({
        xs2aId,
        connection: { xs2aId: connection },
        bankUser: { id },
      });
      const [a, b, c] = person.accounts;
      expect(data.viewer.connections).toEqual([
        { xs2aId: first, bankUser: { id }, accounts: [accountOf(b, first)] },
        { xs2aId: second, bankUser: { id }, accounts: [accountOf(c, second), accountOf(a, second)] },
      ]);
    });

    it.each([
      [-1, 14, -1, ['-1']],
      [0, 14, 0, ['-1', '0']],
      [13, 14, 13, ['-1', '0', '13']],
      [14, 14, 14, ['-1', '0', '13', '14']],
      [10_000, 14, 10_000, ['-1', '0', '13', '14', '90']],
      [-2, 14, -2, []],
    ])(
      'expiring within %d days are those already over included, those without a date left out',
      async (_, __, days, found) => {
        const { query } = await graph.person({ connections: 6, accounts: 0 });
        const dates = [-1, 0, 13, 14, 90].map((inDays) => ({ id: `c${inDays}`, consent_valid_until: dayIn(inDays) }));
        const rows = [...dates, { id: 'none' }, { id: 'blank', consent_valid_until: '0000-00-00' }];
        await graph.bank.override({ path: '/v1/api/connections', merge: { data: rows } });
        const source = 'query ($days: Int) { viewer { connections(expiringWithinDays: $days) { xs2aId } } }';
        const { data } = await query<{ viewer: { connections: { xs2aId: string }[] } }>(source, { days });
        expect(data.viewer.connections.map(({ xs2aId }) => xs2aId.slice(1))).toEqual(found);
        const all = await query<{ viewer: { connections: unknown[] } }>(source, { days: null });
        expect(all.data.viewer.connections).toHaveLength(7);
      },
    );
  });

  describe('accounts', () => {
    let somebody: Somebody;

    beforeEach(async () => {
      somebody = await graph.person({ connections: 1, accounts: 1, turnovers: 0 });
      const types = ['giro', 'giro', 'creditcard', 'wallet', 'brandnew', null];
      const data = types.map((type, index) => ({ id: `${String(type)}${index}`, type, bank_connection_id: null }));
      await graph.bank.override({ path: '/v1/api/accounts', merge: { data } });
    });

    it.each([
      [undefined, 6],
      [null, 6],
      [[], 0],
      [['GIRO'], 2],
      [['CREDIT_CARD', 'WALLET'], 2],
      [['OTHER'], 2],
      [['SAVINGS'], 0],
      [['GIRO', 'GIRO'], 2],
    ])('of the types %j are %d', async (types, count) => {
      const source = 'query ($types: [AccountType!]) { viewer { accounts(types: $types) { type rawType } } }';
      const { data } = await somebody.query<{ viewer: { accounts: object[] } }>(source, { types });
      expect(data.viewer.accounts).toHaveLength(count);
    });

    it('tell their type as upstream writes it, too', async () => {
      const { data } = await somebody.query(
        '{ viewer { accounts(types: [OTHER]) { type rawType connection { id } } } }',
      );
      expect(data).toEqual({
        viewer: {
          accounts: [
            { type: 'OTHER', rawType: 'brandnew', connection: null },
            { type: 'OTHER', rawType: null, connection: null },
          ],
        },
      });
    });

    it('whose connection is not in the list have none', async () => {
      const stray = { id: 'stray', bank_connection_id: 'gone' };
      await graph.bank.override({ path: '/v1/api/accounts', merge: { data: [stray] } });
      const { data, errors } = await somebody.query('{ viewer { accounts { xs2aId connection { id } } } }');
      expect([data, errors]).toEqual([{ viewer: { accounts: [{ xs2aId: 'stray', connection: null }] } }, []]);
    });
  });

  describe('what fails', () => {
    it('blanks one field, and leaves the rest', async () => {
      const { query, person } = await graph.person({ accounts: 2, turnovers: 4 });
      const [broken] = person.accounts;
      const paths = [`/v1/api/accounts/${broken ?? ''}/balance`, `/v1/api/accounts/${broken ?? ''}/turnovers`];
      for (const path of paths) await graph.bank.strike({ path, kind: 'status', status: 422 });
      const { data, errors } = await query<{ viewer: { accounts: { xs2aId: string }[] } }>(
        '{ viewer { name accounts { xs2aId balance { amount { currency } } turnovers { totalCount } } } }',
      );
      expect(data.viewer.accounts).toEqual([
        { xs2aId: person.accounts[1], balance: { amount: { currency: 'EUR' } }, turnovers: { totalCount: 4 } },
        { xs2aId: broken, balance: null, turnovers: null },
      ]);
      expect(errors.map(({ path, code }) => [path, code]).sort()).toEqual([
        ['viewer.accounts.1.balance', 'UPSTREAM_REJECTED'],
        ['viewer.accounts.1.turnovers', 'UPSTREAM_REJECTED'],
      ]);
    });

    it('is a list, not the page around it', async () => {
      const { query, person } = await graph.person();
      await graph.bank.strike({ path: '/v1/api/accounts', kind: 'status', status: 422 });
      const { data, errors } = await query(
        '{ viewer { xs2aId accounts { id } connections { xs2aId accounts { id } } } }',
      );
      expect(data).toEqual({
        viewer: { xs2aId: person.id, accounts: null, connections: [{ xs2aId: person.connections[0], accounts: null }] },
      });
      expect(errors.map(({ path }) => path).sort()).toEqual(['viewer.accounts', 'viewer.connections.0.accounts']);
    });

    it('is one account among several, which are named, while the others are served', async () => {
      const { query, person, accountIds } = await graph.person({ accounts: 3, turnovers: 2 });
      const broken = `/v1/api/accounts/${person.accounts[1] ?? ''}/turnovers`;
      await graph.bank.strike({ path: broken, kind: 'rate-limit', retryAfter: '9' });
      const source =
        '{ viewer { turnovers { totalCount asOf incompleteAccounts { code retryable account { id } } } } }';
      const { data, errors } = await query(source);
      expect(errors).toEqual([]);
      expect(data).toEqual({
        viewer: {
          turnovers: {
            totalCount: 4,
            asOf: expect.any(String) as string,
            incompleteAccounts: [{ code: 'RATE_LIMITED', retryable: true, account: { id: accountIds[1] } }],
          },
        },
      });
    });

    it('may be all of several accounts', async () => {
      const { query } = await graph.person({ accounts: 2 });
      await graph.bank.strike({ path: TURNOVERS, kind: 'status', status: 403 });
      const { data } = await query(
        '{ viewer { turnovers { totalCount totals { count } asOf nodes { id } incompleteAccounts { code retryable } } } }',
      );
      const incomplete = { code: 'UPSTREAM_REJECTED', retryable: false };
      expect(data).toEqual({
        viewer: {
          turnovers: { totalCount: 0, totals: [], asOf: null, nodes: [], incompleteAccounts: [incomplete, incomplete] },
        },
      });
    });
  });

  describe('turnovers', () => {
    const SOURCE = `query ($filter: TurnoverFilter, $order: TurnoverOrder, $first: Int, $after: String) {
      viewer { turnovers(filter: $filter, orderBy: $order, first: $first, after: $after) {
        totalCount nodes { account { xs2aId } } pageInfo { hasNextPage endCursor }
      } }
    }`;

    it('of several accounts are merged', async () => {
      const { query, person } = await graph.person({ accounts: 2, turnovers: 20, days: 20 });
      const { data } = await query<{ viewer: { turnovers: { nodes: { account: { xs2aId: string } }[] } } }>(SOURCE);
      const owners = data.viewer.turnovers.nodes.map(({ account }) => account.xs2aId);
      expect(owners).toHaveLength(40);
      for (const day of [0, 1, 2])
        expect(owners.slice(2 * day, 2 * day + 2).sort()).toEqual([...person.accounts].sort());
    });

    it('of nobody are none', async () => {
      const { query } = await graph.person({ connections: 0, accounts: 0 });
      expect((await query(SOURCE)).data).toMatchObject({ viewer: { turnovers: { totalCount: 0, nodes: [] } } });
    });

    it.each([[{ from: '2026-05-01', to: '2026-04-01' }], [{ from: '9999-12-31', to: '0001-01-01' }]])(
      'between dates that leave no day are none, and nobody is asked for such dates: %j',
      async (filter) => {
        const { query, person } = await graph.person({ turnovers: 5 });
        const { data, errors } = await query(SOURCE, { filter });
        expect(errors).toEqual([]);
        expect(data).toMatchObject({ viewer: { turnovers: { totalCount: 0, nodes: [] } } });
        const asked = (await graph.bank.requests()).filter(({ path }) => path.includes(person.accounts[0] ?? ''));
        for (const {
          query: { from = '', to = '' },
        } of asked)
          expect(from <= to).toBe(true);
      },
    );

    it.each([
      [{ first: 0 }, 'BAD_USER_INPUT'],
      [{ first: 501 }, 'BAD_USER_INPUT'],
      [{ after: 'nonsense' }, 'BAD_USER_INPUT'],
      [{ filter: { minAmount: '-1' } }, 'BAD_USER_INPUT'],
      [{ filter: { category: ' ' } }, 'BAD_USER_INPUT'],
    ])('are refused before anything of them is read: %j', async (variables, code) => {
      const { query, upstreamCalls } = await graph.person();
      const { data, errors } = await query(SOURCE, variables);
      expect(data).toEqual({ viewer: { turnovers: null } });
      expect(errors).toMatchObject([{ path: 'viewer.turnovers', code }]);
      expect(Object.keys(await upstreamCalls())).not.toContain('GET /v1/api/accounts/{id}/turnovers');
    });

    it('do not go on from a cursor of another filter, order or bank user', async () => {
      const [somebody, other] = [await graph.person({ turnovers: 5 }), await graph.person({ turnovers: 5 })];
      interface Page {
        viewer: { turnovers: { pageInfo: { endCursor: string } } };
      }
      const first = await somebody.query<Page>(SOURCE, { first: 2 });
      const after = first.data.viewer.turnovers.pageInfo.endCursor;
      expect((await somebody.query(SOURCE, { first: 2, after })).errors).toEqual([]);
      for (const changed of [{ filter: { direction: 'DEBIT' } }, { order: 'AMOUNT_ASC' }]) {
        const { errors } = await somebody.query(SOURCE, { first: 2, after, ...changed });
        expect(errors).toMatchObject([{ path: 'viewer.turnovers', code: 'CURSOR_MISMATCH' }]);
      }
      expect((await other.query(SOURCE, { first: 2, after })).errors).toMatchObject([{ code: 'CURSOR_MISMATCH' }]);
    });
  });
});

/** The date in Germany so many days from now. */
function dayIn(days: number): string {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date());
  return new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
}
