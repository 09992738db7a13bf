import { Pace, type Paced } from '../turnover/pace.js';
import { sortPaced } from '../turnover/sort.js';
import { dayOf, type Day } from './calendar.js';
import type { Expectation } from './forecast.js';
import type { Ledger, LedgerEntry } from './ledger.js';
import type { OwnTransfers } from './own-transfers.js';
import { payeeOf } from './payee.js';
import type { RecurringPayment } from './recurring-payments.js';

/** Something that will come, probably. */
export interface UpcomingPayment extends Expectation {
  readonly ledger: Ledger;
  readonly currency: string | null;
  /** Null for a pending entry that does not recur. */
  readonly recurring: RecurringPayment | null;
  /** The pending entry, where there is one. */
  readonly pending: LedgerEntry | null;
}

/** A pending entry is the one expected where it comes within so many days of it. */
const DAYS_OFF = 7;
/** And its amount is within the range, or off it by no more than this share. */
const AMOUNT_OFF = 0.1;

/**
 * Pending entries and the next occurrences of recurring payments up to a day, the earliest first. A pending entry that is an
 * occurrence takes its place. Transfers between own accounts are left out.
 */
export function upcomingPayments(
  ledgers: readonly Ledger[],
  found: Found,
  days: Days,
  pace = new Pace(),
): readonly UpcomingPayment[] | Promise<readonly UpcomingPayment[]> {
  return pace.run(upcoming(ledgers, found, days, pace));
}

interface Found {
  readonly transfers: OwnTransfers;
  readonly recurring: readonly RecurringPayment[];
}

interface Days {
  readonly today: Day;
  readonly until: Day;
}

function* upcoming(
  ledgers: readonly Ledger[],
  { transfers, recurring }: Found,
  { today, until }: Days,
  pace: Pace,
): Paced<readonly UpcomingPayment[]> {
  const open: UpcomingPayment[] = [];
  for (const payment of recurring) {
    // Each day that is expected takes a look at the calendar.
    if (pace.sliceUsedUp(STEPS)) yield;
    open.push(...payment.forecast.expected(until + DAYS_OFF).map((next) => expected(payment, next)));
  }
  const byMark = new Map<string, UpcomingPayment[]>();
  for (const payment of open) {
    if (pace.sliceUsedUp()) yield;
    for (const mark of payment.recurring?.last.payee.marks ?? []) {
      const same = byMark.get(mark);
      if (same === undefined) byMark.set(mark, [payment]);
      else same.push(payment);
    }
  }
  const taken = new Set<UpcomingPayment>();
  const announced: UpcomingPayment[] = [];
  for (const entry of yield* pendingOf(ledgers, transfers, pace)) {
    const day = Math.max(today, dayOf(entry.content.bookingDate));
    const candidates = payeeOf(entry.content).marks.flatMap((mark) => byMark.get(mark) ?? []);
    if (pace.sliceUsedUp(STEPS + candidates.length)) yield;
    const occurrence = candidates.find((candidate) => !taken.has(candidate) && isOf(candidate, entry, day));
    if (occurrence !== undefined) taken.add(occurrence);
    if (day <= until) announced.push(pending(entry, day, occurrence?.recurring ?? null));
  }
  const all = [...announced, ...open.filter((payment) => !taken.has(payment) && payment.earliest <= until)];
  return yield* sortPaced(all, byDays, pace);
}

/** What it takes to tell the payee of an entry, or what is expected of a payment, in microseconds or so. */
const STEPS = 8;

function expected(recurring: RecurringPayment, next: Expectation): UpcomingPayment {
  const { ledger, content } = recurring.last;
  return { ...next, ledger, currency: content.currency, recurring, pending: null };
}

function pending(entry: LedgerEntry, day: Day, recurring: RecurringPayment | null): UpcomingPayment {
  const { amountMinor, currency } = entry.content;
  const certain = { earliest: day, latest: day, leastMinor: amountMinor, greatestMinor: amountMinor };
  return { ...certain, ledger: entry.ledger, currency, recurring, pending: entry };
}

function* pendingOf(ledgers: readonly Ledger[], transfers: OwnTransfers, pace: Pace): Paced<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for (const ledger of ledgers) {
    for (const [place, content] of ledger.contents.entries()) {
      if (pace.sliceUsedUp()) yield;
      if (content.status === 'PENDING' && !transfers.has(content)) entries.push({ ledger, place, content });
    }
  }
  return entries;
}

function isOf(candidate: UpcomingPayment, { ledger, content }: LedgerEntry, day: Day): boolean {
  const { leastMinor, greatestMinor, earliest, latest } = candidate;
  const slack = Math.abs(candidate.recurring?.last.minor ?? 0) * AMOUNT_OFF;
  return (
    candidate.ledger === ledger &&
    candidate.currency === content.currency &&
    day >= earliest - DAYS_OFF &&
    day <= latest + DAYS_OFF &&
    content.amountMinor >= leastMinor - slack &&
    content.amountMinor <= greatestMinor + slack
  );
}

function byDays(a: UpcomingPayment, b: UpcomingPayment): number {
  return a.earliest - b.earliest || a.latest - b.latest || a.leastMinor - b.leastMinor;
}
