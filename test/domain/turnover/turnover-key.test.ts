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
      'XS2A xh8iJA1GKS3mzUmVLjv8vIu',
      'BANK bC4BOQ3GlFv4jJQkOYeF6wt',
      'DERIVED dC4BNFb6wFksCjzZJXdTl6x',
      'DERIVED dC4BNxQEcPQYplBRfFeE9Hh',
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
    const rows = fc.array(fc.tuple(contents, passingStates, passingStates), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(rows, async (all) => {
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
    ['is trusted where it is the only one of its day', [{ bankTransactionId: 'b' }], ['BANK']],
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

describe('an id that only numbers the entries of a day', () => {
  test.each(['1', '0001', '9/12', '2026-1', '20260310-1', '2026-03-10-12', '10.03.2026/3', '260310A7', '20260310'])(
    '%s is not trusted',
    async (bankTransactionId) => {
      expect(await sourcesOf([{ bankTransactionId }])).toEqual(['DERIVED']);
    },
  );

  test.each(['2026031012345678', '483920174', 'A1', '1-ABC', 'TX20260310-1', '5e1f'])(
    '%s is something else',
    async (bankTransactionId) => {
      expect(await sourcesOf([{ bankTransactionId }])).toEqual(['BANK']);
    },
  );

  test('leaves ids where they are when a row is inserted before', async () => {
    const numbered = (payments: readonly string[]) =>
      payments.map((text, index) => content({ purpose: [text], bankTransactionId: `20260310-${index + 1}` }));
    const idsByText = async (payments: readonly string[]) => {
      const { entries } = await listOf(numbered(payments));
      return new Map(entries.map(({ purpose, id }) => [purpose[0], id]));
    };
    const [before, after] = [await idsByText(['Gehalt', 'Miete']), await idsByText(['Kaffee', 'Gehalt', 'Miete'])];
    for (const [text, id] of before) expect(after.get(text)).toBe(id);
  });
});

describe('what stands in place of an id', () => {
  const PLACEHOLDERS = [
    ...['', ' ', '0', '000', '-', '--', 'N/A', 'n/a', 'null', 'undefined', 'None', 'NOTPROVIDED', 'Not provided'],
    ...['NONREF', 'NOREF', 'keine', '00000000-0000-0000-0000-000000000000', 'NOT\u200bPROVIDED'],
  ];

  test.each(PLACEHOLDERS)('%j is no id', async (id) => {
    expect(await sourcesOf([{ bankTransactionId: id }])).toEqual(['DERIVED']);
    expect(await sourcesOf([{ xs2aTurnoverId: id }])).toEqual(['DERIVED']);
  });
});

describe("rows with one id of XS2A's", () => {
  const xs2aTurnoverId = 'x-1';
  const pending = { xs2aTurnoverId, status: 'PENDING' as const, purpose: ['pending'] };
  const booked = { xs2aTurnoverId, bookingDate: '2026-03-12', purpose: ['booked'] };

  test('are one entry in two states where one is pending and one is booked: the booked one is shown', async () => {
    const { entries } = await listOf([content(pending), content(booked)]);
    expect(entries.map(({ purpose }) => purpose)).toEqual([['booked']]);
    const [alone] = (await listOf([content(pending)])).entries;
    expect(entries[0]?.id).toBe(alone?.id);
  });

  test('are different entries where both are booked', async () => {
    const { entries } = await listOf([content(booked), content({ ...booked, bookingDate: '2026-03-13' })]);
    expect(entries.map(({ idSource }) => idSource)).toEqual(['DERIVED', 'DERIVED']);
  });

  test('never share an id, whatever rows there are', async () => {
    const ids = fc.constantFrom(null, '0', 'NOTPROVIDED', '1', 'x-1', 'x-2', 'bank-1', '20260301-1');
    const rows = fc.array(
      fc
        .tuple(contents, ids, ids)
        .map(([each, own, bank]) => ({ ...each, xs2aTurnoverId: own, bankTransactionId: bank })),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(rows, async (all) => {
        const keys = (await listOf(all)).entries.flatMap(({ matchKeys }) => matchKeys);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});

describe('the match keys of a turnover', () => {
  const matchKeysOf = async (change: Partial<TurnoverContent>) =>
    (await listOf([content(change)])).entries[0]?.matchKeys ?? [];

  test('begin with its id, and name what it was known by before it had an id', async () => {
    const [derived] = await matchKeysOf({});
    const [bank] = await matchKeysOf({ bankTransactionId: 'b' });
    const [own] = await matchKeysOf({ xs2aTurnoverId: 'x' });
    expect(await matchKeysOf({ bankTransactionId: 'b' })).toEqual([bank, derived]);
    expect(await matchKeysOf({ bankTransactionId: 'b', xs2aTurnoverId: 'x' })).toEqual([own, bank, derived]);
    expect(await matchKeysOf({ bankTransactionId: 'NOTPROVIDED' })).toEqual([derived]);
  });

  test('lead from every entry to itself when the bank gives ids as it books', async () => {
    const day = fc.array(fc.tuple(contents, fc.boolean()), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(day, async (all) => {
        const rows = (hasIds: boolean) =>
          all.map(([each, getsId], index) => ({
            ...each,
            bookingDate: '2026-03-10',
            purpose: [`told apart by ${index}`],
            bankTransactionId: getsId && hasIds ? `bank-${index}` : null,
          }));
        const [before, after] = [await listOf(rows(false)), await listOf(rows(true))];
        for (const entry of after.entries) {
          const matching = before.entries.filter(({ id }) => entry.matchKeys.includes(id));
          expect(matching.map(({ purpose }) => purpose)).toEqual([entry.purpose]);
        }
      }),
    );
  });
});

describe('a derived id', () => {
  const named = (name: string | null, iban: string | null): Partial<TurnoverContent> => ({
    counterparty: { ...NOBODY, name, iban },
  });

  test.each<[string, Partial<TurnoverContent>, Partial<TurnoverContent>]>([
    ['white space in the purpose', { purpose: ['Miete  März', ' 2026 '] }, { purpose: ['Miete\tMärz', '2026'] }],
    ['where lines of the purpose end', { purpose: ['Miete Mä', 'rz'] }, { purpose: ['Miete', 'März'] }],
    ['how letters are composed', { purpose: ['Mu\u0308ller'] }, { purpose: ['Müller'] }],
    ['what nobody sees', { purpose: ['Mi\u00adete\u200b\u0007 1\ufe0f'] }, { purpose: ['Miete 1'] }],
    ['what nobody sees in a name', named('\ufeffHaus\u200d', null), named('Haus', null)],
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
