import type { Account } from '../account/account.js';
import { Random } from '../random.js';
import type { Day } from '../time/calendar.js';
import type { Turnover } from './turnover.js';

export interface TurnoverFilter {
  /** Both inclusive. */
  readonly from?: Day;
  readonly to?: Day;
  readonly onlyNew: boolean;
}

/**
 * The entries that fit, newest day first. Within a day the order is different each time (`answer` names it), as it is
 * at XS2A, where nothing promises one.
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
