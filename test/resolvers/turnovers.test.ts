import { Graph, type Somebody } from '../support/graph.js';

const TURNOVERS = 'GET /v1/api/accounts/{id}/turnovers';

describe('turnovers', () => {
  let graph: Graph;

  beforeAll(async () => {
    graph = await Graph.open();
  });

  afterEach(() => graph.bank.heal());

  afterAll(() => graph.close());

  interface Node {
    readonly id: string;
    readonly matchKeys: readonly string[];
    readonly bookingDate: string;
    readonly purposeText: string;
  }

  async function allOf({ query, accountIds: [id] }: Somebody): Promise<readonly Node[]> {
    const source = `query($id: ID!) { account(id: $id) { turnovers(first: 500) { nodes { id matchKeys bookingDate purposeText } } } }`;
    const { data } = await query<{ account: { turnovers: { nodes: readonly Node[] } } }>(source, { id });
    return data.account.turnovers.nodes;
  }

  describe('by id', () => {
    const ONE = 'query($id: ID!) { turnover(id: $id) { id purposeText account { id } } }';

    it.each(['none', 'xs2a', 'bank'] as const)('are found, with ids from %s', async (turnoverIds) => {
      const somebody = await graph.person({ turnovers: 6, days: 3, turnoverIds });
      for (const { id, purposeText } of await allOf(somebody)) {
        const account = { id: somebody.accountIds[0] };
        expect((await somebody.query(ONE, { id })).data).toEqual({ turnover: { id, purposeText, account } });
      }
    });

    it('are read from the one day that the id tells', async () => {
      const somebody = await graph.person({ turnovers: 20, days: 10, syncedAgo: 1 });
      const [{ id, bookingDate } = { id: '', bookingDate: '' }] = await allOf(somebody);
      await graph.bank.forgetRequests();
      await somebody.query(ONE, { id });
      const requests = await graph.bank.requests();
      expect(requests.filter(({ path }) => path.endsWith('/turnovers'))).toMatchObject([
        { query: { from: bookingDate, to: bookingDate } },
      ]);
    });

    it('are the same whether they are missing, foreign or malformed', async () => {
      const [somebody, other] = [await graph.person({ turnovers: 2 }), await graph.person({ turnovers: 2 })];
      const [foreign] = await allOf(other);
      const [own] = await allOf(somebody);
      const [account = ''] = own?.id.split('.') ?? [];
      const key = `d${'A'.repeat(22)}`;
      for (const id of [
        foreign?.id,
        `${account}.${key}`,
        account,
        `${account}.`,
        `${account}.x.y`,
        '',
        'x',
        '.'.repeat(200),
      ]) {
        const { data, errors } = await somebody.query(ONE, { id });
        expect([id, data, errors.map(({ code }) => code)]).toEqual([id, { turnover: null }, ['NOT_FOUND']]);
      }
      expect(await other.upstreamCalls()).toMatchObject({ [TURNOVERS]: 1 });
    });

    it('need a token that may read', async () => {
      const somebody = await graph.person({ turnovers: 1 });
      const [entry] = await allOf(somebody);
      const { errors } = await somebody.limitedTo('connections')(ONE, { id: entry?.id });
      expect(errors).toMatchObject([{ code: 'FORBIDDEN' }]);
    });
  });

  describe('of an account whose connection is gone', () => {
    it('are left out where only connected accounts are asked for', async () => {
      const somebody = await graph.person({ connections: 2, accounts: 2, turnovers: 3 });
      const { connections, accounts } = somebody.person;
      await graph.bank.override({
        path: '/v1/api/accounts',
        rows: accounts.map((id, index) => ({
          id,
          bank_connection_id: index === 0 ? null : connections[0],
          iban: 'DE02120300000000202051',
        })),
      });
      const source = `{ viewer {
        all: accounts { xs2aId duplicates { xs2aId } } there: accounts(connected: true) { xs2aId } gone: accounts(connected: false) { xs2aId }
        allTurnovers: turnovers { totalCount } thereTurnovers: turnovers(connected: true) { totalCount }
        goneTurnovers: turnovers(connected: false) { totalCount } } }`;
      const { data } = await somebody.query<{ viewer: Record<string, unknown> }>(source);
      const [orphan, other] = accounts.map((xs2aId) => ({ xs2aId }));
      expect(data.viewer).toEqual({
        all: expect.arrayContaining([
          { ...orphan, duplicates: [other] },
          { ...other, duplicates: [orphan] },
        ]) as unknown,
        there: [other],
        gone: [orphan],
        allTurnovers: { totalCount: 6 },
        thereTurnovers: { totalCount: 3 },
        goneTurnovers: { totalCount: 3 },
      });
    });
  });

  describe('that cannot be read', () => {
    it('are counted where they are missing', async () => {
      const somebody = await graph.person({ accounts: 2, turnovers: 4 });
      const [first = ''] = somebody.person.accounts;
      await graph.bank.override({
        path: `/v1/api/accounts/${first}/turnovers`,
        body: { turnovers: [null, { amount: 1 }, { booking_date: '2026-03-01', amount: 1 }] },
      });
      const source = `query($id: ID!) { account(id: $id) { turnovers { totalCount unreadableCount } turnoverChanges { unreadableCount } }
        viewer { turnovers { totalCount unreadableCount } } }`;
      expect((await somebody.query(source, { id: somebody.accountIds[0] })).data).toEqual({
        account: { turnovers: { totalCount: 1, unreadableCount: 2 }, turnoverChanges: { unreadableCount: 2 } },
        viewer: { turnovers: { totalCount: 5, unreadableCount: 2 } },
      });
    });
  });

  describe('that have changed', () => {
    interface Changes {
      readonly months: readonly { readonly month: string; readonly turnovers: readonly Node[] }[];
      readonly cursor: string;
      readonly hasMore: boolean;
    }

    async function changes({ query, accountIds: [id] }: Somebody, since: string | null): Promise<Changes> {
      const source = `query($id: ID!, $since: String) { account(id: $id) { turnoverChanges(since: $since) {
        months { month turnovers { id matchKeys bookingDate purposeText } } cursor hasMore asOf account { id } } } }`;
      const { data, errors } = await query<{ account: { turnoverChanges: Changes } }>(source, { id, since });
      expect(errors).toEqual([]);
      return data.account.turnoverChanges;
    }

    it('are told by month, from one upstream read', async () => {
      const somebody = await graph.person({ turnovers: 30, days: 90, syncedAgo: 1 });
      const first = await changes(somebody, null);
      const newestFirst = first.months.toReversed().flatMap(({ turnovers }) => turnovers);
      expect(newestFirst).toEqual(await allOf(somebody));
      expect(first.hasMore).toBe(false);
      await graph.bank.forgetRequests();
      expect(await changes(somebody, first.cursor)).toMatchObject({ months: [], cursor: first.cursor });
      expect(await somebody.upstreamCalls()).toMatchObject({ [TURNOVERS]: 1 });
    });

    it('are refused for a cursor of another account, or of none', async () => {
      const [somebody, other] = [await graph.person(), await graph.person()];
      const { cursor } = await changes(other, null);
      const source =
        'query($id: ID!, $since: String) { account(id: $id) { turnoverChanges(since: $since) { cursor } } }';
      const [id] = somebody.accountIds;
      const codes = async (since: string) =>
        (await somebody.query(source, { id, since })).errors.map(({ code }) => code);
      expect([await codes(cursor), await codes('x')]).toEqual([['CURSOR_MISMATCH'], ['BAD_USER_INPUT']]);
    });
  });

  it('stand at their places while a sync books entries between two pages', async () => {
    const somebody = await graph.person({ turnovers: 0 });
    const [account = ''] = somebody.person.accounts;
    const rows = (booked: boolean) =>
      Array.from({ length: 12 }, (_, index) => ({
        booking_date: `2026-03-0${(index % 3) + 1}`,
        amount: index,
        purpose: [`entry ${index}`],
        prebooked: index % 2 === 0 && !booked,
      }));
    const page = `query($id: ID!, $after: String, $order: TurnoverOrder) { account(id: $id) { turnovers(first: 5, after: $after, orderBy: $order) {
      nodes { id } pageInfo { endCursor hasNextPage } } } }`;
    for (const order of ['BOOKING_DATE_ASC', 'BOOKING_DATE_DESC', 'AMOUNT_ASC', 'AMOUNT_DESC']) {
      const ids: string[] = [];
      let after: string | null = null;
      for (let number = 0; number < 3; number++) {
        await graph.bank.heal();
        await graph.bank.override({
          path: `/v1/api/accounts/${account}/turnovers`,
          body: { turnovers: rows(number > 0) },
        });
        interface Answer {
          account: { turnovers: { nodes: { id: string }[]; pageInfo: { endCursor: string } } };
        }
        const { data }: { data: Answer } = await somebody.query<Answer>(page, {
          id: somebody.accountIds[0],
          after,
          order,
        });
        ids.push(...data.account.turnovers.nodes.map(({ id }) => id));
        after = data.account.turnovers.pageInfo.endCursor;
      }
      expect([order, ids.length, new Set(ids).size]).toEqual([order, 12, 12]);
    }
  });
});
