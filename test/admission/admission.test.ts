import { ANONYMOUS_CALLER } from '../../src/admission/caller.js';
import { entered, fixed, service, user } from './fixed-limit.js';

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
