import type { ExpectedTurnover, JsonObject, Row } from '../other-xs2a/world.js';
import { nothing, odd } from './odd.js';

/** What an ordinary entry is, for the tests to vary. */
const ordinary: ExpectedTurnover = {
  bookingDate: '2026-03-02',
  value: '-12.30',
  currency: 'EUR',
  status: 'BOOKED',
  purpose: ['Einkauf', 'Filiale 0042'],
  name: 'Bäckerei Groß & Söhne',
  iban: 'DE75512108001245126199',
  bic: 'SOLADEST600',
  creditorId: null,
  category: 'K.1.1.1',
  tags: ['groceries'],
  isNew: false,
  idSource: 'DERIVED',
};

/** Upstream's own names of an entry's ids. */
export interface EntryIds {
  readonly id?: unknown;
  readonly transaction_id?: unknown;
}

/** An entry with its encoding; `pick` chooses among the encodings that the contract allows. */
export function entry(change: Partial<ExpectedTurnover> = {}, pick = 0, ids: EntryIds = {}): Row {
  const expected = { ...ordinary, ...change };
  return { raw: { ...encode(expected, pick), ...ids }, expected };
}

/** The same, with members that upstream writes in a way of their own. */
export function rawEntry(change: Partial<ExpectedTurnover>, raw: JsonObject, pick = 0): Row {
  const row = entry(change, pick);
  return { ...row, raw: { ...(row.raw as JsonObject), ...raw } };
}

/** A row that cannot be read, and stands in the way of nothing. */
export function badRow(raw: unknown): Row {
  return { raw };
}

function encode(turnover: ExpectedTurnover, pick: number): JsonObject {
  const { status } = turnover;
  return {
    id: nothing(pick),
    transaction_id: nothing(pick + 1),
    booking_date: turnover.bookingDate,
    amount: Number(turnover.value),
    [pick % 2 === 0 ? 'currency' : 'currency_id']: turnover.currency ?? '',
    purpose: turnover.purpose,
    counter_iban: turnover.iban ?? nothing(pick),
    counter_bic: turnover.bic ?? nothing(pick + 1),
    counter_holder: turnover.name ?? nothing(pick),
    prebooked: odd(status === 'PENDING', pick),
    canceled: odd(status === 'CANCELED', pick + 1),
    tags: turnover.tags.length === 0 && pick % 2 === 0 ? null : turnover.tags,
    category_id: turnover.category ?? nothing(pick),
    creditor_id: turnover.creditorId ?? nothing(pick + 1),
    new: turnover.isNew === null ? null : odd(turnover.isNew, pick),
    unheard_of: { nested: [pick] },
  };
}
