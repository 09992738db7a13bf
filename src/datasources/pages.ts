import { countOf, recordOf } from './lenient.js';
import { senselessAnswer } from './upstream-error.js';

/** One page of an upstream list (Laravel's form). */
export interface UpstreamPage {
  readonly rows: readonly unknown[];
  /** What upstream used, not what was asked for. */
  readonly perPage: number;
  readonly lastPage: number;
  readonly total: number | null;
}

/** What is asked for; upstream may give less. */
export const PER_PAGE = 100;

/** More pages than any list of one person can have: an answer that claims more makes no sense. */
const MOST_PAGES = 1_000;

/** @throws UpstreamError UPSTREAM_UNAVAILABLE when the answer is no page */
export function readPage(body: unknown): UpstreamPage {
  const page = recordOf(body);
  if (page === null || !Array.isArray(page.data)) throw senselessAnswer();
  const rows = page.data as unknown[];
  const total = countOf(page.total);
  const perPage = countOf(page.per_page) ?? rows.length;
  const lastPage = countOf(page.last_page) ?? (total === null || perPage === 0 ? 1 : Math.ceil(total / perPage));
  return { rows, perPage, lastPage, total };
}

/**
 * All rows of a list: its first page, then the others side by side. `next_page_url` is not looked at.
 *
 * @param plan is told how many more pages there are before they are fetched, and may throw
 */
export async function readAllPages(
  fetchPage: (page: number) => Promise<unknown>,
  plan: (pages: number) => void,
): Promise<unknown[]> {
  const first = readPage(await fetchPage(1));
  if (first.lastPage > MOST_PAGES) throw senselessAnswer();
  const others = Array.from({ length: Math.max(first.lastPage - 1, 0) }, (_, index) => index + 2);
  plan(others.length);
  const rest = await Promise.all(others.map(async (page) => readPage(await fetchPage(page)).rows));
  return [...first.rows, ...rest.flat()];
}
