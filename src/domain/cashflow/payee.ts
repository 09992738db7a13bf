import { foldUmlauts } from '../turnover/fold.js';
import { purposeText } from '../turnover/purpose-text.js';
import { sepaReferences } from '../turnover/sepa-references.js';
import type { TurnoverContent } from '../turnover/turnover-content.js';

/** The payee of a payment, as far as it is known. */
export interface Payee {
  /** To show: as the bank writes it, or who is behind a payment service. */
  readonly name: string | null;
  /** What tells the payee. Entries that have any of them in common are with the same one. */
  readonly marks: readonly string[];
  /** What tells one contract with the payee from another: the mandate, else the account that the money goes to or comes from. */
  readonly contract: string;
}

/** Those who collect for others, under one creditor id, one mandate and one IBAN. */
const SERVICE =
  /\b(?:paypal|klarna|stripe|adyen|mollie|amazon pay(?:ments)?|sumup|payone|unzer|giropay|google pay(?:ment)?)\b/;

/** Who is behind a payment service, in the words of its purposes. */
const BEHIND_SERVICE: readonly RegExp[] = [
  /\b(?:einkauf|kauf|bestellung|zahlung|purchase|order|payment)\s+(?:bei|an|at|from|to)\s+([^,;/]+)/i,
  /\bPP\.\d+\.PP\s*[./]*\s*([^,;/]+)/i,
  /^[^/*]*[*]\s*([^,;/]+)/,
  /\bfor\s+([^,;/]+)/i,
];

const NOT_A_LETTER = /[^\p{L}\d&]+/u;

/** Parts of names that come and go: legal forms, kinds of payment, ends of web addresses. */
const LOOSE_WORDS: ReadonlySet<string> = new Set(
  (
    'gmbh mbh ag kg kgaa se co ohg gbr ug ev eg plc ltd limited llc inc corp bv nv sa sarl sas spa ab as oy ' +
    'international intl europe eu deutschland germany de com net org www http https ' +
    'visa mastercard maestro girocard debit card karte kartenzahlung lastschrift gutschrift sepa ' +
    'sagt danke thank you und and the der die das'
  ).split(' '),
);

/** Banks cut names off, so the first words have to do. */
const WORDS = 2;

export function payeeOf({ counterparty, purpose }: TurnoverContent): Payee {
  const { name: stated, iban: statedIban, creditorId } = counterparty ?? NOBODY;
  const service = SERVICE.exec(foldUmlauts(stated ?? purposeText(purpose)))?.[0];
  if (service !== undefined) return behindService(service, stated, purpose);
  const sepa = sepaReferences(purpose);
  const iban = readable(statedIban);
  // Of a card payment the first line has the name, the others the time and the card.
  const words = nameKey(stated ?? sepa?.remittance ?? purpose.at(0) ?? '');
  const marks = [
    ['creditor', readable(creditorId ?? sepa?.creditorId)],
    ['iban', iban],
    ['name', words],
  ].filter(([, mark]) => mark !== '');
  return { name: stated, marks: marks.map((mark) => mark.join(' ')), contract: sepa?.mandateId ?? iban };
}

/** Tells payees; equal ones are one object, because most entries share theirs with others. */
export class Payees {
  readonly #known = new Map<string, Payee>();

  of(content: TurnoverContent): Payee {
    const payee = payeeOf(content);
    const label = JSON.stringify(payee);
    const known = this.#known.get(label);
    if (known !== undefined) return known;
    this.#known.set(label, payee);
    return payee;
  }
}

const NOBODY = { name: null, iban: null, creditorId: null };

/** A service has one creditor id, one mandate and one IBAN for all who sell through it: the merchant alone tells the payee. */
function behindService(service: string, stated: string | null, purpose: readonly string[]): Payee {
  const merchant = merchantIn(purposeText(purpose)) ?? merchantIn(stated ?? '');
  return { name: merchant ?? stated, marks: [`service ${service} ${nameKey(merchant ?? '')}`], contract: '' };
}

function merchantIn(text: string): string | null {
  for (const pattern of BEHIND_SERVICE) {
    const merchant =
      pattern
        .exec(text)?.[1]
        ?.replace(/\s*(?:EREF|MREF|CRED|SVWZ|ABWA)[+:].*$/, '')
        .trim() ?? '';
    if (nameKey(merchant) !== '') return merchant;
  }
  return null;
}

/** The first words of a name that stay when a bank, a branch or a till writes it another way. */
export function nameKey(name: string): string {
  const words = foldUmlauts(name)
    // B.V., S.A.
    .replace(/\b(\w)\.(?=\w\.|\s|$)/g, '$1')
    .split(NOT_A_LETTER)
    .filter((word) => word.length > 1 && !/\d/.test(word) && !LOOSE_WORDS.has(word));
  return words.slice(0, WORDS).join(' ');
}

function readable(number: string | null | undefined): string {
  return unspaced(number ?? '');
}

export function unspaced(text: string): string {
  return text.replace(/\s+/g, '').toUpperCase();
}
