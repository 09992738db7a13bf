/**
 * What fields cost, for routers and gateways that bound the cost of an operation before it runs (Apollo Federation's `@cost`
 * and `@listSize`). What no directive says has the specification's defaults: an object 1, a scalar 0, a mutation 10.
 */

/**
 * A field that leads to a request to XS2A each time it is asked for of something else. Not for lists: there the weight counts
 * for every entry, and the entries make up for the request.
 */
export const UPSTREAM_CALL = '@cost(weight: 10)';

/** A field that leads to a request to XS2A for each of a bank user's accounts. */
export const UPSTREAM_CALL_PER_ACCOUNT = '@cost(weight: 100)';

/** A list that nobody pages: as long as it is for most people. */
export function usually(length: number): string {
  return `@listSize(assumedSize: ${length})`;
}

/** A list as long as an argument says. */
export function pagedBy(slicingArguments: readonly string[], pageSize: number): string {
  return listSize(slicingArguments, pageSize, '');
}

/** A connection in Relay's sense, whose edges and nodes are as many as an argument says. */
export function connectionPagedBy(slicingArguments: readonly string[], pageSize: number): string {
  return listSize(slicingArguments, pageSize, ', sizedFields: ["edges", "nodes"]');
}

/** Without a slicing argument a page has its default size: the argument is not required. */
function listSize(slicingArguments: readonly string[], pageSize: number, sizedFields: string): string {
  const names = slicingArguments.map((name) => `"${name}"`).join(', ');
  return `@listSize(assumedSize: ${pageSize}, slicingArguments: [${names}]${sizedFields}, requireOneSlicingArgument: false)`;
}
