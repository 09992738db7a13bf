import { roundDecimal, type Decimal, type Rounding } from '../money-decimal.js';
import type { TurnoverEntry } from './turnover-entry.js';
import type { TurnoverCriteria } from './turnover-filter.js';

export type TurnoverCondition = (entry: TurnoverEntry) => boolean;

/** What the criteria say beyond dates and text, which have indexes of their own: an entry must meet every one. */
export function conditionsOf(criteria: TurnoverCriteria): TurnoverCondition[] {
  const { status, direction, minAmount, maxAmount, category, tags, onlyNew } = criteria;
  return [
    status && ((entry: TurnoverEntry) => status.includes(entry.status)),
    direction && ((entry: TurnoverEntry) => entry.direction === direction),
    minAmount && atLeast(minAmount),
    maxAmount && atMost(maxAmount),
    category && isOrIsBelow(category),
    tags && hasAnyOf(new Set(tags)),
    onlyNew && ((entry: TurnoverEntry) => entry.isNew === true),
  ].filter((condition) => condition instanceof Function);
}

function atLeast(amount: Decimal): TurnoverCondition {
  const least = new MinorBounds(amount, 'CEILING');
  return ({ amountMinor, minorDigits }) => Math.abs(amountMinor) >= least.in(minorDigits);
}

function atMost(amount: Decimal): TurnoverCondition {
  const greatest = new MinorBounds(amount, 'FLOOR');
  return ({ amountMinor, minorDigits }) => Math.abs(amountMinor) <= greatest.in(minorDigits);
}

/** A bound in the minor units of any currency: whole numbers, so that comparing with them is exact. */
class MinorBounds {
  readonly #byDigits: number[] = [];

  constructor(
    private readonly amount: Decimal,
    private readonly rounding: Rounding,
  ) {}

  /** Beyond the safe integers it is rounded, but no amount is there to be compared with it. */
  in(digits: number): number {
    return (this.#byDigits[digits] ??= Number(roundDecimal(this.amount, digits, this.rounding)));
  }
}

function isOrIsBelow(category: string): TurnoverCondition {
  const below = `${category}.`;
  return ({ categoryId }) => categoryId !== null && (categoryId === category || categoryId.startsWith(below));
}

function hasAnyOf(wanted: ReadonlySet<string>): TurnoverCondition {
  return ({ tags }) => tags.some((tag) => wanted.has(tag));
}
