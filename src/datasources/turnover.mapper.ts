import { toMinorUnits } from '../domain/money.js';
import type { TurnoverContent, TurnoverCounterparty, TurnoverStatus } from '../domain/turnover/turnover-content.js';
import {
  bookingDateOf,
  booleanOf,
  currencyOf,
  exactTextOf,
  ibanOf,
  linesOf,
  recordOf,
  textOf,
  textsOf,
  type UpstreamRecord,
} from './xs2a/lenient.js';

/** Null without a booking date or an amount: such a row can neither be sorted nor summed. */
export function toTurnoverContent(row: unknown): TurnoverContent | null {
  const record = recordOf(row);
  if (record === null) return null;
  const bookingDate = bookingDateOf(record.booking_date);
  const currency = currencyOf(record);
  const amountMinor = toMinorUnits(record.amount, currency);
  if (bookingDate === null || amountMinor === null) return null;
  return {
    bookingDate,
    amountMinor,
    currency,
    status: toStatus(record),
    purpose: linesOf(record.purpose),
    counterparty: toCounterparty(record),
    categoryId: textOf(record.category_id)?.trim() ?? null,
    tags: [...new Set(textsOf(record.tags).map((tag) => tag.trim()))],
    isNew: booleanOf(record.new),
    xs2aTurnoverId: exactTextOf(record.id),
    bankTransactionId: exactTextOf(record.transaction_id),
  };
}

/** CANCELED takes precedence over prebooked. */
function toStatus({ canceled, prebooked }: UpstreamRecord): TurnoverStatus {
  if (booleanOf(canceled) === true) return 'CANCELED';
  return booleanOf(prebooked) === true ? 'PENDING' : 'BOOKED';
}

function toCounterparty(record: UpstreamRecord): TurnoverCounterparty | null {
  const name = textOf(record.counter_holder);
  const iban = ibanOf(record.counter_iban);
  const bic = textOf(record.counter_bic);
  const creditorId = textOf(record.creditor_id);
  return (name ?? iban ?? bic ?? creditorId) === null ? null : { name, iban, bic, creditorId };
}
