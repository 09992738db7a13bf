import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'wouter';
import type { TurnoverDirection, TurnoverFilter, TurnoverStatus } from '../gql/graphql.ts';

/** What the address says about the list: a link, a reload and the way back show the same list. */
const KEYS = ['account', 'search', 'from', 'to', 'min', 'max', 'direction', 'tag', 'status', 'onlyNew'] as const;

export type FilterKey = (typeof KEYS)[number];
export type Filters = Readonly<Partial<Record<FilterKey, string>>>;

const DAY = /^\d{4}-\d\d-\d\d$/;
const AMOUNT = /^\d{1,15}(\.\d{1,4})?$/;

/** What may be in the address; the gateway refuses anything else. */
const FORMS: Readonly<Partial<Record<FilterKey, RegExp>>> = {
  from: DAY,
  to: DAY,
  min: AMOUNT,
  max: AMOUNT,
  direction: /^(CREDIT|DEBIT)$/,
  status: /^(BOOKED|PENDING|CANCELED)$/,
  onlyNew: /^true$/,
};

export function useFilters(): [Filters, (change: Filters) => void] {
  const [params, setParams] = useSearchParams();
  const filters = useMemo(() => {
    const given = KEYS.map((key) => [key, params.get(key)?.trim() ?? ''] as const);
    return Object.fromEntries(
      given.filter(([key, value]) => value !== '' && (FORMS[key]?.test(value) ?? true)),
    ) as Filters;
  }, [params]);
  const change = useCallback(
    (changed: Filters) => {
      const next = (previous: URLSearchParams) => {
        const all = new URLSearchParams(previous);
        for (const [key, value] of Object.entries(changed))
          if (value === '') all.delete(key);
          else all.set(key, value);
        return all;
      };
      setParams(next, { replace: true });
    },
    [setParams],
  );
  return [filters, change];
}

/** Clears everything but the account. */
export const NO_FILTERS: Filters = Object.fromEntries(KEYS.filter((key) => key !== 'account').map((key) => [key, '']));

export function isFiltered(filters: Filters): boolean {
  return KEYS.some((key) => key !== 'account' && (filters[key] ?? '') !== '');
}

export function toTurnoverFilter({
  search,
  from,
  to,
  min,
  max,
  direction,
  tag,
  status,
  onlyNew,
}: Filters): TurnoverFilter {
  return {
    ...(search !== undefined && { search }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(min !== undefined && { minAmount: min }),
    ...(max !== undefined && { maxAmount: max }),
    ...(direction !== undefined && { direction: direction as TurnoverDirection }),
    ...(tag !== undefined && { tags: [tag] }),
    ...(status !== undefined && { status: [status as TurnoverStatus] }),
    ...(onlyNew !== undefined && { onlyNew: true }),
  };
}

/** An amount as people type it: with a comma or a point. @returns undefined where it is none */
export function parseAmount(text: string): string | undefined {
  const plain = text.trim().replace(',', '.');
  return plain === '' || AMOUNT.test(plain) ? plain : undefined;
}
