import type { Bank, CountryId } from '../bank/bank.js';
import { Random } from '../random.js';
import type { AccountPlan } from './plan.js';

/** How each country builds the part of an IBAN after the check digits. */
const accountParts: Record<CountryId, (bank: Bank, digits: (count: number) => string) => string> = {
  DE: (bank, digits) => bank.code + digits(10),
  AT: (bank, digits) => bank.code + digits(11),
  CH: (bank, digits) => bank.code + digits(12),
  FR: (bank, digits) => bank.code + digits(13),
  ES: (bank, digits) => bank.code + digits(12),
  IT: (bank, digits) => `X${bank.code}${digits(12)}`,
  GB: (bank, digits) => bank.bic.slice(0, 4) + bank.code + digits(8),
};

/** An IBAN with true check digits at an invented bank; the same for the same name. */
export function ibanAt(bank: Bank, name: string): string {
  const random = new Random(`iban.${name}`);
  const account = accountParts[bank.country](bank, (count) => random.digits(count));
  return bank.country + checkDigits(account + bank.country) + account;
}

/** The IBAN of an account; of a card, its masked number. */
export function ibanOf({ key, type }: AccountPlan, bank: Bank): string {
  return type === 'creditcard' ? shadedCardNumber(key) : ibanAt(bank, key);
}

/** A SEPA creditor identifier of Germany; the business code ZZZ takes no part in its check digits. */
export function creditorIdOf(name: string): string {
  const national = `0${new Random(`creditor.${name}`).digits(10)}`;
  return `DE${checkDigits(`${national}DE`)}ZZZ${national}`;
}

/** A card number as statements show it: all but its end is hidden. */
export function shadedCardNumber(name: string): string {
  return `4999 **** **** ${new Random(`card.${name}`).digits(4)}`;
}

/** ISO 7064 mod 97-10. */
function checkDigits(text: string): string {
  const digits = [...`${text}00`].map((character) => Number.parseInt(character, 36)).join('');
  const rest = [...digits].reduce((remainder, digit) => (remainder * 10 + Number(digit)) % 97, 0);
  return String(98 - rest).padStart(2, '0');
}
