import fc from 'fast-check';
import { pageOf, type Page } from '../../../src/testbank/http/page.js';

const items = (count: number) => Array.from({ length: count }, (_, index) => index);

function page(count: number, query: string, maximum = 100): Page<number> {
  return pageOf(items(count), { url: new URL(`http://bank.test/list?${query}`), maximum }, (item) => item);
}

describe('a page of a list', () => {
  it('has fifteen rows where nothing is asked for', () => {
    expect(page(40, '')).toEqual({
      total: 40,
      per_page: 15,
      current_page: 1,
      last_page: 3,
      next_page_url: 'http://bank.test/list?page=2&per_page=15',
      prev_page_url: null,
      from: 1,
      to: 15,
      data: items(15),
    });
  });

  it('keeps the filters in the addresses of its neighbours', () => {
    const { next_page_url, prev_page_url } = page(40, 'type=a&page=2&per_page=5');
    expect(next_page_url).toBe('http://bank.test/list?type=a&page=3&per_page=5');
    expect(prev_page_url).toBe('http://bank.test/list?type=a&page=1&per_page=5');
  });

  it('has no neighbour beyond the first and the last one', () => {
    expect(page(30, 'page=1').prev_page_url).toBeNull();
    expect(page(30, 'page=2').next_page_url).toBeNull();
    expect(page(31, 'page=2').next_page_url).not.toBeNull();
  });

  it.each([
    ['per_page=1000', 100, 1],
    ['per_page=0', 1, 1],
    ['per_page=-3&page=-1', 1, 1],
    ['per_page=many&page=last', 15, 1],
  ])('clamps %s', (query, perPage, current) => {
    expect(page(200, query)).toMatchObject({ per_page: perPage, current_page: current });
  });

  it('is empty behind the last one', () => {
    expect(page(3, 'page=9')).toMatchObject({ current_page: 9, last_page: 1, from: null, to: null, data: [] });
    expect(page(0, '')).toMatchObject({ total: 0, last_page: 1, from: null, to: null, data: [] });
  });

  it('shows every row once over all pages', () => {
    fc.assert(
      fc.property(fc.nat(120), fc.integer({ min: 1, max: 50 }), (count, size) => {
        const last = page(count, `per_page=${size}`).last_page;
        const rows = items(last).flatMap((index) => page(count, `per_page=${size}&page=${index + 1}`).data);
        expect(rows).toEqual(items(count));
      }),
    );
  });
});
