import { Client, fetchExchange, type CombinedError, type Exchange } from '@urql/core';
import { authExchange } from '@urql/exchange-auth';
import { cacheExchange, type Cache, type Data, type UpdateResolver } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import fragments from '../generated/possible-types.js';
import { typesWithoutId } from '../generated/types-without-id.js';
import type { Session } from '../session.js';

export function createUrqlClient(url: string, session: Session): Client {
  return new Client({
    url,
    // With GET, queries and ids would be in URLs, and so in the logs of proxies.
    preferGetMethod: false,
    // Subscriptions over HTTP, with the same token and without another library.
    fetchSubscriptions: true,
    exchanges: [createCache(), authorization(session), fetchExchange],
  });
}

export function createCache(): Exchange {
  return cacheExchange({
    possibleTypes: fragments.possibleTypes,
    // Stored as parts of the object that they are read from.
    keys: Object.fromEntries(typesWithoutId.map((name) => [name, () => null])),
    resolvers: {
      Query: { bankUsers: relayPagination() },
      BankUser: { turnovers: relayPagination() },
      Account: { turnovers: relayPagination() },
    },
    updates: {
      Mutation: {
        deleteAccount: deletion('Account'),
        deleteBankConnection: deletion('BankConnection'),
      },
      Subscription: {
        turnoversChanged: changed,
      },
    },
  });
}

/** Takes what is gone out of lists, and has everything of the bank user that is shown read again. */
function deletion(type: string): UpdateResolver {
  return (result, _, cache, { fieldName }) => {
    const { __typename, deletedId } = result[fieldName] as { __typename: string; deletedId: string };
    if (__typename !== 'DeleteSuccess') return;
    cache.invalidate({ __typename: type, id: deletedId });
    cache.invalidate('Query', 'viewer');
  };
}

/** What is shown of the account's turnovers, and of what was computed from them, is read again. */
function changed(result: Data, _: unknown, cache: Cache): void {
  const { account } = result.turnoversChanged as { account: { id: string } };
  for (const { fieldKey } of cache.inspectFields({ __typename: 'Account', id: account.id })) {
    if (fieldKey.startsWith('turnovers(')) cache.invalidate({ __typename: 'Account', id: account.id }, fieldKey);
  }
  cache.invalidate('Query', 'viewer');
}

/** Adds the token to every request; sends an operation once more, with a new token, when the gateway refuses the token. */
function authorization(session: Session): Exchange {
  return authExchange(async (utils) => {
    // Without a first token, the first operation asks for one.
    let authorization = await session.authorization().catch(() => '');
    return {
      willAuthError: () => authorization === '',
      addAuthToOperation: (operation) => utils.appendHeaders(operation, { authorization }),
      didAuthError: isUnauthenticated,
      async refreshAuth() {
        await session.refused(authorization);
        authorization = await session.authorization();
      },
    };
  });
}

function isUnauthenticated({ response, graphQLErrors }: CombinedError): boolean {
  const status = (response as Response | undefined)?.status;
  return status === 401 || graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED');
}
