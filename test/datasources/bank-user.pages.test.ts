import { Graph } from '../support/graph.js';

const LIST = '/v1/api/users';

interface Page {
  readonly nodes: readonly { readonly xs2aId: string }[];
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly xs2aId: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number | null;
}

const PAGE = `query ($first: Int, $after: String) { bankUsers(first: $first, after: $after) {
  nodes { xs2aId } edges { cursor node { xs2aId } } totalCount
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
} }`;

describe('the list of bank users', () => {
  let graph: Graph;
  /** Upstream gives the newest first. */
  let everybody: string[];

  beforeAll(async () => {
    graph = await Graph.open();
    const people = [];
    for (let number = 0; number < 23; number++)
      people.push(await graph.bank.addPerson({ connections: 0, accounts: 0 }));
    everybody = people.map(({ id }) => id).reverse();
  });

  afterEach(async () => {
    await graph.bank.heal();
    await graph.bank.set({ maxPerPage: 100 });
    await graph.bank.forgetRequests();
  });

  afterAll(async () => {
    await graph.close();
  });

  const ask = (variables: object) => graph.asService<{ bankUsers: Page | null }>(PAGE, { ...variables });

  async function page(variables: object): Promise<Page> {
    const { data, errors } = await ask(variables);
    expect(errors).toEqual([]);
    if (data.bankUsers === null) throw new Error('No page.');
    return data.bankUsers;
  }

  /** All pages to the end, each with another size. */
  async function walk(...sizes: number[]): Promise<string[]> {
    const ids: string[] = [];
    let after: string | null = null;
    for (let turn = 0; ; turn++) {
      const first = sizes[turn % sizes.length];
      const { nodes, pageInfo }: Page = await page({ first, after });
      ids.push(...nodes.map(({ xs2aId }) => xs2aId));
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) return ids;
      expect(nodes.length).toBe(first);
      expect(pageInfo.hasPreviousPage).toBe(turn > 0);
    }
  }

  it('begins with twenty where nothing else is said', async () => {
    const { nodes, totalCount, pageInfo } = await page({});
    expect(nodes).toHaveLength(20);
    expect(totalCount).toBe(23);
    expect(pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  });

  it.each([[1], [5], [7, 3, 1], [22], [23], [500], [3, 500]])('is read whole with pages of %j, …', async (...sizes) => {
    expect(await walk(...sizes)).toEqual(everybody);
  });

  it.each([1, 4, 15])('is read whole when upstream gives no more than %d at a time', async (maxPerPage) => {
    await graph.bank.set({ maxPerPage });
    for (const sizes of [[6, 5], [20], [23]]) expect(await walk(...sizes)).toEqual(everybody);
  });

  it.each<[string, Record<string, unknown>]>([
    ['the last page', { last_page: null }],
    ['the page size', { per_page: null }],
    ['the page size and the last page', { per_page: null, last_page: null }],
    ['the total and the last page', { total: null, last_page: null }],
  ])('is read whole when upstream does not say %s', async (_, merge) => {
    await graph.bank.override({ path: LIST, merge });
    await graph.bank.set({ maxPerPage: 5 });
    for (const sizes of [[5], [7, 2], [20]]) expect(await walk(...sizes)).toEqual(everybody);
  });

  it('goes on in the right place when upstream gives less at a time than it did', async () => {
    const { pageInfo } = await page({ first: 20 });
    await graph.bank.set({ maxPerPage: 4 });
    await graph.bank.forgetRequests();
    const { nodes } = await page({ first: 2, after: pageInfo.endCursor });
    expect(nodes.map(({ xs2aId }) => xs2aId)).toEqual(everybody.slice(20, 22));
    expect(await graph.bank.calls()).toEqual({ [`GET ${LIST}`]: 2 });
  });

  it('takes as few calls as its pages need', async () => {
    await graph.bank.set({ maxPerPage: 5 });
    const { pageInfo } = await page({ first: 10 });
    expect(await graph.bank.calls()).toEqual({ [`GET ${LIST}`]: 2 });
    await graph.bank.forgetRequests();
    await page({ first: 10, after: pageInfo.endCursor });
    expect(await graph.bank.calls()).toEqual({ [`GET ${LIST}`]: 2 });
  });

  it('gives each entry a cursor to go on from', async () => {
    const { edges, pageInfo } = await page({ first: 7 });
    expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([edges[0]?.cursor, edges[6]?.cursor]);
    for (const [index, { cursor }] of [...edges.entries()].slice(-3)) {
      const { nodes } = await page({ first: 2, after: cursor });
      expect(nodes.map(({ xs2aId }) => xs2aId)).toEqual(everybody.slice(index + 1, index + 3));
    }
  });

  it('is empty behind its end', async () => {
    const last = (await page({ first: 23 })).pageInfo.endCursor;
    expect(await page({ first: 5, after: last })).toEqual({
      nodes: [],
      edges: [],
      totalCount: 23,
      pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
    });
  });

  it('ends when upstream has no more, whatever number of pages it claims', async () => {
    await graph.bank.override({ path: LIST, merge: { last_page: 1_000_000_000 } });
    const { nodes, pageInfo } = await page({ first: 30 });
    expect(nodes).toHaveLength(23);
    expect(pageInfo.hasNextPage).toBe(false);
    expect(await graph.bank.calls()).toEqual({ [`GET ${LIST}`]: 2 });
  });

  it('may have more entries than an Int can count', async () => {
    await graph.bank.override({ path: LIST, merge: { total: 2 ** 40 } });
    expect((await page({ first: 3 })).totalCount).toBeNull();
  });

  it('goes on behind rows that cannot be read', async () => {
    await graph.bank.override({ path: LIST, merge: { data: [{ id: '../users' }, null] } });
    const { data, errors, meter } = await ask({ first: 2 });
    expect(errors).toEqual([]);
    expect(data.bankUsers).toMatchObject({ nodes: [], pageInfo: { hasNextPage: true, startCursor: null } });
    expect(meter.skippedRows).toBe(2);
    await graph.bank.heal();
    const { nodes } = await page({ first: 1, after: data.bankUsers?.pageInfo.endCursor });
    expect(nodes.map(({ xs2aId }) => xs2aId)).toEqual([everybody[2]]);
  });

  it('takes no more calls than an operation may make', async () => {
    await graph.bank.override({ path: LIST, merge: { data: [{ id: 'same' }], per_page: 1, last_page: 1_000 } });
    const { data, errors } = await ask({ first: 500 });
    expect(data).toEqual({ bankUsers: null });
    expect(errors).toMatchObject([{ code: 'UPSTREAM_BUDGET_EXCEEDED' }]);
    expect((await graph.bank.calls())[`GET ${LIST}`]).toBeLessThanOrEqual(100);
  });

  it.each([0, -1, 501, 2 ** 31 - 1])('has no pages of %d', async (first) => {
    const { errors } = await ask({ first });
    expect(errors).toMatchObject([{ path: 'bankUsers', code: 'BAD_USER_INPUT' }]);
    expect(await graph.bank.calls()).toEqual({});
  });

  it('has no other cursors than its own', async () => {
    const own = (await page({ first: 1 })).pageInfo.endCursor ?? '';
    await graph.bank.forgetRequests();
    const texts = [
      'users.1',
      'users.-1.20',
      'users.1.0',
      'users.01.20',
      'users.1.20.',
      'users.1e3.20',
      'users.1.9999999',
    ];
    const altered = [
      ...['', ' ', 'AAAA', '../users', '__proto__', 'x'.repeat(20_000), `${own}=`, ` ${own}`, own.slice(1), `${own}A`],
      ...texts.map((text) => Buffer.from(text).toString('base64url')),
    ];
    for (const after of altered) {
      const { errors } = await ask({ first: 1, after });
      expect({ after, errors }).toMatchObject({ after, errors: [{ path: 'bankUsers', code: 'BAD_USER_INPUT' }] });
    }
    expect(await graph.bank.calls()).toEqual({});
  });
});
