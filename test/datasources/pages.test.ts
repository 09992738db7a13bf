import { readAllPages } from '../../src/datasources/xs2a/pages.js';
import { Graph } from '../support/graph.js';

const LIST = '/v1/api/accounts';
const ACCOUNTS = '{ viewer { accounts { xs2aId } } }';

interface Viewer {
  readonly viewer: { readonly accounts: readonly { readonly xs2aId: string }[] | null };
}

describe('a list over pages', () => {
  let graph: Graph;

  beforeAll(async () => {
    graph = await Graph.open();
    await graph.bank.set({ maxPerPage: 15 });
  });

  afterEach(async () => {
    await graph.bank.heal();
  });

  afterAll(async () => {
    await graph.close();
  });

  /** How a list of so many accounts is answered, and from how many calls. */
  async function read(accounts: number) {
    const { query, person, upstreamCalls } = await graph.person({ connections: 0, accounts, turnovers: 0 });
    const { data, errors } = await query<Viewer>(ACCOUNTS);
    const ids = data.viewer.accounts?.map(({ xs2aId }) => xs2aId);
    return { ids, all: [...person.accounts].reverse(), errors, calls: (await upstreamCalls())[`GET ${LIST}`] };
  }

  it.each([
    [0, 1],
    [1, 1],
    [15, 1],
    [16, 2],
    [40, 3],
    [45, 3],
  ])('of %d arrives whole and in order, from %d pages of 15 although more were asked for', async (accounts, pages) => {
    const { ids, all, errors, calls } = await read(accounts);
    expect(errors).toEqual([]);
    expect(ids).toEqual(all);
    expect(calls).toBe(pages);
  });

  it.each<[string, Record<string, unknown>, number]>([
    ['the last page', { last_page: null }, 3],
    ['the total', { total: null }, 3],
    ['the page size', { per_page: null }, 3],
    ['neither the last page nor the total', { last_page: null, total: null }, 3],
    ['neither the last page nor the page size', { last_page: '', per_page: '' }, 3],
    ['numbers as numbers', { last_page: '3', per_page: '15', total: '40' }, 3],
  ])('arrives whole when upstream does not say %s', async (_, merge, pages) => {
    await graph.bank.override({ path: LIST, merge });
    const { ids, all, calls } = await read(40);
    expect(ids).toEqual(all);
    expect(calls).toBe(pages);
  });

  it('that ends with a full page is known to end there by the next one', async () => {
    await graph.bank.override({ path: LIST, merge: { last_page: null, total: null } });
    const { ids, all, calls } = await read(30);
    expect(ids).toEqual(all);
    expect(calls).toBe(3);
  });

  it('that says nothing of pages is one', async () => {
    await graph.bank.override({ path: LIST, body: { data: [{ id: 'a' }, { id: 'b' }] } });
    expect(await read(0)).toMatchObject({ ids: ['a', 'b'], calls: 1 });
  });

  it('that claims more pages than can be makes no sense', async () => {
    await graph.bank.override({ path: LIST, merge: { last_page: 1_000_000_000 } });
    const { ids, errors, calls } = await read(3);
    expect(ids).toBeUndefined();
    expect(errors).toMatchObject([{ path: 'viewer.accounts', code: 'UPSTREAM_UNAVAILABLE' }]);
    expect(calls).toBe(1);
  });

  it('that never ends is given up', async () => {
    const data = Array.from({ length: 15 }, (_, index) => ({ id: `row-${index}` }));
    await graph.bank.override({ path: LIST, body: { data, per_page: 15 } });
    const { errors, calls } = await read(0);
    expect(errors).toMatchObject([{ path: 'viewer.accounts', code: 'UPSTREAM_BUDGET_EXCEEDED' }]);
    expect(calls).toBeLessThanOrEqual(100);
  });

  it('whose rows come on two pages has each of them once', async () => {
    await graph.bank.override({ path: LIST, rows: [{ id: 'twice' }] });
    const { ids, all } = await read(20);
    expect(ids?.filter((id) => id === 'twice')).toHaveLength(1);
    expect(ids?.filter((id) => id !== 'twice')).toEqual(all);
  });

  it.each([{ last_page: 3 }, { total: 3, per_page: 1 }, { per_page: 1 }])(
    'has all its pages, or is an error: %j',
    async (said) => {
      const failing = (page: number) =>
        page === 2 ? Promise.reject(new Error('lost')) : Promise.resolve({ ...said, data: [{ id: page }] });
      await expect(readAllPages(failing, () => undefined)).rejects.toThrow('lost');
    },
  );

  it.each(['http://127.0.0.1:1/v1/api/accounts', '//127.0.0.1:1', 'file:///etc/passwd', 7])(
    'is read by its numbers alone, wherever %j leads',
    async (next_page_url) => {
      await graph.bank.override({ path: LIST, merge: { next_page_url, prev_page_url: next_page_url } });
      const { ids, all, errors, calls } = await read(20);
      expect(errors).toEqual([]);
      expect(ids).toEqual(all);
      expect(calls).toBe(2);
    },
  );

  it.each([[[]], [{}], [{ data: null }], [{ data: {} }], ['"text"'], ['null'], ['7']])('is none: %j', async (body) => {
    await graph.bank.override({ path: LIST, body });
    const { errors } = await read(1);
    expect(errors).toMatchObject([{ path: 'viewer.accounts', code: 'UPSTREAM_UNAVAILABLE' }]);
  });
});
