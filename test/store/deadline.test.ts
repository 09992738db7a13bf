import { withDeadline } from '../../src/store/deadline.js';

/** Keeps this process from doing anything else. */
function work(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
const never = new Promise<never>(() => undefined);
const TIMEOUT = { name: 'StoreTimeout' };

it('waits for what comes in time', async () => {
  await expect(withDeadline(Promise.resolve(1), 5_000)).resolves.toBe(1);
  await expect(withDeadline(Promise.reject(new RangeError()), 5_000)).rejects.toBeInstanceOf(RangeError);
});

it('gives up what does not', async () => {
  await expect(withDeadline(never, 10)).rejects.toMatchObject(TIMEOUT);
});

it('does not blame the work for the time that this process took itself', async () => {
  const answer = nextTurn()
    .then(nextTurn)
    .then(() => 'an answer');
  const waiting = withDeadline(answer, 10);
  work(100);
  await expect(waiting).resolves.toBe('an answer');
});

it('gives up in the end, however busy this process is', async () => {
  const ends: number[] = [];
  let turns = 0;
  const waiting = withDeadline(never, 10).finally(() => ends.push(turns));
  waiting.catch(() => undefined);
  for (; turns < 10; turns += 1) {
    work(100);
    await nextTurn();
  }
  await expect(waiting).rejects.toMatchObject(TIMEOUT);
  expect(ends[0]).toBeLessThan(10);
});
