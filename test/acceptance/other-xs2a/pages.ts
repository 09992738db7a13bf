import type { JsonObject } from './world.js';

/** Whatever `per_page` asks for, this server gives so many. */
export const PER_PAGE = 15;

/** A list in Laravel's form. Its links point to `elsewhere`: a host that nobody may follow. */
export function pageOf(rows: readonly unknown[], query: URLSearchParams, path: string, elsewhere: string): JsonObject {
  const page = Math.max(1, Number.parseInt(query.get('page') ?? '1', 10) || 1);
  const lastPage = Math.max(1, Math.ceil(rows.length / PER_PAGE));
  const data = rows.slice((page - 1) * PER_PAGE, page * PER_PAGE);
  const link = (number: number): string => `${elsewhere}${path}?page=${number}`;
  return {
    total: rows.length,
    per_page: PER_PAGE,
    current_page: page,
    last_page: lastPage,
    next_page_url: page < lastPage ? link(page + 1) : null,
    prev_page_url: page > 1 ? link(page - 1) : null,
    first_page_url: link(1),
    from: data.length === 0 ? null : (page - 1) * PER_PAGE + 1,
    to: data.length === 0 ? null : (page - 1) * PER_PAGE + data.length,
    data,
    meta: { unheard_of: true },
  };
}
