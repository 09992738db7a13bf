import { failure } from './other-xs2a/answer.js';
import { newPerson } from './other-xs2a/world.js';
import { codesOf, type AnsweredError } from './harness/answer.js';
import { Deployment, type Caller, type Variables } from './harness/deployment.js';
import { GraphIds } from './harness/graph-ids.js';
import { byText, groupsOf, matches, totalsOf, type Filter, type Grouping, type Totals } from './harness/oracle.js';
import {
  allPages,
  expectedOf,
  inAnyOrder,
  PAGE,
  said,
  type TurnoverNode,
  type TurnoverPage,
} from './harness/turnover-pages.js';
import { addAccount, addConnection } from './people/records.js';
import { randomLife } from './people/random-life.js';
import { Random, SEED } from '../support/random.js';

const filters: readonly Filter[] = [
  {},
  { from: '2026-02-01', to: '2026-02-28' },
  { status: ['CANCELED'] },
  { status: ['PENDING', 'CANCELED'] },
  { direction: 'CREDIT' },
  { direction: 'DEBIT', status: ['BOOKED'] },
  { minAmount: '100', maxAmount: '250.50' },
  { minAmount: '0.001' },
  { search: 'muller' },
  { search: 'MÜLLER' },
  { search: 'strasse' },
  { search: 'STRASSE', direction: 'DEBIT' },
  { search: 'creme BRULEE' },
  { search: '%' },
  { search: '_' },
  { search: '.*' },
  { category: 'K' },
  { category: 'K.1' },
  { category: 'K.1.1.3' },
  { category: 'E.1' },
  { category: 'X' },
  { tags: ['rent'] },
  { tags: ['salary', 'hamster-owner', 'never-seen'] },
  { onlyNew: true },
  { onlyNew: true, category: 'K', from: '2026-01-15', minAmount: '50', tags: ['rent', 'salary'] },
];

const SUMMARY = `query($id: ID!, $filter: TurnoverFilter) { account(id: $id) { turnovers(filter: $filter) {
  totalCount totals { ...T }
  MONTH: groups(by: MONTH) { key totals { ...T } } CATEGORY: groups(by: CATEGORY) { key totals { ...T } }
  COUNTERPARTY: groups(by: COUNTERPARTY) { key totals { ...T } } TAG: groups(by: TAG) { key totals { ...T } }
} } }
fragment T on TurnoverTotals { count credits { ...M } debits { ...M } net { ...M } }
fragment M on MonetaryAmount { value currency }`;

const MERGED = `query($first: Int, $after: String, $filter: TurnoverFilter, $orderBy: TurnoverOrder, $accountIds: [ID!]) {
  viewer { turnovers(first: $first, after: $after, filter: $filter, orderBy: $orderBy, accountIds: $accountIds) {
    totalCount asOf incompleteAccounts { account { xs2aId } code retryable }
    nodes { id bookingDate status amount { value currency } purpose account { xs2aId } }
    pageInfo { hasNextPage endCursor }
  } }
}`;

describe(`questions about turnovers (SEED=${SEED})`, () => {
  const person = newPerson('Query_1', { name: 'Quentin Query', email: 'quentin@query.example' });
  const connection = addConnection(person, 1);
  const random = new Random(SEED);
  const accounts = [2, 3, 4].map((number) =>
    addAccount(person, connection, number, { rows: randomLife(400 - 90 * number, random) }),
  );
  const [large = addAccount(person, connection, 9), , small = large] = accounts;
  const other = newPerson('Query_2', { name: 'Other Query', email: 'other@query.example' });
  const foreign = addAccount(other, addConnection(other, 5), 6);
  let deployment: Deployment;
  let caller: Caller;
  let ids: GraphIds;
  let id: string;

  beforeAll(async () => {
    deployment = await Deployment.start([person, other]);
    caller = deployment.as(person);
    ids = await GraphIds.of(caller);
    id = ids.account(large);
  });

  afterAll(async () => {
    await deployment.stop();
  });

  describe.each(filters.map((filter) => ({ filter, label: JSON.stringify(filter) })))('with $label', ({ filter }) => {
    const matching = expectedOf(large.rows).filter((entry) => matches(entry, filter));

    it('find what matches and nothing else', async () => {
      const nodes = await allPages(caller, { id, first: 500, filter });
      expect(inAnyOrder(nodes.map(said))).toEqual(inAnyOrder(matching));
    });

    it('sum and group everything that matches', async () => {
      const { account } = await caller.data<{ account: { turnovers: Summary } }>(SUMMARY, { id, filter });
      const { totalCount, totals, ...groups } = account.turnovers;
      expect(totalCount).toBe(matching.length);
      expect(inOrder(totals)).toEqual(totalsOf(matching, filter));
      for (const by of ['MONTH', 'CATEGORY', 'COUNTERPARTY', 'TAG'] as const) {
        const found = groups[by].map(({ key, totals: own }) => ({ key, totals: inOrder(own) }));
        expect(found).toEqual(groupsOf(matching, filter, by));
      }
    });
  });

  it.each(['AMOUNT_DESC', 'AMOUNT_ASC'])('are answered in the order of signed amounts: %s', async (orderBy) => {
    const nodes = await allPages(caller, { id, first: 17, orderBy });
    const amounts = nodes.map(({ amount }) => Number(amount.value));
    expect(amounts).toEqual([...amounts].sort((a, b) => (orderBy === 'AMOUNT_ASC' ? a - b : b - a)));
    expect(inAnyOrder(nodes.map(said))).toEqual(inAnyOrder(expectedOf(large.rows)));
  });

  it.each(['BOOKING_DATE_DESC', 'BOOKING_DATE_ASC'])('stand by date, then id: %s', async (orderBy) => {
    const nodes = await allPages(caller, { id, first: 500, orderBy });
    const direction = orderBy === 'BOOKING_DATE_ASC' ? 1 : -1;
    const sorted = nodes.toSorted((a, b) => direction * byText(a.bookingDate, b.bookingDate) || byText(a.id, b.id));
    expect(nodes.map((node) => node.id)).toEqual(sorted.map((node) => node.id));
  });

  describe('page', () => {
    const BACKWARDS = `query($id: ID!, $last: Int, $before: String, $orderBy: TurnoverOrder) { account(id: $id) {
      turnovers(last: $last, before: $before, orderBy: $orderBy) {
        nodes { id } edges { cursor node { id } } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      } } }`;

    it.each(['BOOKING_DATE_DESC', 'BOOKING_DATE_ASC', 'AMOUNT_DESC', 'AMOUNT_ASC'])(
      'backwards as well as forwards: %s',
      async (orderBy) => {
        const forwards = (await allPages(caller, { id, first: 500, orderBy })).map((node) => node.id);
        const backwards: string[] = [];
        let before: string | null = null;
        do {
          const variables: Variables = { id, last: 23, orderBy, ...(before === null ? {} : { before }) };
          const { account } = await caller.data<{ account: { turnovers: TurnoverPage } }>(BACKWARDS, variables);
          const { nodes, edges, pageInfo, totalCount } = account.turnovers;
          backwards.unshift(...nodes.map((node) => node.id));
          expect(pageInfo.startCursor).toBe(edges[0]?.cursor);
          expect(pageInfo.hasPreviousPage).toBe(backwards.length < totalCount);
          before = pageInfo.hasPreviousPage ? pageInfo.startCursor : null;
        } while (before !== null);
        expect(backwards).toEqual(forwards);
      },
    );

    it('by 50 when nothing is said', async () => {
      const { account } = await caller.data<{ account: { turnovers: { nodes: unknown[] } } }>(
        'query($id: ID!) { account(id: $id) { turnovers { nodes { id } } } }',
        { id },
      );
      expect(account.turnovers.nodes).toHaveLength(50);
    });

    it.each(['first: 5, last: 5', 'last: 0', 'last: 501', 'first: 1, before: "x"', 'first: 501'])(
      'not by %s',
      async (paging) => {
        const answer = await caller.ask(
          `query($id: ID!) { account(id: $id) { turnovers(${paging}) { totalCount } } }`,
          { id },
        );
        expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
      },
    );

    it.each<[string, Variables]>([
      ['filter', { filter: { tags: ['rent'] } }],
      ['order', { orderBy: 'AMOUNT_DESC' }],
      ['account', {}],
    ])('not from a cursor of another %s', async (what, change) => {
      const first = await caller.data<{ account: { turnovers: TurnoverPage } }>(PAGE, { id, first: 3 });
      const after = first.account.turnovers.pageInfo.endCursor;
      const target = what === 'account' ? ids.account(small) : id;
      expect(codesOf(await caller.ask(PAGE, { id: target, first: 3, after, ...change }))).toEqual(['CURSOR_MISMATCH']);
    });
  });

  describe('of all accounts of a person', () => {
    type Merged = Omit<TurnoverPage, 'nodes'> & {
      readonly nodes: (TurnoverNode & { account: { xs2aId: string } })[];
      readonly incompleteAccounts: { account: { xs2aId: string }; code: string; retryable: boolean }[];
    };

    const merged = async (variables: Variables): Promise<Merged> =>
      (await caller.data<{ viewer: { turnovers: Merged } }>(MERGED, variables)).viewer.turnovers;

    const everyPage = async (variables: Variables): Promise<Merged['nodes']> => {
      const nodes: Merged['nodes'] = [];
      let after: string | null = null;
      do {
        const { nodes: more, pageInfo }: Merged = await merged({ ...variables, ...(after === null ? {} : { after }) });
        nodes.push(...more);
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after !== null);
      return nodes;
    };

    it.each(['BOOKING_DATE_DESC', 'BOOKING_DATE_ASC', 'AMOUNT_DESC'])('come as one list: %s', async (orderBy) => {
      const nodes = await everyPage({ first: 41, orderBy });
      const key = (node: { bookingDate: string; amount: { value: string } }): string =>
        orderBy === 'AMOUNT_DESC' ? String(2e9 + Number(node.amount.value)) : node.bookingDate;
      const keys = nodes.map(key);
      expect(keys).toEqual(orderBy === 'BOOKING_DATE_ASC' ? [...keys].sort() : [...keys].sort().reverse());
      for (const account of accounts) {
        const own = nodes.filter((node) => node.account.xs2aId === account.id).map((node) => node.id);
        const alone = await allPages(caller, { id: ids.account(account), first: 500, orderBy });
        expect(own).toEqual(alone.map((node) => node.id));
      }
      expect(nodes).toHaveLength(accounts.flatMap(({ rows }) => rows).length);
    });

    it('can be those of some accounts, and of a filter', async () => {
      const some = accounts.slice(1);
      const nodes = await everyPage({
        first: 500,
        accountIds: some.map((account) => ids.account(account)),
        filter: { category: 'K' },
      });
      const expected = some
        .flatMap(({ rows }) => expectedOf(rows))
        .filter((entry) => matches(entry, { category: 'K' }));
      expect(nodes.map(({ purpose }) => purpose[1]).sort()).toEqual(expected.map(({ purpose }) => purpose[1]).sort());
    });

    it('are as old as the oldest of them', async () => {
      large.turnoversSeenAt = '2026-02-01 12:00:00';
      connection.raw.last_synced = '2026-03-11 00:00:00';
      expect((await merged({ first: 1 })).asOf).toMatch(/^2026-02-01T11:00:00/);
    });

    it('name the account that cannot be read, and serve the rest', async () => {
      connection.raw.last_synced = '2026-03-12 00:00:00';
      const path = new RegExp(`/accounts/${small.id}/turnovers$`);
      const lift = deployment.xs2a.fault({ path, strike: { kind: 'answer', answer: failure(500) } });
      const { incompleteAccounts, totalCount } = await merged({ first: 5 });
      lift();
      expect(incompleteAccounts).toEqual([
        { account: { xs2aId: small.id }, code: 'UPSTREAM_UNAVAILABLE', retryable: true },
      ]);
      expect(totalCount).toBe(accounts.flatMap((account) => (account === small ? [] : account.rows)).length);
    });

    it('cannot be those of another, nor of an account that is missing', async () => {
      const foreignId = (await GraphIds.of(deployment.as(other))).account(foreign);
      const [ofOther, ofNobody] = await Promise.all(
        [foreignId, 'bm9ib2R5'].map((accountId) =>
          caller.ask<{ viewer: unknown }>(MERGED, { first: 1, accountIds: [id, accountId] }),
        ),
      );
      expect(ofOther?.data).toEqual({ viewer: { turnovers: null } });
      expect(ofOther?.errors.map(comparable)).toEqual(ofNobody?.errors.map(comparable));
      expect(ofOther?.errors.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND']);
    });
  });
});

function inOrder(totals: readonly Totals[]): Totals[] {
  return [...totals].sort((a, b) => byText(a.net.currency, b.net.currency));
}

function comparable({ message, path, extensions }: AnsweredError): unknown {
  return { message, path, extensions: { ...extensions, requestId: '' } };
}

type Summary = { readonly totalCount: number; readonly totals: Totals[] } & Readonly<
  Record<Grouping, { readonly key: string; readonly totals: Totals[] }[]>
>;
