/** Calendar days as the graph has them: `YYYY-MM-DD`, counted in Germany. */
export function today(): string {
  return new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin' }).format();
}

/** The first day of the month that is so many months before this one. */
export function startOfMonth(monthsAgo: number, from = today()): string {
  const [year = 0, month = 1] = from.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 - monthsAgo, 1)).toISOString().slice(0, 10);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
