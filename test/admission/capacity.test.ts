import { Capacity } from '../../src/admission/capacity.js';

const BOUNDS = { most: 512, lateMs: 100 };
const LOOK_MS = 100;

let now = 0;

function look(capacity: Capacity, waitMs: number, peak = capacity.limit): void {
  now += LOOK_MS;
  capacity.adjust({ waitMs, peak, at: now });
}

function after(capacity: Capacity, times: number, waitMs: number): number {
  for (let time = 0; time < times; time++) look(capacity, waitMs);
  return capacity.limit;
}

it('is all of it while nobody waits for long', () => {
  expect(after(new Capacity(BOUNDS), 50, 99)).toBe(512);
});

it('goes down while they wait too long, and up again', () => {
  const capacity = new Capacity(BOUNDS);
  expect(after(capacity, 5, 150)).toBeLessThan(300);
  expect(after(capacity, 50, 150)).toBe(64);
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
    // Each takes a millisecond of computing, and waits for all before it.
    look(capacity, capacity.limit);
  }
  expect(capacity.limit).toBeGreaterThanOrEqual(70);
  expect(capacity.limit).toBeLessThanOrEqual(100);
});

it('goes down from what was under way, not from what might have been', () => {
  const capacity = new Capacity(BOUNDS);
  look(capacity, 125, 100);
  look(capacity, 125, 100);
  expect(capacity.limit).toBe(80);
});

it('takes no notice of a single bad while', () => {
  const capacity = new Capacity(BOUNDS);
  for (const waitMs of [0, 5_000, 0, 0, 5_000, 20]) look(capacity, waitMs, 30);
  expect(capacity.limit).toBe(512);
});

it('leaves enough in for a page of 30 queries however late it is, and never more than there may be', () => {
  expect(after(new Capacity(BOUNDS), 3_000, 60_000)).toBe(64);
  expect(after(new Capacity({ most: 3, lateMs: 100 }), 100, 60_000)).toBe(3);
});

it('does not follow anything where waiting may take for ever', () => {
  expect(after(new Capacity({ most: 512, lateMs: 0 }), 100, 60_000)).toBe(512);
});

it('cuts once for those who are waiting already, however long they still wait', () => {
  const capacity = new Capacity({ most: 512, lateMs: 1_000 });
  // 400 that take five milliseconds each have come at once; nobody comes any more.
  for (let waiting = 400; waiting > 0; waiting -= LOOK_MS / 5) look(capacity, (400 - waiting) * 5, waiting);
  expect(capacity.limit).toBeGreaterThan(140);
});
