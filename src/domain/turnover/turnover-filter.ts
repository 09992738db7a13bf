import { GatewayError } from '../../errors/gateway-error.js';
import { decimalKey, parseDecimal, type Decimal } from '../money-decimal.js';
import { needlesOf, type Needles } from './search-text.js';
import type { TurnoverDirection, TurnoverStatus } from './turnover-content.js';

/** A filter as callers write it; all conditions must hold. Null and an empty list are the same as absent. */
export interface TurnoverFilter {
  /** Earliest and latest booking date, `YYYY-MM-DD`, both inclusive. */
  readonly from?: string | null | undefined;
  readonly to?: string | null | undefined;
  readonly status?: readonly TurnoverStatus[] | null | undefined;
  readonly direction?: TurnoverDirection | null | undefined;
  /** Bounds of the absolute amount, both inclusive, in any currency: decimal text, not negative. */
  readonly minAmount?: string | null | undefined;
  readonly maxAmount?: string | null | undefined;
  /**
   * Part of the purpose or of the counterparty's name, or an IBAN, creditor id or number, see {@link needlesOf}. Blank is the
   * same as absent.
   */
  readonly search?: string | null | undefined;
  /** A category and everything below it; case-sensitive. */
  readonly category?: string | null | undefined;
  /** Any of these; case-sensitive. */
  readonly tags?: readonly string[] | null | undefined;
  readonly onlyNew?: boolean | null | undefined;
  readonly excludeOwnTransfers?: boolean | null | undefined;
}

/** A valid filter in canonical form: equivalent filters have equal criteria. */
export interface TurnoverCriteria {
  readonly from: string | null;
  readonly to: string | null;
  readonly status: readonly TurnoverStatus[] | null;
  readonly direction: TurnoverDirection | null;
  readonly minAmount: Decimal | null;
  readonly maxAmount: Decimal | null;
  readonly search: Needles | null;
  readonly category: string | null;
  readonly tags: readonly string[] | null;
  readonly onlyNew: boolean;
  /** Which entries these are, the other accounts say: whoever selects has to know. */
  readonly excludeOwnTransfers: boolean;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MAX_SEARCH_LENGTH = 200;
const MAX_LABEL_LENGTH = 100;

/**
 * Throws BAD_USER_INPUT for malformed or overlong values, a blank category, and negative amounts. Empty ranges, such as `from`
 * after `to`, are valid and match nothing.
 */
export function readTurnoverFilter(filter: TurnoverFilter = {}): TurnoverCriteria {
  return {
    from: readDate(filter.from),
    to: readDate(filter.to),
    status: readSet(filter.status),
    direction: filter.direction ?? null,
    minAmount: readAmount(filter.minAmount),
    maxAmount: readAmount(filter.maxAmount),
    search: readSearch(filter.search),
    category: readCategory(filter.category),
    tags: readTags(filter.tags),
    onlyNew: filter.onlyNew ?? false,
    excludeOwnTransfers: filter.excludeOwnTransfers ?? false,
  };
}

/** Equal for equivalent filters. */
export function criteriaKey(criteria: TurnoverCriteria): string {
  const { minAmount, maxAmount } = criteria;
  const amounts = [minAmount, maxAmount].map((amount) => amount && decimalKey(amount));
  return JSON.stringify({ ...criteria, minAmount: amounts[0], maxAmount: amounts[1] });
}

function readDate(date: string | null | undefined): string | null {
  if (date == null) return null;
  if (!DATE.test(date)) throw refused('A date of the filter is not of the form YYYY-MM-DD.');
  return date;
}

function readAmount(text: string | null | undefined): Decimal | null {
  if (text == null) return null;
  const amount = parseDecimal(text);
  if (amount === undefined) throw refused('An amount of the filter is not a decimal number.');
  if (amount.unscaled < 0n) throw refused('Amounts of the filter are absolute: they cannot be negative.');
  return amount;
}

function readSearch(search: string | null | undefined): Needles | null {
  if (search == null) return null;
  if (search.length > MAX_SEARCH_LENGTH) throw refused('The text to search for is longer than 200 characters.');
  return needlesOf(search);
}

function readCategory(category: string | null | undefined): string | null {
  if (category == null) return null;
  if (category.trim() === '') throw refused('The category of the filter is blank.');
  if (category.length > MAX_LABEL_LENGTH) throw refused('The category of the filter is longer than 100 characters.');
  return category;
}

function readTags(tags: readonly string[] | null | undefined): readonly string[] | null {
  const distinct = readSet(tags);
  if (distinct === null) return null;
  if (distinct.some((tag) => tag.length > MAX_LABEL_LENGTH)) {
    throw refused('A tag of the filter is longer than 100 characters.');
  }
  return distinct;
}

function readSet<T extends string>(values: readonly T[] | null | undefined): readonly T[] | null {
  return values == null || values.length === 0 ? null : [...new Set(values)].sort();
}

function refused(message: string): GatewayError {
  return new GatewayError('BAD_USER_INPUT', { message });
}
