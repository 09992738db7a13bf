import type { TurnoverContent } from './turnover-content.js';

/** Sums of one currency, in its minor units. */
export interface TurnoverTotals {
  readonly currency: string | null;
  readonly count: number;
  readonly credits: bigint;
  /** Zero or negative. */
  readonly debits: bigint;
  readonly net: bigint;
}

/** Sums turnovers by currency. */
export class TotalsCounter {
  readonly #sums = new Map<string | null, CurrencySums>();
  #count = 0;

  add({ currency, amountMinor }: TurnoverContent): void {
    let sums = this.#sums.get(currency);
    if (sums === undefined) this.#sums.set(currency, (sums = new CurrencySums()));
    sums.count++;
    (amountMinor < 0 ? sums.debits : sums.credits).add(amountMinor);
    this.#count++;
  }

  /** Over all currencies. */
  get count(): number {
    return this.#count;
  }

  /** By currency code; the unknown currency is last. */
  get totals(): readonly TurnoverTotals[] {
    return [...this.#sums].sort(([a], [b]) => byCurrency(a, b)).map(([currency, sums]) => sums.totals(currency));
  }
}

class CurrencySums {
  count = 0;
  readonly credits = new ExactSum();
  readonly debits = new ExactSum();

  totals(currency: string | null): TurnoverTotals {
    const [credits, debits] = [this.credits.total, this.debits.total];
    return { currency, count: this.count, credits, debits, net: credits + debits };
  }
}

/** Exact sum of safe integers; switches to BigInt only on overflow. */
class ExactSum {
  #partial = 0;
  #carried = 0n;

  add(amount: number): void {
    const sum = this.#partial + amount;
    if (Number.isSafeInteger(sum)) {
      this.#partial = sum;
      return;
    }
    this.#carried += BigInt(this.#partial);
    this.#partial = amount;
  }

  get total(): bigint {
    return this.#carried + BigInt(this.#partial);
  }
}

function byCurrency(a: string | null, b: string | null): number {
  if (a === null) return 1;
  return b === null || a < b ? -1 : 1;
}
