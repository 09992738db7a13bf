import {
  bankDayFrom,
  bankDayUntil,
  dateOf,
  dayIn,
  dayOf,
  isBankDay,
  monthOf,
} from '../../../src/domain/cashflow/calendar.js';

it.each([
  ['2026-04-03', 'Good Friday'],
  ['2026-04-06', 'Easter Monday'],
  ['2025-05-29', 'Ascension'],
  ['2024-05-20', 'Whit Monday'],
  ['2026-01-01', 'New Year'],
  ['2026-12-24', 'Christmas Eve'],
  ['2026-11-28', 'a Saturday'],
])('does not book on %s, %s', (date) => {
  expect(isBankDay(dayOf(date))).toBe(false);
});

it('moves a day over Easter to the bank day before and after', () => {
  expect(dateOf(bankDayFrom(dayOf('2026-04-03')))).toBe('2026-04-07');
  expect(dateOf(bankDayUntil(dayOf('2026-04-06')))).toBe('2026-04-02');
  expect(dateOf(bankDayFrom(dayOf('2026-04-08')))).toBe('2026-04-08');
});

it.each([
  ['2024-02-10', '2024-02-29'],
  ['2026-02-10', '2026-02-28'],
  ['2026-04-10', '2026-04-30'],
  ['2026-12-10', '2026-12-31'],
])('ends the month of %s on %s', (date, end) => {
  expect(dateOf(dayIn(monthOf(dayOf(date)), 31))).toBe(end);
});
