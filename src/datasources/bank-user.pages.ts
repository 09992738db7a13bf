import type { BankUser } from '../schema/bank-user.type.js';
import { toBankUser } from './bank-user.mapper.js';
import { ENDPOINTS } from './xs2a/endpoints.js';
import { isLastPage, readPage, type UpstreamPage } from './xs2a/pages.js';
import { readableRows, type OperationDependencies } from './operation-dependencies.js';

/** A position in upstream's list of bank users, which only has numbered pages. */
export interface BankUserPosition {
  /** From 0, over all pages. */
  readonly offset: number;
  /** The page size of upstream's response, which may be less than requested. */
  readonly perPage: number;
}

export interface BankUserPage {
  readonly entries: readonly { readonly bankUser: BankUser; readonly position: BankUserPosition }[];
  /** Of the last row, readable or not; undefined when there is none. */
  readonly end: BankUserPosition | undefined;
  readonly hasNextPage: boolean;
  readonly total: number | null;
}

/** Consecutive upstream pages. */
interface PageSpan {
  readonly perPage: number;
  /** Offset of the first row over all pages. */
  readonly start: number;
  readonly rows: readonly unknown[];
  readonly isLast: boolean;
  readonly total: number | null;
}

/** The bank users after a position, from as few upstream pages as possible. */
export async function readBankUserPage(
  scope: OperationDependencies,
  first: number,
  after: BankUserPosition | undefined,
): Promise<BankUserPage> {
  const start = after === undefined ? 0 : after.offset + 1;
  const span = await readPageSpan(scope, start, start + first, after?.perPage ?? first);
  const { perPage, total } = span;
  const rows = span.rows.slice(start - span.start, start - span.start + first);
  const entries = rows.flatMap((row, index) =>
    readableRows([row], toBankUser, ENDPOINTS.listBankUsers.route, scope).map((bankUser) => ({
      bankUser,
      position: { offset: start + index, perPage },
    })),
  );
  const end = rows.length === 0 ? undefined : { offset: start + rows.length - 1, perPage };
  const hasNextPage = span.start + span.rows.length > start + first || !span.isLast;
  return { entries, end, hasNextPage, total };
}

/** @param asked the page size to request */
async function readPageSpan(scope: OperationDependencies, from: number, to: number, asked: number): Promise<PageSpan> {
  const { page, number, perPage } = await firstPage(scope, from, asked);
  const start = (number - 1) * perPage;
  const rows = [...page.rows];
  let last = page;
  let lastNumber = number;
  const isLast = () => isLastPage(last, lastNumber, start + rows.length);
  while (start + rows.length < to && !isLast()) {
    last = await fetchPage(scope, ++lastNumber, perPage);
    rows.push(...last.rows);
  }
  return { perPage, start, rows, isLast: isLast(), total: page.total };
}

/** The page that contains the offset; requested again when upstream uses another page size. */
async function firstPage(scope: OperationDependencies, offset: number, asked: number) {
  const number = Math.floor(offset / asked) + 1;
  const page = await fetchPage(scope, number, asked);
  const perPage = page.perPage ?? (number === 1 && page.rows.length > 0 ? page.rows.length : asked);
  const actual = Math.floor(offset / perPage) + 1;
  return { page: actual === number ? page : await fetchPage(scope, actual, perPage), perPage, number: actual };
}

async function fetchPage({ xs2a, meter }: OperationDependencies, page: number, perPage: number): Promise<UpstreamPage> {
  meter.plan(1);
  return readPage((await xs2a.withApiKey(ENDPOINTS.listBankUsers, { query: { per_page: perPage, page }, meter })).body);
}
