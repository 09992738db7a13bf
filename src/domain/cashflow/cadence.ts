import { bankDayFrom, bankDayUntil, dayIn, dayOfMonth, monthOf, weekdayOf, type Day } from './calendar.js';

export type Cadence = 'WEEKLY' | 'BIWEEKLY' | 'MONTHLY' | 'BIMONTHLY' | 'QUARTERLY' | 'HALF_YEARLY' | 'YEARLY';

/** A payment on a day. Amounts of one series have one sign. */
export interface Payment {
  readonly day: Day;
  readonly minor: number;
}

/** What a cadence asks of payments before they count as a series. */
interface Rhythm {
  readonly cadence: Cadence;
  readonly days: number;
  /** In months; 0 where it goes by weeks. */
  readonly months: number;
  /** How far a gap between two payments may be off, weekends and holidays included. */
  readonly slack: number;
  readonly minCount: number;
  /** How much an amount may typically differ from the one before, as a share of it. */
  readonly amountChange: number;
}

const RHYTHMS: readonly Rhythm[] = [
  { cadence: 'WEEKLY', days: 7, months: 0, slack: 1, minCount: 6, amountChange: 0.1 },
  { cadence: 'BIWEEKLY', days: 14, months: 0, slack: 2, minCount: 5, amountChange: 0.1 },
  { cadence: 'MONTHLY', days: 30.44, months: 1, slack: 5, minCount: 3, amountChange: 0.6 },
  { cadence: 'BIMONTHLY', days: 60.87, months: 2, slack: 7, minCount: 3, amountChange: 0.4 },
  { cadence: 'QUARTERLY', days: 91.31, months: 3, slack: 8, minCount: 3, amountChange: 0.4 },
  { cadence: 'HALF_YEARLY', days: 182.62, months: 6, slack: 10, minCount: 3, amountChange: 0.35 },
  { cadence: 'YEARLY', days: 365.25, months: 12, slack: 12, minCount: 2, amountChange: 0.2 },
];

/** Shares of the gaps, the occurrences and the payments that have to fit. */
const MIN_REGULAR = 0.8;
const MIN_PRESENT = 0.7;
const MAX_EXTRA = 0.15;

/** Payments with amounts of their own each time have to keep to their day, within so many days, as often as this. */
const DAY_SLACK = 2;
const MIN_ON_DAY = 0.8;
const SAME_AMOUNT = 0.05;
/** Fewer payments with amounts of their own are chance. */
const MIN_COUNT_OF_VARYING = 4;

/** Two of a series may have been left out in a row. */
const MAX_GAP = 3;

/** When payments of a series come. */
export interface Fit {
  readonly cadence: Cadence;
  /** Indices of the payments that are occurrences; others are doubled bookings and the like. */
  readonly occurrences: readonly number[];
}

/** @param payments in order of their days */
export function fitCadence(payments: readonly Payment[]): Fit | null {
  for (const rhythm of RHYTHMS) {
    if (payments.length < rhythm.minCount || areTooMany(payments, rhythm)) continue;
    const fit = fitRhythm(payments, rhythm);
    if (fit !== null) return fit;
  }
  return null;
}

/** More payments than the periods could have, whichever of them are occurrences. */
function areTooMany(payments: readonly Payment[], { days }: Rhythm): boolean {
  const span = (payments.at(-1)?.day ?? 0) - (payments[0]?.day ?? 0);
  const most = span / (days * 0.45) + 1;
  return (payments.length - most) * DOUBLED > payments.length * MAX_EXTRA;
}

export function periodDays(cadence: Cadence): number {
  return rhythmOf(cadence).days;
}

export function periodsPerYear(cadence: Cadence): number {
  const { months, days } = rhythmOf(cadence);
  return months === 0 ? 364 / days : 12 / months;
}

function rhythmOf(cadence: Cadence): Rhythm {
  const rhythm = RHYTHMS.find((known) => known.cadence === cadence);
  if (rhythm === undefined) throw new RangeError('No such cadence.');
  return rhythm;
}

function fitRhythm(payments: readonly Payment[], rhythm: Rhythm): Fit | null {
  const { occurrences, extra } = inPeriods(payments, rhythm);
  const count = occurrences.length;
  if (count < rhythm.minCount || extra > payments.length * MAX_EXTRA) return null;
  const series = occurrences.map((index) => payments[index]).filter((payment) => payment !== undefined);
  const gaps = series.slice(1).map(({ day }, index) => day - (series[index]?.day ?? 0));
  const periods = gaps.map((gap) => periodsIn(gap, rhythm));
  const regular = periods.filter((period) => period !== null);
  const longest = gaps.length <= 2 ? 1 : MAX_GAP;
  if (regular.length < gaps.length * MIN_REGULAR || regular.some((period) => period > longest)) return null;
  const spanned = ((series.at(-1)?.day ?? 0) - (series[0]?.day ?? 0)) / rhythm.days + 1;
  if (count < spanned * MIN_PRESENT) return null;
  return areAlike(series, rhythm) ? { cadence: rhythm.cadence, occurrences } : null;
}

/** One payment for each period; the others are extra, unless they are a booking of the same that the bank has doubled. */
function inPeriods(payments: readonly Payment[], { days }: Rhythm): { occurrences: number[]; extra: number } {
  const occurrences: number[] = [];
  let extra = 0;
  for (const [index, { day, minor }] of payments.entries()) {
    const last = payments[occurrences.at(-1) ?? -1];
    if (last === undefined || day - last.day > days * 0.45) occurrences.push(index);
    else if (minor !== last.minor || day - last.day > DOUBLED_WITHIN) extra++;
    else extra += DOUBLED;
  }
  return { occurrences, extra };
}

/** A doubled booking comes within so many days, and counts as this much of an extra one. */
const DOUBLED_WITHIN = 5;
const DOUBLED = 0.4;

/** Null for a gap that is no whole number of periods. */
function periodsIn(gap: number, { days, slack }: Rhythm): number | null {
  const periods = Math.max(1, Math.round(gap / days));
  // A holiday moves a weekly payment further than the weekday alone allows.
  const allowed = slack + (periods - 1);
  return Math.abs(gap - periods * days) <= allowed + 0.5 ? periods : null;
}

/** Whether the amounts are alike; where they vary, whether the days are so exact that it cannot be chance. */
function areAlike(series: readonly Payment[], rhythm: Rhythm): boolean {
  const changes = series.slice(1).map(({ minor }, index) => {
    const before = series[index]?.minor ?? 0;
    return Math.abs(minor - before) / Math.max(1, Math.abs(before), Math.abs(minor));
  });
  const typical = median(changes);
  if (typical > rhythm.amountChange) return false;
  const similar = changes.filter((change) => change <= SAME_AMOUNT).length;
  if (similar >= changes.length * 0.6) return true;
  if (rhythm.months === 0) return true;
  if (series.length < (rhythm.months === 12 ? 3 : MIN_COUNT_OF_VARYING)) return false;
  const schedule = scheduleOf(series, rhythm.cadence);
  const onDay = series.filter(({ day }) => Math.abs(offsetFrom(schedule, day)) <= DAY_SLACK).length;
  return onDay >= series.length * MIN_ON_DAY;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** On which days a series is due, before weekends and holidays move them. */
export interface Schedule {
  readonly cadence: Cadence;
  /** The day of the month; for weeks the weekday. */
  readonly anchor: number;
}

/** The latest payments decide: a contract may move its day. */
const DECIDING = 8;

/** The day on which the payments are due: the one from which, weekends and holidays apart, they are off the least. */
export function scheduleOf(series: readonly Payment[], cadence: Cadence): Schedule {
  const latest = series.slice(-DECIDING);
  const anchors = rhythmOf(cadence).months === 0 ? 7 : 31;
  let best = { anchor: 0, cost: Infinity };
  for (const anchor of anchorsNear(latest, anchors)) {
    const schedule = { cadence, anchor };
    const cost = latest.reduce((sum, { day }) => sum + Math.min(8, Math.abs(offsetFrom(schedule, day))), 0);
    if (cost < best.cost) best = { anchor, cost };
  }
  return { cadence, anchor: best.anchor };
}

/** Weekends and holidays move a payment by so many days at most, mostly. */
const MOVED = 4;

function anchorsNear(series: readonly Payment[], anchors: number): Set<number> {
  const near = new Set<number>();
  for (const { day } of series) {
    const own = anchors === 7 ? weekdayOf(day) : dayOfMonth(day) - 1;
    for (let moved = -MOVED; moved <= MOVED; moved++) {
      const anchor = (own + moved + anchors) % anchors;
      near.add(anchors === 7 ? anchor : anchor + 1);
    }
  }
  return new Set([...near].sort((a, b) => a - b));
}

/** How many days a day is off the nearest due day; 0 where the nearest bank day on either side explains it. */
export function offsetFrom(schedule: Schedule, day: Day): number {
  const due = dueNear(schedule, day);
  if (day > due) return Math.max(0, day - bankDayFrom(due));
  return Math.min(0, day - bankDayUntil(due));
}

/** The due day nearest to a day. */
export function dueNear({ cadence, anchor }: Schedule, day: Day): Day {
  if (rhythmOf(cadence).months === 0) {
    const ahead = (anchor - weekdayOf(day) + 7) % 7;
    return ahead <= 3 ? day + ahead : day + ahead - 7;
  }
  const month = monthOf(day);
  const due = dayIn(month, anchor);
  const other = dayIn(day > due ? month + 1 : month - 1, anchor);
  return Math.abs(day - due) <= Math.abs(day - other) ? due : other;
}

/** The due day so many periods after one. */
export function dueAfter({ cadence, anchor }: Schedule, due: Day, periods: number): Day {
  const { months, days } = rhythmOf(cadence);
  return months === 0 ? due + periods * days : dayIn(monthOf(due) + periods * months, anchor);
}
