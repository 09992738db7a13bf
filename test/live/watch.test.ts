import { Watch, type Look } from '../../src/datasources/live/watch.js';
import { GatewayError } from '../../src/errors/gateway-error.js';

/** Lets everything happen that needs no time. */
const settle = () => jest.advanceTimersByTimeAsync(0);

interface Followed {
  readonly looks: Look<string>[];
  readonly leave: () => void;
  failure?: unknown;
  hasEnded: boolean;
}

let state = 'a';
let reads = 0;
let failure: GatewayError | undefined;
let nextIn = Infinity;
let idle = 0;

function open(): Watch<string> {
  return new Watch<string>({
    read: () => {
      reads += 1;
      return failure === undefined ? Promise.resolve(state) : Promise.reject(failure);
    },
    nextIn: () => nextIn,
    onIdle: () => {
      idle += 1;
    },
  });
}

/** Takes every look as soon as it comes, unless it is slow. */
function follow(watch: Watch<string>, isSlow: () => Promise<void> = () => Promise.resolve()): Followed {
  const ending = new AbortController();
  const followed: Followed = {
    looks: [],
    leave: () => {
      ending.abort();
    },
    hasEnded: false,
  };
  const take = async () => {
    for await (const look of watch.looks(ending.signal)) {
      followed.looks.push(look);
      await isSlow();
    }
  };
  void take()
    .catch((error: unknown) => (followed.failure = error))
    .finally(() => (followed.hasEnded = true));
  return followed;
}

beforeEach(() => {
  jest.useFakeTimers();
  [state, reads, failure, nextIn, idle] = ['a', 0, undefined, Infinity, 0];
});

afterEach(() => {
  jest.useRealTimers();
});

it('gives the present state first, and each change after a notice, with one read for all', async () => {
  const watch = open();
  const [first, second] = [follow(watch), follow(watch)];
  await settle();
  state = 'b';
  watch.notice();
  await settle();
  for (const { looks } of [first, second]) expect(looks.map((look) => look.state)).toEqual(['a', 'b']);
  expect(reads).toBe(2);
});

it('makes one look of notices that come while it looks, and one more', async () => {
  const watch = open();
  const { looks } = follow(watch);
  await settle();
  for (let count = 0; count < 100; count++) watch.notice();
  await settle();
  expect(reads).toBe(3);
  expect(looks).toHaveLength(3);
});

it('gives a slow follower the latest look alone, and tells that something was noticed meanwhile', async () => {
  const watch = open();
  let goOn: () => void = () => undefined;
  const { looks } = follow(watch, () => new Promise((resolve) => (goOn = resolve)));
  await settle();
  for (state of ['b', 'c', 'd']) {
    watch.notice();
    await settle();
  }
  nextIn = 1_000;
  watch.lookWithin(0);
  await jest.advanceTimersByTimeAsync(1);
  goOn();
  await settle();
  expect(looks).toEqual([
    { state: 'a', isNoticed: false },
    { state: 'd', isNoticed: true },
  ]);
});

it('gives those who begin within a second the last look, and others one of their own', async () => {
  const watch = open();
  follow(watch);
  await settle();
  const early = follow(watch);
  await settle();
  expect({ reads, early: early.looks }).toEqual({ reads: 1, early: [{ state: 'a', isNoticed: true }] });
  await jest.advanceTimersByTimeAsync(1_001);
  follow(watch);
  await settle();
  expect(reads).toBe(2);
});

it('looks again when the state says so, until nobody follows', async () => {
  nextIn = 5_000;
  const watch = open();
  const { leave, looks } = follow(watch);
  await jest.advanceTimersByTimeAsync(15_500);
  expect(looks).toHaveLength(4);
  leave();
  await settle();
  expect(idle).toBe(1);
  await jest.advanceTimersByTimeAsync(60_000);
  expect({ reads, timers: jest.getTimerCount() }).toEqual({ reads: 4, timers: 0 });
});

it('tries again after a failure, with longer pauses, and keeps what was noticed', async () => {
  const watch = open();
  const { looks } = follow(watch);
  await settle();
  failure = new GatewayError('UPSTREAM_UNAVAILABLE');
  watch.notice();
  await jest.advanceTimersByTimeAsync(1_000 + 2_000 + 4_000);
  expect(reads).toBe(5);
  failure = undefined;
  await jest.advanceTimersByTimeAsync(8_000);
  expect(looks.at(-1)).toEqual({ state: 'a', isNoticed: true });
});

it('ends with NOT_FOUND when what is watched does not exist any more', async () => {
  const watch = open();
  const followed = follow(watch);
  await settle();
  failure = new GatewayError('NOT_FOUND');
  watch.notice();
  await settle();
  expect(followed).toMatchObject({ hasEnded: true, failure });
  expect(idle).toBe(1);
});

it('ends at once for who leaves, also while a look is under way', async () => {
  const watch = open();
  const followed = follow(watch);
  followed.leave();
  await settle();
  expect(followed.hasEnded).toBe(true);
  expect(jest.getTimerCount()).toBe(0);
});
