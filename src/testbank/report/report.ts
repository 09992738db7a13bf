import { balanceOf, type Account } from '../account/account.js';
import { monthOf, type Month, berlinTime } from '../calendar.js';
import { minorDigits, toNumber } from '../quirks.js';
import { isBooked, type Turnover } from '../turnover/turnover.js';

export interface ReportRow {
  readonly month: Month;
  /** Whole minor units of the account's currency. */
  readonly minor: number;
}

/** A figure for each month that the account has entries of, oldest first. */
export interface Report {
  readonly id: ReportId;
  readonly rows: readonly ReportRow[];
}

/** Which reports XS2A has for an account is not published; these are the test bank's own. */
export const reportIds = ['income', 'expenses', 'balance-history'] as const;
export type ReportId = (typeof reportIds)[number];

export function reportOn(account: Account, id: ReportId): Report {
  const booked = account.turnovers.filter(isBooked);
  switch (id) {
    case 'income':
      return { id, rows: monthlySums(booked.filter(({ tags }) => tags.includes('income'))) };
    case 'expenses':
      return { id, rows: monthlySums(booked.filter(({ minor }) => minor < 0)) };
    case 'balance-history':
      return { id, rows: balances(account, monthlySums(booked)) };
  }
}

function monthlySums(turnovers: readonly Turnover[]): ReportRow[] {
  const sums = new Map<Month, number>();
  for (const { bookingDate, minor } of turnovers) {
    const month = monthOf(bookingDate);
    sums.set(month, (sums.get(month) ?? 0) + minor);
  }
  return [...sums].map(([month, minor]) => ({ month, minor })).sort((one, other) => (one.month < other.month ? -1 : 1));
}

/** The balance at the end of each month; that of the last one is the account's. */
function balances(account: Account, sums: readonly ReportRow[]): ReportRow[] {
  let balance = sums.reduce((rest, { minor }) => rest - minor, balanceOf(account));
  return sums.map(({ month, minor }) => {
    balance += minor;
    return { month, minor: balance };
  });
}

export type Locale = 'de' | 'en';

const titles: Record<Locale, Record<ReportId, string>> = {
  de: { income: 'Einnahmen', expenses: 'Ausgaben', 'balance-history': 'Kontostand am Monatsende' },
  en: { income: 'Income', expenses: 'Expenses', 'balance-history': 'Balance at the end of the month' },
};

export function toReportJson(account: Account, report: Report): Record<string, unknown> {
  return {
    id: report.id,
    account_id: account.id,
    currency_id: account.currency,
    months: report.rows.map(({ month, minor }) => ({ month, amount: toNumber(minor, account.currency) })),
    date: berlinTime(account.readAt),
    object: 'bank_account_report',
  };
}

/** The report as lines of text, the title first. */
export function toReportLines(account: Account, report: Report, locale: Locale): string[] {
  const digits = minorDigits(account.currency);
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const rows = report.rows.map(
    ({ month, minor }) => `${month}  ${format.format(toNumber(minor, account.currency))} ${account.currency}`,
  );
  return [titles[locale][report.id], ...rows];
}

export function toReportHtml(lines: readonly string[], locale: Locale): string {
  const [title = '', ...rows] = lines.map(escapeHtml);
  const items = rows.map((row) => `<li>${row}</li>`).join('');
  const head = `<meta charset="utf-8"><title>${title}</title>`;
  return `<!doctype html><html lang="${locale}"><head>${head}</head><body><h1>${title}</h1><ul>${items}</ul></body></html>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
