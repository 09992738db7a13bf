import { readFile } from 'node:fs/promises';
import { composeServices } from '@apollo/composition';
import { ApolloGateway, RemoteGraphQLDataSource, type GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { parse } from 'graphql';
import { post, startDemoGateway, type DemoGateway } from '../support/demo-gateway.js';
import { NEIGHBOUR_SDL, startNeighbour, type Neighbour } from './neighbour.js';

interface RouterContext {
  readonly authorization?: string | undefined;
}

async function compose(bankingUrl: string, neighbourUrl: string) {
  const banking = parse(await readFile('schema.graphql', 'utf8'));
  return composeServices([
    { name: 'banking', url: bankingUrl, typeDefs: banking },
    { name: 'goals', url: neighbourUrl, typeDefs: parse(NEIGHBOUR_SDL) },
  ]);
}

it('composes with a neighbour without errors and hints', async () => {
  const { errors, hints } = await compose('http://banking', 'http://goals');
  expect(errors).toBeUndefined();
  expect(hints?.map(({ message }) => message)).toEqual([]);
});

it('passes tags, costs and list sizes on to the supergraph', async () => {
  const { supergraphSdl = '' } = await compose('http://banking', 'http://goals');
  expect(supergraphSdl).toMatch(/iban: String .*@tag\(name: "pii"\)/);
  expect(supergraphSdl).toMatch(/token: String @tag\(name: "secret"\)/);
  expect(supergraphSdl).toMatch(/balance: Balance .*@cost\(weight: 10\)/);
  expect(supergraphSdl).toMatch(
    /\): TurnoverConnection .*@listSize\(assumedSize: 50, slicingArguments: \["first", "last"\]/,
  );
});

describe('a router in front of both', () => {
  let banking: DemoGateway;
  let neighbour: Neighbour;
  let accountIds: readonly string[] = [];
  let router: ApolloServer<RouterContext>;
  let url: string;

  beforeAll(async () => {
    banking = await startDemoGateway();
    neighbour = await startNeighbour(() => accountIds);
    const { supergraphSdl } = await compose(`${banking.url}/graphql`, neighbour.url);
    if (supergraphSdl === undefined) throw new Error('The two do not compose.');
    router = new ApolloServer<RouterContext>({
      gateway: new ApolloGateway({
        supergraphSdl,
        buildService: ({ url: at }) => new ForwardingDataSource({ url: at ?? '' }),
      }),
    });
    ({ url } = await startStandaloneServer(router, {
      listen: { port: 0, host: '127.0.0.1' },
      context: ({ req }) => Promise.resolve({ authorization: req.headers.authorization }),
    }));
    const { data } = await post(
      banking.url,
      { query: '{ viewer { accounts(types: [GIRO]) { id } } }' },
      banking.demo.bankUserToken,
    );
    accountIds = (data as { viewer: { accounts: { id: string }[] } }).viewer.accounts.map(({ id }) => id);
  });

  afterAll(async () => {
    await router.stop();
    neighbour.close();
    await banking.close();
  });

  const QUERY = `{
    savingsGoals { title target { value } account { id nickname type balance { amount { value currency } } } }
  }`;

  it('answers a query across both with the caller’s token', async () => {
    const { data, errors } = await post(url, { query: QUERY }, banking.demo.bankUserToken);
    expect(errors).toBeUndefined();
    const { savingsGoals } = data as { savingsGoals: { account: Record<string, unknown> }[] };
    expect(savingsGoals.map(({ account }) => account.id)).toEqual(accountIds);
    expect(savingsGoals[0]).toMatchObject({
      target: { value: '1000.00' },
      account: {
        nickname: `Nickname of ${accountIds[0] ?? ''}`,
        type: 'GIRO',
        balance: { amount: { currency: 'EUR' } },
      },
    });
  });

  it('goes from our graph to the neighbour’s fields', async () => {
    const query = '{ viewer { accounts(types: [GIRO]) { id nickname } } }';
    const { data, errors } = await post(url, { query }, banking.demo.bankUserToken);
    expect(errors).toBeUndefined();
    const { accounts } = (data as { viewer: { accounts: { id: string; nickname: string }[] } }).viewer;
    expect(accounts.length).toBeGreaterThan(0);
    for (const { id, nickname } of accounts) expect(nickname).toBe(`Nickname of ${id}`);
  });

  it('gets nothing for a caller without a token', async () => {
    const { data, errors } = await post(url, { query: '{ savingsGoals { title account { id type } } }' });
    expect(JSON.stringify(data)).not.toContain('GIRO');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('gets what exists for somebody else’s references, without an error', async () => {
    const query = '{ savingsGoals { title account { nickname holder } } }';
    const known = accountIds;
    accountIds = ['bm90aGluZw'];
    const { data, errors } = await post(url, { query }, banking.demo.bankUserToken);
    accountIds = known;
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      savingsGoals: [{ title: 'Goal 0', account: { nickname: 'Nickname of bm90aGluZw', holder: null } }],
    });
  });
});

class ForwardingDataSource extends RemoteGraphQLDataSource<RouterContext> {
  override willSendRequest({ request, context }: GraphQLDataSourceProcessOptions<RouterContext>): void {
    const { authorization } = context as RouterContext;
    if (authorization !== undefined) request.http?.headers.set('authorization', authorization);
  }
}
