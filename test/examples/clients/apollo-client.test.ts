import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import {
  CombinedGraphQLErrors,
  gql,
  InMemoryCache,
  type ApolloClient,
  type DocumentNode,
  type TypedDocumentNode,
} from '@apollo/client';
import { buildASTSchema, parse, type GraphQLObjectType } from 'graphql';
import { typePolicies } from '../../../examples/clients/apollo-client/cache.js';
import { createApolloClient } from '../../../examples/clients/apollo-client/client.js';
import { followTurnovers } from '../../../examples/clients/apollo-client/live.js';
import {
  CONNECT_BANK,
  connectBank,
  DELETE_ACCOUNT,
  deleteAccount,
} from '../../../examples/clients/apollo-client/mutations.js';
import {
  showMore,
  TURNOVERS,
  type Turnovers,
  type TurnoversVariables,
} from '../../../examples/clients/apollo-client/turnovers.js';
import fragments from '../../../examples/clients/generated/possible-types.js';
import { Session } from '../../../examples/clients/session.js';
import { until } from '../../support/until.js';
import { Scene, watchStreams } from './scene.js';

let scene: Scene;
let client: ApolloClient;

beforeAll(async () => {
  scene = await Scene.start();
});

beforeEach(() => {
  client = createApolloClient(scene.url, scene.session());
});

afterEach(() => {
  client.stop();
  jest.restoreAllMocks();
});

afterAll(() => scene.close());

/** Makes it the same client with a cache that lacks policies of the recipe, of which Apollo Client warns. */
function forget(...names: readonly string[]): void {
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  const kept = Object.entries(typePolicies).filter(([name]) => !names.includes(name));
  client.cache = new InMemoryCache({ possibleTypes: fragments.possibleTypes, typePolicies: Object.fromEntries(kept) });
}

describe('parts of an object, read by two queries', () => {
  const viewer = (fields: string) => gql(`{ viewer { id ${fields} } }`);
  const PARTS: readonly (readonly [type: string, first: DocumentNode, second: DocumentNode])[] = [
    ['Balance', viewer('accounts { id balance { available { value } } }'), viewer('accounts { id balance { asOf } }')],
    [
      'MonetaryAmount',
      viewer('accounts { id balance { amount { value } } }'),
      viewer('accounts { id balance { amount { currency } } }'),
    ],
    [
      'BankConnectionSync',
      viewer('connections { id sync { mode } }'),
      viewer('connections { id sync { lastSyncedAt } }'),
    ],
    ['Consent', viewer('connections { id consent { state } }'), viewer('connections { id consent { validUntil } }')],
    [
      'BalanceTotals',
      viewer('balanceTotals { totals { value } }'),
      viewer('balanceTotals { incompleteAccounts { code } }'),
    ],
  ];

  it.each(PARTS)('%s: are kept', async (_, first, second) => {
    await client.query({ query: first });
    await client.query({ query: second });
    expect(client.readQuery({ query: first })).not.toBeNull();
  });

  it.each(PARTS)('%s: are lost without its policy', async (type, first, second) => {
    forget(type);
    await client.query({ query: first });
    await client.query({ query: second });
    expect(client.readQuery({ query: first })).toBeNull();
  });
});

describe('a list of turnovers', () => {
  const VARIABLES = (): TurnoversVariables => ({ accountId: scene.accountIds[0] ?? '' });

  type Page = NonNullable<NonNullable<Turnovers['account']>['turnovers']> & {
    readonly nodes?: readonly { id: string }[];
  };

  function listOf(fields: string): typeof TURNOVERS {
    return gql(`query ($accountId: ID!, $after: String) {
      account(id: $accountId) {
        id
        turnovers(first: 50, after: $after) { ${fields} pageInfo { hasNextPage endCursor } }
      }
    }`);
  }

  /** What a component shows after these many pages. */
  async function shownAfter(pages: number, query: typeof TURNOVERS): Promise<Page> {
    const list = client.watchQuery({ query, variables: VARIABLES() });
    const watching = list.subscribe(() => undefined);
    await list.refetch();
    const shown = () => client.readQuery({ query, variables: VARIABLES() })?.account?.turnovers;
    for (let page = 2; page <= pages; page++) {
      await showMore(list);
      await until('it shows the page', () =>
        isDeepStrictEqual(list.getCurrentResult().data?.account?.turnovers, shown()),
      );
    }
    watching.unsubscribe();
    const result = shown();
    if (result === undefined || result === null) throw new Error('The cache lost the list.');
    return result;
  }

  it('grows with each page of edges', async () => {
    const { edges } = await shownAfter(3, TURNOVERS);
    expect(edges.map(({ node }) => node.id)).toEqual(await scene.turnoverIds());
  });

  it('shows one page at a time of nodes', async () => {
    const { nodes } = await shownAfter(3, listOf('nodes { id }'));
    expect(nodes?.map(({ id }) => id)).toEqual((await scene.turnoverIds()).slice(100));
  });

  it('has its first page only, without its policy', async () => {
    forget('Account');
    const { edges } = await shownAfter(2, TURNOVERS);
    expect(edges).toHaveLength(50);
  });

  it('is another list with another argument, but for those of pages', () => {
    const schema = buildASTSchema(parse(readFileSync('schema.graphql', 'utf8')), { assumeValidSDL: true });
    const paging = ['first', 'last', 'after', 'before'];
    const named = ['Account', 'BankUser'].flatMap((name) =>
      (schema.getType(name) as GraphQLObjectType).getFields().turnovers?.args.map(({ name: argument }) => argument),
    );
    const { keyArgs } = (typePolicies.Account?.fields as { turnovers: { keyArgs: readonly string[] } }).turnovers;
    const expected = new Set(named.filter((name) => name !== undefined && !paging.includes(name)));
    expect(new Set(keyArgs.slice(0, keyArgs.indexOf('@connection')))).toEqual(expected);
  });

  const latest = (directive: string): typeof TURNOVERS =>
    gql(`query ($accountId: ID!) {
      account(id: $accountId) { id turnovers(first: 3) ${directive} { edges { cursor node { id } } } }
    }`);

  it.each([
    ['two lengths where one has a key of its own', '@connection(key: "latest")', 3],
    ['one length without', '', 50],
  ])('has %s', async (_, directive, length) => {
    const variables = VARIABLES();
    await client.query({ query: TURNOVERS, variables });
    const { data } = await client.query({ query: latest(directive), variables });
    expect(data?.account?.turnovers?.edges).toHaveLength(length);
    expect(client.readQuery({ query: TURNOVERS, variables })?.account?.turnovers?.edges).toHaveLength(50);
  });
});

describe('other lists', () => {
  it('of bank users grow by page', async () => {
    for (let count = 0; count < 2; count++) await scene.bank.addPerson();
    client = createApolloClient(scene.url, await scene.serviceSession());
    const query = gql`
      query ($after: String) {
        bankUsers(first: 1, after: $after) {
          edges {
            cursor
            node {
              id
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    ` as TypedDocumentNode<{ bankUsers: { edges: object[]; pageInfo: { endCursor: string } } }>;
    const list = client.watchQuery({ query });
    const { data } = await list.refetch();
    await list.fetchMore({ variables: { after: data?.bankUsers.pageInfo.endCursor } });
    expect(client.readQuery({ query })?.bankUsers.edges).toHaveLength(2);
  });

  it('of banks grow by page', async () => {
    const query = gql`
      query ($after: String) {
        banks(country: "DE", first: 2, after: $after) {
          bankCode
        }
      }
    ` as TypedDocumentNode<{ banks: { bankCode: string }[] }>;
    const list = client.watchQuery({ query });
    const { data } = await list.refetch();
    await list.fetchMore({ variables: { after: data?.banks.at(-1)?.bankCode } });
    const codes = client.readQuery({ query })?.banks.map(({ bankCode }) => bankCode) ?? [];
    expect(codes).toHaveLength(4);
    expect(new Set(codes).size).toBe(4);
  });
});

describe('a mutation', () => {
  const ACCOUNTS = gql`
    {
      viewer {
        id
        accounts {
          id
        }
        balanceTotals {
          totals {
            value
          }
        }
      }
    }
  ` as TypedDocumentNode<{
    viewer: { accounts: { id: string }[] };
  }>;
  const shown = () => client.readQuery({ query: ACCOUNTS })?.viewer.accounts.map(({ id }) => id);

  it('that deletes an account takes it out of lists and sums', async () => {
    const other = await Scene.start();
    client = createApolloClient(other.url, other.session());
    const list = gql`
      {
        viewer {
          id
          accounts {
            id
          }
        }
      }
    ` as typeof ACCOUNTS;
    await client.query({ query: ACCOUNTS });
    const [gone = '', stays = ''] = other.accountIds;
    await deleteAccount(client, gone, other.bankUserId);
    expect(client.readQuery({ query: list })?.viewer.accounts.map(({ id }) => id)).toEqual([stays]);
    expect(shown()).toBeUndefined();
    await client.mutate({ mutation: DELETE_ACCOUNT, variables: { id: stays } });
    expect(client.readQuery({ query: list })?.viewer.accounts.map(({ id }) => id)).toEqual([stays]);
    await other.close();
  });

  it('that fails says why, and deletes nothing', async () => {
    await client.query({ query: ACCOUNTS });
    const { data } = await deleteAccount(client, 'none', scene.bankUserId);
    expect(data?.deleteAccount).toMatchObject({ __typename: 'NotFoundError', code: 'NOT_FOUND' });
    expect(shown()).toHaveLength(2);
  });

  it('that fails does not say why without the possible types', async () => {
    client.cache = new InMemoryCache();
    const { data } = await deleteAccount(client, 'none', scene.bankUserId);
    expect(data?.deleteAccount).toEqual({ __typename: 'NotFoundError' });
  });

  it('leaves its secret out of the cache', async () => {
    const written = jest.spyOn(client.cache, 'write');
    const { data } = await connectBank(client);
    expect(data?.createBankConnection.wizardSession?.key).toEqual(expect.any(String));
    expect(written).not.toHaveBeenCalled();
    await client.mutate({ mutation: CONNECT_BANK });
    expect(written).toHaveBeenCalled();
  });
});

const NAME = gql`
  {
    viewer {
      id
    }
  }
`;

describe('a token that the gateway refuses', () => {
  function renewing(...tokens: readonly string[]): { readonly obtained: () => number } {
    const left = [...tokens];
    const session = new Session(() => Promise.resolve(left.shift() ?? 'none left'));
    client = createApolloClient(scene.url, session);
    return { obtained: () => tokens.length - left.length };
  }

  it('is renewed once, however many operations it fails', async () => {
    const { jwt } = scene;
    const { obtained } = renewing('refused', jwt, jwt);
    const queries = [
      NAME,
      gql`
        {
          viewer {
            name
          }
        }
      `,
      gql`
        {
          viewer {
            email
          }
        }
      `,
    ];
    const results = await Promise.all(queries.map((query) => client.query({ query })));
    expect(results.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
    expect(obtained()).toBe(2);
  });

  it('is renewed where it is the empty one', async () => {
    renewing('', scene.jwt);
    expect((await client.query({ query: NAME })).error).toBeUndefined();
  });

  it('fails the operation when the new one is refused as well', async () => {
    const { obtained } = renewing('refused', 'refused too', scene.jwt);
    const { error } = await client.query({ query: NAME });
    expect(CombinedGraphQLErrors.is(error) && error.errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ]);
    expect(obtained()).toBe(2);
  });
});

it('shows what there is beside what could not be read', async () => {
  const other = await Scene.start();
  client = createApolloClient(other.url, other.session());
  await other.failBalance();
  const query = gql`
    {
      viewer {
        id
        accounts {
          id
          balance {
            asOf
          }
        }
      }
    }
  ` as TypedDocumentNode<{
    viewer: { accounts: { balance: object | null }[] };
  }>;
  const { data, error } = await client.query({ query });
  expect(data?.viewer.accounts.filter(({ balance }) => balance === null)).toHaveLength(1);
  expect(CombinedGraphQLErrors.is(error) && error.errors[0]?.extensions?.code).toBe('UPSTREAM_UNAVAILABLE');
  await expect(client.query({ query, errorPolicy: 'none', fetchPolicy: 'network-only' })).rejects.toThrow();
  await other.close();
});

describe('a subscription', () => {
  const purposesIn = ({ account }: Turnovers) => account?.turnovers?.edges.map(({ node }) => node.purposeText) ?? [];

  async function follow(of: ApolloClient) {
    const [id = ''] = scene.accountIds;
    const since = await scene.cursor();
    let shown: readonly string[] = [];
    const events: string[] = [];
    const failures: unknown[] = [];
    const list = of.watchQuery({ query: TURNOVERS, variables: { accountId: id } }).subscribe(({ data, dataState }) => {
      if (dataState === 'complete') shown = purposesIn(data);
    });
    const following = followTurnovers(of, id, scene.bankUserId, since).subscribe({
      next: ({ cursor }) => events.push(cursor),
      error: (error) => failures.push(error),
    });
    const stop = () => {
      following.unsubscribe();
      list.unsubscribe();
    };
    return { events, failures, stop, shows: (purpose: string) => shown.includes(purpose) };
  }

  it('has what is shown read again when a sync has changed it', async () => {
    const streams = watchStreams();
    const followed = await follow(client);
    await until('the subscription has begun', () => streams.begun === 1);
    await scene.syncWith('Kaffee');
    await until('the turnover is shown', () => followed.shows('Kaffee'));
    followed.stop();
    expect(followed.events.length).toBeGreaterThan(0);
  });

  it('goes on from the last cursor when the connection is lost', async () => {
    const streams = watchStreams();
    const followed = await follow(client);
    await until('the subscription has begun', () => streams.begun === 1);
    await scene.syncWith('zuvor');
    await until('the first turnover is shown', () => followed.shows('zuvor'));
    streams.cut();
    await scene.syncWith('verpasst');
    await until('what was missed is shown', () => followed.shows('verpasst'));
    followed.stop();
    expect(streams.begun).toBe(2);
  });

  it('goes on with a new token when that has ended', async () => {
    const streams = watchStreams();
    const tokens = [await scene.briefJwt(3), scene.jwt];
    const renewing = createApolloClient(scene.url, new Session(() => Promise.resolve(tokens.shift() ?? 'none left')));
    const followed = await follow(renewing);
    await until('the token has ended', () => streams.begun === 2);
    await scene.syncWith('danach');
    await until('the turnover is shown', () => followed.shows('danach'));
    followed.stop();
    renewing.stop();
  });

  it('ends with the reason when it cannot go on', async () => {
    const failure = await new Promise((resolve) => {
      followTurnovers(client, 'none', scene.bankUserId).subscribe({ error: resolve });
    });
    expect(failure).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });
});
