export type CountryId = 'DE' | 'AT' | 'CH' | 'FR' | 'ES' | 'IT' | 'GB';

export const countryIds = ['DE', 'AT', 'CH', 'FR', 'ES', 'IT', 'GB'] as const satisfies readonly CountryId[];

/** How a bank lets a person in: the first form after the bank was picked. */
export type BankLogin = 'password' | 'tabs' | 'redirect' | 'down';

/** What a bank asks for between the login and the accounts. */
export type BankChallenge = 'captcha' | 'multi' | 'approval' | 'tan';

/** A bank of the directory. None of them exists. */
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
  readonly challenges: readonly BankChallenge[];
}
