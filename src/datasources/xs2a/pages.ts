import { countOf, recordOf } from './lenient.js';
import { malformedResponse } from './upstream-error.js';

/** One page of an upstream list, in Laravel's form. Missing values are null. */
export interface UpstreamPage {
  readonly rows: readonly unknown[];
  /** The page size that upstream used, not the requested one. */
  readonly perPage: number | null;
  readonly lastPage: number | null;
  readonly total: number | null;
}

/** The requested page size; upstream may return less. */
export const PER_PAGE = 100;

/** More than the list of any bank user: a response with more is malformed. */
const MAX_PAGES = 1_000;

/** @throws UpstreamError UPSTREAM_UNAVAILABLE when the response is not a page */
export function readPage(body: unknown): UpstreamPage {
  const page = recordOf(body);
  if (page === null || !Array.isArray(page.data)) throw malformedResponse();
  const total = countOf(page.total);
  const stated = countOf(page.per_page);
  const perPage = stated === 0 ? null : stated;
  const lastPage = countOf(page.last_page) ?? (total === null || perPage === null ? null : Math.ceil(total / perPage));
  return { rows: page.data as unknown[], perPage, lastPage, total };
}

/**
 * Whether it is the last page, as far as upstream states it. An empty page always is.
 *
 * @param number of the page, from 1
 * @param seen number of rows up to the end of this page
 */
export function isLastPage({ rows, perPage, lastPage, total }: UpstreamPage, number: number, seen: number): boolean {
  if (rows.length === 0) return true;
  if (lastPage !== null) return number >= lastPage;
  if (total !== null) return seen >= total;
  return perPage === null || rows.length < perPage;
}

/**
 * All rows of a list: the first page, then the others in parallel, or in sequence when upstream does not state their number.
 * Ignores `next_page_url`.
 *
 * @param plan called with the number of further pages before they are fetched; may throw
 */
export async function readAllPages(
  fetchPage: (page: number) => Promise<unknown>,
  plan: (pages: number) => void,
): Promise<unknown[]> {
  const first = readPage(await fetchPage(1));
  const { lastPage } = first;
  if (lastPage === null) return readOn(first, fetchPage, plan);
  if (lastPage > MAX_PAGES) throw malformedResponse();
  const others = Array.from({ length: Math.max(lastPage - 1, 0) }, (_, index) => index + 2);
  plan(others.length);
  const rest = await Promise.all(others.map(async (page) => readPage(await fetchPage(page)).rows));
  return [...first.rows, ...rest.flat()];
}

async function readOn(
  first: UpstreamPage,
  fetchPage: (page: number) => Promise<unknown>,
  plan: (pages: number) => void,
): Promise<unknown[]> {
  const rows = [...first.rows];
  let page = first;
  for (let number = 1; !isLastPage(page, number, rows.length);) {
    plan(1);
    page = readPage(await fetchPage(++number));
    rows.push(...page.rows);
    if (number > MAX_PAGES) throw malformedResponse();
  }
  return rows;
}
