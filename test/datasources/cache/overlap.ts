import fc from 'fast-check';
import type { FailingStore } from './failing-store.js';
import type { Scheduler } from './scheduler.js';

/** What happens at the same time, in the order that the seed decides. */
export const overlap = fc.record({
  seed: fc.nat(),
  write: fc.constantFrom('mark', 'mark', 'mark', 'deletion', 'sync', 'elsewhereSync', 'nothing'),
  /** Whether there is something new before, for which is asked. */
  isOfNews: fc.boolean(),
  readers: fc.array(fc.nat(1), { minLength: 2, maxLength: 4 }),
  /** Whose way to the store breaks meanwhile. */
  outage: fc.option(fc.record({ instance: fc.nat(1), isReadable: fc.boolean(), isWritable: fc.boolean() }), {
    freq: 1,
  }),
});

export type Overlap = ReturnType<(typeof overlap)['generate']>['value'];

interface Reading {
  readonly instance: number;
  readonly beganAfterWrite: boolean;
  readonly answer: unknown;
}

/** What those have seen who read while something was written. */
export async function overlapping(
  scheduler: Scheduler,
  stores: readonly FailingStore[],
  { seed, readers, outage }: Overlap,
  write: () => Promise<unknown>,
  read: (instance: number) => Promise<unknown>,
): Promise<readonly Reading[]> {
  let isWritten = false;
  const readings: Reading[] = [];
  const inTurn = async (name: string, work: () => unknown) => {
    await scheduler.turn(`begins: ${name}`);
    await work();
  };
  await scheduler.run(seed, () => [
    inTurn('write', async () => {
      await write();
      isWritten = true;
    }),
    ...readers.map((instance, index) =>
      inTurn(`read ${index}`, async () => {
        const beganAfterWrite = isWritten;
        readings.push({ instance, beganAfterWrite, answer: await read(instance) });
      }),
    ),
    inTurn('outage', async () => {
      const store = outage && stores[outage.instance];
      if (store == null) return;
      store.isReadable = outage?.isReadable ?? true;
      store.isWritable = outage?.isWritable ?? true;
      for (let turns = 0; turns < 10; turns += 1) await scheduler.turn('outage goes on');
      store.isReadable = store.isWritable = true;
    }),
  ]);
  return readings;
}
