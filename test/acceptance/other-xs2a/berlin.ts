/** Wall-clock time in Germany, worked out with Intl alone so that it owes nothing to the gateway's own conversion. */
const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'medium' });

const HOUR_MS = 3_600_000;

/** `YYYY-MM-DD hh:mm:ss`, as XS2A writes date-times. */
export function berlinText(instant: Date): string {
  return clock.format(instant);
}

/** Undefined when the text is not of XS2A's form, or names an hour that the clocks skip in March. */
export function berlinInstant(text: string): Date | undefined {
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return undefined;
  const asIfUtc = Date.parse(`${text.replace(' ', 'T')}Z`);
  return [2, 1].map((offset) => new Date(asIfUtc - offset * HOUR_MS)).find((instant) => isSame(instant, text));
}

/** The calendar date in Germany, so many days from today. */
export function berlinDay(daysFromToday: number): string {
  const today = Date.parse(berlinText(new Date()).slice(0, 10));
  return new Date(today + daysFromToday * 24 * HOUR_MS).toISOString().slice(0, 10);
}

function isSame(instant: Date, text: string): boolean {
  return !Number.isNaN(instant.getTime()) && berlinText(instant) === text;
}
