import { toTurnoverContent } from '../../src/datasources/turnover.mapper.js';

const ROW = {
  id: null,
  transaction_id: 'bank-7',
  booking_date: '2026-02-28',
  amount: -12.349999999999998,
  currency: 'EUR',
  purpose: ['Miete', '', 'Februar'],
  counter_iban: 'DE02120300000000202051',
  counter_bic: 'BYLADEM1001',
  counter_holder: 'Vera Vermieterin',
  prebooked: 0,
  canceled: '0',
  tags: ['rent', 'rent-habitation'],
  category_id: 'K.3.1',
  creditor_id: 'DE98ZZZ09999999999',
  new: 'true',
};

const read = (row: object) => toTurnoverContent({ ...ROW, ...row });

describe('a turnover', () => {
  it('is read as upstream writes it', () => {
    expect(read({})).toEqual({
      bookingDate: '2026-02-28',
      amountMinor: -1235,
      currency: 'EUR',
      status: 'BOOKED',
      purpose: ['Miete', '', 'Februar'],
      counterparty: {
        name: 'Vera Vermieterin',
        iban: 'DE02120300000000202051',
        bic: 'BYLADEM1001',
        creditorId: 'DE98ZZZ09999999999',
      },
      categoryId: 'K.3.1',
      tags: ['rent', 'rent-habitation'],
      isNew: true,
      xs2aTurnoverId: null,
      bankTransactionId: 'bank-7',
    });
  });

  it('needs nothing but a day and an amount', () => {
    expect(toTurnoverContent({ booking_date: '2026-02-28 00:00:00', amount: '5' })).toEqual({
      bookingDate: '2026-02-28',
      amountMinor: 500,
      currency: null,
      status: 'BOOKED',
      purpose: [],
      counterparty: null,
      categoryId: null,
      tags: [],
      isNew: null,
      xs2aTurnoverId: null,
      bankTransactionId: null,
    });
  });

  it.each([
    [false, false, 'BOOKED'],
    ['1', 0, 'PENDING'],
    [true, null, 'PENDING'],
    [0, 1, 'CANCELED'],
    [1, 'true', 'CANCELED'],
    [null, null, 'BOOKED'],
    ['maybe', 'maybe', 'BOOKED'],
  ])('that is prebooked %j and canceled %j is %s', (prebooked, canceled, status) => {
    expect(read({ prebooked, canceled })?.status).toBe(status);
  });

  it.each([
    [{ counter_holder: '', counter_iban: '', counter_bic: null, creditor_id: undefined }, null],
    [
      { counter_holder: 'Bäckerei', counter_iban: '', counter_bic: null, creditor_id: null },
      { name: 'Bäckerei', iban: null, bic: null, creditorId: null },
    ],
    [
      { counter_holder: null, counter_iban: null, counter_bic: null, creditor_id: 'DE98ZZZ1' },
      { name: null, iban: null, bic: null, creditorId: 'DE98ZZZ1' },
    ],
  ])('with %j has the counterparty %j', (row, counterparty) => {
    expect(read(row)?.counterparty).toEqual(counterparty);
  });

  it.each([
    ['2026-03-10', '2026-03-10'],
    ['2026-03-10 00:00:00', '2026-03-10'],
    ['2026-03-10T23:30:00', '2026-03-10'],
    ['2026-03-09T23:00:00Z', '2026-03-10'],
    ['2026-03-29T22:30:00.000Z', '2026-03-30'],
    ['2026-03-10 00:30:00+02:00', '2026-03-09'],
    ['1945-05-08', '1945-05-08'],
    // A bank's year has twelve months of thirty days.
    ['2026-02-30', '2026-02-28'],
    ['2026-02-29', '2026-02-28'],
    ['2028-02-30', '2028-02-29'],
    ['2028-02-29', '2028-02-29'],
  ])('with the booking date %j was booked on %s', (booking_date, bookingDate) => {
    expect(read({ booking_date })?.bookingDate).toBe(bookingDate);
  });

  it.each([['2026-02-31'], ['2026-04-31'], ['0001-01-01'], ['9999-12-31'], ['2026-03-10x'], ['10.03.2026']])(
    'with the booking date %j cannot be read',
    (booking_date) => {
      expect(read({ booking_date })).toBeNull();
    },
  );

  it('has values in one form, however they are written', () => {
    expect(
      read({
        counter_iban: ' de02 1203\u200b0000 00002020 51 ',
        category_id: ' K.1 ',
        tags: ['rent', ' rent', 'food'],
      }),
    ).toMatchObject({ counterparty: { iban: 'DE02120300000000202051' }, categoryId: 'K.1', tags: ['rent', 'food'] });
  });

  it('trusts no number that JSON does not carry exactly', () => {
    const id = Number('9007199254740993');
    expect(read({ id, transaction_id: id })).toMatchObject({ xs2aTurnoverId: null, bankTransactionId: null });
  });

  it('keeps ids that are numbers, and no blank ones', () => {
    expect(read({ id: 42, transaction_id: ' ' })).toMatchObject({ xs2aTurnoverId: '42', bankTransactionId: null });
  });

  it('of a currency without minor units is counted in whole ones', () => {
    expect(read({ amount: 1234.4, currency: undefined, currency_id: 'JPY' })).toMatchObject({
      amountMinor: 1234,
      currency: 'JPY',
    });
  });

  it.each([
    ...[null, undefined, [], 'text', 1, {}],
    ...['', null, '0000-00-00', '2026-04-31', 20260228].map((booking_date) => ({ ...ROW, booking_date })),
    ...[null, '', 'much', {}, true, 1e300].map((amount) => ({ ...ROW, amount })),
  ])('is none: %j', (row) => {
    expect(toTurnoverContent(row)).toBeNull();
  });
});
