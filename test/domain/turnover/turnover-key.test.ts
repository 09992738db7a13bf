import fc from 'fast-check';
import type { TurnoverContent } from '../../../src/domain/turnover/index.js';
import { content, contents, DAYS, listOf, manyContents, NOBODY, passingStates, seen } from './turnover-contents.js';

async function idsOf(all: readonly TurnoverContent[], accountId?: string): Promise<string[]> {
  const { entries } = await listOf(all, accountId);
  return entries.map(({ id }) => id).sort();
}

async function idOf(change: Partial<TurnoverContent>, accountId?: string): Promise<string> {
  const [id = ''] = await idsOf([content(change)], accountId);
  return id;
}

async function sourcesOf(all: readonly Partial<TurnoverContent>[]): Promise<string[]> {
  const { entries } = await listOf(all.map(content));
  return entries.map(({ idSource }) => idSource).sort();
}

/** Told apart by nothing, or by the BIC alone. */
const twins = fc.array(fc.constantFrom(content(), content({ counterparty: { ...NOBODY, bic: 'B' } })), {
  maxLength: 6,
});

/** The same to the id, and different to the eye. */
const SIBLINGS: readonly Partial<TurnoverContent>[] = [
  {},
  { status: 'PENDING' },
  { isNew: null },
  { isNew: true },
  { categoryId: 'K' },
  { tags: ['a', 'b'] },
  { tags: ['b', 'a'] },
  { purpose: [' Miete', ''] },
  { currency: '' },
  { counterparty: null },
  { counterparty: { ...NOBODY, name: ' ' } },
  { counterparty: { ...NOBODY, iban: '' } },
  { counterparty: { ...NOBODY, bic: 'B' } },
  { counterparty: { ...NOBODY, creditorId: 'C' } },
];
const siblings = fc
  .subarray([...SIBLINGS])
  .map((changes) => changes.map((change) => content({ counterparty: NOBODY, currency: null, ...change })));

describe('the id of a turnover', () => {
  test('stays what it is from one release to the next', async () => {
    const all = [
      content({ xs2aTurnoverId: 'x-1' }),
      content({ bankTransactionId: 'b-1', bookingDate: '2026-03-09' }),
      content({ bookingDate: '2026-03-08' }),
      content({ bookingDate: '2026-03-08' }),
    ];
    const { entries } = await listOf(all);
    expect(entries.map(({ key, idSource }) => `${idSource} ${key}`)).toEqual([
      'XS2A xZIquFfmJ9_PCDUYEOX8Qdz',
      'BANK bU_Pnl6st6rmaxcocsTiQjE',
      'DERIVED dXzQjLn6dRK1No15xu4pn_a',
      'DERIVED dY_Svr-S2VQ55xeOuxQ6Ubr',
    ]);
  });

  test('is opaque, and tells the account', async () => {
    const [id, other] = [await idOf({}), await idOf({}, 'account-2')];
    expect(id).toMatch(/^[\w-]+\.[xbd][\w-]{22}$/);
    expect(id).not.toBe(other);
  });

  test('does not depend on the window, as long as that is of whole days', async () => {
    await fc.assert(
      fc.asyncProperty(manyContents, fc.subarray(DAYS), async (all, days) => {
        const isInWindow = ({ bookingDate }: { bookingDate: string }): boolean => days.includes(bookingDate);
        const [whole, window] = [await listOf(all), await listOf(all.filter(isInWindow))];
        expect(window.entries.map(seen)).toEqual(whole.entries.filter(isInWindow).map(seen));
      }),
    );
  });

  test("does not depend on upstream's order", async () => {
    const shuffled = fc
      .oneof(manyContents, siblings)
      .chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
      );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([all, shuffle]) => {
        const [one, other] = [await listOf(all), await listOf(shuffle)];
        expect(other.entries.map(seen)).toEqual(one.entries.map(seen));
      }),
    );
  });

  test('is distinct, for twins too', async () => {
    await fc.assert(
      fc.asyncProperty(manyContents, twins, async (all, equal) => {
        const ids = await idsOf([...all, ...equal, ...equal]);
        expect(new Set(ids).size).toBe(all.length + 2 * equal.length);
      }),
    );
  });

  test('survives booking, seeing, tagging and categorising', async () => {
    const told = fc.array(fc.tuple(contents, passingStates, passingStates), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(told, async (all) => {
        const versions = [1, 2].map((version) =>
          all.map(([each, ...later], index) => ({
            ...each,
            ...later[version - 1],
            purpose: [...each.purpose, `told apart by ${index}`],
          })),
        );
        const [before = [], after = []] = await Promise.all(
          versions.map(async (version) => {
            const { entries } = await listOf(version);
            return entries.map(({ purpose, id }) => `${purpose.at(-1) ?? ''} ${id}`).sort();
          }),
        );
        expect(after).toEqual(before);
      }),
    );
  });

  test('survives it for twins that differ in something lasting, each for itself', async () => {
    const changes = fc.array(fc.tuple(passingStates, passingStates), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(changes, async (states) => {
        const [before, after] = await Promise.all(
          [0, 1].map(async (version) => {
            const family = states.map((state, index) =>
              content({ ...state[version], counterparty: { ...NOBODY, bic: `BIC${index}` } }),
            );
            const { entries } = await listOf(family);
            return entries.map(({ counterparty, id }) => `${counterparty?.bic ?? ''} ${id}`).sort();
          }),
        );
        expect(after).toEqual(before);
      }),
    );
  });

  test('of true twins is one of the same set, whatever becomes of either', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(passingStates, passingStates), { maxLength: 5 }), async (states) => {
        const ids = await Promise.all([0, 1].map((version) => idsOf(states.map((state) => content(state[version])))));
        expect(ids[1]).toEqual(ids[0]);
      }),
    );
  });

  test.each<[number, Partial<TurnoverContent>]>([
    [1, { status: 'PENDING', isNew: true }],
    [2, { status: 'PENDING', isNew: false }],
    [3, { status: 'BOOKED', isNew: true }],
  ])('of %d booked twins that were seen survives the newcomer %j', async (count, state) => {
    const elders = Array.from({ length: count }, () => content({ categoryId: 'K', tags: ['rent'] }));
    const [before, { entries }] = [await idsOf(elders), await listOf([content(state), ...elders])];
    const newcomer = entries.find(({ categoryId }) => categoryId === null);
    expect(before).not.toContain(newcomer?.id);
    expect(entries.map(({ id }) => id)).toEqual(expect.arrayContaining(before));
  });
});

describe("XS2A's own id", () => {
  test('holds within the account, whatever else changes', async () => {
    const xs2aTurnoverId = 'x-1';
    const id = await idOf({ xs2aTurnoverId });
    expect(await idOf({ xs2aTurnoverId, bookingDate: '2026-04-01', amountMinor: 1, bankTransactionId: 'b' })).toBe(id);
    expect(await idOf({ xs2aTurnoverId }, 'account-2')).not.toBe(id);
    expect(await idOf({ xs2aTurnoverId: 'x-2' })).not.toBe(id);
  });

  test('is not trusted where it occurs twice on a day', async () => {
    const xs2aTurnoverId = 'x-1';
    expect(await sourcesOf([{ xs2aTurnoverId }, { xs2aTurnoverId, bankTransactionId: 'b' }])).toEqual([
      'BANK',
      'DERIVED',
    ]);
    expect(await sourcesOf([{ xs2aTurnoverId: ' ' }])).toEqual(['DERIVED']);
  });
});

describe("the bank's id", () => {
  test('holds within account and booking day', async () => {
    const bankTransactionId = 'b-1';
    const id = await idOf({ bankTransactionId });
    expect(await idOf({ bankTransactionId: ' b-1 ', amountMinor: 1, purpose: [], counterparty: null })).toBe(id);
    expect(await idOf({ bankTransactionId, bookingDate: '2026-03-11' })).not.toBe(id);
    expect(await idOf({ bankTransactionId }, 'account-2')).not.toBe(id);
    expect(await idOf({ xs2aTurnoverId: bankTransactionId })).not.toBe(id);
  });

  test.each<[string, Partial<TurnoverContent>[], string[]]>([
    ['is trusted where it is the only one of its day', [{ bankTransactionId: '0' }], ['BANK']],
    ['is not where it is blank', [{ bankTransactionId: '  ' }], ['DERIVED']],
    [
      'is not where it says that there is none',
      [{ bankTransactionId: 'NOTPROVIDED' }, { bankTransactionId: 'NONREF' }],
      ['DERIVED', 'DERIVED'],
    ],
    [
      'is not where it repeats within the day',
      [{ bankTransactionId: 'b' }, { bankTransactionId: 'b ' }],
      ['DERIVED', 'DERIVED'],
    ],
    [
      'is where it repeats on another day',
      [{ bankTransactionId: 'b' }, { bankTransactionId: 'b', bookingDate: '2026-03-11' }],
      ['BANK', 'BANK'],
    ],
    [
      'is not where an entry with an id of XS2A repeats it',
      [{ bankTransactionId: 'b' }, { bankTransactionId: 'b', xs2aTurnoverId: 'x' }],
      ['DERIVED', 'XS2A'],
    ],
  ])('%s', async (_, all, sources) => {
    expect(await sourcesOf(all)).toEqual(sources);
  });
});

describe('a derived id', () => {
  const named = (name: string | null, iban: string | null): Partial<TurnoverContent> => ({
    counterparty: { ...NOBODY, name, iban },
  });

  test.each<[string, Partial<TurnoverContent>, Partial<TurnoverContent>]>([
    ['white space in the purpose', { purpose: ['Miete  März', ' 2026 '] }, { purpose: ['Miete\tMärz', '2026'] }],
    ['blank lines of the purpose', { purpose: ['', 'Miete', ' '] }, { purpose: ['Miete'] }],
    ['no purpose, and a blank one', { purpose: [] }, { purpose: [''] }],
    ['no counterparty, and a blank one', { counterparty: null }, named('', ' ')],
    ['no counterparty, and one of nulls', { counterparty: null }, named(null, null)],
    ['white space in the name', named('Café  Müller ', null), named('Café Müller', null)],
    ['how the IBAN is written', named(null, 'de02 1203'), named(null, 'DE021203')],
    ['no currency, and a blank one', { currency: null }, { currency: '' }],
    ['BIC and creditor', { counterparty: { ...NOBODY, bic: 'B', creditorId: 'C' } }, { counterparty: NOBODY }],
  ])('does not look at %s', async (_, one, other) => {
    expect(await idOf(one)).toBe(await idOf(other));
  });

  test.each<[string, Partial<TurnoverContent>, Partial<TurnoverContent>]>([
    ['the day', { bookingDate: '2026-03-10' }, { bookingDate: '2026-03-11' }],
    ['the amount', { amountMinor: 1 }, { amountMinor: -1 }],
    ['the currency', { currency: 'EUR' }, { currency: null }],
    ['where lines of the purpose end', { purpose: ['a', 'b'] }, { purpose: ['a b'] }],
    ['which is name and which is IBAN', named('DE1', null), named(null, 'DE1')],
    [
      'which is purpose and which is name',
      { purpose: ['a'], counterparty: null },
      { purpose: [], ...named('a', null) },
    ],
  ])('looks at %s', async (_, one, other) => {
    expect(await idOf(one)).not.toBe(await idOf(other));
  });
});
