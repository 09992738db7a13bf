import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Caller } from '../../src/admission/caller.js';
import type { LoadLimiter } from '../../src/admission/load-limiter.js';
import { entered, fixed, service, user } from './fixed-limit.js';

/** Begins one of each caller, and tells in which order they did. */
function beginners(limiter: LoadLimiter = fixed(1_000).limiter) {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const begin = (caller: Caller) => {
    const place = limiter.enter(caller);
    void place?.start().then(() => {
      begun.push(caller.name);
      ends.push(() => {
        place.leave();
      });
    });
  };
  return { begun, ends, begin };
}

async function passing(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await nextTurn();
}

it('one begins at once where nothing else does', async () => {
  const { begun, begin } = beginners();
  begin(user('a'));
  await Promise.resolve();
  expect(begun).toEqual(['a']);
});

it('no two begin in the same turn of the event loop', async () => {
  const { limiter } = fixed(1_000);
  const begunIn: number[] = [];
  let turn = 0;
  const counting = async () => {
    for (; turn < 8; turn++) await nextTurn();
  };
  const counted = counting();
  for (const name of ['a', 'b', 'c', 'd'])
    void limiter
      .enter(user(name))
      ?.start()
      .then(() => begunIn.push(turn));
  await counted;
  expect(begunIn).toHaveLength(4);
  expect(new Set(begunIn).size).toBe(4);
});

it('others do not wait behind a flood', async () => {
  const { begun, begin } = beginners();
  for (let n = 0; n < 10; n++) begin(user('flood'));
  for (const name of ['a', 'b', 'a']) begin(user(name));
  await passing(20);
  expect(begun.indexOf('b')).toBeLessThan(5);
  expect(begun.lastIndexOf('a')).toBeLessThan(8);
  expect(begun).toHaveLength(13);
});

it('a service begins more in its turn than a bank user', async () => {
  const { begun, begin } = beginners();
  for (let n = 0; n < 12; n++) {
    begin(user('a'));
    begin(service);
  }
  await passing(14);
  expect(begun.filter((name) => name === 'service').length).toBeGreaterThanOrEqual(10);
  await passing(20);
  expect(begun).toHaveLength(24);
});

it('sixteen of one bank user run at a time, and the next when one of them has ended', async () => {
  const { begun, ends, begin } = beginners();
  for (let n = 0; n < 20; n++) begin(user('a'));
  await passing(40);
  expect(begun).toHaveLength(16);
  ends[3]?.();
  ends[5]?.();
  await passing(5);
  expect(begun).toHaveLength(18);
  for (const end of ends.slice(6)) end();
  await passing(5);
  expect(begun).toHaveLength(20);
});

it('any number of a service runs at a time', async () => {
  const { begun, begin } = beginners();
  for (let n = 0; n < 50; n++) begin(service);
  await passing(60);
  expect(begun).toHaveLength(50);
});

describe('how long one waited', () => {
  it('is counted where there is too much to do in all', async () => {
    let now = 0;
    const { limiter, adapted } = fixed(1_000, () => now);
    const { begin } = beginners(limiter);
    for (const name of ['a', 'b', 'c']) begin(user(name));
    now = 70;
    expect(adapted()?.waitMs).toBe(70);
    now = 90;
    await passing(5);
    expect([adapted()?.waitMs, adapted()?.waitMs]).toEqual([90, 0]);
  });

  it('is not counted behind others of the same caller', async () => {
    let now = 0;
    const { limiter, adapted } = fixed(1_000, () => now);
    const { begin } = beginners(limiter);
    for (let n = 0; n < 30; n++) begin(user('a'));
    for (let n = 0; n < 30; n++) {
      now += 10;
      await nextTurn();
    }
    expect(adapted()?.waitMs).toBeLessThanOrEqual(20);
    now += 10_000;
    expect(adapted()?.waitMs).toBe(0);
  });
});

it('a request that is left while it waits for its turn takes none of it', async () => {
  const { limiter } = fixed(1_000);
  const { begun, begin } = beginners(limiter);
  const places = entered(limiter, user('a'), 40);
  for (const place of places) void place.start();
  for (const place of places) place.leave();
  expect(limiter.underWay).toBe(0);
  await passing(50);
  for (let n = 0; n < 16; n++) begin(user('a'));
  await passing(20);
  expect(begun).toHaveLength(16);
});

it('a request that is left while it waits no longer delays those behind it', async () => {
  const { limiter } = fixed(1_000);
  const { begun, begin } = beginners(limiter);
  begin(user('first'));
  const [left] = entered(limiter, user('a'), 1);
  const ended = left?.start();
  begin(user('b'));
  left?.leave();
  await ended;
  await passing(1);
  expect(begun).toEqual(['first', 'b']);
});

describe('while connections are accepted', () => {
  /** Accepts a connection in each turn of the event loop, which takes `turnMs`. */
  function accepting(turnMs: number) {
    let now = 0;
    const { limiter, turns } = fixed(1_000, () => now);
    const { begun, begin } = beginners(limiter);
    for (const name of ['a', 'b', 'c']) begin(user(name));
    const accept = async (count: number) => {
      for (let turn = 0; turn < count; turn++) {
        now += turnMs;
        turns.connectionAccepted();
        await nextTurn();
      }
    };
    return { begun, accept };
  }

  it('operations wait for them', async () => {
    const { begun, accept } = accepting(0);
    await accept(20);
    expect(begun).toEqual(['a']);
    await passing(5);
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  it('operations do not wait long for them', async () => {
    const { begun, accept } = accepting(4);
    await accept(8);
    expect(begun).toEqual(['a', 'b', 'c']);
  });
});
