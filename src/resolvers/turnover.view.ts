import { formatMinorUnits } from '../domain/money.js';
import {
  purposeText,
  sepaReferences,
  type TurnoverEdge as Edge,
  type TurnoverEntry,
  type TurnoverTotals as Sums,
} from '../domain/turnover/index.js';
import type { TurnoverEdge } from '../schema/turnover-list.type.js';
import type { MonetaryAmount } from '../schema/monetary-amount.type.js';
import type { TurnoverTotals } from '../schema/turnover-totals.type.js';
import type { Turnover, TurnoverCategory } from '../schema/turnover.type.js';

/** An entry as a GraphQL turnover. Fields are computed on access: most operations select a few fields of many turnovers. */
class TurnoverView implements Turnover {
  constructor(readonly entry: TurnoverEntry) {}

  get id() {
    return this.entry.id;
  }

  get idSource() {
    return this.entry.idSource;
  }

  get matchKeys() {
    return this.entry.matchKeys;
  }

  get xs2aId() {
    return this.entry.xs2aTurnoverId;
  }

  get bankTransactionId() {
    return this.entry.bankTransactionId;
  }

  get accountXs2aId() {
    return this.entry.account.xs2aId;
  }

  get bankUserId() {
    return this.entry.account.bankUserId;
  }

  get bookingDate() {
    return this.entry.bookingDate;
  }

  get amount() {
    return toAmount(this.entry.amountMinor, this.entry.currency);
  }

  get direction() {
    return this.entry.direction;
  }

  get status() {
    return this.entry.status;
  }

  get purpose() {
    return this.entry.purpose;
  }

  get purposeText() {
    return purposeText(this.entry.purpose);
  }

  get sepa() {
    return sepaReferences(this.entry.purpose);
  }

  get counterparty() {
    return this.entry.counterparty;
  }

  get category() {
    const { categoryId } = this.entry;
    return categoryId === null ? null : new CategoryView(categoryId);
  }

  get tags() {
    return this.entry.tags;
  }

  get isNew() {
    return this.entry.isNew;
  }
}

/** What a turnover's edges start from. */
export type TurnoverRoot = Pick<TurnoverView, 'entry' | 'bankUserId'>;

export function toTurnover(entry: TurnoverEntry): Turnover {
  return new TurnoverView(entry);
}

/** The cursor is computed on access, like all else. */
export function toEdge(edge: Edge): TurnoverEdge {
  return new TurnoverEdgeView(edge);
}

class TurnoverEdgeView implements TurnoverEdge {
  readonly node: Turnover;

  constructor(private readonly edge: Edge) {
    this.node = toTurnover(edge.node);
  }

  get cursor() {
    return this.edge.cursor;
  }
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

class CategoryView implements TurnoverCategory {
  constructor(readonly id: string) {}

  /** `K`, `K.1`, `K.1.1` for `K.1.1` */
  get path() {
    const levels = this.id.split('.');
    return levels.map((_, index) => levels.slice(0, index + 1).join('.'));
  }
}
