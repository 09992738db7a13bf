import { atTokenEnd } from '../../src/http/live/token-end.js';

const DAY_MS = 86_400_000;

beforeEach(() => {
  jest.useFakeTimers({ now: Date.parse('2026-06-15T10:00:00Z') });
});

afterEach(() => {
  jest.useRealTimers();
});

it.each([
  ['at once, of one that has ended', -1, 0],
  ['after a minute', 60_000, 60_000],
  ['after sixty days, longer than a timer runs', 60 * DAY_MS, 60 * DAY_MS],
])('the end of a token comes %s', (_, lifeMs, endsAfterMs) => {
  let ended = 0;
  atTokenEnd(Date.now() + lifeMs, () => (ended += 1));
  jest.advanceTimersByTime(Math.max(endsAfterMs - 1, 0));
  expect(ended).toBe(endsAfterMs === 0 ? 1 : 0);
  jest.advanceTimersByTime(1);
  expect(ended).toBe(1);
});

it('does not come without a token, nor once it is cancelled', () => {
  let ended = 0;
  atTokenEnd(undefined, () => (ended += 1));
  const cancel = atTokenEnd(Date.now() + 60 * DAY_MS, () => (ended += 1));
  jest.advanceTimersByTime(30 * DAY_MS);
  cancel();
  jest.advanceTimersByTime(60 * DAY_MS);
  expect({ ended, timers: jest.getTimerCount() }).toEqual({ ended: 0, timers: 0 });
});
