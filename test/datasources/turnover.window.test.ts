import fc from 'fast-check';
import { covers, unionOf, windowKey, windowOf, type BookingWindow } from '../../src/datasources/turnover.window.js';

const day = fc
  .integer({ min: 0, max: 60 })
  .map((days) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10));
const bound = fc.option(day, { nil: null });
const window = fc.tuple(bound, bound).map(([from, to]) => windowOf(from, to));

const holds = ({ from, to }: BookingWindow, date: string) =>
  (from === undefined || from <= date) && (to === undefined || date <= to);

describe('windows of booking dates', () => {
  it('have everything in them that the bounds of a filter let through', () => {
    fc.assert(
      fc.property(bound, bound, day, (from, to, date) => {
        const passes = (from === null || from <= date) && (to === null || date <= to);
        if (passes) expect(holds(windowOf(from, to), date)).toBe(true);
      }),
    );
  });

  it('never end before they begin', () => {
    fc.assert(fc.property(window, ({ from = '', to = '9' }) => from <= to));
    expect(windowOf('2026-05-01', '2026-04-01')).toEqual({ from: '2026-04-01', to: '2026-04-01' });
  });

  it('are within their union, and it is no larger than it has to be', () => {
    fc.assert(
      fc.property(window, window, (a, b) => {
        const union = unionOf(a, b);
        expect(covers(union, a) && covers(union, b)).toBe(true);
        expect([a.from, b.from]).toContain(union.from);
        expect([a.to, b.to]).toContain(union.to);
        expect(windowKey(unionOf(b, a))).toBe(windowKey(union));
      }),
    );
  });

  it('cover another exactly when they have each of its days', () => {
    const days = Array.from({ length: 63 }, (_, index) =>
      new Date(Date.UTC(2026, 0, index)).toISOString().slice(0, 10),
    );
    fc.assert(
      fc.property(window, window, (outer, inner) => {
        const all = days.every((date) => !holds(inner, date) || holds(outer, date));
        // Beyond the days that are looked at, no bound has more than any.
        const open =
          (inner.from === undefined && outer.from !== undefined) || (inner.to === undefined && outer.to !== undefined);
        expect(covers(outer, inner)).toBe(all && !open);
      }),
    );
  });

  it('have one key each', () => {
    fc.assert(
      fc.property(window, window, (a, b) => {
        expect(windowKey(a) === windowKey(b)).toBe(a.from === b.from && a.to === b.to);
      }),
    );
  });
});
