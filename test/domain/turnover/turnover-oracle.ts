import type {
  TurnoverEntry,
  TurnoverFilter,
  TurnoverGrouping,
  TurnoverOrder,
} from '../../../src/domain/turnover/index.js';

/** A second opinion on orders, filters and sums: slow, plain, written from the contract. */

const DIGITS: Readonly<Record<string, number>> = { JPY: 0, KWD: 3 };

interface OracleTotals {
  readonly currency: string | null;
  readonly count: number;
  readonly credits: bigint;
  readonly debits: bigint;
  readonly net: bigint;
}

/** In thousandths, the smallest unit of the currencies under test. */
function thousandths({ amountMinor, currency }: TurnoverEntry): bigint {
  return BigInt(amountMinor) * 10n ** BigInt(3 - (DIGITS[currency ?? ''] ?? 2));
}

export function inOrder(entries: readonly TurnoverEntry[], order: TurnoverOrder): TurnoverEntry[] {
  const byAmount = order.startsWith('AMOUNT');
  const direction = order.endsWith('ASC') ? 1 : -1;
  const placed = entries.map((entry) => ({ entry, id: entry.id, amount: thousandths(entry) }));
  placed.sort((a, b) => {
    const date = compare(a.entry.bookingDate, b.entry.bookingDate);
    const along = byAmount ? compare(a.amount, b.amount) || date : date;
    return direction * along || compare(a.id, b.id);
  });
  return placed.map(({ entry }) => entry);
}

export function matches(entry: TurnoverEntry, filter: TurnoverFilter): boolean {
  const { from, to, status, direction, category, tags, onlyNew } = filter;
  const checks = [
    entry.bookingDate >= (from ?? ''),
    entry.bookingDate <= (to ?? '9999'),
    !status?.length || status.includes(entry.status),
    (direction ?? directionOf(entry)) === directionOf(entry),
    `${entry.categoryId ?? ''}.`.startsWith(category == null ? '' : `${category}.`),
    !tags?.length || tags.some((tag) => entry.tags.includes(tag)),
    onlyNew !== true || entry.isNew === true,
    hasAmount(entry, filter),
    hasText(entry, filter.search ?? ''),
  ];
  return checks.every(Boolean);
}

function directionOf({ amountMinor }: TurnoverEntry): string {
  return amountMinor < 0 ? 'DEBIT' : 'CREDIT';
}

function hasAmount(entry: TurnoverEntry, { minAmount, maxAmount }: TurnoverFilter): boolean {
  const amount = 1000n * thousandths(entry);
  const absolute = amount < 0n ? -amount : amount;
  return absolute >= millionths(minAmount ?? '0') && (maxAmount == null || absolute <= millionths(maxAmount));
}

function hasText({ purpose, counterparty }: TurnoverEntry, search: string): boolean {
  const texts = [purpose.join(' '), counterparty?.name ?? ''];
  const spellings = (text: string): string[] => [plain(text), plain(withoutUmlauts(text))];
  return texts.flatMap(spellings).some((text) => spellings(search).some((needle) => text.includes(needle)));
}

function withoutUmlauts(text: string): string {
  const pairs = { ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue' };
  return Object.entries(pairs).reduce((all, [umlaut, pair]) => all.replaceAll(umlaut, pair), text.normalize('NFC'));
}

/** Without canceled entries, unless the filter names their status. */
export function counted(entries: readonly TurnoverEntry[], filter: TurnoverFilter): TurnoverEntry[] {
  return entries.filter(({ status }) => status !== 'CANCELED' || filter.status?.includes('CANCELED'));
}

export function totalsOf(entries: readonly TurnoverEntry[]): OracleTotals[] {
  const named = [...new Set(entries.map(({ currency }) => currency ?? ''))].filter((code) => code !== '').sort();
  const currencies = [...named, ...(entries.some(({ currency }) => currency === null) ? [null] : [])];
  return currencies.map((currency) => {
    const amounts = entries
      .filter((entry) => entry.currency === currency)
      .map(({ amountMinor }) => BigInt(amountMinor));
    const [credits, debits] = [sum(amounts.filter((each) => each > 0n)), sum(amounts.filter((each) => each < 0n))];
    return { currency, count: amounts.length, credits, debits, net: credits + debits };
  });
}

export function groupsOf(
  entries: readonly TurnoverEntry[],
  by: TurnoverGrouping,
  category: string | null,
): { key: string; totals: OracleTotals[] }[] {
  const keys = [...new Set(entries.flatMap((entry) => keysOf(entry, by, category)))].sort();
  const groups = keys.map((key) => ({
    key,
    own: entries.filter((entry) => keysOf(entry, by, category).includes(key)),
  }));
  if (['MONTH', 'WEEK', 'DAY'].includes(by)) groups.reverse();
  else groups.sort((a, b) => b.own.length - a.own.length);
  return groups.map(({ key, own }) => ({ key, totals: totalsOf(own) }));
}

function keysOf(entry: TurnoverEntry, by: TurnoverGrouping, category: string | null): readonly string[] {
  switch (by) {
    case 'MONTH':
      return [entry.bookingDate.slice(0, 7)];
    case 'WEEK':
      return [weekOf(entry.bookingDate)];
    case 'DAY':
      return [entry.bookingDate];
    case 'ACCOUNT':
      return [entry.account.id];
    case 'CATEGORY':
      return [
        (entry.categoryId ?? '')
          .split('.')
          .slice(0, category === null ? 1 : category.split('.').length + 1)
          .join('.'),
      ];
    case 'COUNTERPARTY':
      return [entry.counterparty?.name ?? ''];
    case 'TAG':
      return entry.tags.length === 0 ? [''] : entry.tags;
  }
}

/** The week that has the first Thursday of a year is its first. */
function weekOf(date: string): string {
  const thursday = new Date(date);
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() === 0 ? 7 : thursday.getUTCDay()));
  let week = 0;
  const year = thursday.getUTCFullYear();
  for (const day = new Date(thursday); day.getUTCFullYear() === year; day.setUTCDate(day.getUTCDate() - 7)) week++;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

function plain(text: string): string {
  const letters = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const spelled = letters.replaceAll('ß', 'ss').replaceAll('ł', 'l').replaceAll('œ', 'oe').replaceAll('ø', 'o');
  return spelled.split(/\s+/).filter(Boolean).join(' ');
}

/** Of decimal text with at most six digits behind the point. */
function millionths(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(6, '0'));
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

function compare<T extends string | number | bigint>(a: T, b: T): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
