import fc from 'fast-check';
import {
  TurnoverQueries,
  TurnoverQuery,
  type TurnoverContent,
  type TurnoverOrder,
  type TurnoverPage,
  type TurnoverPageArgs,
} from '../../../src/domain/turnover/index.js';
import { accounts, ACCOUNT, content, contents, identifiedContents, listOf, orders } from './turnover-contents.js';
import { inOrder } from './turnover-oracle.js';

const SCOPE = { bankUserId: ACCOUNT.bankUserId, accountIds: null };

type Accounts = readonly (readonly TurnoverContent[])[];
type TakePage = (args: TurnoverPageArgs) => TurnoverPage;

/** A page reader as one request has it: everything is built anew. */
async function reader(all: Accounts, order: TurnoverOrder): Promise<TakePage> {
  const lists = await Promise.all(all.map((each, index) => listOf(each, `account-${index}`)));
  const query = new TurnoverQuery(SCOPE, null, order);
  const selection = await new TurnoverQueries().select(query, lists);
  return (args) => selection.page(query.readPage(args));
}

async function idsInOrder(all: Accounts, order: TurnoverOrder): Promise<string[]> {
  const lists = await Promise.all(all.map((each, index) => listOf(each, `account-${index}`)));
  return inOrder(
    lists.flatMap(({ entries }) => entries),
    order,
  ).map(({ id }) => id);
}

function idsOf({ nodes }: TurnoverPage): string[] {
  return nodes.map(({ id }) => id);
}

/** Walks through versions of the lists, one page of each, and through the last version to its end. */
async function walk(
  versions: readonly Accounts[],
  order: TurnoverOrder,
  size: number,
  way: 'forwards' | 'backwards',
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  for (let step = 0; step < 1000; step++) {
    const take = await reader(versions[Math.min(step, versions.length - 1)] ?? [], order);
    const page: TurnoverPage = take(
      way === 'forwards' ? { first: size, after: cursor } : { last: size, before: cursor },
    );
    if (way === 'forwards') ids.push(...idsOf(page));
    else ids.unshift(...idsOf(page));
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
    const isOver = way === 'forwards' ? !hasNextPage : !hasPreviousPage;
    // A version that has nothing left at this place ends the walk only if it is the last.
    if (isOver && step >= versions.length - 1) return ids;
    cursor = (way === 'forwards' ? endCursor : startCursor) ?? cursor;
  }
  throw new Error('The walk does not end.');
}

const ways = fc.constantFrom('forwards' as const, 'backwards' as const);
const sizes = fc.integer({ min: 1, max: 7 });

describe('pages', () => {
  test('are the whole list, forwards and backwards', async () => {
    await fc.assert(
      fc.asyncProperty(accounts, orders, sizes, ways, async (all, order, size, way) => {
        expect(await walk([all], order, size, way)).toEqual(await idsInOrder(all, order));
      }),
    );
  });

  test('neither repeat nor hide what stays, while others arrive and vanish', async () => {
    const change = fc.record({
      arriving: fc.array(contents, { maxLength: 3 }),
      vanishing: fc.array(fc.nat(40), { maxLength: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(
        identifiedContents,
        fc.array(change, { maxLength: 6 }),
        orders,
        sizes,
        ways,
        async (start, changes, order, size, way) => {
          const versions = [start];
          for (const [round, { arriving, vanishing }] of changes.entries()) {
            const staying = (versions.at(-1) ?? []).filter((_, index) => !vanishing.includes(index));
            versions.push([
              ...staying,
              ...arriving.map((each, index) => ({ ...each, xs2aTurnoverId: `arriving-${round}-${index}` })),
            ]);
          }
          const walked = await walk(
            versions.map((version) => [version]),
            order,
            size,
            way,
          );
          const throughout = start.filter((each) => versions.every((version) => version.includes(each)));
          const staying = await idsInOrder([throughout], order);
          expect(walked.filter((id) => staying.includes(id))).toEqual(staying);
          expect(new Set(walked).size).toBe(walked.length);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('neither repeat nor hide others when pending entries are booked or canceled meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(identifiedContents, orders, sizes, ways, async (start, order, size, way) => {
        const booked = start.map((each) => (each.status === 'PENDING' ? { ...each, status: 'BOOKED' as const } : each));
        const walked = await walk([[start], [booked]], order, size, way);
        const settled = await idsInOrder([start.filter(({ status }) => status !== 'PENDING')], order);
        expect(walked.filter((id) => settled.includes(id))).toEqual(settled);
        if (order.startsWith('AMOUNT')) expect(walked).toEqual(await idsInOrder([start], order));
      }),
      { numRuns: 300 },
    );
  });

  test('lie between two cursors, and tell truly what is around them', async () => {
    const window = fc.record({
      after: fc.option(fc.nat(50)),
      before: fc.option(fc.nat(50)),
      size: sizes,
      last: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(accounts, orders, window, async (all, order, { after, before, size, last }) => {
        const take = await reader(all, order);
        const { edges } = take({ first: 500 });
        const ids = edges.map(({ node }) => node.id);
        const [start, end] = [
          after === null ? -1 : Math.min(after, ids.length - 1),
          before === null ? ids.length : Math.min(before, ids.length - 1),
        ];
        const cursors = { after: edges[start]?.cursor, before: edges[end]?.cursor };
        const page = take({ ...cursors, ...(last ? { last: size } : { first: size }) });
        const between = ids.slice(start + 1, Math.max(start + 1, end));
        const expected = last ? between.slice(-size) : between.slice(0, size);
        expect(idsOf(page)).toEqual(expected);
        if (expected.length > 0) {
          expect(page.pageInfo.hasPreviousPage).toBe(expected[0] !== ids[0]);
          expect(page.pageInfo.hasNextPage).toBe(expected.at(-1) !== ids.at(-1));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('that are empty tell truly what is around them', async () => {
    const take = await reader([[1, 2, 3].map((amountMinor) => content({ amountMinor }))], 'AMOUNT_ASC');
    const [first, second, third] = take({}).edges.map(({ cursor }) => cursor);
    const flags = (args: TurnoverPageArgs): boolean[] => {
      const { nodes, pageInfo } = take(args);
      expect(nodes).toEqual([]);
      expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([null, null]);
      return [pageInfo.hasPreviousPage, pageInfo.hasNextPage];
    };
    expect(flags({ first: 1, after: third })).toEqual([true, false]);
    expect(flags({ last: 1, before: first })).toEqual([false, true]);
    expect(flags({ first: 1, after: first, before: second })).toEqual([true, true]);
    expect(flags({ last: 1, after: first, before: second })).toEqual([true, true]);
    const empty = await reader([[]], 'AMOUNT_ASC');
    expect(empty({}).pageInfo).toEqual({
      hasPreviousPage: false,
      hasNextPage: false,
      startCursor: null,
      endCursor: null,
    });
  });

  test('hold 50 unless something else is said', async () => {
    const take = await reader([Array.from({ length: 120 }, () => content())], 'BOOKING_DATE_DESC');
    expect(take({}).nodes).toHaveLength(50);
    expect(take({ first: null, last: null, before: null, after: null }).nodes).toHaveLength(50);
    expect(take({ first: 120 }).pageInfo.hasNextPage).toBe(false);
    expect(take({ first: 119 }).pageInfo.hasNextPage).toBe(true);
  });

  test('have edges with the cursors that the page info has', async () => {
    const take = await reader([[content(), content()]], 'BOOKING_DATE_DESC');
    const { edges, nodes, pageInfo } = take({});
    expect(edges.map(({ node }) => node)).toEqual(nodes);
    expect(edges.map(({ cursor }) => cursor)).toEqual([pageInfo.startCursor, pageInfo.endCursor]);
  });
});
