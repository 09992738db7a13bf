import {
  balanceHistory,
  type BalanceEvidence,
  type BalanceInterval,
} from '../../../src/domain/cashflow/balance-history.js';
import { entry } from './entries.js';

const ENTRIES = [
  entry('2026-03-31', -1000),
  entry('2026-03-30', 250, { status: 'PENDING' }),
  entry('2026-03-27', -700),
  entry('2026-03-27', 200),
  entry('2026-03-20', -50),
];

const EVIDENCE: BalanceEvidence = {
  balanceMinor: -4000,
  currency: 'EUR',
  asOf: '2026-03-30',
  contents: ENTRIES,
  unreadableCount: 0,
};

async function balances(given: Partial<BalanceEvidence>, from: string, to: string, interval: BalanceInterval = 'DAY') {
  const history = await balanceHistory({ ...EVIDENCE, ...given }, { from, to, interval }, '2026-04-02');
  return { ...history, points: history.points.map(({ date, minor }) => `${date} ${minor}`) };
}

it('works back from the day of the balance, and forth to what is booked after it', async () => {
  const { points, isExact } = await balances({}, '2026-03-26', '2026-04-02');
  expect(points).toEqual([
    '2026-03-26 -3500',
    '2026-03-27 -4000',
    '2026-03-28 -4000',
    '2026-03-29 -4000',
    '2026-03-30 -4000',
    '2026-03-31 -5000',
    '2026-04-01 -5000',
    '2026-04-02 -5000',
  ]);
  expect(isExact).toBe(true);
});

it('begins with the oldest day that can be told', async () => {
  const { points, coveredFrom } = await balances({}, '2020-01-01', '2026-03-21');
  expect(points).toEqual(['2026-03-20 -3500', '2026-03-21 -3500']);
  expect(coveredFrom).toBe('2026-03-20');
});

it.each([
  ['WEEK', ['2026-03-22 -3500', '2026-03-29 -4000', '2026-03-31 -5000']],
  ['MONTH', ['2026-03-31 -5000']],
] as const)('gives the last day of each %s, and the last of all', async (interval, points) => {
  expect((await balances({}, '2026-03-20', '2026-03-31', interval)).points).toEqual(points);
});

it('tells the days after the balance alone', async () => {
  expect((await balances({}, '2026-04-01', '2026-04-01')).points).toEqual(['2026-04-01 -5000']);
});

it.each([
  ['a row could not be read', { unreadableCount: 1 }],
  ['the balance has no date', { asOf: null }],
  ['an entry was canceled', { contents: [...ENTRIES, entry('2026-03-28', -5, { status: 'CANCELED' })] }],
  ['an entry has another currency', { contents: [...ENTRIES, entry('2026-03-28', -5, { currency: 'USD' })] }],
])('is an estimate where %s', async (_, given) => {
  expect((await balances(given, '2026-03-21', '2026-03-31')).isExact).toBe(false);
});

it('stays exact where an entry was canceled before all days asked for', async () => {
  const contents = [...ENTRIES, entry('2026-03-20', -5, { status: 'CANCELED' })];
  expect((await balances({ contents }, '2026-03-21', '2026-03-31')).isExact).toBe(true);
});

it('has one day for an account without entries', async () => {
  expect((await balances({ contents: [] }, '2020-01-01', '2026-03-31')).points).toEqual([
    '2026-03-30 -4000',
    '2026-03-31 -4000',
  ]);
});
