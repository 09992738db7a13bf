import { balanceHistory } from '../../../../src/domain/cashflow/balance-history.js';
import { dateOf } from '../../../../src/domain/cashflow/calendar.js';
import type { Ledger } from '../../../../src/domain/cashflow/ledger.js';
import { findOwnTransfers } from '../../../../src/domain/cashflow/own-transfers.js';
import { findRecurringPayments, type RecurringPayment } from '../../../../src/domain/cashflow/recurring-payments.js';
import type { TurnoverContent } from '../../../../src/domain/turnover/turnover-content.js';
import { plusDays } from './booking-days.js';
import { makeLife, type Label, type Life } from './life.js';

/** How many of how many. */
export class Share {
  hits = 0;
  all = 0;

  add(hit: boolean): void {
    this.all++;
    if (hit) this.hits++;
  }

  get value(): number {
    return this.all === 0 ? 1 : this.hits / this.all;
  }
}

/** What the findings about invented people are worth. */
export class Figures {
  /** Of the habits, those that were found; beside them those behind a payment service. */
  readonly recall = new Share();
  readonly recallOfServices = new Share();
  /** Of what was found, what is a habit. */
  readonly precision = new Share();
  readonly precisionOfServices = new Share();
  readonly cadence = new Share();
  /** Of what was expected and came: within three days of the middle of its days, and within its amounts. */
  readonly dates = new Share();
  readonly amounts = new Share();
  /** Of what was expected, what came at all. */
  readonly came = new Share();
  readonly transferPrecision = new Share();
  readonly transferRecall = new Share();
  /** Of the pairs, those that are the two sides of one transfer. */
  readonly pairs = new Share();
  /** Balances of days, to the minor unit. */
  readonly balances = new Share();
}

const CUT_DAYS = 90;

export async function judge(seeds: Iterable<number>): Promise<Figures> {
  const figures = new Figures();
  for (const seed of seeds) {
    const life = makeLife(seed);
    await judgeTransfers(life, figures);
    await judgeRecurring(life, figures);
    await judgeForecasts(life, figures);
    await judgeBalances(life, figures);
  }
  return figures;
}

function ledgersOf({ accounts }: Life, until: string): Ledger[] {
  return accounts.map(({ contents, ...account }) => ({
    ...account,
    until,
    contents: contents.filter(({ bookingDate }) => bookingDate <= until),
  }));
}

async function recurringUntil(life: Life, until: string): Promise<readonly RecurringPayment[]> {
  const ledgers = ledgersOf(life, until);
  return findRecurringPayments(ledgers, await findOwnTransfers(ledgers));
}

async function judgeTransfers(life: Life, figures: Figures): Promise<void> {
  const found = await findOwnTransfers(ledgersOf(life, life.today));
  for (const [content, label] of life.labels) {
    const transfer = found.get(content);
    if (label.isOwn) figures.transferRecall.add(transfer !== undefined);
    if (transfer !== undefined) figures.transferPrecision.add(label.isOwn);
    if (transfer?.counterpart != null) figures.pairs.add(transfer.counterpart.content === label.twin);
  }
}

interface Habit {
  readonly label: Label;
  readonly contents: Set<TurnoverContent>;
}

/** What recurs by construction: three times at least, twice where it is once a year. */
function habitsOf({ labels }: Life): Habit[] {
  const habits = new Map<string, Habit>();
  for (const [content, label] of labels) {
    if (label.rhythm === null) continue;
    const habit = habits.get(label.source) ?? { label, contents: new Set() };
    habits.set(label.source, habit);
    habit.contents.add(content);
  }
  return [...habits.values()].filter(({ label, contents }) => contents.size >= (label.rhythm === 'YEARLY' ? 2 : 3));
}

async function judgeRecurring(life: Life, figures: Figures): Promise<void> {
  const open = new Set(habitsOf(life));
  const services = (isService: boolean, of: Share, ofServices: Share): Share => (isService ? ofServices : of);
  for (const { evidence, cadence } of await recurringUntil(life, life.today)) {
    const habit = [...open].find(({ contents }) => {
      const shared = evidence.filter(({ content }) => contents.has(content)).length;
      return shared >= evidence.length * 0.7 && shared >= contents.size * 0.6;
    });
    const isService = evidence.some(({ content }) => life.labels.get(content)?.viaService);
    services(isService, figures.precision, figures.precisionOfServices).add(habit !== undefined);
    if (habit === undefined) continue;
    open.delete(habit);
    services(isService, figures.recall, figures.recallOfServices).add(true);
    figures.cadence.add(cadence === habit.label.rhythm);
  }
  for (const { label } of open) services(label.viaService, figures.recall, figures.recallOfServices).add(false);
}

/** Cuts the last days off, and compares what is expected next with what came next of the same payee. */
async function judgeForecasts(life: Life, figures: Figures): Promise<void> {
  const cut = plusDays(life.today, -CUT_DAYS);
  const later = life.accounts
    .flatMap(({ contents }) => contents.filter(({ bookingDate }) => bookingDate > cut))
    .sort((a, b) => (a.bookingDate < b.bookingDate ? -1 : 1));
  for (const { occurrences, forecast } of await recurringUntil(life, cut)) {
    const [next] = forecast.expected(dayNumber(life.today));
    const last = occurrences.at(-1)?.content;
    if (next === undefined || last === undefined || forecast.status === 'ENDED') continue;
    const source = life.labels.get(last)?.source;
    if (dateOf(next.latest) > life.today) continue;
    const came = later.find((content) => life.labels.get(content)?.source === source);
    figures.came.add(came !== undefined);
    if (came === undefined) continue;
    const middle = (next.earliest + next.latest) / 2;
    figures.dates.add(Math.abs(dayNumber(came.bookingDate) - middle) <= 3);
    figures.amounts.add(came.amountMinor >= next.leastMinor && came.amountMinor <= next.greatestMinor);
  }
}

function dayNumber(date: string): number {
  return Date.parse(date) / 86_400_000;
}

/** Every day's balance, as it comes of paying in and out from the first day on. */
async function judgeBalances({ accounts, today }: Life, figures: Figures): Promise<void> {
  for (const { contents, openingMinor, currency } of accounts) {
    const balanceMinor = contents.reduce((sum, { amountMinor }) => sum + amountMinor, openingMinor);
    const evidence = { balanceMinor, currency, asOf: today, contents, unreadableCount: 0 };
    const { points } = await balanceHistory(evidence, { from: '2000-01-01', to: today, interval: 'DAY' }, today);
    const booked = new Map<string, number>();
    for (const { bookingDate, amountMinor } of contents)
      booked.set(bookingDate, (booked.get(bookingDate) ?? 0) + amountMinor);
    let balance = openingMinor;
    for (const { date, minor } of points) {
      balance += booked.get(date) ?? 0;
      figures.balances.add(BigInt(balance) === minor);
    }
  }
}
