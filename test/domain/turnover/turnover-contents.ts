import fc from 'fast-check';
import {
  buildTurnoverList,
  type TurnoverContent,
  type TurnoverCounterparty,
  type TurnoverEntry,
  type TurnoverFilter,
  type TurnoverList,
  type TurnoverOrder,
} from '../../../src/domain/turnover/index.js';

export const ACCOUNT = { bankUserId: 'user-1', xs2aId: 'account-1' };

export const NOBODY: TurnoverCounterparty = { name: null, iban: null, bic: null, creditorId: null };

const PLAIN: TurnoverContent = {
  bookingDate: '2026-03-10',
  amountMinor: -1250,
  currency: 'EUR',
  status: 'BOOKED',
  purpose: ['Miete'],
  counterparty: { ...NOBODY, name: 'Hausverwaltung', iban: 'DE02120300000000202051' },
  categoryId: null,
  tags: [],
  isNew: false,
  xs2aTurnoverId: null,
  bankTransactionId: null,
};

export function content(change: Partial<TurnoverContent> = {}): TurnoverContent {
  return { ...PLAIN, ...change };
}

export async function listOf(contents: readonly TurnoverContent[], xs2aId = ACCOUNT.xs2aId): Promise<TurnoverList> {
  return buildTurnoverList({ ...ACCOUNT, xs2aId }, structuredClone(contents));
}

/** What callers see of an entry, as plain data. */
export function seen(entry: TurnoverEntry): Record<string, unknown> {
  const { id, idSource, bookingDate, amountMinor, currency, status, purpose, counterparty, categoryId, tags, isNew } =
    entry;
  const { account, matchKeys } = entry;
  return {
    ...{ id, idSource, matchKeys, account: account.xs2aId, bookingDate, amountMinor, currency, status, purpose },
    ...{ counterparty, categoryId, tags, isNew },
  };
}

/** Few values of everything, so that entries are often equal in some things, and twins are frequent. */
export const DAYS = ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02', '2026-12-31', '2027-01-01'];
export const NAMES = [null, 'Café Müller', 'STRASSENBAHN', 'Straße & Söhne', 'Łódź'];
export const PURPOSES = [[], ['Miete  März'], ['Rück', 'zahlung'], ['crème brûlée', '100 %'], ['ŒUVRE\tﬁn']];
export const CATEGORIES = [null, 'K', 'K.1', 'K.1.1.3', 'K.10', 'A.2', 'k.1'];
export const TAGS = [[], ['rent'], ['rent', 'food'], ['food', 'food'], ['salary']];
export const CURRENCIES = ['EUR', 'JPY', 'KWD', null];

const states = {
  status: fc.constantFrom('BOOKED' as const, 'PENDING' as const, 'CANCELED' as const),
  categoryId: fc.constantFrom(...CATEGORIES),
  tags: fc.constantFrom(...TAGS),
  isNew: fc.constantFrom(true, false, null),
};

/** All that changes about an entry between two syncs. */
export const passingStates = fc.record(states);

export const counterparties = fc.option(
  fc.record({
    name: fc.constantFrom(...NAMES),
    iban: fc.constantFrom(null, 'DE1', 'DE2'),
    bic: fc.constantFrom(null, 'BIC1', 'BIC2'),
    creditorId: fc.constantFrom(null, 'C1'),
  }),
);

export const contents: fc.Arbitrary<TurnoverContent> = fc
  .record({
    ...states,
    bookingDate: fc.constantFrom(...DAYS),
    amountMinor: fc.oneof(fc.constantFrom(-1000, -100, 0, 1, 100, 1000, 10000), fc.maxSafeInteger()),
    currency: fc.constantFrom(...CURRENCIES),
    purpose: fc.constantFrom(...PURPOSES),
    counterparty: counterparties,
    bankTransactionId: fc.constantFrom(null, null, '', 'bank-1', 'bank-2', 'bank-3'),
  })
  .map(content);

export const manyContents = fc.array(contents, { maxLength: 40 });

/** Entries that XS2A identifies itself, so that a test can follow each of them. */
export const identifiedContents = manyContents.map((all) =>
  all.map((each, index) => ({ ...each, xs2aTurnoverId: `turnover-${index}` })),
);

export const ORDERS = ['BOOKING_DATE_DESC', 'BOOKING_DATE_ASC', 'AMOUNT_DESC', 'AMOUNT_ASC'] as const;
export const orders = fc.constantFrom<TurnoverOrder>(...ORDERS);

/** Contents of several accounts. */
export const accounts = fc.array(manyContents, { minLength: 1, maxLength: 4 });

const amounts = fc.constantFrom(
  undefined,
  null,
  '0',
  '1',
  '1.0',
  '0.01',
  '0.011',
  '1.005',
  '10.00',
  '90071992547409.91',
  '100000000000000000000',
);

const dates = {
  from: fc.constantFrom(null, ...DAYS, '1999-01-01'),
  to: fc.constantFrom(null, ...DAYS, '2099-01-01'),
};

const fullFilters: fc.Arbitrary<TurnoverFilter> = fc.record(
  {
    ...dates,
    status: fc.option(fc.subarray(['BOOKED' as const, 'PENDING' as const, 'CANCELED' as const])),
    direction: fc.constantFrom(null, 'CREDIT' as const, 'DEBIT' as const),
    minAmount: amounts,
    maxAmount: amounts,
    search: fc.constantFrom(
      null,
      '',
      '  ',
      'muller',
      'MÜLLER',
      'strasse',
      'ruck zahl',
      'miete märz',
      'oeuvre fin',
      'lodz',
      'cafe mueller',
      'rueck',
      '%',
      '.',
      'ë',
    ),
    category: fc.constantFrom(null, 'K', 'K.1', 'K.1.1.3', 'A', 'k', '.'),
    tags: fc.option(fc.subarray(['rent', 'food', 'never'])),
    onlyNew: fc.constantFrom(null, true, false),
  },
  { requiredKeys: [] },
);

/** By booking date alone is a way of its own to the entries. */
export const filters: fc.Arbitrary<TurnoverFilter> = fc.oneof(fullFilters, fc.record(dates));
