import { bankDayFrom, bankDayUntil, type Day } from './calendar.js';
import { dueAfter, dueNear, periodDays, scheduleOf, type Cadence, type Payment, type Schedule } from './cadence.js';

export type RecurringPaymentStatus = 'ACTIVE' | 'LATE' | 'ENDED';

/** The days and the amounts, signed, between which something is expected. */
export interface Expectation {
  readonly earliest: Day;
  readonly latest: Day;
  readonly leastMinor: number;
  readonly greatestMinor: number;
}

/** What a series of payments gives to expect. */
export interface Forecast {
  readonly status: RecurringPaymentStatus;
  /** The last amounts are the same. */
  readonly isAmountFixed: boolean;
  /** Null for what has ended. */
  readonly next: Expectation | null;
  /** The next one first, those that begin by a day. */
  expected(until: Day): readonly Expectation[];
}

/** As many of the latest occurrences say when, and how much, the next one will be. */
const LATEST = 12;
/** Of amounts that are not fixed, the next may be beyond what was by this share of their spread. */
const BEYOND = 0.15;
/** A bank may book late by so many days before a payment counts as late. */
const GRACE_DAYS = 3;

/**
 * @param series the occurrences, oldest first
 * @param today the last day that is known of
 */
export function forecastOf(series: readonly Payment[], cadence: Cadence, today: Day): Forecast {
  const schedule = scheduleOf(series, cadence);
  const last = dueNear(schedule, series.at(-1)?.day ?? today);
  const [earliest, latest] = movesOf(series.slice(-LATEST), schedule);
  const amounts = amountsOf(series);
  const expectationAt = (due: Day): Expectation => ({
    earliest: moved(due, earliest),
    latest: Math.max(moved(due, latest), moved(due, earliest)),
    ...amounts,
  });
  const status = statusOf(expectationAt(dueAfter(schedule, last, 1)), cadence, today);
  function* expectations(): Generator<Expectation, void> {
    for (let periods = 1; status !== 'ENDED'; periods++) {
      const next = expectationAt(dueAfter(schedule, last, periods));
      if (next.latest >= today) yield next;
      // The one that is late may still come; those missed after it would come with it.
      else if (periods === 1) yield { ...next, earliest: today, latest: today + GRACE_DAYS };
    }
  }
  const [next = null] = expectations();
  return {
    status,
    isAmountFixed: amounts.leastMinor === amounts.greatestMinor,
    next,
    expected(until) {
      const all: Expectation[] = [];
      for (const expectation of expectations()) {
        if (expectation.earliest > until) break;
        all.push(expectation);
      }
      return all;
    },
  };
}

function statusOf({ latest }: Expectation, cadence: Cadence, today: Day): RecurringPaymentStatus {
  if (today <= latest + GRACE_DAYS) return 'ACTIVE';
  const patience = Math.min(60, periodDays(cadence) * 1.2);
  return today <= latest + GRACE_DAYS + patience ? 'LATE' : 'ENDED';
}

/** How a due day becomes the day of booking: so many days off, then to the bank day after it, or before it. */
interface Move {
  readonly offset: number;
  readonly isForward: boolean;
}

/** The earliest and the latest move that the occurrences show, without the few that stand apart. */
function movesOf(series: readonly Payment[], schedule: Schedule): [Move, Move] {
  const dues = series.map(({ day }) => ({ day, due: dueNear(schedule, day) }));
  const after = dues.filter(({ day, due }) => day === bankDayFrom(due)).length;
  const before = dues.filter(({ day, due }) => day === bankDayUntil(due)).length;
  const isForward = after >= before;
  const offsets = dues.map(({ day, due }) => day - moved(due, { offset: 0, isForward })).sort((a, b) => a - b);
  const apart = Math.floor(offsets.length / 6);
  const [least = 0, greatest = 0] = [offsets[apart], offsets[offsets.length - 1 - apart]];
  return [
    { offset: least, isForward },
    { offset: greatest, isForward },
  ];
}

function moved(due: Day, { offset, isForward }: Move): Day {
  const base = isForward ? bankDayFrom(due) : bankDayUntil(due);
  return offset === 0 ? base : bankDayFrom(base + offset);
}

function amountsOf(series: readonly Payment[]): Pick<Expectation, 'leastMinor' | 'greatestMinor'> {
  const latest = series.slice(-LATEST).map(({ minor }) => minor);
  const last = latest.at(-1) ?? 0;
  // Since the last change of price.
  const fixed = latest.slice(-3);
  if (fixed.every((minor) => minor === last) || isStepped(latest)) return { leastMinor: last, greatestMinor: last };
  const [least, greatest] = [Math.min(...latest), Math.max(...latest)];
  const beyond = Math.ceil((greatest - least) * BEYOND);
  return {
    leastMinor: withSignOf(last, least - beyond),
    greatestMinor: withSignOf(last, greatest + beyond),
  };
}

/** A price that changes now and then, and stays until it does. */
function isStepped(amounts: readonly number[]): boolean {
  if (amounts.length < 4) return amounts.length === 2 && amounts[0] === amounts[1];
  const changes = amounts.slice(1).filter((amount, index) => amount !== amounts[index]).length;
  return changes * 5 <= amounts.length && amounts.at(-1) === amounts.at(-2);
}

/** A debit is never expected to become a credit. */
function withSignOf(sign: number, minor: number): number {
  return sign < 0 ? Math.min(minor, -1) : Math.max(minor, 0);
}
