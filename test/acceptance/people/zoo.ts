import type { ExpectedTurnover, Row } from '../other-xs2a/world.js';
import { badRow, entry, rawEntry } from './entries.js';

/** Entries that are right, and written in every way that a reader may stumble over. */
export function zoo(): Row[] {
  return [...amounts(), ...emptiness(), ...states(), ...twins(), ...identified(), ...texts()];
}

function amounts(): Row[] {
  const floats: readonly [number, string, string | null][] = [
    [0.30000000000000004, '0.30', 'EUR'],
    [-0.30000000000000004, '-0.30', 'EUR'],
    [4.35, '4.35', 'EUR'],
    [-1010.01, '-1010.01', 'EUR'],
    [19.99, '19.99', 'CHF'],
    [-8.2, '-8.20', 'USD'],
    [1e-7, '0.00', 'EUR'],
    [-0.004, '0.00', 'EUR'],
    [2800, '2800.00', 'EUR'],
    [123456789012.34, '123456789012.34', 'EUR'],
    [-500, '-500', 'JPY'],
    [499.99999999999994, '500', 'JPY'],
    [1.5, '1.500', 'KWD'],
    [1.5, '1.50', 'XQX'],
    [10, '10.00', null],
  ];
  return floats.map(([amount, value, currency], pick) =>
    rawEntry({ bookingDate: '2026-04-01', value, currency, purpose: [`amount ${pick}`] }, { amount }, pick),
  );
}

/** Null and "" wherever the contract allows them, and members that are not there at all. */
function emptiness(): Row[] {
  const bare = { name: null, iban: null, bic: null, creditorId: null, category: null, tags: [], isNew: null } as const;
  const silent = { prebooked: null, canceled: null, new: null };
  return [
    rawEntry({ ...bare, bookingDate: '2026-03-30', value: '-1.00' }, silent, 0),
    rawEntry({ ...bare, bookingDate: '2026-03-30', value: '-2.00' }, silent, 1),
    rawEntry({ ...bare, bookingDate: '2026-03-30', value: '-3.00', purpose: [] }, { ...silent, purpose: null }),
    { raw: { booking_date: '2026-03-30', amount: -4 }, expected: theLeast() },
  ];
}

function theLeast(): ExpectedTurnover {
  return {
    bookingDate: '2026-03-30',
    value: '-4.00',
    currency: null,
    status: 'BOOKED',
    purpose: [],
    name: null,
    iban: null,
    bic: null,
    creditorId: null,
    category: null,
    tags: [],
    isNew: null,
    idSource: 'DERIVED',
  };
}

function states(): Row[] {
  const day = '2026-03-29';
  return [0, 1, 2, 3].flatMap((pick) => [
    entry({ bookingDate: day, value: `-${pick + 1}.10`, status: 'PENDING', isNew: true }, pick),
    entry({ bookingDate: day, value: `-${pick + 1}.20`, status: 'CANCELED', isNew: false }, pick),
    entry({ bookingDate: day, value: `-${pick + 1}.30`, status: 'BOOKED', isNew: true }, pick),
    rawEntry({ bookingDate: day, value: `-${pick + 1}.40`, status: 'CANCELED' }, { prebooked: 1, canceled: '1' }, pick),
  ]);
}

/** True twins, and twins that differ in nothing but what changes between syncs. */
function twins(): Row[] {
  const coffee = { bookingDate: '2026-03-20', value: '-3.20', purpose: ['Kaffee'], name: 'Kaffee-Automat 7' } as const;
  const ticket = { bookingDate: '2026-03-21', value: '-2.90', purpose: ['Ticket'], name: 'Verkehrsbetriebe' } as const;
  return [
    ...[0, 1, 2].map((pick) => entry(coffee, pick)),
    entry({ ...ticket, isNew: true }, 0),
    entry({ ...ticket, isNew: false }, 1),
    entry({ ...ticket, category: 'A.1', tags: ['transport'] }, 2),
    entry({ ...ticket, status: 'PENDING', isNew: true }, 3),
    entry({ ...ticket, status: 'CANCELED' }, 4),
  ];
}

/** Ids of XS2A's own; bank ids that can be trusted, and bank ids that repeat within a day. */
function identified(): Row[] {
  const on = (
    bookingDate: string,
    value: string,
    idSource: ExpectedTurnover['idSource'],
  ): Partial<ExpectedTurnover> => ({
    bookingDate,
    value,
    idSource,
    purpose: [`identified ${value}`],
  });
  return [
    entry(on('2026-03-18', '-1.01', 'XS2A'), 0, { id: 'XTO_0001-a' }),
    entry(on('2026-03-18', '-1.02', 'XS2A'), 1, { id: 'XTO_0001-A', transaction_id: 'bank/1' }),
    entry(on('2026-03-17', '-1.03', 'BANK'), 0, { transaction_id: 'bank/1' }),
    entry(on('2026-03-17', '-1.04', 'BANK'), 1, { transaction_id: 'bank/2 ü' }),
    entry(on('2026-03-16', '-1.05', 'BANK'), 0, { transaction_id: 'bank/1' }),
    entry(on('2026-03-15', '-1.06', 'DERIVED'), 0, { transaction_id: 'NONREF' }),
    entry(on('2026-03-15', '-1.07', 'DERIVED'), 1, { transaction_id: 'NONREF' }),
    entry(on('2026-03-15', '-1.08', 'DERIVED'), 2, { transaction_id: '  ' }),
    entry(on('2026-03-15', '-1.09', 'DERIVED'), 3, { transaction_id: '0' }),
    entry(on('2026-03-15', '-1.12', 'DERIVED'), 4, { transaction_id: '20260315-1' }),
    entry(on('2026-03-15', '-1.13', 'DERIVED'), 5, { id: 'NOTPROVIDED', transaction_id: 'n/a' }),
    // The same bank id twice, on entries of which only one is new.
    entry({ ...on('2026-03-14', '-1.10', 'DERIVED'), isNew: true }, 0, { transaction_id: 'again' }),
    entry({ ...on('2026-03-14', '-1.11', 'DERIVED'), isNew: false }, 1, { transaction_id: 'again' }),
  ];
}

function texts(): Row[] {
  return [
    entry({ bookingDate: '2024-02-29', purpose: ['"quotes" \\ and\nlines', 'ÄÖÜß é 漢字 🧾', '<b>&amp;</b>'] }),
    entry({ bookingDate: '1999-12-31', purpose: ['x'.repeat(3000)], name: '__proto__' }),
    entry({ bookingDate: '2031-01-01', category: 'Z.9.99.9', tags: ['hamster-owner', 'rent'] }, 1),
    entry({ bookingDate: '2026-01-01', category: 'K', tags: [], creditorId: 'DE98ZZZ09999999999' }, 2),
    rawEntry({ bookingDate: '2025-02-28', purpose: ['30 February'] }, { booking_date: '2025-02-30' }),
    rawEntry(
      { bookingDate: '2025-01-02', iban: 'DE02120300000000202051' },
      { counter_iban: 'de02 1203 0000 0000 2020 51' },
    ),
  ];
}

/** None of these can be a turnover. */
export function rubbish(): Row[] {
  const sound = { booking_date: '2026-03-20', amount: -1, currency: 'EUR', purpose: ['rubbish'] };
  return [
    null,
    'a text',
    42,
    [],
    {},
    { ...sound, booking_date: undefined },
    { ...sound, booking_date: null },
    { ...sound, booking_date: '' },
    { ...sound, booking_date: '0000-00-00' },
    { ...sound, booking_date: '2026-04-31' },
    { ...sound, booking_date: '0001-01-01' },
    { ...sound, booking_date: '9999-12-31' },
    { ...sound, booking_date: 'yesterday' },
    { ...sound, amount: undefined },
    { ...sound, amount: null },
    { ...sound, amount: 'NaN' },
    { ...sound, amount: '' },
    { ...sound, amount: {} },
  ].map(badRow);
}

/** So many entries over the days of a year, four on each, two of them twins. */
export function manyEntries(count: number): Row[] {
  return Array.from({ length: count }, (_, number) => {
    const day = new Date(Date.UTC(2025, 0, 1 + Math.floor(number / 4))).toISOString().slice(0, 10);
    const value = `${number % 5 === 0 ? '' : '-'}${(number % 90) + 1}.${String(number % 100).padStart(2, '0')}`;
    const isTwin = number % 4 < 2;
    return entry(
      isTwin
        ? { bookingDate: day, value: '-9.99', purpose: ['Twin'] }
        : { bookingDate: day, value, purpose: [`Entry ${number}`] },
      number,
    );
  });
}
