import { QueryClient, type QueryFunctionContext } from '@tanstack/query-core';
import { extensionsOf, FieldError, type Ask } from '../graphql-request/ask.js';

const MAX_RETRIES = 2;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // By default every error is tried three times more, also what can never succeed.
        retry: (failures, error) => failures < MAX_RETRIES && extensionsOf(error).retryable !== false,
        retryDelay: (failures, error) => 1_000 * (extensionsOf(error).retryAfterSeconds ?? 2 ** failures),
      },
    },
  });
}

interface Accounts {
  readonly viewer: {
    readonly accounts: readonly {
      readonly id: string;
      readonly description: string | null;
      readonly balance: { readonly amount: { readonly value: string; readonly currency: string | null } | null } | null;
    }[];
  };
}

const ACCOUNTS = `
  query Accounts {
    viewer {
      accounts {
        id
        description
        balance {
          amount {
            value
            currency
          }
        }
      }
    }
  }
`;

/** For `useQuery`: accounts and their balances, and what of them could not be read. */
export function accountsQuery(ask: Ask, bankUserId: string) {
  return {
    queryKey: ['accounts', bankUserId],
    queryFn: ({ signal }: QueryFunctionContext) => ask<Accounts>(ACCOUNTS, {}, signal),
  };
}

export interface TurnoverFilter {
  readonly from?: string;
  readonly search?: string;
}

interface TurnoverPage {
  readonly nodes: readonly { readonly id: string; readonly bookingDate: string; readonly purposeText: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const TURNOVERS = `
  query Turnovers($accountId: ID!, $filter: TurnoverFilter, $after: String) {
    account(id: $accountId) {
      turnovers(filter: $filter, first: 50, after: $after) {
        nodes {
          id
          bookingDate
          purposeText
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`;

/** For `useInfiniteQuery`. The key has what selects the list: a cursor belongs to one list. */
export function turnoversQuery(ask: Ask, accountId: string, filter: TurnoverFilter = {}) {
  return {
    queryKey: ['turnovers', accountId, filter],
    queryFn: async ({ pageParam, signal }: QueryFunctionContext<readonly unknown[], string | null>) => {
      const { data, errors } = await ask<{ account: { turnovers: TurnoverPage | null } | null }>(
        TURNOVERS,
        { accountId, filter, after: pageParam },
        signal,
      );
      const page = data.account?.turnovers;
      if (!page) throw new FieldError(errors[0]?.extensions);
      return page;
    },
    initialPageParam: null,
    getNextPageParam: ({ pageInfo }: TurnoverPage) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
  };
}
