import { AdaptiveLimit } from '../../src/admission/adaptive-limit.js';

const BOUNDS = { max: 512, lateMs: 100 };
const LOOK_MS = 100;

let now = 0;

function look(adaptive: AdaptiveLimit, waitMs: number, peak = adaptive.limit): void {
  now += LOOK_MS;
  adaptive.adjust({ waitMs, peak, at: now });
}

function after(adaptive: AdaptiveLimit, times: number, waitMs: number): number {
  for (let time = 0; time < times; time++) look(adaptive, waitMs);
  return adaptive.limit;
}

it('is all of it while nobody waits for long', () => {
  expect(after(new AdaptiveLimit(BOUNDS), 50, 99)).toBe(512);
});

it('goes down while they wait too long, and up again', () => {
  const adaptive = new AdaptiveLimit(BOUNDS);
  expect(after(adaptive, 5, 150)).toBeLessThan(300);
  expect(after(adaptive, 50, 150)).toBe(64);
  expect(after(adaptive, 50, 10)).toBe(512);
});

it('stays as it is while they wait for nearly as long as they may', () => {
  const adaptive = new AdaptiveLimit(BOUNDS);
  const limit = after(adaptive, 3, 150);
  expect(after(adaptive, 20, 90)).toBe(limit);
});

it('settles where waiting is as long as it may be', () => {
  const adaptive = new AdaptiveLimit(BOUNDS);
  for (let time = 0; time < 100; time++) {
    // Each takes a millisecond of computing, and waits for all before it.
    look(adaptive, adaptive.limit);
  }
  expect(adaptive.limit).toBeGreaterThanOrEqual(70);
  expect(adaptive.limit).toBeLessThanOrEqual(100);
});

it('goes down from what was under way, not from what might have been', () => {
  const adaptive = new AdaptiveLimit(BOUNDS);
  look(adaptive, 125, 100);
  look(adaptive, 125, 100);
  expect(adaptive.limit).toBe(80);
});

it('takes no notice of a single bad while', () => {
  const adaptive = new AdaptiveLimit(BOUNDS);
  for (const waitMs of [0, 5_000, 0, 0, 5_000, 20]) look(adaptive, waitMs, 30);
  expect(adaptive.limit).toBe(512);
});

it('leaves enough in for a page of 30 queries however late it is, and never more than there may be', () => {
  expect(after(new AdaptiveLimit(BOUNDS), 3_000, 60_000)).toBe(64);
  expect(after(new AdaptiveLimit({ max: 3, lateMs: 100 }), 100, 60_000)).toBe(3);
});

it('does not follow anything where waiting may take for ever', () => {
  expect(after(new AdaptiveLimit({ max: 512, lateMs: 0 }), 100, 60_000)).toBe(512);
});

it('cuts once for those who are waiting already, however long they still wait', () => {
  const adaptive = new AdaptiveLimit({ max: 512, lateMs: 1_000 });
  // 400 that take five milliseconds each have come at once; nobody comes any more.
  for (let waiting = 400; waiting > 0; waiting -= LOOK_MS / 5) look(adaptive, (400 - waiting) * 5, waiting);
  expect(adaptive.limit).toBeGreaterThan(140);
});
