import { berlinDate, addDays, type Day } from '../calendar.js';
import { Random } from '../random.js';
import { toTurnovers, type Draft, newestDayFirst, type Turnover } from '../turnover/turnover.js';
import { forgetBefore, type Account } from './account.js';

/** Entries stay prebooked for this many days. */
const daysUntilBooked = 2;

/** A sync looks back so many days at most: what was before it, and after the last one, is missing for good. */
const lookBackDays = 60;

/** What a sync is to do about the past. */
export interface Reach {
  /** The account is cut to so many days. */
  readonly limitDays?: number | undefined;
  /** It stands for daily syncs, none of which left anything out. */
  readonly daily: boolean;
}

/**
 * Reads an account at its bank again: what happened since is new, what was new is not any more, what was pending for
 * long enough is booked. Every refresh finds at least one entry of today, `nth` of them telling them apart.
 */
export function refresh(account: Account, now: Date, nth: number, { limitDays, daily }: Reach): void {
  const today = berlinDate(now);
  const since = addDays(account.readThrough, 1);
  const reached = daily ? since : addDays(today, -lookBackDays);
  // The bank counts what is missed.
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
