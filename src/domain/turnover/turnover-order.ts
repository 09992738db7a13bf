import { compareMinorUnits } from '../money.js';

/**
 * The orders of turnovers. All are total, and none uses a field that a sync may change.
 *
 * - BOOKING_DATE_DESC, BOOKING_DATE_ASC: by booking date, then by id.
 * - AMOUNT_DESC, AMOUNT_ASC: by signed amount, across currencies by the decimal value; then by booking date in the same
 * direction, then by id.
 *
 * Ids are compared by code units, always ascending.
 */
export type TurnoverOrder = 'BOOKING_DATE_DESC' | 'BOOKING_DATE_ASC' | 'AMOUNT_DESC' | 'AMOUNT_ASC';

/** The fields of a turnover that the orders use. */
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

/** Same result as comparing global ids, which are the prefix and the key, without building them. */
function byId(a: TurnoverPosition, b: TurnoverPosition): number {
  return compareTexts(a.account.idPrefix, b.account.idPrefix) || compareTexts(a.key, b.key);
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
