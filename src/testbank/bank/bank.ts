import type { Forms } from '../quirks.js';

export type CountryId = 'DE' | 'AT' | 'CH' | 'FR' | 'ES' | 'IT' | 'GB';

export const countryIds = ['DE', 'AT', 'CH', 'FR', 'ES', 'IT', 'GB'] as const satisfies readonly CountryId[];

/** The login form of a bank, after the bank was picked. */
export type BankLogin = 'password' | 'tabs' | 'redirect' | 'down';

/** A bank of the directory. Nobody logs in at a real one, whatever its name. */
export interface Bank {
  readonly code: string;
  readonly bic: string;
  readonly name: string;
  readonly shortName: string;
  readonly zipcode: string | null;
  readonly city: string;
  readonly country: CountryId;
  readonly products: readonly string[];
  readonly supported: boolean;
  readonly login: BankLogin;
  /** Screens between the login and the accounts, see login/route.ts. */
  readonly challenges: readonly string[];
  /** Submissions take as long as configured. */
  readonly isSlow: boolean;
}

/** A bank in short form; omitted members have defaults. */
export interface BankRow {
  readonly code: string;
  /** Its fifth and sixth letter are the country. */
  readonly bic: string;
  readonly name: string;
  readonly zip?: string;
  readonly city: string;
  readonly supported?: boolean;
  readonly login?: BankLogin;
  readonly challenges?: readonly string[];
  readonly isSlow?: boolean;
}

export function toBank(row: BankRow): Bank {
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
    isSlow: row.isSlow ?? false,
  };
}

export function toBankWire(bank: Bank, forms: Forms): Record<string, unknown> {
  return {
    bank_code: bank.code,
    bic: bank.bic,
    name: bank.name,
    short_name: bank.shortName,
    zipcode: bank.zipcode,
    city: bank.city,
    country_id: bank.country,
    testmode: forms.flag(true, bank.bic, 'testmode'),
    xs2a_products: bank.products,
    xs2a_supported: forms.flag(bank.supported, bank.bic, 'xs2a_supported'),
  };
}
