import {
  dateOf,
  periodsPerYear,
  type Ledger,
  type LedgerEntry,
  type RecurringPayment as Found,
  type UpcomingPayment,
} from '../domain/cashflow/index.js';
import type { Expectation } from '../domain/cashflow/index.js';
import { recurringPaymentGlobalId } from '../domain/global-id.js';
import { formatMinorUnits } from '../domain/money.js';
import type { Cashflow } from '../operation/cashflow-service.js';
import type { AmountRange, ExpectedPayment, RecurringPayment } from '../schema/cashflow.type.js';
import type { MonetaryAmount } from '../schema/monetary-amount.type.js';
import { toTurnover } from './turnover.view.js';

/** The root of RecurringPayment, with what its edges lead to. */
export interface RecurringPaymentAnswer extends RecurringPayment {
  readonly cashflow: Cashflow;
  readonly found: Found;
}

/** The root of ExpectedPayment, with what its edges lead to. */
export interface ExpectedPaymentAnswer extends ExpectedPayment {
  readonly cashflow: Cashflow;
  readonly ledger: Ledger;
  readonly recurring: Found | null;
  readonly pending: LedgerEntry | null;
}

const YEAR_DAYS = 365;

export function toRecurringPayment(found: Found, cashflow: Cashflow): RecurringPaymentAnswer {
  const { last, occurrences, forecast, cadence } = found;
  const entry = cashflow.entryOf(last);
  const { counterparty, category, tags, amount, direction, bookingDate } = toTurnover(entry);
  const [first = last] = occurrences;
  const ofLastYear = occurrences.filter(({ day }) => day > last.day - YEAR_DAYS).map(({ minor }) => minor);
  const { currency } = last.content;
  return {
    cashflow,
    found,
    id: recurringPaymentGlobalId(cashflow.entryOf(first).account, cashflow.entryOf(first).key),
    name: found.name,
    counterparty,
    direction,
    cadence,
    status: forecast.status,
    amount,
    amountRange: toRange(Math.min(...ofLastYear), Math.max(...ofLastYear), currency),
    isAmountFixed: forecast.isAmountFixed,
    firstDate: first.content.bookingDate,
    lastDate: bookingDate,
    yearly: toAmount(BigInt(last.minor) * BigInt(periodsPerYear(cadence)), currency),
    category,
    tags,
    occurrenceCount: occurrences.length,
  };
}

/** What is expected next of a recurring payment. */
export function nextOf({ found, cashflow }: RecurringPaymentAnswer): ExpectedPaymentAnswer | null {
  const { last, forecast } = found;
  if (forecast.next === null) return null;
  const expectation = toExpectation(forecast.next, last.content.currency);
  return { ...expectation, cashflow, ledger: last.ledger, recurring: found, pending: null };
}

export function toUpcoming(upcoming: UpcomingPayment, cashflow: Cashflow): ExpectedPaymentAnswer {
  const { ledger, recurring, pending, currency } = upcoming;
  return { ...toExpectation(upcoming, currency), cashflow, ledger, recurring, pending };
}

function toExpectation(
  { earliest, latest, leastMinor, greatestMinor }: Expectation,
  currency: string | null,
): ExpectedPayment {
  return {
    earliest: dateOf(earliest),
    latest: dateOf(latest),
    amountRange: toRange(leastMinor, greatestMinor, currency),
  };
}

/** What several payments come to, per currency. */
export function sumsOf(payments: readonly UpcomingPayment[]): AmountRange[] {
  const sums = new Map<string | null, { least: bigint; greatest: bigint }>();
  for (const { currency, leastMinor, greatestMinor } of payments) {
    const { least, greatest } = sums.get(currency) ?? { least: 0n, greatest: 0n };
    sums.set(currency, { least: least + BigInt(leastMinor), greatest: greatest + BigInt(greatestMinor) });
  }
  return byCurrency(sums).map(([currency, { least, greatest }]) => toRange(least, greatest, currency));
}

/** By currency code; the unknown currency comes last. */
export function byCurrency<T>(sums: ReadonlyMap<string | null, T>): (readonly [string | null, T])[] {
  return [...sums].sort(([a], [b]) => (a === null ? 1 : b === null || a < b ? -1 : 1));
}

export function toAmount(minor: number | bigint, currency: string | null): MonetaryAmount {
  return { value: formatMinorUnits(minor, currency), currency };
}

function toRange(least: number | bigint, greatest: number | bigint, currency: string | null): AmountRange {
  return { least: toAmount(least, currency), greatest: toAmount(greatest, currency) };
}
