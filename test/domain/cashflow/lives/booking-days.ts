/** Holidays on which nothing is booked, written down: the code under test reckons them. */
const CLOSED = new Set(
  [
    ['2021', '04-02', '04-05'],
    ['2022', '04-15', '04-18'],
    ['2023', '04-07', '04-10'],
    ['2024', '03-29', '04-01'],
    ['2025', '04-18', '04-21'],
    ['2026', '04-03', '04-06'],
    ['2027', '03-26', '03-29'],
  ].flatMap(([year = '', friday = '', monday = '']) =>
    [friday, monday, '01-01', '05-01', '12-25', '12-26'].map((day) => `${year}-${day}`),
  ),
);

export function plusDays(date: string, days: number): string {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** As people read a calendar: the 31st of a month with 30 days is its 30th. */
export function plusMonths(date: string, months: number, dayOfMonth: number): string {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7)) - 1 + months;
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(dayOfMonth, last))).toISOString().slice(0, 10);
}

export function isClosed(date: string): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6 || CLOSED.has(date);
}

export function bookedOn(date: string, step: 1 | -1): string {
  let day = date;
  while (isClosed(day)) day = plusDays(day, step);
  return day;
}
