import type { FieldPolicy, Reference } from '@apollo/client';

interface Edge {
  readonly cursor: string;
  readonly node: Reference;
}

interface PageInfo {
  readonly startCursor?: string | null;
  readonly endCursor?: string | null;
  readonly hasPreviousPage?: boolean;
  readonly hasNextPage?: boolean;
}

/** A list that is read page by page, and figures about all of it. */
export interface List {
  readonly edges?: readonly Edge[];
  readonly pageInfo?: PageInfo;
}

/**
 * The pages of a list, put together. Apollo's `relayStylePagination` drops all pages but the first when that one is read again; here
 * the pages behind it stay, so that a refresh does not shorten a list that somebody has scrolled down.
 */
export function growingList(keyArgs: string[]): FieldPolicy<List> {
  return {
    keyArgs,
    merge(existing, incoming, { args, readField }) {
      const all = { ...existing, ...incoming };
      const { edges, pageInfo } = incoming;
      if (edges === undefined || pageInfo === undefined || existing?.edges === undefined) return all;
      const idOf = ({ node }: Edge) => readField('id', node);
      const ids = new Set(edges.map(idOf));
      const others = (some: readonly Edge[]) => some.filter((edge) => !ids.has(idOf(edge)));
      const placeOf = (cursor: unknown) => existing.edges?.findIndex((edge) => edge.cursor === cursor) ?? -1;

      const after = args?.after;
      if (after != null) {
        const before = existing.edges.slice(0, placeOf(after) + 1);
        return { ...all, edges: [...others(before), ...edges], pageInfo: { ...existing.pageInfo, ...endOf(pageInfo) } };
      }
      const place = placeOf(edges.at(-1)?.cursor);
      const behind = place === -1 ? [] : others(existing.edges.slice(place + 1));
      if (behind.length === 0) return all;
      return { ...all, edges: [...edges, ...behind], pageInfo: { ...pageInfo, ...endOf(existing.pageInfo ?? {}) } };
    },
  };
}

function endOf({ endCursor, hasNextPage }: PageInfo): PageInfo {
  return { endCursor: endCursor ?? null, hasNextPage: hasNextPage ?? false };
}
