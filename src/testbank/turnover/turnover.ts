import type { Day } from '../calendar.js';
import { hash, seededId } from '../random.js';

/** One entry of an account. Immutable, so that its serialised row can be cached; a later state is another object. */
export interface Turnover {
  readonly id: string | null;
  /** The bank's own id, if it has one. */
  readonly bankId: string | null;
  readonly bookingDate: Day;
  /** Whole minor units, negative for spending. */
  readonly minor: number;
  readonly currency: string;
  readonly purpose: readonly string[];
  readonly counterIban: string | null;
  readonly counterBic: string | null;
  readonly counterHolder: string | null;
  readonly creditorId: string | null;
  readonly tags: readonly string[];
  readonly categoryId: string | null;
  readonly prebooked: boolean;
  readonly canceled: boolean;
  readonly isNew: boolean;
}

/** Counts towards the balance. */
export function isBooked(turnover: Turnover): boolean {
  return !turnover.prebooked && !turnover.canceled;
}

/** Newest day first, as XS2A answers. */
export function newestDayFirst(one: Turnover, other: Turnover): number {
  return one.bookingDate < other.bookingDate ? 1 : one.bookingDate > other.bookingDate ? -1 : 0;
}

/** An entry before an account makes a turnover of it. */
export interface Draft {
  readonly date: Day;
  readonly minor: number;
  readonly purpose: readonly string[];
  readonly holder?: string;
  readonly iban?: string;
  readonly bic?: string;
  readonly creditorId?: string;
  readonly tags?: readonly string[];
  readonly category?: string;
  readonly prebooked?: boolean;
  readonly canceled?: boolean;
}

/** The entries of an account between two days, both inclusive; deterministic. */
export type Story = (from: Day, to: Day) => readonly Draft[];

/**
 * Which ids the account's turnovers carry: none (the usual case), XS2A's own, the bank's, or the bank's where they
 * repeat within a day.
 */
export type TurnoverIds = 'none' | 'xs2a' | 'bank' | 'bank-repeating';

export interface DraftAccount {
  readonly id: string;
  readonly currency: string;
  readonly turnoverIds: TurnoverIds;
}

/** `ordinal` distinguishes the entries of a day, including twins. */
export function toTurnover(account: DraftAccount, draft: Draft, ordinal: number, isNew: boolean): Turnover {
  const { id, bankId } = idsOf(account, draft, ordinal);
  return {
    id,
    bankId,
    bookingDate: draft.date,
    minor: draft.minor,
    currency: account.currency,
    purpose: draft.purpose,
    counterIban: draft.iban ?? null,
    counterBic: draft.bic ?? null,
    counterHolder: draft.holder ?? null,
    creditorId: draft.creditorId ?? null,
    tags: draft.tags ?? [],
    categoryId: draft.category ?? null,
    prebooked: draft.prebooked ?? false,
    canceled: draft.canceled ?? false,
    isNew,
  };
}

/** Turns a day-by-day list of drafts into turnovers; `taken` is how many entries the account already has of a day. */
export function toTurnovers(
  account: DraftAccount,
  drafts: readonly Draft[],
  isNew: boolean,
  taken: (day: Day) => number = () => 0,
): Turnover[] {
  const ordinals = new Map<Day, number>();
  return drafts.map((draft) => {
    const ordinal = ordinals.get(draft.date) ?? taken(draft.date);
    ordinals.set(draft.date, ordinal + 1);
    return toTurnover(account, draft, ordinal, isNew);
  });
}

function idsOf(account: DraftAccount, { date }: Draft, ordinal: number): Pick<Turnover, 'id' | 'bankId'> {
  switch (account.turnoverIds) {
    case 'xs2a':
      return { id: seededId(`${account.id}.${date}.${ordinal}`), bankId: null };
    case 'bank':
      return { id: null, bankId: `${date.replaceAll('-', '')}${hash(account.id) % 10_000}${ordinal}` };
    case 'bank-repeating':
      return { id: null, bankId: `NOTPROVIDED-${date}` };
    case 'none':
      return { id: null, bankId: null };
  }
}
