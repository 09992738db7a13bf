import fc from 'fast-check';
import { Pace, turnoverChanges, type TurnoverContent, type TurnoverEntry } from '../../../src/domain/turnover/index.js';
import { ACCOUNT, content, contents, listOf, seen } from './turnover-contents.js';

/** Keeps what the changes say, as an importer does that replaces whole months. */
class Importer {
  readonly months = new Map<string, readonly TurnoverEntry[]>();
  cursor: string | null = null;
  answers = 0;

  async follow(all: readonly TurnoverContent[]): Promise<string[]> {
    const list = await listOf(all);
    const changed: string[] = [];
    for (let more = true; more;) {
      const changes = await turnoverChanges(list, this.cursor);
      for (const { month, entries } of changes.months) {
        changed.push(month);
        if (entries.length === 0) this.months.delete(month);
        else this.months.set(month, entries);
      }
      this.cursor = changes.cursor;
      this.answers++;
      more = changes.hasMore;
    }
    return changed;
  }

  get copy(): Record<string, unknown>[] {
    return [...this.months]
      .sort(([a], [b]) => (a < b ? 1 : -1))
      .flatMap(([, entries]) => entries)
      .map(seen);
  }
}

async function listed(all: readonly TurnoverContent[]): Promise<Record<string, unknown>[]> {
  return (await listOf(all)).entries.map(seen);
}

const ids = fc.constantFrom(null, null, '0', 'NOTPROVIDED', '1', 'x-1', 'x-2', '20260301-1', 'bank-1');
const rows = fc
  .tuple(contents, ids, ids)
  .map(([each, own, bank]) => ({ ...each, xs2aTurnoverId: own, bankTransactionId: bank }));

/** One sync's doing: entries come, vanish, are booked, corrected, seen, and get other ids. */
const syncs = fc.array(
  fc.record({
    arriving: fc.array(rows, { maxLength: 4 }),
    vanishing: fc.array(fc.nat(30), { maxLength: 2 }),
    changing: fc.array(fc.tuple(fc.nat(30), rows), { maxLength: 3 }),
  }),
  { maxLength: 8 },
);

describe('what has changed since a cursor', () => {
  test('leads every importer to exactly the list, whatever happens to an account', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(rows, { maxLength: 30 }), syncs, async (start, changes) => {
        const importer = new Importer();
        let all: readonly TurnoverContent[] = start;
        await importer.follow(all);
        expect(importer.copy).toEqual(await listed(all));
        for (const { arriving, vanishing, changing } of changes) {
          const changed = all.map((each, index) => {
            const [, change] = changing.find(([at]) => at === index) ?? [];
            return change === undefined ? each : { ...each, ...change, bookingDate: each.bookingDate };
          });
          all = [...changed.filter((_, index) => !vanishing.includes(index)), ...arriving];
          await importer.follow(all);
          expect(importer.copy).toEqual(await listed(all));
        }
      }),
      { numRuns: Number(process.env.IMPORTED_LIVES ?? 100) },
    );
  });

  const january = content({ bookingDate: '2026-01-10' });
  const march = content({ bookingDate: '2026-03-10' });

  test('is nothing where nothing has changed, in any order of upstream', async () => {
    const importer = new Importer();
    expect(await importer.follow([january, march])).toEqual(['2026-01', '2026-03']);
    expect(await importer.follow([march, january])).toEqual([]);
  });

  test.each<[string, Partial<TurnoverContent>]>([
    ['category', { categoryId: 'K.1' }],
    ['tags', { tags: ['rent'] }],
    ['status', { status: 'PENDING' }],
    ['isNew', { isNew: true }],
    ['amount', { amountMinor: 1 }],
    ['purpose', { purpose: ['x'] }],
    ['line breaks', { purpose: ['Mie', 'te'] }],
    ['counterparty', { counterparty: null }],
    ['the id at the bank', { bankTransactionId: 'b' }],
    ['the id at XS2A', { xs2aTurnoverId: 'x' }],
    ['currency', { currency: 'CHF' }],
  ])('is the month in which %s of an entry changes', async (_, change) => {
    const importer = new Importer();
    await importer.follow([january, march]);
    expect(await importer.follow([january, { ...march, ...change }])).toEqual(['2026-03']);
  });

  test('is both months where an entry moves from one to the other, and an empty one where it was alone', async () => {
    const importer = new Importer();
    await importer.follow([january, march]);
    expect(await importer.follow([january, { ...march, bookingDate: '2026-04-01' }])).toEqual(['2026-03', '2026-04']);
    expect(importer.copy).toEqual(await listed([january, { ...march, bookingDate: '2026-04-01' }]));
  });

  test('comes in parts where it is much, and goes on where a part ended', async () => {
    const many = Array.from({ length: 9_000 }, (_, index) =>
      content({ bookingDate: `2025-${String((index % 12) + 1).padStart(2, '0')}-03`, amountMinor: index }),
    );
    const importer = new Importer();
    await importer.follow(many);
    expect(importer.answers).toBeGreaterThan(3);
    expect(importer.copy).toEqual(await listed(many));
  });

  test('needs a cursor of less than 2 kB for ten years', async () => {
    const importer = new Importer();
    const years = Array.from({ length: 120 }, (_, index) =>
      content({ bookingDate: `${2016 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-03` }),
    );
    await importer.follow(years);
    expect(importer.cursor?.length).toBeLessThan(2_000);
  });

  test('is told for a cursor of this account alone', async () => {
    const list = await listOf([january]);
    const { cursor } = await turnoverChanges(list, null);
    const other = await listOf([january], 'account-2');
    expect(() => turnoverChanges(other, cursor)).toThrow(expect.objectContaining({ code: 'CURSOR_MISMATCH' }) as Error);
    const garbled = [
      '',
      'c1',
      cursor.slice(1),
      `${cursor}x`,
      cursor.replace('2026-01', '2026-02'),
      'c1..'.repeat(9_000),
    ];
    for (const text of garbled) {
      expect(() => turnoverChanges(list, text)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }) as Error);
    }
    expect(ACCOUNT.xs2aId).not.toBe('account-2');
  });
});

describe('an entry', () => {
  test('is found by its id, and by every other id that it may have had', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(rows, { maxLength: 20 }), async (all) => {
        const list = await listOf(all);
        const pace = new Pace();
        for (const entry of list.entries) {
          expect((await pace.run(list.find(entry.key, pace)))?.id).toBe(entry.id);
          for (const id of entry.matchKeys.slice(1)) {
            const key = id.slice(entry.account.idPrefix.length);
            expect((await pace.run(list.find(key, pace)))?.id).toBe(entry.id);
          }
        }
        for (const key of ['', 'x', `x${'A'.repeat(22)}`, `d${'A'.repeat(22)}`, `b${'_'.repeat(22)}`]) {
          expect(await pace.run(list.find(key, pace))).toBeNull();
        }
      }),
    );
  });
});
