import type { ExpectedTurnover } from '../other-xs2a/world.js';

/** A second opinion on filters, sums and groups: slow, plain, and written from the contract alone. */
export interface Filter {
  readonly from?: string;
  readonly to?: string;
  readonly status?: readonly string[];
  readonly direction?: 'CREDIT' | 'DEBIT';
  readonly minAmount?: string;
  readonly maxAmount?: string;
  readonly search?: string;
  readonly category?: string;
  readonly tags?: readonly string[];
  readonly onlyNew?: boolean;
}

export type Grouping = 'MONTH' | 'CATEGORY' | 'COUNTERPARTY' | 'TAG';

export interface Totals {
  readonly count: number;
  readonly credits: Money;
  readonly debits: Money;
  readonly net: Money;
}

interface Money {
  readonly value: string;
  readonly currency: string | null;
}

const DIGITS: Readonly<Record<string, number>> = { JPY: 0, KWD: 3 };

export function matches(entry: ExpectedTurnover, filter: Filter): boolean {
  const amount = Math.abs(Number(entry.value));
  const checks = [
    filter.from === undefined || entry.bookingDate >= filter.from,
    filter.to === undefined || entry.bookingDate <= filter.to,
    filter.status?.includes(entry.status) ?? true,
    filter.direction === undefined || (filter.direction === 'DEBIT') === entry.value.startsWith('-'),
    filter.minAmount === undefined || amount >= Number(filter.minAmount),
    filter.maxAmount === undefined || amount <= Number(filter.maxAmount),
    filter.search === undefined ||
      [...entry.purpose, entry.name ?? ''].some((text) => plain(text).includes(plain(filter.search ?? ''))),
    filter.category === undefined || `${entry.category ?? ''}.`.startsWith(`${filter.category}.`),
    filter.tags?.some((tag) => entry.tags.includes(tag)) ?? true,
    filter.onlyNew !== true || entry.isNew === true,
  ];
  return checks.every(Boolean);
}

/** One for each currency, in the order of their codes. */
export function totalsOf(entries: readonly ExpectedTurnover[], filter: Filter): Totals[] {
  const counted = entries.filter(
    (entry) => entry.status !== 'CANCELED' || filter.status?.includes('CANCELED') === true,
  );
  const currencies = [...new Set(counted.map(({ currency }) => currency))].sort(byText);
  return currencies.map((currency) => {
    const minors = counted.filter((entry) => entry.currency === currency).map((entry) => minorOf(entry.value));
    const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
    const [credits, debits] = [sum(minors.filter((minor) => minor > 0n)), sum(minors.filter((minor) => minor < 0n))];
    const money = (minor: bigint): Money => ({ value: decimal(minor, DIGITS[currency ?? ''] ?? 2), currency });
    return { count: minors.length, credits: money(credits), debits: money(debits), net: money(credits + debits) };
  });
}

/** Months from new to old; all others from many to few, then by key. */
export function groupsOf(
  entries: readonly ExpectedTurnover[],
  filter: Filter,
  by: Grouping,
): { key: string; totals: Totals[] }[] {
  const keys = [...new Set(entries.flatMap((entry) => keysOf(entry, filter, by)))];
  const groups = keys.map((key) => ({
    key,
    totals: totalsOf(
      entries.filter((entry) => keysOf(entry, filter, by).includes(key)),
      filter,
    ),
  }));
  const size = ({ totals }: { totals: readonly Totals[] }): number => totals.reduce((sum, { count }) => sum + count, 0);
  const seen = groups.filter((group) => size(group) > 0);
  return by === 'MONTH'
    ? seen.sort((a, b) => -byText(a.key, b.key))
    : seen.sort((a, b) => size(b) - size(a) || byText(a.key, b.key));
}

function keysOf(entry: ExpectedTurnover, filter: Filter, by: Grouping): string[] {
  switch (by) {
    case 'MONTH':
      return [entry.bookingDate.slice(0, 7)];
    case 'COUNTERPARTY':
      return [entry.name ?? ''];
    case 'TAG':
      return entry.tags.length === 0 ? [''] : [...entry.tags];
    case 'CATEGORY': {
      const depth = filter.category === undefined ? 1 : filter.category.split('.').length + 1;
      return [(entry.category ?? '').split('.').slice(0, depth).join('.')];
    }
  }
}

export function byText(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : Number((a ?? '') > (b ?? ''));
}

function plain(text: string): string {
  const marks = /\p{Mark}/gu;
  return text.toLowerCase().replaceAll('ß', 'ss').normalize('NFD').replace(marks, '');
}

function minorOf(value: string): bigint {
  return BigInt(value.replace('.', ''));
}

function decimal(minor: bigint, digits: number): string {
  const text = String(minor < 0n ? -minor : minor).padStart(digits + 1, '0');
  const cut = text.length - digits;
  return `${minor < 0n ? '-' : ''}${text.slice(0, cut)}${digits === 0 ? '' : `.${text.slice(cut)}`}`;
}
