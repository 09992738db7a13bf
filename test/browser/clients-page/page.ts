import { CombinedGraphQLErrors, gql, type ServerError } from '@apollo/client';
import type { CombinedError } from '@urql/core';
import { GatewayClient, GatewayError } from '../../../client/src/index.js';
import { createApolloClient } from '../../../examples/clients/apollo-client/client.js';
import { createAsk, extensionsOf } from '../../../examples/clients/graphql-request/ask.js';
import { Session } from '../../../examples/clients/session.js';
import { accountsQuery, createQueryClient } from '../../../examples/clients/tanstack-query/queries.js';
import { createUrqlClient } from '../../../examples/clients/urql/client.js';
import { createDefaultClient } from '../../../examples/clients/urql/default-client.js';

/** What each client does with the gateway, from a page of another origin. */
export interface Client {
  /** The ids of the accounts. */
  read(): Promise<readonly string[]>;
  /** The code of the error about an account that does not exist; that of the request where it is refused as a whole. */
  fail(): Promise<unknown>;
  /** The type of the result. */
  mark(accountId: string): Promise<string | undefined>;
}

const ACCOUNTS = '{ viewer { id accounts { id } } }';
const NONE = '{ account(id: "none") { id } }';
const MARK = `mutation ($id: ID!) {
  markTurnoversSeen(input: { accountId: $id }) { __typename ... on MarkTurnoversSeenSuccess { account { id } } }
}`;

interface Accounts {
  readonly viewer: { readonly accounts: readonly { readonly id: string }[] };
}
interface Marked {
  readonly markTurnoversSeen: { readonly __typename: string };
}

function own(url: string, token: string): Client {
  const gateway = new GatewayClient({ url, token });
  return {
    read: async () => (await gateway.viewer.listAccounts()).data.map(({ id }) => id),
    fail: () =>
      gateway
        .account('none')
        .get()
        .catch((error: unknown) => error instanceof GatewayError && error.code),
    mark: async (id) => (await gateway.account(id).markTurnoversSeen()).data.__typename,
  };
}

function apollo(url: string, token: string): Client {
  const client = createApolloClient(url, new Session(() => Promise.resolve(token)));
  const codeOf = (error: unknown): unknown => {
    if (CombinedGraphQLErrors.is(error)) return error.errors[0]?.extensions?.code;
    const { errors } = JSON.parse((error as ServerError).bodyText) as { errors: [{ extensions: { code: string } }] };
    return errors[0].extensions.code;
  };
  return {
    read: async () =>
      ((await client.query({ query: gql(ACCOUNTS) })).data as Accounts).viewer.accounts.map(({ id }) => id),
    fail: async () => codeOf((await client.query({ query: gql(NONE) })).error),
    mark: async (id) =>
      ((await client.mutate({ mutation: gql(MARK), variables: { id } })).data as Marked).markTurnoversSeen.__typename,
  };
}

function urqlOf(client: ReturnType<typeof createDefaultClient>): Client {
  const codeOf = (error: CombinedError | undefined) => error?.graphQLErrors[0]?.extensions.code;
  return {
    read: async () => (await client.query<Accounts>(ACCOUNTS, {})).data?.viewer.accounts.map(({ id }) => id) ?? [],
    fail: async () => codeOf((await client.query(NONE, {})).error),
    mark: async (id) => (await client.mutation<Marked>(MARK, { id })).data?.markTurnoversSeen.__typename,
  };
}

/** TanStack Query, over graphql-request. */
function tanstack(url: string, token: string): Client {
  const ask = createAsk(url, new Session(() => Promise.resolve(token)));
  const client = createQueryClient();
  return {
    read: async () => (await client.query(accountsQuery(ask, ''))).data.viewer.accounts.map(({ id }) => id),
    fail: () =>
      ask(NONE).then(
        ({ errors }) => errors[0]?.extensions.code,
        (error: unknown) => extensionsOf(error).code,
      ),
    mark: async (id) => (await ask<Marked>(MARK, { id })).data.markTurnoversSeen.__typename,
  };
}

const CLIENTS = {
  own,
  apollo,
  urql: (url: string, token: string) => urqlOf(createDefaultClient(url, token)),
  graphcache: (url: string, token: string) => urqlOf(createUrqlClient(url, new Session(() => Promise.resolve(token)))),
  tanstack,
};

export type ClientName = keyof typeof CLIENTS;

/** What the test calls. */
Object.assign(globalThis, {
  clientOf: (name: ClientName, url: string, token: string): Client => CLIENTS[name](url, token),
});
