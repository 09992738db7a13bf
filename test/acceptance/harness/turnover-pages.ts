import type { ExpectedTurnover, Row } from '../other-xs2a/world.js';
import type { Caller, Variables } from './deployment.js';

export interface TurnoverNode {
  readonly id: string;
  readonly idSource: string;
  readonly bookingDate: string;
  readonly amount: { readonly value: string; readonly currency: string | null };
  readonly direction: 'CREDIT' | 'DEBIT';
  readonly status: 'PENDING' | 'BOOKED' | 'CANCELED';
  readonly purpose: readonly string[];
  readonly counterparty: Readonly<Record<'name' | 'iban' | 'bic' | 'creditorId', string | null>> | null;
  readonly category: { readonly id: string; readonly path: readonly string[] } | null;
  readonly tags: readonly string[];
  readonly isNew: boolean | null;
}

export interface TurnoverPage {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly nodes: readonly TurnoverNode[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number;
  readonly asOf: string | null;
}

export const PAGE = `
  fragment Entry on Turnover {
    id idSource bookingDate amount { value currency } direction status purpose
    counterparty { name iban bic creditorId } category { id path } tags isNew
  }
  query Page($id: ID!, $first: Int, $after: String, $filter: TurnoverFilter, $orderBy: TurnoverOrder) {
    account(id: $id) {
      turnovers(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
        edges { cursor node { id } } nodes { ...Entry }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount asOf
      }
    }
  }`;

interface PageAnswer {
  readonly account: { readonly turnovers: TurnoverPage };
}

export async function page(caller: Caller, variables: Variables): Promise<TurnoverPage> {
  const data = await caller.data<PageAnswer>(PAGE, variables);
  return data.account.turnovers;
}

/** Every entry, page by page forwards, holding each page to what a Relay connection promises. */
export async function allPages(caller: Caller, variables: Variables & { first: number }): Promise<TurnoverNode[]> {
  const nodes: TurnoverNode[] = [];
  let after: string | null = null;
  do {
    const current = await page(caller, { ...variables, ...(after === null ? {} : { after }) });
    expectConsistent(current, variables.first, nodes.length);
    nodes.push(...current.nodes);
    after = current.pageInfo.hasNextPage ? current.pageInfo.endCursor : null;
  } while (after !== null);
  return nodes;
}

function expectConsistent({ edges, nodes, pageInfo, totalCount }: TurnoverPage, first: number, before: number): void {
  expect(edges.map(({ node }) => node.id)).toEqual(nodes.map(({ id }) => id));
  expect(nodes).toHaveLength(Math.min(first, totalCount - before));
  expect(pageInfo.hasNextPage).toBe(before + nodes.length < totalCount);
  expect(pageInfo.startCursor).toBe(edges[0]?.cursor ?? null);
  expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor ?? null);
}

/** What a node says, in the words of the expectation, so that the two can be compared as they are. */
export function said(node: TurnoverNode): ExpectedTurnover {
  return {
    bookingDate: node.bookingDate,
    value: node.amount.value,
    currency: node.amount.currency,
    status: node.status,
    purpose: node.purpose,
    name: node.counterparty?.name ?? null,
    iban: node.counterparty?.iban ?? null,
    bic: node.counterparty?.bic ?? null,
    creditorId: node.counterparty?.creditorId ?? null,
    category: node.category?.id ?? null,
    tags: node.tags,
    isNew: node.isNew,
    idSource: node.idSource as ExpectedTurnover['idSource'],
  };
}

/** The readable rows of an account, as they should be seen. */
export function expectedOf(rows: readonly Row[]): ExpectedTurnover[] {
  return rows.flatMap(({ expected }) => (expected === undefined ? [] : [expected]));
}

/** The same entries in one order, whatever order they came in. */
export function inAnyOrder(entries: readonly ExpectedTurnover[]): ExpectedTurnover[] {
  return [...entries].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function key(entry: ExpectedTurnover): string {
  return JSON.stringify([
    entry.bookingDate,
    entry.value,
    entry.purpose,
    entry.status,
    entry.isNew,
    entry.category,
    entry,
  ]);
}

/** What each id stands for. */
export function byId(nodes: readonly TurnoverNode[]): Record<string, TurnoverNode> {
  return Object.fromEntries(nodes.map((node) => [node.id, node]));
}
