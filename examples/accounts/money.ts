import type { Graph } from '@xs2a-graphql-gateway/client';

/** The amount as people write it. It stays a decimal text all the way: a float would be off by cents. */
export function formatMoney(amount: Graph.AmountFragment | null | undefined): string {
  if (amount == null) return '–';
  const { value, currency } = amount;
  const style = currency === null ? {} : ({ style: 'currency', currency } as const);
  return new Intl.NumberFormat(undefined, style).format(value as Intl.StringNumericLiteral);
}
