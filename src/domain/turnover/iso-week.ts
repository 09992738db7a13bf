const DAY_MS = 86_400_000;

/** `2026-W01`: the week of ISO 8601, which begins on Monday and belongs to the year that has its Thursday. */
export function isoWeekOf(date: string): string {
  const day = Date.parse(date) / DAY_MS;
  const thursday = new Date((day + 3 - mod7(day + 3)) * DAY_MS);
  const year = thursday.getUTCFullYear();
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY_MS)) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** 0 is Monday: 1970-01-01 was a Thursday. */
function mod7(day: number): number {
  return ((day % 7) + 7) % 7;
}
