import type { BankUser } from '../schema/bank-user.type.js';
import { toBankUser } from './bank-user.mapper.js';
import { ENDPOINTS } from './endpoints.js';
import { readPage, type UpstreamPage } from './pages.js';
import { readableRows, type SourceScope } from './source-scope.js';

/** A place in upstream's list of bank users, which has numbered pages and no other handle. */
export interface BankUserPosition {
  /** From 0, over all pages. */
  readonly offset: number;
  /** The page size with which upstream answered, which may be less than what was asked for. */
  readonly perPage: number;
}

export interface BankUserPage {
  readonly entries: readonly { readonly bankUser: BankUser; readonly position: BankUserPosition }[];
  readonly hasNextPage: boolean;
  readonly total: number | null;
}

/** The bank users behind a position, from as few of upstream's pages as hold them. */
export async function readBankUserPage(
  scope: SourceScope,
  first: number,
  after: BankUserPosition | undefined,
): Promise<BankUserPage> {
  const start = after === undefined ? 0 : after.offset + 1;
  const { page, perPage, number } = await firstPage(scope, start, after?.perPage ?? first);
  const pageStart = (number - 1) * perPage;
  const rows = [...page.rows];
  let last = number;
  while (pageStart + rows.length < start + first && last < page.lastPage && rows.length > 0) {
    rows.push(...(await fetchPage(scope, ++last, perPage)).rows);
  }
  const entries = rows.slice(start - pageStart, start - pageStart + first).flatMap((row, index) =>
    readableRows([row], toBankUser, ENDPOINTS.listBankUsers.route, scope).map((bankUser) => ({
      bankUser,
      position: { offset: start + index, perPage },
    })),
  );
  const hasNextPage = pageStart + rows.length > start + first || last < page.lastPage;
  return { entries, hasNextPage, total: page.total };
}

/** The page that holds the offset; asked for again when upstream's pages turn out to be of another size. */
async function firstPage(scope: SourceScope, offset: number, asked: number) {
  const number = Math.floor(offset / asked) + 1;
  const page = await fetchPage(scope, number, asked);
  const perPage = Math.max(page.perPage, 1);
  const actual = Math.floor(offset / perPage) + 1;
  return { page: actual === number ? page : await fetchPage(scope, actual, perPage), perPage, number: actual };
}

async function fetchPage({ xs2a, meter }: SourceScope, page: number, perPage: number): Promise<UpstreamPage> {
  return readPage((await xs2a.asGateway(ENDPOINTS.listBankUsers, { query: { per_page: perPage, page }, meter })).body);
}
