import { dateOf, dayOf } from '../../../src/domain/cashflow/calendar.js';
import { findRecurringPayments, type RecurringPayment } from '../../../src/domain/cashflow/recurring-payments.js';
import type { TurnoverContent } from '../../../src/domain/turnover/turnover-content.js';
import { entry, ledger } from './entries.js';

async function found(contents: TurnoverContent[], today = '2026-07-20', more: TurnoverContent[] = []) {
  const ledgers = [ledger('giro', contents, { until: today }), ledger('other', more, { until: today })];
  return findRecurringPayments(ledgers, new Map());
}

async function summary(contents: TurnoverContent[], today?: string, more?: TurnoverContent[]) {
  return (await found(contents, today, more)).map(
    ({ cadence, occurrences, name, forecast }) => `${name} ${cadence} ${occurrences.length} ${forecast.status}`,
  );
}

/** Of the first half of 2026, none of them a weekend or a holiday. */
const MONTHS = ['2026-01-15', '2026-02-16', '2026-03-16', '2026-04-15', '2026-05-15', '2026-06-15', '2026-07-15'];

function monthly(minor: number, given: Parameters<typeof entry>[2], days = MONTHS): TurnoverContent[] {
  return days.map((day) => entry(day, minor, given));
}

it('finds four subscriptions behind one payment service', async () => {
  const via = (merchant: string, minor: number) =>
    monthly(minor, { name: 'PayPal Europe', purpose: [`PP.4711.PP . ${merchant}, Ihr Einkauf bei ${merchant}`] });
  const contents = [via('Netflix', -1299), via('Spotify', -1099), via('DAZN', -2999), via('Audible', -995)].flat();
  expect((await summary(contents)).sort()).toEqual([
    'Audible MONTHLY 7 ACTIVE',
    'DAZN MONTHLY 7 ACTIVE',
    'Netflix MONTHLY 7 ACTIVE',
    'Spotify MONTHLY 7 ACTIVE',
  ]);
});

it('tells two contracts with one company by their mandates', async () => {
  const contract = (mandate: string, minor: number) =>
    monthly(minor, { name: 'Telekom', purpose: [`MREF+${mandate}`, 'SVWZ+Rechnung'] });
  const contents = [...contract('A', -3995), ...contract('B', -3995)];
  expect(await summary(contents)).toEqual(['Telekom MONTHLY 7 ACTIVE', 'Telekom MONTHLY 7 ACTIVE']);
});

it('finds a membership among purchases at the same shop', async () => {
  const bought = [-1234, -5678, -250, -9999, -4321, -1717].map((minor, index) =>
    entry(`2026-0${index + 1}-0${index + 2}`, minor, { name: 'Amazon' }),
  );
  expect(await summary([...bought, ...monthly(-899, { name: 'Amazon' })])).toEqual(['Amazon MONTHLY 7 ACTIVE']);
});

it('goes on after a change of price, of the mandate and of the account, past a missed one and a doubled one', async () => {
  const [first = '', second = '', , fourth = '', fifth = '', sixth = '', seventh = ''] = MONTHS;
  const gym = (day: string, minor: number, mandate: string) =>
    entry(day, minor, { name: 'McFit', purpose: [`MREF+${mandate}`] });
  const before = [gym(first, -1990, 'A'), gym(second, -1990, 'A'), gym(second, -1990, 'A'), gym(fourth, -1990, 'A')];
  const after = [gym(fifth, -2190, 'B'), gym(sixth, -2190, 'B'), gym(seventh, -2190, 'B')];
  expect(await summary(before, undefined, after)).toEqual(['McFit MONTHLY 6 ACTIVE']);
});

it.each([
  ['WEEKLY', ['2026-06-01', '2026-06-08', '2026-06-15', '2026-06-22', '2026-06-29', '2026-07-06', '2026-07-13']],
  ['BIWEEKLY', ['2026-05-18', '2026-06-01', '2026-06-15', '2026-06-29', '2026-07-13']],
  ['MONTHLY', ['2026-01-30', '2026-02-27', '2026-03-31', '2026-04-30', '2026-05-29', '2026-06-30']],
  ['BIMONTHLY', ['2025-11-17', '2026-01-15', '2026-03-16', '2026-05-15', '2026-07-15']],
  ['QUARTERLY', ['2025-10-01', '2026-01-02', '2026-04-01', '2026-07-01']],
  ['HALF_YEARLY', ['2025-01-02', '2025-07-01', '2026-01-02', '2026-07-01']],
  ['YEARLY', ['2024-05-02', '2025-05-02', '2026-05-04']],
])('tells %s by %p', async (cadence, days) => {
  expect(await summary(monthly(-4500, { name: 'Verein' }, days))).toEqual([`Verein ${cadence} ${days.length} ACTIVE`]);
});

it.each([
  ['a baker', ['2026-06-01', '2026-06-03', '2026-06-08', '2026-06-09', '2026-06-15', '2026-06-19', '2026-06-24'], null],
  ['a fuel station', ['2026-01-15', '2026-02-03', '2026-03-12', '2026-03-29', '2026-05-11', '2026-06-02'], null],
  ['two payments', ['2026-05-15', '2026-06-15'], -4500],
])('does not take %s for one', async (_, days, fixed) => {
  const contents = days.map((day, index) => entry(day, fixed ?? -3100 - ((index * 1777) % 2900), { name: 'Laden' }));
  expect(await summary(contents)).toEqual([]);
});

it.each([
  ['2026-08-17', 'ACTIVE'],
  ['2026-08-25', 'LATE'],
  ['2026-10-15', 'ENDED'],
])('is on %s %s', async (today, status) => {
  expect(await summary(monthly(-4500, { name: 'Miete' }), today)).toEqual([`Miete MONTHLY 7 ${status}`]);
});

it('expects the next ones on bank days, at the present price', async () => {
  const contents = [
    ...monthly(-4500, { name: 'Abo' }, MONTHS.slice(0, 3)),
    ...monthly(-4900, { name: 'Abo' }, MONTHS.slice(3)),
  ];
  const [{ forecast }] = (await found(contents)) as [RecurringPayment];
  expect(forecast.isAmountFixed).toBe(true);
  expect(
    forecast
      .expected(dayOf('2026-10-18'))
      .map((next) => [dateOf(next.earliest), dateOf(next.latest), next.leastMinor, next.greatestMinor]),
  ).toEqual([
    ['2026-08-17', '2026-08-17', -4900, -4900],
    ['2026-09-15', '2026-09-15', -4900, -4900],
    ['2026-10-15', '2026-10-15', -4900, -4900],
  ]);
});

it('expects amounts that vary within a range, and salaries before the weekend', async () => {
  const days = ['2026-01-30', '2026-02-27', '2026-03-31', '2026-04-30', '2026-05-29', '2026-06-30'];
  const contents = days.map((day, index) => entry(day, 200_000 + ((index * 7) % 5) * 1000, { name: 'Werk GmbH' }));
  const [{ forecast }] = (await found(contents)) as [RecurringPayment];
  expect(forecast.isAmountFixed).toBe(false);
  const [july] = forecast.expected(dayOf('2026-08-01'));
  expect([july?.leastMinor, july?.greatestMinor]).toEqual([199_400, 204_600]);
  expect(dateOf(july?.earliest ?? 0)).toBe('2026-07-31');
});

it('gives the same whatever the order within a day', async () => {
  const contents = [...monthly(-899, { name: 'Amazon' }), ...monthly(-1299, { name: 'Netflix' })];
  const forward = await found(contents);
  const backward = await found(contents.toReversed());
  const ofEach = (all: typeof forward) =>
    all.map(({ name, cadence, occurrences }) => [name, cadence, occurrences.length]);
  expect(ofEach(backward).sort()).toEqual(ofEach(forward).sort());
});
