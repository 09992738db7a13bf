import type { Day } from '../time/calendar.js';

/** One entry of an account. Never changed: a later state is another object, so that written rows can be kept. */
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
