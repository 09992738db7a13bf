import { Capacity } from '../../src/admission/capacity.js';

const BOUNDS = { most: 512, lateMs: 100 };

function after(capacity: Capacity, times: number, waitMs: number): number {
  for (let time = 0; time < times; time++) capacity.adjust({ waitMs, peak: capacity.limit });
  return capacity.limit;
}

it('is all of it while nobody waits for long', () => {
  expect(after(new Capacity(BOUNDS), 50, 99)).toBe(512);
});

it('goes down while they wait too long, and up again', () => {
  const capacity = new Capacity(BOUNDS);
  expect(after(capacity, 3, 150)).toBeLessThan(300);
  const lowest = after(capacity, 50, 150);
  expect(lowest).toBeLessThan(20);
  expect(after(capacity, 50, 10)).toBe(512);
});

it('stays as it is while they wait for nearly as long as they may', () => {
  const capacity = new Capacity(BOUNDS);
  const limit = after(capacity, 3, 150);
  expect(after(capacity, 20, 90)).toBe(limit);
});

it('settles where waiting is as long as it may be', () => {
  const capacity = new Capacity(BOUNDS);
  for (let time = 0; time < 100; time++) {
    // Each takes two milliseconds of computing, and waits for all before it.
    capacity.adjust({ waitMs: 2 * capacity.limit, peak: capacity.limit });
  }
  expect(capacity.limit).toBeGreaterThanOrEqual(35);
  expect(capacity.limit).toBeLessThanOrEqual(50);
});

it('goes down from what was under way, not from what might have been', () => {
  const capacity = new Capacity(BOUNDS);
  capacity.adjust({ waitMs: 125, peak: 100 });
  capacity.adjust({ waitMs: 125, peak: 100 });
  expect(capacity.limit).toBe(80);
});

it('takes no notice of a single bad while', () => {
  const capacity = new Capacity(BOUNDS);
  for (const waitMs of [0, 5_000, 0, 0, 5_000, 20]) capacity.adjust({ waitMs, peak: 30 });
  expect(capacity.limit).toBe(512);
});

it('leaves some in however late it is, and never more than there may be', () => {
  expect(after(new Capacity(BOUNDS), 100, 60_000)).toBe(16);
  expect(after(new Capacity({ most: 3, lateMs: 100 }), 100, 60_000)).toBe(3);
});

it('does not follow anything where waiting may take for ever', () => {
  expect(after(new Capacity({ most: 512, lateMs: 0 }), 100, 60_000)).toBe(512);
});
