import { addDays, addMonths, dayIn, isDay, monthsBetween, workingDay } from '../../src/testbank/calendar.js';

describe('the calendar', () => {
  it('knows which days exist', () => {
    expect(['2024-02-29', '2026-12-31'].every(isDay)).toBe(true);
    expect(['2026-02-29', '2026-00-10', '2026-1-1', '', '0000-00-00', '2026-01-01T00:00:00'].some(isDay)).toBe(false);
  });

  it('counts over the ends of months and years, summer time or not', () => {
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(addMonths('2026-12', 1)).toBe('2027-01');
    expect(monthsBetween('2025-11-30', '2026-02-01')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
  });

  it('stops at the last day of a month', () => {
    expect(dayIn('2026-02', 31)).toBe('2026-02-28');
    expect(dayIn('2024-02', 31)).toBe('2024-02-29');
  });

  it('moves weekends to the Monday after', () => {
    expect(['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'].map(workingDay)).toEqual([
      '2026-11-20',
      '2026-11-23',
      '2026-11-23',
      '2026-11-23',
    ]);
  });
});
