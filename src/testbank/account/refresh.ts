import { berlinDate, addDays, type Day } from '../calendar.js';
import { Random } from '../random.js';
import { toTurnovers, type Draft, newestDayFirst, type Turnover } from '../turnover/turnover.js';
import { forgetBefore, type Account } from './account.js';

/** Entries stay prebooked for this many days. */
const daysUntilBooked = 2;

/** How far a sync looks back: earlier entries since the last sync are missing for good. */
const lookBackDays = 60;

/** The period that a sync covers. */
export interface Reach {
  /** The account is cut to so many days. */
  readonly limitDays?: number | undefined;
  /** It stands for daily syncs, none of which left anything out. */
  readonly daily: boolean;
}

/**
 * Syncs an account: entries since the last sync are new, earlier ones are not new any more, and pending ones are booked after
 * some days. Every sync finds at least one entry of today; `nth` distinguishes them.
 */
export function refresh(account: Account, now: Date, nth: number, { limitDays, daily }: Reach): void {
  const today = berlinDate(now);
  const since = addDays(account.readThrough, 1);
  const reached = daily ? since : addDays(today, -lookBackDays);
  // The bank's balance includes entries that the sync misses.
  if (since < reached) account.openingBalance += totalOf(account.story(since, addDays(reached, -1)));
  const drafts = [...account.story(since < reached ? reached : since, today), surprise(account, today, nth)];
  const seen = account.turnovers.map((turnover) => age(turnover, today));
  const fresh = toTurnovers(account, drafts, true, (day) => countOn(seen, day));
  account.turnovers = [...fresh, ...seen].sort(newestDayFirst);
  account.readThrough = today;
  account.readAt = now;
  if (limitDays !== undefined) forgetBefore(account, addDays(today, 1 - limitDays));
}

function totalOf(drafts: readonly Draft[]): number {
  return drafts.reduce((total, { minor }) => total + minor, 0);
}

function age(turnover: Turnover, today: Day): Turnover {
  const booked = turnover.prebooked && turnover.bookingDate <= addDays(today, -daysUntilBooked);
  if (!booked && !turnover.isNew) return turnover;
  return { ...turnover, isNew: false, prebooked: turnover.prebooked && !booked };
}

/** Small change: something bought where one buys with the account, something credited elsewhere. */
function surprise(account: Account, date: Day, nth: number): Draft {
  const random = new Random(`${account.id}.surprise.${nth}`);
  const minor = random.whole(150, 2490);
  if (['giro', 'creditcard', 'wallet'].includes(account.type)) {
    const holder = 'Backstube Krümelmeister';
    const purpose = [`Kartenzahlung ${holder}`, `Beleg ${random.digits(6)}`];
    return { date, minor: -minor, holder, purpose, tags: ['ec-card', 'food'], category: 'K.1.1.2' };
  }
  const purpose = ['Gutschrift', `Vorgang ${random.digits(6)}`];
  return { date, minor, purpose, tags: ['deposit'], category: 'N.1' };
}

function countOn(turnovers: readonly Turnover[], day: Day): number {
  return turnovers.filter(({ bookingDate }) => bookingDate === day).length;
}
