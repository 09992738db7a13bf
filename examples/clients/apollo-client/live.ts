import { CombinedGraphQLErrors, gql, type ApolloClient, type TypedDocumentNode } from '@apollo/client';
import { defer, map, retry, tap, throwError, timer, type Observable } from 'rxjs';
import { evictComputed } from './mutations.js';

export interface TurnoversChanged {
  readonly turnoversChanged: {
    readonly account: { readonly id: string };
    readonly cursor: string;
  };
}

// The balance goes into the cache by itself: ask for what the page shows of it.
export const TURNOVERS_CHANGED: TypedDocumentNode<TurnoversChanged, { accountId: string; since?: string }> = gql`
  subscription TurnoversChanged($accountId: ID!, $since: String) {
    turnoversChanged(accountId: $accountId, since: $since) {
      account {
        id
        balance {
          amount {
            value
            currency
          }
        }
      }
      cursor
    }
  }
`;

/**
 * Each change of an account's turnovers, once the cache knows of it. A lost connection is made again, and goes on from the last cursor.
 *
 * @param since the last cursor of an earlier page view; without it, only what changes from now on
 */
export function followTurnovers(
  client: ApolloClient,
  accountId: string,
  bankUserId: string,
  since?: string,
): Observable<TurnoversChanged['turnoversChanged']> {
  let cursor = since;
  const subscribe = () =>
    client.subscribe({
      query: TURNOVERS_CHANGED,
      variables: { accountId, ...(cursor !== undefined && { since: cursor }) },
    });
  return defer(subscribe).pipe(
    map(({ data, error }) => {
      if (error !== undefined) throw error as Error;
      if (!data) throw new Error('An event without data');
      return data.turnoversChanged;
    }),
    tap((changes) => {
      cursor = changes.cursor;
      evictChanged(client, accountId, bankUserId);
    }),
    retry({
      delay: (error: unknown) => (isFinal(error) ? throwError(() => error) : timer(1_000 + Math.random() * 4_000)),
    }),
  );
}

/** What is shown of the account's turnovers, and of what was computed from them, is read again. */
function evictChanged({ cache }: ApolloClient, accountId: string, bankUserId: string): void {
  cache.batch({
    update: () => {
      cache.evict({ id: `Account:${accountId}`, fieldName: 'turnovers' });
      evictComputed(cache, bankUserId);
    },
  });
}

/** What the gateway says in an event, such as NOT_FOUND, unless it may pass. Lost connections and restarts are not final. */
function isFinal(error: unknown): boolean {
  return CombinedGraphQLErrors.is(error) && error.errors.some(({ extensions }) => extensions?.retryable !== true);
}
