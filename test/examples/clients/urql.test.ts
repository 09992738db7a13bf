import { Client, fetchExchange, gql, type TypedDocumentNode } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { Session } from '../../../examples/clients/session.js';
import { createUrqlClient } from '../../../examples/clients/urql/client.js';
import { followTurnovers } from '../../../examples/clients/urql/live.js';
import { createDefaultClient } from '../../../examples/clients/urql/default-client.js';
import { until } from '../../support/until.js';
import { Scene, watchRequests, watchStreams } from './scene.js';

interface Turnovers {
  readonly account: {
    readonly turnovers: {
      readonly totalCount: number;
      readonly edges: readonly { readonly node: { readonly id: string } }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
}

const TURNOVERS: TypedDocumentNode<Turnovers, { id: string; after?: string | null }> = gql`
  query ($id: ID!, $after: String) {
    account(id: $id) {
      id
      turnovers(first: 50, after: $after) {
        totalCount
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
  }
`;

const NAME = gql`
  {
    viewer {
      id
    }
  }
`;

const BALANCES = gql`
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
` as TypedDocumentNode<{ viewer: { accounts: { id: string; balance: object | null }[] } }>;

const DELETE: TypedDocumentNode<object, { id: string }> = gql`
  mutation ($id: ID!) {
    deleteAccount(input: { id: $id }) {
      __typename
      ... on DeleteSuccess {
        deletedId
      }
      ... on UserError {
        code
      }
    }
  }
`;

let scene: Scene;
let client: Client;
let warnings: jest.SpyInstance;

beforeAll(async () => {
  scene = await Scene.start();
});

beforeEach(() => {
  warnings = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  client = createUrqlClient(scene.url, scene.session());
});

afterEach(() => {
  jest.restoreAllMocks();
});

afterAll(() => scene.close());

/** A client with Graphcache as it comes. */
function withoutRecipe(): Client {
  const headers = { authorization: `Bearer ${scene.jwt}` };
  return new Client({ url: scene.url, exchanges: [cacheExchange(), fetchExchange], fetchOptions: { headers } });
}

describe('with its defaults', () => {
  it('asks by GET, and is answered', async () => {
    const requests = watchRequests();
    const { data, error } = await createDefaultClient(scene.url, scene.jwt).query(BALANCES, {});
    expect(error).toBeUndefined();
    expect(data?.viewer.accounts).toHaveLength(2);
    expect(requests.methods).toEqual(['GET']);
  });
});

describe('with Graphcache', () => {
  it('asks by POST', async () => {
    const requests = watchRequests();
    await client.query(BALANCES, {});
    expect(requests.methods).toEqual(['POST']);
  });

  it('stores objects without an id with the object they belong to', async () => {
    await client.query(BALANCES, {});
    expect(warnings).not.toHaveBeenCalled();
  });

  it('warns of each of them without the keys', async () => {
    await withoutRecipe().query(BALANCES, {});
    expect(warnings).toHaveBeenCalledWith(expect.stringContaining('Invalid key'));
  });

  async function pages(of: Client): Promise<Turnovers['account']['turnovers'] | undefined> {
    const [id = ''] = scene.accountIds;
    let shown: Turnovers['account']['turnovers'] | undefined;
    for (let page = 1; page <= 3; page++) {
      const { data } = await of.query(TURNOVERS, { id, after: shown?.pageInfo.endCursor ?? null });
      shown = data?.account.turnovers;
    }
    return shown;
  }

  it('joins the pages of a list', async () => {
    const shown = await pages(client);
    expect(shown?.edges.map(({ node }) => node.id)).toEqual(await scene.turnoverIds());
    expect(shown?.totalCount).toBe(120);
    expect(shown?.pageInfo.hasNextPage).toBe(false);
  });

  it('has one page at a time without relayPagination', async () => {
    expect((await pages(withoutRecipe()))?.edges).toHaveLength(20);
  });

  it('takes a deleted account out of lists', async () => {
    const other = await Scene.start();
    client = createUrqlClient(other.url, other.session());
    const before = await client.query(BALANCES, {});
    expect(before.data?.viewer.accounts).toHaveLength(2);
    const [gone = '', stays = ''] = other.accountIds;
    await client.mutation(DELETE, { id: gone });
    const after = await client.query(BALANCES, {});
    expect(after.data?.viewer.accounts.map(({ id }) => id)).toEqual([stays]);
    await other.close();
  });

  it('takes a deleted connection out of lists', async () => {
    const other = await Scene.start();
    client = createUrqlClient(other.url, other.session());
    const connections = gql`
      {
        viewer {
          id
          connections {
            id
          }
        }
      }
    ` as TypedDocumentNode<{
      viewer: { connections: { id: string }[] };
    }>;
    const before = await client.query(connections, {});
    const id = before.data?.viewer.connections[0]?.id ?? '';
    const deleted = await client.mutation(
      gql`
        mutation ($id: ID!) {
          deleteBankConnection(input: { id: $id }) {
            ... on DeleteSuccess {
              deletedId
            }
          }
        }
      `,
      { id },
    );
    expect(deleted.data).toMatchObject({ deleteBankConnection: { deletedId: id } });
    expect((await client.query(connections, {})).data?.viewer.connections).toEqual([]);
    await other.close();
  });

  it('gets the reason of a failed mutation', async () => {
    const { data } = await client.mutation(DELETE, { id: 'none' });
    expect(data).toMatchObject({ deleteAccount: { __typename: 'NotFoundError', code: 'NOT_FOUND' } });
  });

  it('has what there is beside what could not be read', async () => {
    const other = await Scene.start();
    client = createUrqlClient(other.url, other.session());
    await other.failBalance();
    const { data, error } = await client.query(BALANCES, {});
    expect(data?.viewer.accounts.filter(({ balance }) => balance === null)).toHaveLength(1);
    expect(error?.graphQLErrors[0]?.extensions.code).toBe('UPSTREAM_UNAVAILABLE');
    await other.close();
  });
});

describe('a token that the gateway refuses', () => {
  function renewing(...tokens: readonly string[]): { readonly obtained: () => number } {
    const left = [...tokens];
    client = createUrqlClient(scene.url, new Session(() => Promise.resolve(left.shift() ?? 'none left')));
    return { obtained: () => tokens.length - left.length };
  }

  it('is renewed, and every operation sent again', async () => {
    renewing('refused', scene.jwt, scene.jwt);
    const results = await Promise.all([NAME, BALANCES].map((query) => client.query(query, {})));
    expect(results.map(({ error }) => error)).toEqual([undefined, undefined]);
  });

  it('fails the operation when the new one is refused as well', async () => {
    const { obtained } = renewing('refused', 'refused too', scene.jwt);
    const { error } = await client.query(NAME, {});
    expect((error?.response as Response).status).toBe(401);
    expect(obtained()).toBe(2);
  });
});

it('fails, and tries again with the next operation, where the identity provider fails', async () => {
  let attempts = 0;
  const obtain = () => (++attempts <= 2 ? Promise.reject(new Error('no provider')) : Promise.resolve(scene.jwt));
  client = createUrqlClient(scene.url, new Session(obtain));
  expect((await client.query(NAME, {})).error?.message).toContain('no provider');
  expect((await client.query(NAME, {})).error).toBeUndefined();
});

describe('a subscription', () => {
  const PURPOSES: TypedDocumentNode<{ account: { turnovers: { nodes: { purposeText: string }[] } } }, { id: string }> =
    gql`
      query ($id: ID!) {
        account(id: $id) {
          id
          turnovers(first: 10) {
            nodes {
              id
              purposeText
            }
          }
        }
      }
    `;

  async function follow(of: Client) {
    const [id = ''] = scene.accountIds;
    let shown: readonly string[] = [];
    const list = of.query(PURPOSES, { id }).subscribe(({ data }) => {
      shown = data?.account.turnovers.nodes.map(({ purposeText }) => purposeText) ?? [];
    });
    const leave = followTurnovers(of, id, await scene.cursor(), jest.fn(), jest.fn());
    const stop = () => {
      leave();
      list.unsubscribe();
    };
    return { stop, shows: (purpose: string) => shown.includes(purpose) };
  }

  it('has what is shown read again, also what a lost connection missed', async () => {
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
    const tokens = [await scene.briefJwt(3)];
    const renewing = createUrqlClient(scene.url, new Session(() => Promise.resolve(tokens.shift() ?? scene.jwt)));
    const followed = await follow(renewing);
    await until('the token has ended', () => streams.begun > 1);
    await scene.syncWith('danach');
    await until('the turnover is shown', () => followed.shows('danach'));
    followed.stop();
  });

  it('ends with the reason when it cannot go on', async () => {
    const error = await new Promise((resolve) => {
      followTurnovers(client, 'none', undefined, jest.fn(), resolve);
    });
    expect(error).toMatchObject({ graphQLErrors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });
});
