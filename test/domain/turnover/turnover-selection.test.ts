import fc from 'fast-check';
import {
  TurnoverQueries,
  TurnoverQuery,
  type TurnoverContent,
  type TurnoverEntry,
  type TurnoverFilter,
  type TurnoverGrouping,
  type TurnoverList,
  type TurnoverOrder,
  type TurnoverSelection,
} from '../../../src/domain/turnover/index.js';
import { accounts, ACCOUNT, content, filters, listOf, NOBODY, orders, seen } from './turnover-contents.js';
import { counted, groupsOf, inOrder, matches, totalsOf } from './turnover-oracle.js';

const SCOPE = { bankUserId: ACCOUNT.bankUserId, accountIds: null };
const GROUPINGS: readonly TurnoverGrouping[] = ['MONTH', 'WEEK', 'DAY', 'ACCOUNT', 'CATEGORY', 'COUNTERPARTY', 'TAG'];

function listsOf(all: readonly (readonly TurnoverContent[])[]): Promise<TurnoverList[]> {
  return Promise.all(all.map((each, index) => listOf(each, `account-${index}`)));
}

async function select(
  lists: readonly TurnoverList[],
  filter: TurnoverFilter,
  order: TurnoverOrder = 'BOOKING_DATE_DESC',
): Promise<TurnoverSelection> {
  return new TurnoverQueries().select(new TurnoverQuery(SCOPE, filter, order), lists);
}

async function selectFrom(
  all: readonly Partial<TurnoverContent>[],
  filter: TurnoverFilter,
): Promise<TurnoverSelection> {
  return select([await listOf(all.map(content))], filter);
}

function everything(selection: TurnoverSelection): readonly TurnoverEntry[] {
  return selection.page({ size: 500, fromEnd: false, after: null, before: null }).nodes;
}

async function found(all: readonly Partial<TurnoverContent>[], filter: TurnoverFilter): Promise<number> {
  const { totalCount } = await selectFrom(all, filter);
  return totalCount;
}

/** The texts of what a filter finds, each entry with one text as its purpose. */
async function foundTexts(texts: readonly string[], search: string): Promise<string[]> {
  const selection = await selectFrom(
    texts.map((text) => ({ purpose: [text] })),
    { search },
  );
  return everything(selection)
    .map(({ purpose }) => purpose[0] ?? '')
    .sort();
}

describe('a selection', () => {
  test('has what matches, in order, over any number of accounts', async () => {
    await fc.assert(
      fc.asyncProperty(accounts, filters, orders, async (all, filter, order) => {
        const lists = await listsOf(all);
        const selection = await select(lists, filter, order);
        const expected = lists.flatMap(({ entries }) => entries).filter((entry) => matches(entry, filter));
        expect(everything(selection).map(seen)).toEqual(inOrder(expected, order).map(seen));
        expect(selection.totalCount).toBe(expected.length);
      }),
      { numRuns: 200 },
    );
  });

  test('sums and groups what matches', async () => {
    await fc.assert(
      fc.asyncProperty(accounts, filters, fc.constantFrom(...GROUPINGS), async (all, filter, by) => {
        const lists = await listsOf(all);
        const selection = await select(lists, filter);
        const matching = lists.flatMap(({ entries }) => entries).filter((entry) => matches(entry, filter));
        const expected = counted(matching, filter);
        expect(await selection.totals()).toEqual(totalsOf(expected));
        expect(await selection.groups(by)).toEqual(groupsOf(expected, by, filter.category ?? null));
      }),
      { numRuns: 200 },
    );
  });

  test('is answered once per operation, under any number of aliases', async () => {
    const [list, other] = [await listOf([content()]), await listOf([content()])];
    const queries = new TurnoverQueries();
    const query = (filter: TurnoverFilter): TurnoverQuery => new TurnoverQuery(SCOPE, filter, 'AMOUNT_ASC');
    const selection = await queries.select(query({ minAmount: '1.0', tags: ['b', 'a', 'a'], search: 'É' }), [list]);
    expect(
      await queries.select(query({ minAmount: '1.00', tags: ['a', 'b'], search: ' e ', from: null }), [list]),
    ).toBe(selection);
    expect(await queries.select(query({ minAmount: '1.01', tags: ['a', 'b'], search: 'e' }), [list])).not.toBe(
      selection,
    );
    expect(await queries.select(query({ minAmount: '1', tags: ['a', 'b'], search: 'e' }), [other])).not.toBe(selection);
    expect(selection.totals()).toBe(selection.totals());
    expect(selection.groups('TAG')).toBe(selection.groups('TAG'));
  });
});

describe('the search', () => {
  const all = [
    'Café Müller',
    'MULLER',
    'Mueller',
    'Straße',
    'STRASSE',
    'Đorđe Łukasz Ørsted',
    'Æther œuvre',
    'İstanbul',
    'ΟΔΟΣ',
  ];

  test.each([
    ['muller', ['Café Müller', 'MULLER']],
    ['MÜLLER', ['Café Müller', 'MULLER', 'Mueller']],
    ['Mu\u0308ller', ['Café Müller', 'MULLER', 'Mueller']],
    ['mueller', ['Café Müller', 'Mueller']],
    ['eller', ['Café Müller', 'Mueller']],
    ['cafe  muller', ['Café Müller']],
    ['strasse', ['STRASSE', 'Straße']],
    ['STRAẞE', ['STRASSE', 'Straße']],
    ['dorde lukasz orsted', ['Đorđe Łukasz Ørsted']],
    ['aether oeuvre', ['Æther œuvre']],
    ['istanbul', ['İstanbul']],
    ['οδοσ', ['ΟΔΟΣ']],
    ['.*', []],
  ])('for %s finds %j', async (search, expected) => {
    expect(await foundTexts(all, search)).toEqual(expected);
  });

  test('joins the lines of a purpose by one space, and nothing else', async () => {
    const entry = { purpose: [' Miete ', '  März', '2026'], counterparty: { ...NOBODY, name: 'Haus' } };
    for (const search of ['miete marz 2026', 'HAUS']) expect(await found([entry], { search })).toBe(1);
    for (const search of ['2026 haus', '2026haus', 'haus miete', 'hausmiete'])
      expect(await found([entry, entry], { search })).toBe(0);
  });

  test('finds words and numbers that the bank has cut', async () => {
    const iban = 'DE02120300000000202051';
    const lines = ['MIETE WOHNUNG NR 12 SEPTEMB', 'ER 2026 VIELEN DANK'];
    const cut = { purpose: lines, counterparty: { ...NOBODY, iban, creditorId: 'DE98ZZZ09999999999' } };
    for (const search of ['september', 'nr 12 septemb er', 'DE02 1203 0000 0000 2020 51', iban, 'de98zzz0999'])
      expect([search, await found([cut], { search })]).toEqual([search, 1]);
    const inPurpose = { purpose: ['Umbuchung DE02 1203 0000', ' 0000 2020 51'] };
    expect(await found([inPurpose], { search: iban })).toBe(1);
    expect(await found([{ purpose: ['ab', 'cd'] }], { search: 'abcd' })).toBe(0);
  });

  test('finds each entry of a long list once, wherever it stands', async () => {
    const texts = Array.from({ length: 1500 }, (_, index) => `${index} ${index % 7 === 0 ? 'sieben sieben' : ''}`);
    expect(await foundTexts(texts, 'sieben')).toHaveLength(Math.ceil(1500 / 7));
    expect(await foundTexts(texts, '1499')).toEqual(['1499 ']);
  });
});

describe('a filter', () => {
  const kAndBelow = ['K.1', 'K.1.1.3', 'K.10', 'K', 'k.1', null].map((categoryId) => ({ categoryId }));

  test.each([
    ['K.1', 2],
    ['K', 4],
    ['k', 1],
    ['K.1.1', 1],
  ])('by category %s finds %d', async (category, count) => {
    expect(await found(kAndBelow, { category })).toBe(count);
  });

  test('by amount is inclusive, absolute, and exact in every currency', async () => {
    const all = [
      { amountMinor: -1000, currency: 'EUR' },
      { amountMinor: 10, currency: 'JPY' },
      { amountMinor: 10000, currency: 'KWD' },
      { amountMinor: 10001, currency: 'KWD' },
    ];
    expect(await found(all, { minAmount: '10', maxAmount: '10.0' })).toBe(3);
    expect(await found(all, { minAmount: '10.0005' })).toBe(1);
    expect(await found(all, { minAmount: '10.001' })).toBe(1);
    expect(await found(all, { maxAmount: '10.0009' })).toBe(3);
    expect(await found(all, { maxAmount: '1e30' })).toBe(4);
    expect(await found(all, { minAmount: '1e30' })).toBe(0);
  });

  test('with bounds that leave nothing between them matches nothing', async () => {
    expect(await found([{}], { from: '2026-03-11', to: '2026-03-10' })).toBe(0);
    expect(await found([{}], { minAmount: '13', maxAmount: '12' })).toBe(0);
  });

  test('takes a zero amount for a credit', async () => {
    expect(await found([{ amountMinor: 0 }], { direction: 'CREDIT' })).toBe(1);
    expect(await found([{ amountMinor: 0 }], { direction: 'DEBIT' })).toBe(0);
  });
});

describe('totals', () => {
  test('are exact beyond the safe integers', async () => {
    const most = Number.MAX_SAFE_INTEGER;
    const selection = await selectFrom(
      [most, most, most, -most, -most, -1].map((amountMinor) => ({ amountMinor })),
      {},
    );
    const [credits, debits] = [3n * BigInt(most), -2n * BigInt(most) - 1n];
    expect(await selection.totals()).toEqual([{ currency: 'EUR', count: 6, credits, debits, net: credits + debits }]);
  });

  test('count canceled entries only where the filter names their status', async () => {
    const all = [{ status: 'CANCELED' as const }, { status: 'BOOKED' as const }];
    const [silent, named] = [await selectFrom(all, {}), await selectFrom(all, { status: ['BOOKED', 'CANCELED'] })];
    expect([silent.totalCount, named.totalCount]).toEqual([2, 2]);
    expect((await silent.totals()).map(({ count }) => count)).toEqual([1]);
    expect((await named.totals()).map(({ count }) => count)).toEqual([2]);
  });

  test('stand in the order of currencies, the unknown one last', async () => {
    const selection = await selectFrom(
      [null, 'USD', 'CHF', 'EUR'].map((currency) => ({ currency })),
      {},
    );
    expect((await selection.totals()).map(({ currency }) => currency)).toEqual(['CHF', 'EUR', 'USD', null]);
  });
});

describe('groups', () => {
  const categories = ['K', 'K.1', 'K.1.1', 'K.2', 'A.1', null].map((categoryId) => ({ categoryId }));

  test.each<[string | null, string[]]>([
    [null, ['K', '', 'A']],
    ['K', ['K.1', 'K', 'K.2']],
    ['K.1', ['K.1', 'K.1.1']],
    ['A.1', ['A.1']],
  ])('by category go one level below %s', async (category, keys) => {
    const groups = await (await selectFrom(categories, { category })).groups('CATEGORY');
    expect(groups.map(({ key }) => key)).toEqual(keys);
  });

  test('by month stand newest first, all others by count over all currencies', async () => {
    const all = [
      { bookingDate: '2026-01-31', tags: ['b'] },
      { bookingDate: '2026-02-01', tags: ['a', 'a'], currency: 'EUR' },
      { bookingDate: '2025-12-31', tags: ['c'], currency: 'EUR' },
      { bookingDate: '2025-12-01', tags: ['c', 'b'], currency: 'CHF' },
      { bookingDate: '2025-12-01' },
    ];
    const selection = await selectFrom(all, {});
    expect((await selection.groups('MONTH')).map(({ key }) => key)).toEqual(['2026-02', '2026-01', '2025-12']);
    expect((await selection.groups('TAG')).map(({ key }) => key)).toEqual(['b', 'c', '', 'a']);
    expect((await selection.groups('TAG'))[3]?.totals.map(({ count }) => count)).toEqual([1]);
  });

  test('by counterparty take spellings of one name together, under the most frequent one', async () => {
    const names = ['Café  Müller', 'Cafe\u0301 Mu\u0308ller', 'CAFÉ MÜLLER', 'Café Müller ', 'Cafe Schmidt'];
    const all = names.map((name) => ({ counterparty: { ...NOBODY, name } }));
    const groups = await (await selectFrom(all, {})).groups('COUNTERPARTY');
    expect(groups.map(({ key, totals }) => [key, totals[0]?.count])).toEqual([
      ['Café Müller', 4],
      ['Cafe Schmidt', 1],
    ]);
  });

  test.each(['__proto__', 'constructor', 'toString'])('may have the key %s', async (name) => {
    const groups = await (await selectFrom([{ counterparty: { ...NOBODY, name } }], {})).groups('COUNTERPARTY');
    expect(groups.map(({ key }) => key)).toEqual([name]);
  });
});
