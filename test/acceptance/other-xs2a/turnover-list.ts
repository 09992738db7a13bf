import type { Random } from '../../support/random.js';
import { failure, ok, type Answer } from './answer.js';
import { isObject, type Account, type Row } from './world.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The turnovers of an account; those of one day stand in another order each time. */
export function turnoverList(account: Account, query: URLSearchParams, random: Random): Answer {
  const [from, to] = [query.get('from') ?? '', query.get('to') ?? ''];
  if (![from, to].every((bound) => bound === '' || DATE.test(bound))) return failure(422);
  if (!['0', '1', null].includes(query.get('only_new'))) return failure(422);
  const onlyNew = query.get('only_new') === '1';
  const rows = account.rows.filter((row) => isWithin(row, from, to) && (!onlyNew || isNew(row)));
  return ok({
    id: account.id,
    turnovers: daysInTurn(rows, random),
    days: null,
    date: account.turnoversSeenAt,
    created_at: '0000-00-00 00:00:00',
    object: 'bank_account_turnovers',
    unheard_of: [],
  });
}

function bookingDate(row: Row): string {
  const date = isObject(row.raw) ? row.raw.booking_date : undefined;
  return typeof date === 'string' ? date : '';
}

/** A row without a date is in no window but the one without bounds. */
function isWithin(row: Row, from: string, to: string): boolean {
  if (from === '' && to === '') return true;
  const date = bookingDate(row);
  return DATE.test(date) && (from === '' || date >= from) && (to === '' || date <= to);
}

function isNew(row: Row): boolean {
  return isObject(row.raw) && [true, 1, '1', 'true'].includes(row.raw.new as string);
}

function daysInTurn(rows: readonly Row[], random: Random): unknown[] {
  const days = [...new Set(rows.map(bookingDate))].sort().reverse();
  return days.flatMap((day) => random.shuffled(rows.filter((row) => bookingDate(row) === day)).map((row) => row.raw));
}
