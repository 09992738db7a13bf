import { SharedReads } from '../../../src/datasources/shared-reads.js';

const BUDGET = new Error('the budget of who began');

/** A read that ends when it is told to. */
function heldRead<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const held = new Promise<T>((fulfil, fail) => {
    [resolve, reject] = [fulfil, fail];
  });
  return { read: jest.fn(() => held), resolve, reject };
}

describe('identical reads at the same time', () => {
  let reads: SharedReads;

  beforeEach(() => {
    reads = new SharedReads((error) => error === BUDGET);
  });

  it('are one read, whose result everybody gets', async () => {
    const { read, resolve } = heldRead<object>();
    const answers = [1, 2, 3].map(() => reads.share('anna', 'balance', read));
    const balance = {};
    resolve(balance);
    for (const answer of answers) expect(await answer).toBe(balance);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('are one failure', async () => {
    const { read, reject } = heldRead();
    const answers = [1, 2].map(() => reads.share('anna', 'balance', read));
    const failure = new Error('not now');
    reject(failure);
    expect(await Promise.allSettled(answers)).toEqual(Array(2).fill({ status: 'rejected', reason: failure }));
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('of other things, or of other people, are reads of their own', async () => {
    const answers = ['anna', 'bert'].flatMap((person) =>
      ['balance', 'turnovers'].map((key) => reads.share(person, key, () => Promise.resolve(`${person} ${key}`))),
    );
    expect(await Promise.all(answers)).toEqual(['anna balance', 'anna turnovers', 'bert balance', 'bert turnovers']);
  });

  it.each(['resolve', 'reject'] as const)('are not kept beyond their end (%s)', async (end) => {
    const first = heldRead<number>();
    const answer = reads.share('anna', 'balance', first.read).catch(() => 0);
    if (end === 'resolve') first.resolve(1);
    else first.reject(new Error('not now'));
    await answer;
    expect(await reads.share('anna', 'balance', () => Promise.resolve(2))).toBe(2);
    expect(reads.size).toBe(0);
  });

  it('are not joined after a write, and do not get in the way of those that come after it', async () => {
    const [before, after] = [heldRead<string>(), heldRead<string>()];
    const early = reads.share('anna', 'balance', before.read);
    reads.forget('anna');
    const late = reads.share('anna', 'balance', after.read);
    before.resolve('before');
    expect(await early).toBe('before');
    const later = reads.share('anna', 'balance', () => Promise.resolve('another one'));
    after.resolve('after');
    expect([await late, await later]).toEqual(['after', 'after']);
  });

  it('are joined after a write of somebody else', async () => {
    const { read, resolve } = heldRead<number>();
    const answers = [reads.share('anna', 'balance', read)];
    reads.forget('bert');
    answers.push(reads.share('anna', 'balance', read));
    resolve(1);
    expect(await Promise.all(answers)).toEqual([1, 1]);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('are begun anew, once, by those who have joined one that failed for who began it', async () => {
    const [first, second] = [heldRead<number>(), heldRead<number>()];
    const began = reads.share('anna', 'accounts', first.read);
    const joined = [1, 2].map(() => reads.share('anna', 'accounts', second.read));
    first.reject(BUDGET);
    await expect(began).rejects.toBe(BUDGET);
    second.resolve(3);
    expect(await Promise.all(joined)).toEqual([3, 3]);
    expect(second.read).toHaveBeenCalledTimes(1);
    expect(reads.size).toBe(0);
  });
});
