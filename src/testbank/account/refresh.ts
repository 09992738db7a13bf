import { berlinDate, addDays, type Day } from '../calendar.js';
import { Random } from '../random.js';
import { toTurnovers, type Draft, newestDayFirst, type Turnover } from '../turnover/turnover.js';
import { forgetBefore, type Account } from './account.js';

/** Entries stay prebooked for this many days. */
const daysUntilBooked = 2;

/**
 * Reads an account at its bank again: what happened since is new, what was new is not any more, what was pending for
 * long enough is booked. Every refresh finds at least one entry of today, `nth` of them telling them apart.
 */
export function refresh(account: Account, now: Date, nth: number, limitDays?: number): void {
  const today = berlinDate(now);
  const drafts = [...account.story(addDays(account.readThrough, 1), today), surprise(account, today, nth)];
  const seen = account.turnovers.map((turnover) => age(turnover, today));
  const fresh = toTurnovers(account, drafts, true, (day) => countOn(seen, day));
  account.turnovers = [...fresh, ...seen].sort(newestDayFirst);
  account.readThrough = today;
  account.readAt = now;
  if (limitDays !== undefined) forgetBefore(account, addDays(today, 1 - limitDays));
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
