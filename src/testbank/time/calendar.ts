/** Calendar days as `YYYY-MM-DD`, months as `YYYY-MM`: they compare as text. */
export type Day = string;
export type Month = string;

const dayShape = /^\d{4}-\d{2}-\d{2}$/;

/** True for days that exist: not `2026-02-30`. */
export function isDay(text: string): boolean {
  if (!dayShape.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && toDay(time) === text;
}

export function addDays(day: Day, count: number): Day {
  return toDay(Date.parse(day) + count * 86_400_000);
}

export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

/** The months that a span of days touches, oldest first. */
export function monthsBetween(from: Day, to: Day): Month[] {
  const months: Month[] = [];
  for (let month = monthOf(from); month <= monthOf(to); month = addMonths(month, 1)) months.push(month);
  return months;
}

export function addMonths(month: Month, count: number): Month {
  const first = new Date(`${month}-01T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + count);
  return monthOf(toDay(first.getTime()));
}

/** The month's nth day, or its last one where it is shorter. */
export function dayIn(month: Month, nth: number): Day {
  return `${month}-${String(Math.min(nth, lengthOf(month))).padStart(2, '0')}`;
}

export function lengthOf(month: Month): number {
  return daysBetween(`${month}-01`, `${addMonths(month, 1)}-01`);
}

/** The day itself, or the Monday after it: banks book on working days. */
export function workingDay(day: Day): Day {
  const weekday = new Date(day).getUTCDay();
  if (weekday === 6) return addDays(day, 2);
  return weekday === 0 ? addDays(day, 1) : day;
}

function toDay(time: number): Day {
  return new Date(time).toISOString().slice(0, 10);
}
