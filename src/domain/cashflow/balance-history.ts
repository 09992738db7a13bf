import { Pace, type Paced } from '../turnover/pace.js';
import type { TurnoverContent } from '../turnover/turnover-content.js';
import { dateOf, dayIn, dayOf, monthOf, weekdayOf, type Day } from './calendar.js';

export type BalanceInterval = 'DAY' | 'WEEK' | 'MONTH';

/** What an account's history of balances is worked out from. */
export interface BalanceEvidence {
  readonly balanceMinor: number;
  readonly currency: string | null;
  /** The day on which the bank stated the balance, `YYYY-MM-DD`; null where it does not say. */
  readonly asOf: string | null;
  readonly contents: readonly TurnoverContent[];
  /** Rows of turnovers that could not be read. */
  readonly unreadableCount: number;
}

export interface BalanceRequest {
  readonly from: string;
  readonly to: string;
  readonly interval: BalanceInterval;
}

export interface BalanceHistory {
  /** Oldest first: the balance at the end of a day. */
  readonly points: readonly { readonly date: string; readonly minor: bigint }[];
  readonly currency: string | null;
  /** The first day with a known balance. */
  readonly coveredFrom: string;
  /** False for an estimate. */
  readonly isExact: boolean;
}

/**
 * End-of-day balances, worked back from the balance that the bank states by what it booked since. Between two days lies exactly
 * the sum of what was booked between them.
 *
 * @param today stands in for the day of the balance where the bank states none
 */
export function balanceHistory(
  evidence: BalanceEvidence,
  request: BalanceRequest,
  today: string,
  pace = new Pace(),
): BalanceHistory | Promise<BalanceHistory> {
  return pace.run(history(evidence, request, today, pace));
}

function* history(
  { balanceMinor, currency, asOf, contents, unreadableCount }: BalanceEvidence,
  { from, to, interval }: BalanceRequest,
  today: string,
  pace: Pace,
): Paced<BalanceHistory> {
  const stated = dayOf(asOf ?? today);
  const booked = new Map<Day, bigint>();
  let first = stated;
  let isExact = asOf !== null && unreadableCount === 0;
  const start = dayOf(from);
  for (const content of contents) {
    if (pace.sliceUsedUp()) yield;
    const day = dayOf(content.bookingDate);
    if (content.status === 'BOOKED' && content.currency === currency) {
      booked.set(day, (booked.get(day) ?? 0n) + BigInt(content.amountMinor));
      first = Math.min(first, day);
    } else if (content.status !== 'PENDING' && day > start) {
      // Nothing tells whether a canceled entry is in the balance, nor as how much an entry of another currency.
      isExact = false;
    }
  }
  const days = daysOf(Math.max(first, start), dayOf(to), interval);
  const points = yield* walk(days, stated, BigInt(balanceMinor), booked, pace);
  return { points, currency, coveredFrom: dateOf(first), isExact };
}

/** From the day of the balance back to the oldest day, then forth again over the days that were asked for. */
function* walk(
  days: readonly Day[],
  stated: Day,
  balance: bigint,
  booked: ReadonlyMap<Day, bigint>,
  pace: Pace,
): Paced<BalanceHistory['points']> {
  const points: { date: string; minor: bigint }[] = [];
  const [oldest] = days;
  if (oldest === undefined) return points;
  let minor = balance;
  for (const [day, sum] of booked) {
    if (day > oldest && day <= stated) minor -= sum;
    if (day > stated && day <= oldest) minor += sum;
  }
  let reached = oldest;
  for (const day of days) {
    for (; reached < day; reached++) {
      if (pace.sliceUsedUp()) yield;
      minor += booked.get(reached + 1) ?? 0n;
    }
    points.push({ date: dateOf(day), minor });
  }
  return points;
}

/** The last day of each interval, and of the whole. */
function daysOf(from: Day, to: Day, interval: BalanceInterval): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to; day++) {
    const end = Math.min(endOf(day, interval), to);
    days.push(end);
    day = end;
  }
  return days;
}

function endOf(day: Day, interval: BalanceInterval): Day {
  switch (interval) {
    case 'DAY':
      return day;
    case 'WEEK':
      return day + 6 - weekdayOf(day);
    case 'MONTH':
      return dayIn(monthOf(day), 31);
  }
}
