import { formatMinorUnits } from '../domain/money.js';
import type { TurnoverEntry, TurnoverTotals as Sums } from '../domain/turnover/index.js';
import type { MonetaryAmount } from '../schema/monetary-amount.type.js';
import type { TurnoverTotals } from '../schema/turnover-totals.type.js';
import type { Turnover } from '../schema/turnover.type.js';

/** Puts an entry of a list into the words of the schema; done for the entries of a page alone. */
export function toTurnover(entry: TurnoverEntry): Turnover {
  const { account, currency, categoryId } = entry;
  return {
    id: entry.id,
    idSource: entry.idSource,
    accountXs2aId: account.xs2aId,
    bankUserId: account.bankUserId,
    bookingDate: entry.bookingDate,
    amount: toAmount(entry.amountMinor, currency),
    direction: entry.direction,
    status: entry.status,
    purpose: [...entry.purpose],
    counterparty: entry.counterparty,
    category: categoryId === null ? null : { id: categoryId, path: pathOf(categoryId) },
    tags: [...entry.tags],
    isNew: entry.isNew,
  };
}

export function toTotals({ currency, count, credits, debits, net }: Sums): TurnoverTotals {
  return {
    count,
    credits: toAmount(credits, currency),
    debits: toAmount(debits, currency),
    net: toAmount(net, currency),
  };
}

function toAmount(minor: number | bigint, currency: string | null): MonetaryAmount {
  return { value: formatMinorUnits(minor, currency), currency };
}

/** `K.1.1` → `K`, `K.1`, `K.1.1` */
function pathOf(categoryId: string): string[] {
  const levels = categoryId.split('.');
  return levels.map((_, index) => levels.slice(0, index + 1).join('.'));
}
