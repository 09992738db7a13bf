import { Admission, type Place } from '../../src/admission/admission.js';
import { STRANGER, type Caller } from '../../src/admission/caller.js';

const user = (name: string): Caller => ({ kind: 'bankUser', name });
const service: Caller = { kind: 'service', name: 'a service' };

function entered(admission: Admission, caller: Caller, times: number): Place[] {
  return Array.from({ length: times }, () => admission.enter(caller)).filter((place) => place !== undefined);
}

it('lets in as many as there is capacity for, and others when these have left', () => {
  const admission = new Admission({ limit: 3 });
  const places = entered(admission, STRANGER, 5);
  expect(places).toHaveLength(3);
  expect(admission.enter(STRANGER)).toBeUndefined();
  places[0]?.leave();
  places[0]?.leave();
  expect(entered(admission, STRANGER, 5)).toHaveLength(1);
  expect(admission.underWay).toBe(3);
});

it('leaves the others their share, whoever has taken all there is', () => {
  const admission = new Admission({ limit: 12 });
  expect(entered(admission, STRANGER, 100)).toHaveLength(12);
  expect(entered(admission, user('a'), 100)).toHaveLength(6);
  expect(entered(admission, user('b'), 100)).toHaveLength(4);
  expect(entered(admission, STRANGER, 100)).toHaveLength(0);
});

it('is never more than twice as full as it may be, however many callers there are', () => {
  const admission = new Admission({ limit: 20 });
  for (let n = 0; n < 1_000; n++) entered(admission, user(`user ${n}`), 20);
  expect(admission.underWay).toBeLessThanOrEqual(40);
});

it('has a place for each of many callers, while it is less than twice full', () => {
  const admission = new Admission({ limit: 10 });
  entered(admission, STRANGER, 100);
  const others = Array.from({ length: 12 }, (_, n) => entered(admission, user(`user ${n}`), 1).length);
  expect(others).toEqual([...Array<number>(10).fill(1), 0, 0]);
});

it('does not give all of it to one bank user', () => {
  const admission = new Admission({ limit: 12 });
  expect(entered(admission, user('a'), 100)).toHaveLength(6);
  expect(entered(admission, service, 100)).toHaveLength(10);
});

it('gives a service, which asks for many, a larger share', () => {
  const admission = new Admission({ limit: 110 });
  entered(admission, STRANGER, 110);
  expect(entered(admission, service, 1_000)).toHaveLength(100);
});

it('counts a request among those of its caller once it is known whose it is', () => {
  const admission = new Admission({ limit: 4 });
  const places = entered(admission, STRANGER, 4);
  for (const place of places) place.moveTo(user('a'));
  expect(admission.enter(user('a'))).toBeUndefined();
  expect(admission.enter(STRANGER)).toBeDefined();
  for (const place of places) place.leave();
  for (const place of places) place.moveTo(user('b'));
  expect(admission.underWay).toBe(1);
});

it('remembers how full it was', () => {
  const admission = new Admission({ limit: 10 });
  for (const place of entered(admission, STRANGER, 7).slice(1)) place.leave();
  expect([admission.takePeak(), admission.takePeak()]).toEqual([7, 1]);
});
