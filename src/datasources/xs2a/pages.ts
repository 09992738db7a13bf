import { countOf, recordOf } from './lenient.js';
import { malformedResponse } from './upstream-error.js';

/** One page of an upstream list (Laravel's form). What upstream does not say is null. */
export interface UpstreamPage {
  readonly rows: readonly unknown[];
  /** What upstream used, not what was asked for. */
  readonly perPage: number | null;
  readonly lastPage: number | null;
  readonly total: number | null;
}

/** What is asked for; upstream may give less. */
export const PER_PAGE = 100;

/** More pages than any list of one person can have: an answer that claims more makes no sense. */
const MAX_PAGES = 1_000;

/** @throws UpstreamError UPSTREAM_UNAVAILABLE when the answer is no page */
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
 * Whether there is nothing behind a page, as far as it says. An empty page is the last one, whatever it says.
 *
 * @param number of the page, from 1
 * @param seen how many rows there are up to the end of this page
 */
export function isLastPage({ rows, perPage, lastPage, total }: UpstreamPage, number: number, seen: number): boolean {
  if (rows.length === 0) return true;
  if (lastPage !== null) return number >= lastPage;
  if (total !== null) return seen >= total;
  return perPage === null || rows.length < perPage;
}

/**
 * All rows of a list: its first page, then the others side by side, or one after the other where upstream does not say how many
 * there are. `next_page_url` is not looked at.
 *
 * @param plan is told how many more pages there are before they are fetched, and may throw
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
