import { toBank, type Bank } from './bank.js';
import { foreignBanks } from './banks.abroad.js';
import { germanBanks } from './banks.de.js';

/** Every bank that the test bank stands in for; the vendor's test bank first. */
export const banks: readonly Bank[] = [...germanBanks, ...foreignBanks].map(toBank);

/** By bank code, and by country where codes repeat between countries. */
export function findBank(code: string, country?: string): Bank | undefined {
  return banks.find((bank) => bank.code === code && (country === undefined || bank.country === country));
}

/** By BIC: with or without the branch `XXX` at its end. */
export function findBankByBic(bic: string): Bank | undefined {
  const wanted = bic.toUpperCase().replace(/XXX$/, '');
  return banks.find((bank) => bank.bic.replace(/XXX$/, '') === wanted);
}

export function bankNamed(name: string): Bank {
  const bank = banks.find((candidate) => candidate.name === name);
  if (bank === undefined) throw new Error(`No bank is called ${name}.`);
  return bank;
}

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
