import { bankNamed } from '../../bank/directory.js';
import type { Day } from '../../calendar.js';
import type { Draft } from '../../turnover/turnover.js';
import { creditorIdOf, ibanAt } from '../iban.js';

/** Somebody on the other side of an entry: invented, with an IBAN at an invented bank. */
export interface Party {
  readonly name: string;
  readonly iban: string;
  readonly bic: string;
}

export function party(name: string, bankName = 'Mondhafenbank'): Party {
  const bank = bankNamed(bankName);
  return { name, iban: ibanAt(bank, name), bic: bank.bic };
}

/** What an entry is filed under. */
export interface Filing {
  readonly category: string;
  readonly tags: readonly string[];
}

export interface Payment extends Filing {
  readonly date: Day;
  readonly minor: number;
  readonly to: Party;
  readonly purpose: readonly string[];
}

/** Paid with a card at a till: banks tell the shop, and seldom an account. */
export function cardPayment({ date, minor, to, purpose, category, tags }: Payment): Draft {
  const lines = [`Kartenzahlung ${to.name}`, ...purpose];
  return { date, minor: -minor, purpose: lines, holder: to.name, category, tags: ['ec-card', ...tags] };
}

/** Collected by the creditor. */
export function directDebit({ date, minor, to, purpose, category, tags }: Payment): Draft {
  const creditorId = creditorIdOf(to.name);
  const lines = [...purpose, `Mandat ${creditorId.slice(-6)}-1`];
  const filing = { category, tags: ['direct-debit', ...tags] };
  return { date, minor: -minor, purpose: lines, ...counterpart(to), creditorId, ...filing };
}

/** Sent by the account holder, standing orders included. */
export function transfer({ date, minor, to, purpose, category, tags }: Payment): Draft {
  return { date, minor: -minor, purpose, ...counterpart(to), category, tags: [...tags] };
}

/** Received; `to` is who sent it. */
export function income({ date, minor, to, purpose, category, tags }: Payment): Draft {
  return { date, minor, purpose, ...counterpart(to), category, tags };
}

function counterpart({ name, iban, bic }: Party): Pick<Draft, 'holder' | 'iban' | 'bic'> {
  return { holder: name, iban, bic };
}
