import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Load } from '../../src/admission/adaptive-limit.js';
import { ANONYMOUS_CALLER, type Caller } from '../../src/admission/caller.js';
import { LoadLimiter, type Place } from '../../src/admission/load-limiter.js';

const user = (name: string): Caller => ({ kind: 'bankUser', name });
const service: Caller = { kind: 'service', name: 'service' };

/** A limit that stays as it is, and what it was told of the load. */
function fixed(limit: number, now?: () => number) {
  const loads: Load[] = [];
  const limiter = new LoadLimiter({ limit, adjust: (load) => loads.push(load) }, now);
  const adapted = () => {
    limiter.adapt();
    return loads.at(-1);
  };
  return { limiter, adapted };
}

function entered(limiter: LoadLimiter, caller: Caller, times: number): Place[] {
  return Array.from({ length: times }, () => limiter.enter(caller)).filter((place) => place !== undefined);
}

it('lets in as many as there is capacity for, and others when these have left', () => {
  const { limiter } = fixed(3);
  const places = entered(limiter, ANONYMOUS_CALLER, 5);
  expect(places).toHaveLength(3);
  expect(limiter.enter(ANONYMOUS_CALLER)).toBeUndefined();
  places[0]?.leave();
  places[0]?.leave();
  expect(entered(limiter, ANONYMOUS_CALLER, 5)).toHaveLength(1);
  expect(limiter.underWay).toBe(3);
});

it('leaves the others their share, whoever has taken all there is', () => {
  const { limiter } = fixed(12);
  expect(entered(limiter, ANONYMOUS_CALLER, 100)).toHaveLength(12);
  expect(entered(limiter, user('a'), 100)).toHaveLength(6);
  expect(entered(limiter, user('b'), 100)).toHaveLength(4);
  expect(entered(limiter, ANONYMOUS_CALLER, 100)).toHaveLength(0);
});

it('is never more than twice as full as it may be, however many callers there are', () => {
  const { limiter } = fixed(20);
  for (let n = 0; n < 1_000; n++) entered(limiter, user(`user ${n}`), 20);
  expect(limiter.underWay).toBeLessThanOrEqual(40);
});

it('has a place for each of many callers, while it is less than twice full', () => {
  const { limiter } = fixed(10);
  entered(limiter, ANONYMOUS_CALLER, 100);
  const others = Array.from({ length: 12 }, (_, n) => entered(limiter, user(`user ${n}`), 1).length);
  expect(others).toEqual([...Array<number>(10).fill(1), 0, 0]);
});

it('does not give all of it to one bank user', () => {
  const { limiter } = fixed(12);
  expect(entered(limiter, user('a'), 100)).toHaveLength(6);
  expect(entered(limiter, service, 100)).toHaveLength(10);
});

it('gives a service, which asks for many, a larger share', () => {
  const { limiter } = fixed(110);
  entered(limiter, ANONYMOUS_CALLER, 110);
  expect(entered(limiter, service, 1_000)).toHaveLength(100);
});

it('counts a request among those of its caller once it is known whose it is', () => {
  const { limiter } = fixed(4);
  const places = entered(limiter, ANONYMOUS_CALLER, 4);
  for (const place of places) place.moveTo(user('a'));
  expect(limiter.enter(user('a'))).toBeUndefined();
  expect(limiter.enter(ANONYMOUS_CALLER)).toBeDefined();
  for (const place of places) place.leave();
  for (const place of places) place.moveTo(user('b'));
  expect(limiter.underWay).toBe(1);
});

it('remembers how full it was', () => {
  const { limiter, adapted } = fixed(10);
  for (const place of entered(limiter, ANONYMOUS_CALLER, 7).slice(1)) place.leave();
  expect([adapted()?.peak, adapted()?.peak]).toEqual([7, 1]);
});

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
