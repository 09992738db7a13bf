import {
  ApolloClient,
  ApolloLink,
  CombinedGraphQLErrors,
  CombinedProtocolErrors,
  HttpLink,
  ServerError,
} from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { ErrorLink } from '@apollo/client/link/error';
import { from, switchMap } from 'rxjs';
import type { Session } from '../session.js';
import { createCache } from './cache.js';

// Tells TypeScript of `defaultOptions`, below.
declare module '@apollo/client' {
  namespace ApolloClient {
    namespace DeclareDefaultOptions {
      interface Query {
        errorPolicy: 'all';
      }
      interface WatchQuery {
        errorPolicy: 'all';
      }
      interface Mutate {
        errorPolicy: 'all';
      }
    }
  }
}

export function createApolloClient(url: string, session: Session): ApolloClient {
  const authorize = new SetContextLink(async (context) => ({
    headers: { ...(context.headers as object), authorization: await session.authorization() },
  }));

  // Sends an operation once more, with a new token, when the gateway refuses the token.
  const renew = new ErrorLink(({ error, operation, forward }) => {
    if (!isUnauthenticated(error)) return undefined;
    const { headers } = operation.getContext() as { headers: { authorization: string } };
    return from(session.refused(headers.authorization)).pipe(switchMap(() => forward(operation)));
  });

  return new ApolloClient({
    link: ApolloLink.from([renew, authorize, new HttpLink({ uri: url })]),
    cache: createCache(),
    clientAwareness: { name: 'your-app', version: '1.0.0' },
    // Data beside errors: a bank that fails leaves the rest of the page.
    defaultOptions: {
      query: { errorPolicy: 'all' },
      watchQuery: { errorPolicy: 'all' },
      mutate: { errorPolicy: 'all' },
    },
  });
}

function isUnauthenticated(error: unknown): boolean {
  if (ServerError.is(error)) return error.statusCode === 401;
  // The token of a subscription has ended, in the latter case.
  const isOfGateway = CombinedGraphQLErrors.is(error) || CombinedProtocolErrors.is(error);
  return isOfGateway && error.errors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED');
}
