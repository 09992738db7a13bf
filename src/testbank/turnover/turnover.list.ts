import type { Account } from '../account/account.js';
import type { Day } from '../calendar.js';
import { toNoisyNumber, type Forms } from '../quirks.js';
import { Random } from '../random.js';
import type { Turnover } from './turnover.js';

export interface TurnoverFilter {
  /** Both inclusive. */
  readonly from?: Day;
  readonly to?: Day;
  readonly onlyNew: boolean;
}

/**
 * The matching entries, newest day first. The order within a day differs between responses (`answer` seeds it), as XS2A
 * guarantees none.
 */
export function listTurnovers(account: Account, filter: TurnoverFilter, answer: string): Turnover[] {
  const turnovers = account.turnovers.filter((turnover) => fits(turnover, filter));
  shuffleDays(turnovers, new Random(answer));
  return turnovers;
}

function fits(turnover: Turnover, { from, to, onlyNew }: TurnoverFilter): boolean {
  if (from !== undefined && turnover.bookingDate < from) return false;
  if (to !== undefined && turnover.bookingDate > to) return false;
  return !onlyNew || turnover.isNew;
}

function shuffleDays(turnovers: Turnover[], random: Random): void {
  let start = 0;
  for (let at = 1; at <= turnovers.length; at += 1) {
    if (turnovers[at]?.bookingDate === turnovers[start]?.bookingDate) continue;
    random.shuffle(turnovers, start, at);
    start = at;
  }
}

/** Cache of serialised rows: turnovers are immutable, and an account can have fifty thousand. */
export type WrittenTurnovers = WeakMap<Turnover, string>;

/** The JSON text of an account's turnovers, in the order given. */
export function writeTurnovers(
  account: Account,
  turnovers: readonly Turnover[],
  forms: Forms,
  written: WrittenTurnovers,
): string {
  const rows = turnovers.map((turnover) => {
    const known = written.get(turnover);
    if (known !== undefined) return known;
    const row = JSON.stringify(toTurnoverWire(account, turnover, forms));
    written.set(turnover, row);
    return row;
  });
  return `{"turnovers":[${rows.join(',')}],${JSON.stringify(frameOf(account, forms)).slice(1)}`;
}

/** Everything around the rows. */
function frameOf(account: Account, forms: Forms): Record<string, unknown> {
  return {
    id: account.id,
    days: account.days,
    date: forms.timeStamp(account.readAt, `${account.id}.turnovers`),
    created_at: forms.timeStamp(account.readAt, account.id),
    object: 'bank_account_turnovers',
  };
}

function toTurnoverWire(account: Account, turnover: Turnover, forms: Forms): Record<string, unknown> {
  const record = `${account.id}.${turnover.bookingDate}.${turnover.minor}.${turnover.purpose.join()}`;
  return {
    id: turnover.id,
    transaction_id: turnover.bankId,
    booking_date: turnover.bookingDate,
    amount: toNoisyNumber(turnover.minor, turnover.currency, record),
    ...forms.currency(turnover.currency, account.id),
    purpose: turnover.purpose,
    counter_iban: turnover.counterIban,
    counter_bic: turnover.counterBic,
    counter_holder: turnover.counterHolder,
    prebooked: forms.flag(turnover.prebooked, record, 'prebooked'),
    canceled: forms.flag(turnover.canceled, record, 'canceled'),
    tags: turnover.tags,
    category_id: turnover.categoryId,
    creditor_id: turnover.creditorId,
    new: forms.flag(turnover.isNew, record, 'new'),
  };
}
