import { compareMinorUnits } from '../money.js';

/**
 * The orders of turnovers, each of them total, and none of them by what a sync changes on an entry.
 *
 * - BOOKING_DATE_DESC, BOOKING_DATE_ASC: by booking date, then by id.
 * - AMOUNT_DESC, AMOUNT_ASC: by signed amount, across currencies by the decimal value; then by booking date in the same
 *   direction, then by id.
 *
 * Ids are compared by code units, and always ascend.
 */
export type TurnoverOrder = 'BOOKING_DATE_DESC' | 'BOOKING_DATE_ASC' | 'AMOUNT_DESC' | 'AMOUNT_ASC';

/** Where a turnover stands in any order: all that the orders look at. */
export interface TurnoverPosition {
  readonly bookingDate: string;
  readonly amountMinor: number;
  readonly minorDigits: number;
  readonly account: { readonly idPrefix: string };
  readonly key: string;
}

export type ComparePositions = (a: TurnoverPosition, b: TurnoverPosition) => number;

export const TURNOVER_COMPARATORS: Record<TurnoverOrder, ComparePositions> = {
  BOOKING_DATE_DESC: (a, b) => byDate(b, a) || byId(a, b),
  BOOKING_DATE_ASC: (a, b) => byDate(a, b) || byId(a, b),
  AMOUNT_DESC: (a, b) => byAmount(b, a) || byId(a, b),
  AMOUNT_ASC: (a, b) => byAmount(a, b) || byId(a, b),
};

/** By amount, then booking date. */
export function byAmount(a: TurnoverPosition, b: TurnoverPosition): number {
  return compareMinorUnits(a.amountMinor, a.minorDigits, b.amountMinor, b.minorDigits) || byDate(a, b);
}

function byDate(a: TurnoverPosition, b: TurnoverPosition): number {
  return compareTexts(a.bookingDate, b.bookingDate);
}

/** As the global ids compare, without putting them together: they are made of the prefix and the key. */
function byId(a: TurnoverPosition, b: TurnoverPosition): number {
  return compareTexts(a.account.idPrefix, b.account.idPrefix) || compareTexts(a.key, b.key);
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
