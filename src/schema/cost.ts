/**
 * Costs of fields, for routers and gateways that bound the cost of an operation before it runs (Apollo Federation's `@cost` and
 * `@listSize`). Without a directive the specification's defaults apply: an object 1, a scalar 0, a mutation 10.
 */

/** A field that makes a request to XS2A for each parent object. Not for lists, where the weight would count for every entry. */
export const UPSTREAM_CALL = '@cost(weight: 10)';

/** A field that makes a request to XS2A for each of a bank user's accounts. */
export const UPSTREAM_CALL_PER_ACCOUNT = '@cost(weight: 100)';

/** A list without paging, of typical length. */
export function usually(length: number): string {
  return `@listSize(assumedSize: ${length})`;
}

/** A list whose length is an argument. */
export function pagedBy(slicingArguments: readonly string[], pageSize: number): string {
  return listSize(slicingArguments, pageSize, '');
}

/** A Relay connection whose number of edges and nodes is an argument. */
export function connectionPagedBy(slicingArguments: readonly string[], pageSize: number): string {
  return listSize(slicingArguments, pageSize, ', sizedFields: ["edges", "nodes"]');
}

/** The slicing argument is optional: without it, a page has its default size. */
function listSize(slicingArguments: readonly string[], pageSize: number, sizedFields: string): string {
  const names = slicingArguments.map((name) => `"${name}"`).join(', ');
  return `@listSize(assumedSize: ${pageSize}, slicingArguments: [${names}]${sizedFields}, requireOneSlicingArgument: false)`;
}
