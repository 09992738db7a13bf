import { roundDecimal, type Decimal, type Rounding } from '../money-decimal.js';
import { minorDigits } from '../money.js';
import { directionOf, type TurnoverContent } from './turnover-content.js';
import type { TurnoverCriteria } from './turnover-filter.js';

export type TurnoverCondition = (content: TurnoverContent) => boolean;

/** The criteria other than dates and text, which have indexes of their own. An entry must meet all of them. */
export function conditionsOf(criteria: TurnoverCriteria): TurnoverCondition[] {
  const { status, direction, minAmount, maxAmount, category, tags, onlyNew } = criteria;
  return [
    status && ((content: TurnoverContent) => status.includes(content.status)),
    direction && ((content: TurnoverContent) => directionOf(content) === direction),
    minAmount && atLeast(minAmount),
    maxAmount && atMost(maxAmount),
    category && isOrIsBelow(category),
    tags && hasAnyOf(new Set(tags)),
    onlyNew && ((content: TurnoverContent) => content.isNew === true),
  ].filter((condition) => condition instanceof Function);
}

function atLeast(amount: Decimal): TurnoverCondition {
  const least = new MinorBounds(amount, 'CEILING');
  return ({ amountMinor, currency }) => Math.abs(amountMinor) >= least.in(minorDigits(currency));
}

function atMost(amount: Decimal): TurnoverCondition {
  const greatest = new MinorBounds(amount, 'FLOOR');
  return ({ amountMinor, currency }) => Math.abs(amountMinor) <= greatest.in(minorDigits(currency));
}

/** A bound in the minor units of any currency, as integers, so that comparisons are exact. */
class MinorBounds {
  readonly #byDigits: number[] = [];

  constructor(
    private readonly amount: Decimal,
    private readonly rounding: Rounding,
  ) {}

  /** Rounded beyond the safe integers, where no amounts exist. */
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
