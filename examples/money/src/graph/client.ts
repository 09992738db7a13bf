import { ApolloClient, ApolloLink, CombinedGraphQLErrors, HttpLink, ServerError } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { ErrorLink } from '@apollo/client/link/error';
import { OperationTypeNode } from 'graphql';
import { from, switchMap, tap } from 'rxjs';
import { session, SignedOut } from '../session/session.ts';
import { createCache } from './cache.ts';
import { costs } from './costs.ts';

// How Apollo Client has its types told of the defaults below.
declare module '@apollo/client' {
  namespace ApolloClient {
    namespace DeclareDefaultOptions {
      interface WatchQuery {
        errorPolicy: 'all';
      }
      interface Query {
        errorPolicy: 'all';
      }
    }
  }
}

/** A client for one person. */
export function createClient(): ApolloClient {
  return new ApolloClient({
    cache: createCache(),
    link: ApolloLink.from([renewToken(), measureCost(), addToken(), new HttpLink({ uri: '/graphql' })]),
    // A bank that does not answer makes its own fields null: the rest is shown.
    defaultOptions: {
      // A screen shows what it has shown before, and asks anew: a call upstream at most.
      watchQuery: {
        errorPolicy: 'all',
        fetchPolicy: 'cache-and-network',
        nextFetchPolicy: 'cache-first',
        // Otherwise Apollo hides from `growingList` what there was.
        refetchWritePolicy: 'merge',
      },
      query: { errorPolicy: 'all' },
    },
  });
}

/** Sends an operation again, once, with another token. Without one the person signs in again, and comes back to where they were. */
function renewToken(): ApolloLink {
  return new ErrorLink(({ error, operation, forward }) => {
    if (!isUnauthenticated(error)) return;
    if (operation.getContext().isRenewed === true) return session.expire();
    operation.setContext({ isRenewed: true });
    return from(renewed()).pipe(switchMap(() => forward(operation)));
  });
}

async function renewed(): Promise<void> {
  try {
    await session.renew();
  } catch (error) {
    if (error instanceof SignedOut) session.expire();
    throw error;
  }
}

function isUnauthenticated(error: unknown): boolean {
  if (ServerError.is(error)) return error.statusCode === 401;
  return codesOf(error).includes('UNAUTHENTICATED');
}

/** The gateway's codes: docs/errors.md lists them. */
export function codesOf(error: unknown): readonly string[] {
  if (!CombinedGraphQLErrors.is(error)) return [];
  return error.errors.map(({ extensions }) => String(extensions?.code));
}

function addToken(): ApolloLink {
  return new SetContextLink(async ({ headers }) => ({
    headers: { ...headers, authorization: `Bearer ${await session.accessToken()}` },
  }));
}

function measureCost(): ApolloLink {
  return new ApolloLink((operation, forward) => {
    // It has no end that could be waited for.
    if (operation.operationType === OperationTypeNode.SUBSCRIPTION) return forward(operation);
    const started = performance.now();
    const add = (result?: ApolloLink.Result): void => {
      const { upstreamCalls, cacheHits } = (result?.extensions?.xs2a ?? {}) as Record<string, number | undefined>;
      costs.add({
        operation: operation.operationName ?? '?',
        milliseconds: performance.now() - started,
        upstreamCalls: upstreamCalls ?? null,
        cacheHits: cacheHits ?? null,
        codes: (result?.errors ?? []).map(({ extensions }) => String(extensions?.code)),
      });
    };
    return forward(operation).pipe(tap({ next: (result) => add(result), error: () => add() }));
  });
}
