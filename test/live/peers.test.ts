import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ApolloLink } from '@apollo/client';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { Client as UrqlClient, fetchExchange, subscriptionExchange } from '@urql/core';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient, type Client as WsClient } from 'graphql-ws';
import WebSocket from 'ws';
import { startNeighbour, type Neighbour } from '../federation/neighbour.js';
import { compose, startHiveGateway } from '../federation/routers.js';
import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';
import { accountIdOf, connectionIdOf } from '../support/gateways.js';
import { lastingPort } from '../support/lasting-port.js';
import { readMetrics, valueOf } from '../support/prometheus.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';
import { until } from '../support/until.js';

const SUBSCRIPTION = 'subscription { bankConnectionChanged { kind connection { accounts { id type } } } }';
const ACROSS = 'subscription { bankConnectionChanged { kind connection { accounts { id type nickname } } } }';
const SYNC = 'mutation ($id: ID!) { syncBankConnection(input: { id: $id, userPresent: true }) { __typename } }';

interface Changed {
  readonly bankConnectionChanged: {
    readonly kind: string;
    readonly connection: { readonly accounts: readonly object[] };
  };
}

interface Listener {
  readonly next: (result: { readonly data?: unknown; readonly errors?: unknown }) => void;
  readonly error: (error: unknown) => void;
}

/** Subscribes at `/graphql` of a URL. @returns leaves */
type Peer = (url: string, authorization: string, listener: Listener) => () => void;

function wsClientOf(url: string, authorization: string): WsClient {
  return createWsClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
    retryAttempts: 0,
  });
}

function subscribeBySse(query: string): Peer {
  return (url, authorization, { next, error }) => {
    const client = createSseClient({ url, headers: { authorization }, retryAttempts: 0 });
    client.subscribe({ query }, { next, error, complete: () => undefined });
    return () => {
      client.dispose();
    };
  };
}

/** As the recipe for Apollo Client has them, which tells TypeScript so. */
const DEFAULTS = {
  query: { errorPolicy: 'all' },
  watchQuery: { errorPolicy: 'all' },
  mutate: { errorPolicy: 'all' },
} as const;

function apolloClient(linkOf: (url: string, authorization: string) => ApolloLink): Peer {
  return (url, authorization, { next, error }) => {
    const client = new ApolloClient({
      link: linkOf(url, authorization),
      cache: new InMemoryCache(),
      defaultOptions: DEFAULTS,
    });
    const subscription = client.subscribe({ query: gql(SUBSCRIPTION) }).subscribe({
      next: ({ data, error: failure }) => {
        if (failure === undefined) next({ data });
        else error(failure);
      },
      error,
    });
    return () => {
      subscription.unsubscribe();
      client.stop();
    };
  };
}

function subscribeByUrql(client: UrqlClient, { next }: Listener): () => void {
  const subscription = client.subscription(SUBSCRIPTION, {}).subscribe(({ data, error }) => {
    next({ data: data as unknown, ...(error && { errors: error }) });
  });
  return () => {
    subscription.unsubscribe();
  };
}

const urqlOverWebSocket: Peer = (url, authorization, listener) => {
  const wsClient = wsClientOf(url, authorization);
  const exchange = subscriptionExchange({
    forwardSubscription: ({ query = '', variables }) => ({
      subscribe: (sink) => ({
        unsubscribe: wsClient.subscribe(
          { query, variables: { ...variables } },
          {
            next: ({ data = null, errors }) => {
              sink.next({ data, ...(errors && { errors }) });
            },
            error: sink.error.bind(sink),
            complete: sink.complete.bind(sink),
          },
        ),
      }),
    }),
  });
  const leave = subscribeByUrql(new UrqlClient({ url, exchanges: [exchange], preferGetMethod: false }), listener);
  return () => {
    leave();
    void wsClient.dispose();
  };
};

const urqlOverFetch: Peer = (url, authorization, listener) => {
  const client = new UrqlClient({
    ...{ url, exchanges: [fetchExchange], fetchSubscriptions: true, preferGetMethod: false },
    fetchOptions: { headers: { authorization } },
  });
  return subscribeByUrql(client, listener);
};

const CLIENTS: readonly (readonly [name: string, peer: Peer])[] = [
  [
    'graphql-ws',
    (url, authorization, { next, error }) => {
      const client = wsClientOf(url, authorization);
      client.subscribe({ query: SUBSCRIPTION }, { next, error, complete: () => undefined });
      return () => void client.dispose();
    },
  ],
  ['graphql-sse', subscribeBySse(SUBSCRIPTION)],
  [
    '@apollo/client, multipart',
    apolloClient((uri, authorization) => new HttpLink({ uri, headers: { authorization } })),
  ],
  [
    '@apollo/client, GraphQLWsLink',
    apolloClient((url, authorization) => new GraphQLWsLink(wsClientOf(url, authorization))),
  ],
  ['urql, subscriptionExchange', urqlOverWebSocket],
  ['urql, fetchSubscriptions', urqlOverFetch],
];

let bank: BankUnderTest;
let gateway: GatewayUnderTest;
let callbackPort: number;
let person: Person;
let caller: Caller;

beforeAll(async () => {
  bank = await BankUnderTest.start();
  await bank.set({ syncDelay: 0 });
  callbackPort = await lastingPort(isFree);
  gateway = await GatewayUnderTest.start(bank, {
    SUBSCRIPTION_CALLBACK_URLS: `http://127.0.0.1:${callbackPort}/callback`,
  });
});

beforeEach(async () => {
  person = await bank.addPerson({ accounts: 2, type: 'giro', syncedAgo: 6 * 3_600 });
  caller = await gateway.as(person);
});

afterAll(async () => {
  await gateway.close();
  await bank.close();
});

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  const listens = await Promise.race([
    once(server, 'listening').then(() => true),
    once(server, 'error').then(() => false),
  ]);
  if (listens) await new Promise((closed) => server.close(closed));
  return listens;
}

/** In the order in which the gateway lists them. */
function accountIds(): string[] {
  return [1, 0].map((index) => accountIdOf(person, index));
}

/** What the gateway serves, by its metrics. */
async function served(): Promise<{ readonly webSockets: number; readonly answered: number }> {
  const metrics = await readMetrics(gateway.url);
  return {
    webSockets: valueOf(metrics, 'xs2a_gateway_web_sockets'),
    answered: valueOf(metrics, 'xs2a_gateway_http_requests_total', { route: '/graphql' }),
  };
}

/**
 * The first two events of the peer, between which its bank connection is synced.
 *
 * @param onEvent called after the first one
 */
async function eventsOf(
  peer: Peer,
  url: string,
  onEvent?: () => Promise<void>,
): Promise<Changed['bankConnectionChanged'][]> {
  const events: Changed['bankConnectionChanged'][] = [];
  const failures: unknown[] = [];
  const leave = peer(url, `Bearer ${caller.jwt ?? ''}`, {
    next: ({ data, errors }) => {
      if (errors !== undefined || data == null) failures.push(errors ?? 'no data');
      else events.push((data as Changed).bankConnectionChanged);
    },
    error: (error) => failures.push(error),
  });
  const event = (index: number) =>
    until(`event ${index} arrives`, () => {
      if (failures.length > 0) throw new Error(JSON.stringify(failures));
      return events[index];
    });
  try {
    await event(0);
    await onEvent?.();
    await caller.data(SYNC, { id: connectionIdOf(person) });
    await event(1);
  } finally {
    leave();
  }
  return events;
}

it.each(CLIENTS)('%s gets the events of a sync', async (_, peer) => {
  const accounts = accountIds().map((id) => ({ id, type: 'GIRO' }));
  expect(await eventsOf(peer, `${gateway.url}/graphql`)).toMatchObject([
    { kind: 'PRESENT', connection: { accounts } },
    { kind: 'SYNCED', connection: { accounts } },
  ]);
});

describe('Hive Gateway', () => {
  let neighbour: Neighbour;
  let supergraph: string;

  beforeAll(async () => {
    neighbour = await startNeighbour(() => []);
    ({ supergraphSdl: supergraph = '' } = await compose(`${gateway.url}/graphql`, neighbour.url));
  });

  afterAll(() => {
    neighbour.close();
  });

  /** The gateway keeps a request open for server-sent events, and answers one for callbacks. */
  const SERVED = {
    sse: { webSockets: 0, answered: 0 },
    websocket: { webSockets: 1, answered: 0 },
    callback: { webSockets: 0, answered: 1 },
  } as const;

  it.each([
    ['javascript', 'sse'],
    ['javascript', 'websocket'],
    ['javascript', 'callback'],
    ['rust', 'sse'],
    ['rust', 'websocket'],
    ['rust', 'callback'],
  ] as const)('(%s, %s) adds the fields of a neighbour to the events', async (PLANNER, PROTOCOL) => {
    const PORT = String(PROTOCOL === 'callback' ? callbackPort : 0);
    const router = await startHiveGateway('hive-gateway-subscriptions.js', supergraph, { PLANNER, PROTOCOL, PORT });
    const before = await until('earlier connections are closed', async () => {
      const { webSockets, answered } = await served();
      return webSockets === 0 && { answered };
    });
    let meanwhile: Awaited<ReturnType<typeof served>> | undefined;
    try {
      const events = await eventsOf(subscribeBySse(ACROSS), `${router.url}/graphql`, async () => {
        const { webSockets, answered } = await served();
        meanwhile = { webSockets, answered: answered - before.answered };
      });
      const accounts = accountIds().map((id) => ({ id, type: 'GIRO', nickname: `Nickname of ${id}` }));
      expect(events).toMatchObject([
        { kind: 'PRESENT', connection: { accounts } },
        { kind: 'SYNCED', connection: { accounts } },
      ]);
      expect(meanwhile).toEqual(SERVED[PROTOCOL]);
    } finally {
      await router.stop();
    }
  });
});
