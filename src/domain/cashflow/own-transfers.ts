import { foldUmlauts } from '../turnover/fold.js';
import { Pace, type Paced } from '../turnover/pace.js';
import { purposeText } from '../turnover/purpose-text.js';
import type { TurnoverContent } from '../turnover/turnover-content.js';
import { dayOf, type Day } from './calendar.js';
import { groupBy, type Ledger, type LedgerEntry } from './ledger.js';
import { unspaced } from './payee.js';

export interface OwnTransfer {
  /** The other account. */
  readonly ledger: Ledger;
  /** The entry on the other account; null while it is not there. */
  readonly counterpart: LedgerEntry | null;
}

/** Of several accounts of one bank user: which of their entries are transfers between two of them. */
export type OwnTransfers = ReadonlyMap<TurnoverContent, OwnTransfer>;

/** The two sides of a transfer are booked within so many days. */
const DAYS_BETWEEN_SIDES = 3;

/** What banks and card companies call the debit that settles a credit card. */
const SETTLEMENT =
  /kredit-?karte|credit ?card|\bvisa\b|master ?card|karten ?abrechnung|kreditkartenkonto|\bamex\b|american express|\bsettlement\b/;

/**
 * Finds transfers between own accounts. An entry is one where it states the IBAN of another own account; or where two entries
 * of exactly opposite amounts, at most three days apart, name each other's holder, or are the settlement of a credit card. Each
 * entry is paired with one entry at most, the nearest in time, and what is paired is so from both sides.
 */
export function findOwnTransfers(ledgers: readonly Ledger[], pace = new Pace()): OwnTransfers | Promise<OwnTransfers> {
  return pace.run(ownTransfers(ledgers, pace));
}

export function* ownTransfers(ledgers: readonly Ledger[], pace: Pace): Paced<OwnTransfers> {
  const sides = yield* sidesOf(ledgers, pace);
  const found = new Map<TurnoverContent, OwnTransfer>();
  for (const rule of RULES) yield* pair(sides, rule, found, pace);
  for (const side of sides) {
    const [ledger] = side.stated;
    if (ledger !== undefined && !found.has(side.content)) found.set(side.content, { ledger, counterpart: null });
  }
  return found;
}

/** An entry that may be a side of a transfer. */
interface Side extends LedgerEntry {
  readonly day: Day;
  /** Own accounts with the IBAN that the entry states; more than one where an earlier connection left an account. */
  readonly stated: readonly Ledger[];
  /** The entry states an IBAN, and it is nobody's of the own accounts. */
  readonly isForeign: boolean;
  readonly party: string;
  readonly holder: string;
  readonly isSettlement: boolean;
}

function* sidesOf(ledgers: readonly Ledger[], pace: Pace): Paced<Side[]> {
  const own = ownNames(ledgers);
  const sides: Side[] = [];
  for (const ledger of ledgers) {
    const holder = personKey(ledger.holder);
    for (const [place, content] of ledger.contents.entries()) {
      if (pace.sliceUsedUp(2)) yield;
      if (content.status === 'CANCELED' || content.amountMinor === 0) continue;
      const side = sideOf({ ledger, place, content }, holder, own);
      if (side !== null) sides.push(side);
    }
  }
  return sides;
}

/** What identifies a bank user's accounts in the entries of the others. */
interface OwnNames {
  readonly byIban: ReadonlyMap<string, readonly Ledger[]>;
  readonly holders: ReadonlySet<string>;
  readonly hasCards: boolean;
}

function ownNames(ledgers: readonly Ledger[]): OwnNames {
  const withIban = ledgers.filter(({ iban }) => isIban(iban));
  return {
    byIban: groupBy(withIban, ({ iban }) => unspaced(iban ?? '')),
    holders: new Set(ledgers.map(({ holder }) => personKey(holder)).filter((holder) => holder !== '')),
    hasCards: ledgers.some(({ isCard }) => isCard),
  };
}

/** Null for what is no side of a transfer. */
function sideOf(entry: LedgerEntry, holder: string, { byIban, holders, hasCards }: OwnNames): Side | null {
  const { ledger, content } = entry;
  const iban = content.counterparty?.iban;
  const stated = isIban(iban) ? unspaced(iban) : null;
  const others = (byIban.get(stated ?? '') ?? []).filter(
    (other) => unspaced(other.iban ?? '') !== unspaced(ledger.iban ?? ''),
  );
  const party = stated === null ? personKey(content.counterparty?.name ?? null) : '';
  const isSettlement = hasCards && isSettlementOf(ledger, content);
  if (others.length === 0 && !holders.has(party) && !isSettlement) return null;
  const isForeign = stated !== null && others.length === 0;
  return { day: dayOf(content.bookingDate), stated: others, isForeign, party, holder, isSettlement, ...entry };
}

/** On a card, whatever comes in may be it. */
function isSettlementOf({ isCard }: Ledger, { amountMinor, counterparty, purpose }: TurnoverContent): boolean {
  if (isCard) return amountMinor > 0;
  return amountMinor < 0 && SETTLEMENT.test(foldUmlauts(`${counterparty?.name ?? ''} ${purposeText(purpose)}`));
}

interface Rule {
  /** Exactly opposite amounts, or amounts of two currencies. */
  readonly isOpposite: boolean;
  holds(debit: Side, credit: Side): boolean;
}

/** The surest first. */
const RULES: readonly Rule[] = [
  { isOpposite: true, holds: stateEachOther },
  { isOpposite: true, holds: oneStatesTheOther },
  // What a bank exchanges on the way arrives as another amount: only the IBANs can tell.
  {
    isOpposite: false,
    holds: (debit, credit) => stateEachOther(debit, credit) && debit.content.currency !== credit.content.currency,
  },
  { isOpposite: true, holds: isCardSettlement },
  { isOpposite: true, holds: nameEachOther },
];

function stateEachOther(debit: Side, credit: Side): boolean {
  return debit.stated.includes(credit.ledger) && credit.stated.includes(debit.ledger);
}

/** One side states the other's IBAN, and the other states none. */
function oneStatesTheOther(debit: Side, credit: Side): boolean {
  if (debit.stated.includes(credit.ledger)) return credit.stated.length === 0 && !credit.isForeign;
  return credit.stated.includes(debit.ledger) && debit.stated.length === 0 && !debit.isForeign;
}

function isCardSettlement(debit: Side, credit: Side): boolean {
  return debit.isSettlement && credit.isSettlement && !debit.ledger.isCard && credit.ledger.isCard;
}

function nameEachOther(debit: Side, credit: Side): boolean {
  if (debit.stated.length > 0 || credit.stated.length > 0 || debit.party === '' || credit.party === '') return false;
  return debit.party === credit.holder && credit.party === debit.holder;
}

/** Pairs what a rule lets pair, the nearest in time first. */
function* pair(sides: readonly Side[], rule: Rule, found: Map<TurnoverContent, OwnTransfer>, pace: Pace): Paced<void> {
  const open = sides.filter(({ content }) => !found.has(content));
  const keyOf = ({ content: { amountMinor, currency } }: Side, day: Day): string =>
    rule.isOpposite ? `${day} ${Math.abs(amountMinor)} ${currency ?? ''}` : String(day);
  const credits = groupBy(
    open.filter(({ content }) => content.amountMinor > 0),
    (side) => keyOf(side, side.day),
  );
  const debits = open.filter(({ content }) => content.amountMinor < 0);
  for (const distance of DISTANCES) {
    for (const debit of debits) {
      if (found.has(debit.content)) continue;
      for (const credit of credits.get(keyOf(debit, debit.day + distance)) ?? []) {
        if (pace.sliceUsedUp()) yield;
        if (found.has(credit.content) || credit.ledger === debit.ledger || !rule.holds(debit, credit)) continue;
        found.set(debit.content, transferWith(credit));
        found.set(credit.content, transferWith(debit));
        break;
      }
    }
  }
}

/** Without what only the search needs: it is kept. */
function transferWith({ ledger, place, content }: Side): OwnTransfer {
  return { ledger, counterpart: { ledger, place, content } };
}

/** Money leaves before it arrives, mostly. */
const DISTANCES: readonly number[] = Array.from({ length: DAYS_BETWEEN_SIDES + 1 }, (_, days) => days).flatMap(
  (days) => (days === 0 ? [0] : [days, -days]),
);

function isIban(text: string | null | undefined): text is string {
  return text != null && /^[A-Z]{2}\d{2}[A-Z\d]{10,30}$/i.test(text.replace(/\s+/g, ''));
}

/** `Klara Müller`, `MUELLER, KLARA` and `Frau Klara Müller` are one person. */
function personKey(name: string | null): string {
  const words = foldUmlauts(name ?? '')
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 1 && !TITLES.has(word));
  return words.sort().join(' ');
}

const TITLES: ReadonlySet<string> = new Set(['herr', 'frau', 'dr', 'prof', 'dipl', 'ing', 'mr', 'mrs', 'ms']);
