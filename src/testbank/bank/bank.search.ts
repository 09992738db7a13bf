import type { Bank } from './bank.js';
import { banks } from './bank.directory.js';

export interface BankSearch {
  /** Empty finds all. */
  readonly text: string;
  readonly country?: string;
  readonly product?: string;
}

/** Banks whose name or city contains the text, or whose code or BIC begins with it; case and diacritics are ignored. */
export function searchBanks({ text, country, product }: BankSearch): Bank[] {
  const wanted = plain(text);
  return banks.filter(
    (bank) =>
      (country === undefined || bank.country === country) &&
      (product === undefined || bank.products.includes(product)) &&
      matches(bank, wanted),
  );
}

function matches(bank: Bank, wanted: string): boolean {
  return (
    plain(bank.name).includes(wanted) ||
    plain(bank.city).includes(wanted) ||
    bank.code.startsWith(wanted) ||
    plain(bank.bic).startsWith(wanted)
  );
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
