import type { Bank, BankChallenge, BankLogin, CountryId } from './bank.js';
import { foreignBanks } from './banks.abroad.js';
import { germanBanks } from './banks.de.js';

/** A bank in short: what is left out is usual. */
export interface BankRow {
  readonly code: string;
  /** Its fifth and sixth letter are the country. */
  readonly bic: string;
  readonly name: string;
  readonly zip?: string;
  readonly city: string;
  readonly supported?: boolean;
  readonly login?: BankLogin;
  readonly challenges?: readonly BankChallenge[];
}

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

function toBank(row: BankRow): Bank {
  const supported = row.supported ?? true;
  return {
    code: row.code,
    bic: row.bic,
    name: row.name,
    shortName: row.name.split(' ')[0] ?? row.name,
    zipcode: row.zip ?? null,
    city: row.city,
    country: row.bic.slice(4, 6) as CountryId,
    products: supported ? ['xs2a_risk', 'xs2a_pay', 'xs2a_api'] : ['xs2a_risk'],
    supported,
    login: row.login ?? 'password',
    challenges: row.challenges ?? [],
  };
}
