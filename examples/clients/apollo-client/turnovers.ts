import { gql, type ObservableQuery, type TypedDocumentNode } from '@apollo/client';

export interface Turnovers {
  readonly account: {
    readonly id: string;
    readonly turnovers: {
      readonly edges: readonly {
        readonly cursor: string;
        readonly node: { readonly id: string; readonly bookingDate: string; readonly purposeText: string };
      }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    } | null;
  } | null;
}

export interface TurnoversVariables {
  readonly accountId: string;
  readonly after?: string | null;
}

export const TURNOVERS: TypedDocumentNode<Turnovers, TurnoversVariables> = gql`
  query Turnovers($accountId: ID!, $after: String) {
    account(id: $accountId) {
      id
      turnovers(first: 50, after: $after) {
        edges {
          cursor
          node {
            id
            bookingDate
            purposeText
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`;

/** Adds the next page to a list that is shown, if there is one. With React, `useQuery` gives the same `fetchMore`. */
export async function showMore(list: ObservableQuery<Turnovers, TurnoversVariables>) {
  const { data, dataState } = list.getCurrentResult();
  const pageInfo = dataState === 'complete' ? data.account?.turnovers?.pageInfo : undefined;
  if (pageInfo?.hasNextPage === true) await list.fetchMore({ variables: { after: pageInfo.endCursor } });
}
