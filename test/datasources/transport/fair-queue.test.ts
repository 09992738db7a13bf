import { FairQueue, type Place } from '../../../src/datasources/xs2a/fair-queue.js';

/** Tasks by their names, whose first letter is their owner, and which have begun so far. */
function stage(limits: { total: number; perOwner: number }) {
  const queue = new FairQueue(limits);
  const begun: string[] = [];
  const places = new Map<string, Place>();
  const add = (name: string) => {
    const place = queue.enter({ owner: name.charAt(0) }, () => begun.push(name));
    if (place.isTaken) begun.push(name);
    places.set(name, place);
  };
  const end = (name: string) => places.get(name)?.leave();
  return { queue, begun, add, end };
}

it('hands out no more places than its bounds allow, in all and for each owner', () => {
  const { begun, add, end, queue } = stage({ total: 3, perOwner: 2 });
  for (const name of ['a1', 'a2', 'a3', 'b1', 'b2']) add(name);
  expect(begun).toEqual(['a1', 'a2', 'b1']);
  expect([queue.length, queue.running]).toEqual([2, 3]);
  end('a1');
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3']);
  end('a2');
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3', 'b2']);
  for (const name of ['a3', 'b1', 'b2']) end(name);
  expect([queue.length, queue.running]).toEqual([0, 0]);
});

it('serves owners in turn, however many tasks one of them has', () => {
  const { begun, add, end } = stage({ total: 1, perOwner: 1 });
  for (const name of ['a1', 'a2', 'a3', 'a4', 'b1', 'c1']) add(name);
  for (const name of ['a1', 'a2', 'b1', 'c1', 'a3', 'a4']) end(name);
  expect(begun.indexOf('b1')).toBeLessThan(begun.indexOf('a3'));
  expect(begun.indexOf('c1')).toBeLessThan(begun.indexOf('a3'));
  expect(begun).toHaveLength(6);
});

it('forgets who gives up while waiting', () => {
  const { begun, add, end, queue } = stage({ total: 1, perOwner: 1 });
  for (const name of ['a1', 'a2', 'b1']) add(name);
  end('a2');
  end('a1');
  expect(begun).toEqual(['a1', 'b1']);
  end('b1');
  expect([queue.length, queue.running]).toEqual([0, 0]);
});
