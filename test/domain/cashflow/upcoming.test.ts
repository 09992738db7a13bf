import { dateOf, dayOf } from '../../../src/domain/cashflow/calendar.js';
import type { Ledger } from '../../../src/domain/cashflow/ledger.js';
import { findOwnTransfers } from '../../../src/domain/cashflow/own-transfers.js';
import { findRecurringPayments } from '../../../src/domain/cashflow/recurring-payments.js';
import { upcomingPayments } from '../../../src/domain/cashflow/upcoming.js';
import type { TurnoverContent } from '../../../src/domain/turnover/turnover-content.js';
import { entry, ledger } from './entries.js';

/** Each on the 15th or the bank day after it. */
const MONTHS = ['2026-04-15', '2026-05-15', '2026-06-15', '2026-07-15'];
const TODAY = '2026-07-20';

function monthly(minor: number, name: string): TurnoverContent[] {
  return MONTHS.map((day) => entry(day, minor, { name }));
}

function pending(day: string, minor: number, name: string): TurnoverContent {
  return entry(day, minor, { name, status: 'PENDING' });
}

/** Up to the last of August: the days, the amounts, and what is pending (`!`) or recurs (`*`). */
async function upcoming(ledgers: readonly Ledger[], until = '2026-08-31'): Promise<string[]> {
  const transfers = await findOwnTransfers(ledgers);
  const recurring = await findRecurringPayments(ledgers, transfers);
  const days = { today: dayOf(TODAY), until: dayOf(until) };
  const payments = await upcomingPayments(ledgers, { transfers, recurring }, days);
  return payments.map((payment) => {
    const range = [payment.leastMinor, payment.greatestMinor].join('…');
    const marks = (payment.pending === null ? '' : '!') + (payment.recurring === null ? '' : '*');
    return `${dateOf(payment.earliest)} ${dateOf(payment.latest)} ${range} ${marks}`;
  });
}

const giro = (contents: TurnoverContent[]) => [ledger('giro', contents)];
const EXPECTED = '2026-08-17 2026-08-17 -4500…-4500 *';

it('expects the next occurrence of what recurs, and nothing of what has ended', async () => {
  expect(await upcoming(giro(monthly(-4500, 'Verein')))).toEqual([EXPECTED]);
  const past = ['2025-01-15', '2025-02-17', '2025-03-17'].map((day) => entry(day, -4500, { name: 'Verein' }));
  expect(await upcoming(giro(past))).toEqual([]);
});

it('expects as many as come within the days, the earliest first', async () => {
  const contents = [
    ...monthly(-4500, 'Verein'),
    ...MONTHS.map((day) => entry(day.replace(/..$/, '08'), 90_000, { name: 'Werk' })),
  ];
  const days = (await upcoming(giro(contents), '2026-09-30')).map((line) => line.slice(0, 10));
  expect(days).toEqual(['2026-08-10', '2026-08-17', '2026-09-08', '2026-09-15']);
  expect(await upcoming(giro(contents), '2026-07-21')).toEqual([]);
});

it('lists a pending entry that does not recur', async () => {
  const contents = [...monthly(-4500, 'Verein'), pending('2026-07-22', -1999, 'Buchladen')];
  expect(await upcoming(giro(contents))).toEqual(['2026-07-22 2026-07-22 -1999…-1999 !', EXPECTED]);
});

it('lists one that is overdue for today', async () => {
  expect(await upcoming(giro([pending('2026-07-17', -1999, 'Buchladen')]))).toEqual([
    `${TODAY} ${TODAY} -1999…-1999 !`,
  ]);
});

it.each([
  ['on its day', '2026-08-17', -4500],
  ['days before', '2026-08-11', -4500],
  ['days after', '2026-08-24', -4500],
  ['of about the same amount', '2026-08-17', -4700],
])('takes a pending entry %s for the occurrence that is expected', async (_, day, minor) => {
  const contents = [...monthly(-4500, 'Verein'), pending(day, minor, 'VEREIN')];
  expect(await upcoming(giro(contents))).toEqual([`${day} ${day} ${minor}…${minor} !*`]);
});

it.each([
  ['of another amount', pending('2026-08-17', -5500, 'Verein')],
  ['of another payee', pending('2026-08-17', -4500, 'Buchladen')],
  ['of another currency', { ...pending('2026-08-17', -4500, 'Verein'), currency: 'CHF' }],
  ['of another time', pending('2026-08-27', -4500, 'Verein')],
])('does not take one %s for it', async (_, other) => {
  const found = await upcoming(giro([...monthly(-4500, 'Verein'), other]));
  expect(found).toHaveLength(2);
  expect(found).toContain(EXPECTED);
});

it('does not take one on another account for it', async () => {
  const other = ledger('other', [pending('2026-08-17', -4500, 'Verein')]);
  expect(await upcoming([...giro(monthly(-4500, 'Verein')), other])).toContain(EXPECTED);
});

it('takes one entry for one occurrence', async () => {
  const twice = [pending('2026-08-17', -4500, 'Verein'), pending('2026-08-18', -4500, 'Verein')];
  expect(await upcoming(giro([...monthly(-4500, 'Verein'), ...twice]))).toEqual([
    '2026-08-17 2026-08-17 -4500…-4500 !*',
    '2026-08-18 2026-08-18 -4500…-4500 !',
  ]);
});

it('knows what a pending entry is an occurrence of, also where that is expected after the days asked for', async () => {
  const contents = [...monthly(-4500, 'Verein'), pending('2026-08-14', -4500, 'Verein')];
  expect(await upcoming(giro(contents), '2026-08-14')).toEqual(['2026-08-14 2026-08-14 -4500…-4500 !*']);
});

it('does not expect an occurrence whose pending entry is beyond the days', async () => {
  const contents = [...monthly(-4500, 'Verein'), pending('2026-08-20', -4500, 'Verein')];
  expect(await upcoming(giro(contents), '2026-08-18')).toEqual([]);
});

it('leaves transfers between own accounts out', async () => {
  const [iban, other] = ['DE02120300000000202051', 'DE02500105170137075030'];
  const saving = {
    ...pending('2026-07-22', -10_000, 'Klara Müller'),
    counterparty: { name: 'Klara Müller', iban: other, bic: null, creditorId: null },
  };
  expect(await upcoming([ledger('giro', [saving], { iban }), ledger('savings', [], { iban: other })])).toEqual([]);
});
