import type { Account } from '../account/account.js';
import { berlinTime } from '../time/berlin.js';
import { minorDigits, toNumber } from '../wire/amount.js';
import type { Report, ReportId } from './report.js';

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
