import { FairQueue } from '../../../src/datasources/transport/fair-queue.js';

/** Tasks that end when they are told to, and what has begun so far. */
function stage(limits: { total: number; perOwner: number }) {
  const queue = new FairQueue(limits);
  const begun: string[] = [];
  const ends = new Map<string, (fail?: boolean) => void>();
  const add = (owner: string, name: string) =>
    queue.run(owner, () => {
      begun.push(name);
      return new Promise<string>((resolve, reject) => {
        ends.set(name, (fail) => {
          if (fail === true) reject(new Error(name));
          else resolve(name);
        });
      });
    });
  const end = async (name: string, fail?: boolean) => {
    ends.get(name)?.(fail);
    await new Promise(setImmediate);
  };
  return { queue, begun, add, end };
}

it('runs no more than its bounds allow, in all and for each owner', async () => {
  const { begun, add, end, queue } = stage({ total: 3, perOwner: 2 });
  const results = ['a1', 'a2', 'a3', 'b1', 'b2'].map((name) => add(name.charAt(0), name));
  expect(begun).toEqual(['a1', 'a2', 'b1']);
  expect(queue.length).toBe(2);
  for (const name of ['a1', 'a2', 'b1', 'a3', 'b2']) await end(name);
  expect(await Promise.all(results)).toEqual(['a1', 'a2', 'a3', 'b1', 'b2']);
  expect(queue.length).toBe(0);
});

it('serves owners in turn, however many tasks one of them has', async () => {
  const { begun, add, end } = stage({ total: 1, perOwner: 1 });
  for (const name of ['a1', 'a2', 'a3', 'a4', 'b1', 'c1']) void add(name.charAt(0), name);
  for (const name of ['a1', 'a2', 'b1', 'c1', 'a3', 'a4']) await end(name);
  expect(begun.indexOf('b1')).toBeLessThan(begun.indexOf('a3'));
  expect(begun.indexOf('c1')).toBeLessThan(begun.indexOf('a3'));
  expect(begun).toHaveLength(6);
});

it('gives the place of a failed task back', async () => {
  const { begun, add, end } = stage({ total: 1, perOwner: 1 });
  const failing = add('a', 'a1');
  const next = add('a', 'a2');
  const failed = expect(failing).rejects.toThrow('a1');
  await end('a1', true);
  await failed;
  expect(begun).toEqual(['a1', 'a2']);
  await end('a2');
  await expect(next).resolves.toBe('a2');
});
