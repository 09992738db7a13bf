import type { TurnoverContent } from '../turnover/turnover-content.js';

/** An account of a bank user, and all its turnovers that are known. */
export interface Ledger {
  /** XS2A's id of the account. */
  readonly xs2aId: string;
  readonly iban: string | null;
  readonly holder: string | null;
  readonly isCard: boolean;
  /** The last day of which its turnovers are known, `YYYY-MM-DD`. */
  readonly until: string;
  /** Newest day first; a place in it names a turnover. */
  readonly contents: readonly TurnoverContent[];
}

/** A turnover of a ledger. */
export interface LedgerEntry {
  readonly ledger: Ledger;
  readonly place: number;
  readonly content: TurnoverContent;
}

export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
