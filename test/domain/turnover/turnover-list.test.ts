import fc from 'fast-check';
import {
  buildTurnoverList,
  Pace,
  TurnoverQueries,
  TurnoverQuery,
  type TurnoverContent,
} from '../../../src/domain/turnover/index.js';
import { ACCOUNT, content, listOf, manyContents, ORDERS } from './turnover-contents.js';
import { inOrder } from './turnover-oracle.js';

/** More than fits into one slice of work, with days of all sizes, many equal amounts and several currencies. */
function largeContents(count: number, days: number): TurnoverContent[] {
  return Array.from({ length: count }, (_, index) =>
    content({
      bookingDate: new Date(Date.UTC(2024, 0, 1 + ((index * index) % days))).toISOString().slice(0, 10),
      amountMinor: ((index * 7919) % 2000) - 1000,
      currency: ['EUR', 'JPY', 'KWD', null][index % 4] ?? null,
      status: index % 50 === 0 ? 'PENDING' : 'BOOKED',
      purpose: [`Turnover ${index % 1000}`, 'Müller'],
      tags: index % 3 === 0 ? ['food'] : [],
    }),
  );
}

/** Counts the turns of the event loop until the work is done. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  let isDone = false;
  const turn = (): void => {
    turns++;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  await work;
  isDone = true;
  return turns;
}

describe('a list of turnovers', () => {
  test('is in the order BOOKING_DATE_DESC, by the ids that callers see', async () => {
    await fc.assert(
      fc.asyncProperty(manyContents, async (all) => {
        const { entries } = await listOf(all);
        expect(entries.map(({ id }) => id)).toEqual(inOrder(entries, 'BOOKING_DATE_DESC').map(({ id }) => id));
      }),
    );
  });

  test('holds what it was given, under ids of the account', async () => {
    const kept = { purpose: ['a', 'b\nc'], tags: ['x', 'x'], categoryId: 'K.1', isNew: null } as const;
    const [entry] = (await listOf([content({ ...kept, status: 'CANCELED' })])).entries;
    expect(entry).toMatchObject({
      ...kept,
      status: 'CANCELED',
      account: ACCOUNT,
      idSource: 'DERIVED',
      direction: 'DEBIT',
    });
    expect(entry?.id).toBe(`${Buffer.from('t.user-1.account-1').toString('base64url')}.${entry?.key ?? ''}`);
  });

  test('keeps apart what only looks alike', async () => {
    const lookalikes = [['a,b'], ['a', 'b'], [], [''], ['a']].map((purpose) => content({ purpose, tags: purpose }));
    const { entries } = await listOf(lookalikes);
    const kept = entries.map(({ purpose, tags }) => JSON.stringify([purpose, tags])).sort();
    expect(kept).toEqual(lookalikes.map(({ purpose, tags }) => JSON.stringify([purpose, tags])).sort());
  });

  test('shares the memory of equal values', async () => {
    const copies = [1, 2, 3].map((amountMinor) =>
      structuredClone(content({ amountMinor, purpose: ['a', 'b'], tags: ['c'] })),
    );
    const { entries } = await listOf(copies);
    const [first] = entries;
    for (const { counterparty, tags } of entries) {
      expect([counterparty === first?.counterparty, tags === first?.tags]).toEqual([true, true]);
    }
  });

  test('says about how many bytes it takes', async () => {
    const [small, large, wordy] = [
      await listOf(largeContents(100, 10)),
      await listOf(largeContents(1000, 10)),
      await listOf([content({ purpose: ['x'.repeat(10_000)] })]),
    ];
    expect(large.bytes / small.bytes).toBeGreaterThan(8);
    expect(small.bytes / 100).toBeGreaterThan(200);
    expect(wordy.bytes).toBeGreaterThan(20_000);
  });

  test.each(['xs2aTurnoverId', 'bankTransactionId'])('counts the bytes of %s', async (member) => {
    const [short, long] = [
      await listOf([content({ [member]: 'x' })]),
      await listOf([content({ [member]: 'x'.repeat(101) })]),
    ];
    expect(long.bytes - short.bytes).toBeGreaterThanOrEqual(100);
  });

  test('finds a stretch of booking dates', async () => {
    const bounds = fc.constantFrom(null, '2026-02-26', '2026-02-28', '2026-03-01', '2026-12-31', '2027-01-02');
    await fc.assert(
      fc.asyncProperty(manyContents, bounds, bounds, async (all, from, to) => {
        const list = await listOf(all);
        const { start, end } = list.daysWithin(from, to);
        const inside = list.entries.filter(
          ({ bookingDate }) => bookingDate >= (from ?? '') && bookingDate <= (to ?? '9'),
        );
        const found = list.days.slice(start, end).flatMap(({ entries }) => entries);
        expect(found.map(({ id }) => id)).toEqual(inside.map(({ id }) => id));
      }),
    );
  });
});

describe.each([
  ['over many days', 300, 40_000],
  ['on one day', 1, 40_000],
])('a large list, %s', (_, days, count) => {
  const all = largeContents(count, days);
  const built = listOf(all);

  test('is built without holding the event loop, in the same order as ever', async () => {
    const building = listOf(all);
    expect(await turnsDuring(building)).toBeGreaterThan(2);
    const { entries } = await building;
    expect(entries.map(({ id }) => id)).toEqual(inOrder(entries, 'BOOKING_DATE_DESC').map(({ id }) => id));
    expect(new Set(entries.map(({ id }) => id)).size).toBe(all.length);
  });

  test.each(ORDERS)('can be had by %s', async (order) => {
    const list = await built;
    const query = new TurnoverQuery({ bankUserId: ACCOUNT.bankUserId, accountIds: null }, { tags: ['food'] }, order);
    const selection = await new TurnoverQueries().select(query, [list]);
    const expected = inOrder(list.entries, order).filter(({ tags }) => tags.length > 0);
    const { nodes, pageInfo } = selection.page(query.readPage({ first: 500 }));
    const { nodes: next } = selection.page(query.readPage({ first: 500, after: pageInfo.endCursor }));
    expect([...nodes, ...next].map(({ id }) => id)).toEqual(expected.slice(0, 1000).map(({ id }) => id));
    expect(selection.totalCount).toBe(expected.length);
  });
});

describe('a pace', () => {
  function* longWork(pace: Pace, steps: number): Generator<void, number, void> {
    for (let step = 0; step < steps; step++) {
      const end = performance.now() + 1;
      while (performance.now() < end);
      if (pace.sliceUsedUp(1000)) yield;
    }
    return steps;
  }

  test('gives what is short at once', () => {
    const pace = new Pace();
    // Shorter than the clock is looked at.
    const short = function* (): Generator<void, number, void> {
      if (pace.sliceUsedUp()) yield;
      return 1;
    };
    expect(pace.run(short())).toBe(1);
  });

  test('lets one computation go on per turn of the event loop', async () => {
    const pace = new Pace();
    let turns = 0;
    let isDone = false;
    const nextTurn = (): void => {
      turns++;
      if (!isDone) setImmediate(nextTurn);
    };
    setImmediate(nextTurn);
    expect(await Promise.all([1, 2, 3].map(async () => pace.run(longWork(pace, 100))))).toEqual([100, 100, 100]);
    isDone = true;
    // 300 ms in slices of 10 ms, some of which the machine may make longer.
    expect(turns).toBeGreaterThan(5);
  });

  test('lets what is short share a slice when it has had to wait', async () => {
    const pace = new Pace();
    const long = pace.run(longWork(pace, 15));
    const short = function* (): Generator<void, number, void> {
      if (pace.sliceUsedUp()) yield;
      return 1;
    };
    const all = Promise.all(Array.from({ length: 500 }, async () => pace.run(short())));
    expect(await turnsDuring(Promise.all([long, all]))).toBeLessThan(100);
  });

  test('makes lists that are built at once take turns', async () => {
    const pace = new Pace();
    const contents = largeContents(3000, 100);
    const finished: string[] = [];
    const build = async (xs2aId: string, all: readonly TurnoverContent[]): Promise<void> => {
      await buildTurnoverList({ ...ACCOUNT, xs2aId }, all, pace);
      finished.push(xs2aId);
    };
    await Promise.all([
      build('large', [...contents, ...contents, ...contents, ...contents]),
      build('small', contents.slice(0, 10)),
    ]);
    expect(finished).toEqual(['small', 'large']);
  });
});
