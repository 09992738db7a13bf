import { formatMinorUnits, toMinorUnits } from '../domain/money.js';
import type { Balance } from '../schema/balance.type.js';
import type { MonetaryAmount } from '../schema/monetary-amount.type.js';
import { currencyOf, instantOf, recordOf } from './xs2a/lenient.js';
import { malformedResponse } from './xs2a/upstream-error.js';

/** @throws UpstreamError UPSTREAM_UNAVAILABLE when the response is not a balance */
export function toBalance(body: unknown): Balance {
  const record = recordOf(body);
  if (record === null) throw malformedResponse();
  const currency = currencyOf(record);
  return {
    amount: toMonetaryAmount(record.balance, currency),
    available: toMonetaryAmount(record.available, currency),
    limit: toMonetaryAmount(record.limit, currency),
    asOf: instantOf(record.date),
  };
}

function toMonetaryAmount(value: unknown, currency: string | null): MonetaryAmount | null {
  const minor = toMinorUnits(value, currency);
  return minor === null ? null : { value: formatMinorUnits(minor, currency), currency };
}
