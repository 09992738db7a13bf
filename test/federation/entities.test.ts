import { startDemoGateway, post, type DemoGateway, type HttpAnswer } from '../support/demo-gateway.js';

type Representation = Readonly<Record<string, unknown>>;
interface Entity {
  readonly __typename: string;
  readonly id: string;
}

const ENTITIES = `
  query Entities($representations: [_Any!]!) {
    _entities(representations: $representations) {
      __typename
      ... on BankUser { id name }
      ... on BankConnection { id status }
      ... on Account { id type balance { asOf } }
    }
  }`;

let gateway: DemoGateway;
let klara: { readonly id: string; readonly connections: readonly Entity[]; readonly accounts: readonly Entity[] };

beforeAll(async () => {
  gateway = await startDemoGateway();
  const query = '{ viewer { id connections { __typename id } accounts { __typename id } } }';
  klara = ((await post(gateway.url, { query }, gateway.demo.bankUserToken)).data as { viewer: typeof klara }).viewer;
});

afterAll(() => gateway.close());

async function ask(representations: readonly unknown[], token: string | undefined): Promise<HttpAnswer> {
  return post(gateway.url, { query: ENTITIES, variables: { representations } }, token);
}

async function resolve(representations: readonly unknown[], token: string): Promise<readonly (Entity | null)[]> {
  const { data, errors } = await ask(representations, token);
  expect(errors).toBeUndefined();
  return (data as { _entities: (Entity | null)[] })._entities;
}

/** Another bank user's id and accounts, found by a service caller. */
async function stranger(): Promise<{ readonly id: string; readonly accounts: readonly Entity[] }> {
  const query = '{ bankUsers { nodes { id accounts { __typename id } } } }';
  const { data } = await post(gateway.url, { query }, gateway.demo.serviceToken);
  const { nodes } = (data as { bankUsers: { nodes: Awaited<ReturnType<typeof stranger>>[] } }).bankUsers;
  const found = nodes.find(({ id, accounts }) => id !== klara.id && accounts.length > 0);
  if (found === undefined) throw new Error('There is nobody else.');
  return found;
}

const asOf = ({ __typename, id }: Entity): Representation => ({ __typename, id });

it('resolves references of all three types, in their order', async () => {
  const representations = [
    { __typename: 'BankUser', id: klara.id },
    ...klara.connections.map(asOf),
    ...klara.accounts.map(asOf),
  ];
  const entities = await resolve(representations, gateway.demo.bankUserToken);
  expect(entities).toMatchObject(representations);
  expect(entities[0]).toHaveProperty('name', 'Klara Vielkonto');
});

it('leaves foreign, missing and malformed ones out, without an error', async () => {
  const other = await stranger();
  const foreign = [{ __typename: 'BankUser', id: other.id }, ...other.accounts.map(asOf)];
  const malformed = ['', '..', 7, null, undefined, {}, ['a'], true].map((id) => ({ __typename: 'Account', id }));
  const wrongType = [
    { __typename: 'Account', id: klara.id },
    { __typename: 'BankUser', id: klara.accounts[0]?.id },
  ];
  const gone = [{ __typename: 'Account', id: Buffer.from('a.nobody.nothing').toString('base64url') }];
  const nothing = [...foreign, ...malformed, ...wrongType, ...gone];
  const entities = await resolve([...nothing, { __typename: 'BankUser', id: klara.id }], gateway.demo.bankUserToken);
  expect(entities.slice(0, -1)).toEqual(nothing.map(() => null));
  expect(entities.at(-1)).toMatchObject({ id: klara.id });
});

it('lets a service caller resolve what is anybody’s', async () => {
  const other = await stranger();
  const representations = [...other.accounts.map(asOf), ...klara.accounts.map(asOf)];
  expect(await resolve(representations, gateway.demo.serviceToken)).toMatchObject(representations);
});

it('reads lists, not one thing at a time', async () => {
  const other = await stranger();
  const types = 'query($r: [_Any!]!) { _entities(representations: $r) { ... on Account { id type } } }';
  const variables = { r: [...other.accounts, ...klara.accounts].map(asOf) };
  const answer = (await post(gateway.url, { query: types, variables }, gateway.demo.serviceToken)) as HttpAnswer & {
    extensions: { xs2a: { upstreamCalls: number } };
  };
  expect(variables.r.length).toBeGreaterThan(10);
  // For each of the two bank users: the connections, which tell how old everything is, and the accounts.
  expect(answer.extensions.xs2a.upstreamCalls).toBeLessThanOrEqual(4);
});

it('resolves a hundred turnovers of one account from one read of its turnovers', async () => {
  const turnovers = '{ viewer { accounts { turnovers(first: 100) { nodes { __typename id } } } } }';
  const { data } = await post(gateway.url, { query: turnovers }, gateway.demo.bankUserToken);
  const { accounts } = (data as { viewer: { accounts: { turnovers: { nodes: Entity[] } }[] } }).viewer;
  const nodes = accounts.map((account) => account.turnovers.nodes).find(({ length }) => length === 100) ?? [];
  const query =
    'query($r: [_Any!]!) { _entities(representations: $r) { ... on Turnover { __typename id account { id } } } }';
  const fresh = await startDemoGateway();
  try {
    const r = nodes.map(asOf);
    const answer = (await post(fresh.url, { query, variables: { r } }, fresh.demo.serviceToken)) as HttpAnswer & {
      extensions: { xs2a: { upstreamCalls: number } };
    };
    const entities = (answer.data as { _entities: unknown[] })._entities;
    const missing = entities.filter((entity) => entity === null).length;
    expect([entities.length, missing]).toEqual([100, 0]);
    // A token, the accounts, the connections, and the turnovers.
    expect(answer.extensions.xs2a.upstreamCalls).toBeLessThanOrEqual(4);
  } finally {
    await fresh.close();
  }
});

it('gives callers without a token nothing', async () => {
  const { data, errors } = await ask([{ __typename: 'BankUser', id: klara.id }], undefined);
  expect(data).toBeNull();
  expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
});

it('takes 200 representations and no more', async () => {
  const many = (count: number) => Array.from({ length: count }, () => ({ __typename: 'BankUser', id: klara.id }));
  expect(await resolve(many(200), gateway.demo.bankUserToken)).toHaveLength(200);
  const { data, errors } = await ask(many(201), gateway.demo.bankUserToken);
  expect(data).toBeUndefined();
  expect(errors).toMatchObject([
    {
      message: 'Query._entities(representations:) takes at most 200 items.',
      extensions: { code: 'OPERATION_LIMIT_EXCEEDED' },
    },
  ]);
});

it.each<[string, unknown]>([
  ['no type of the graph', { __typename: 'Dragon', id: 'a' }],
  ['a type that is no entity', { __typename: 'MonetaryAmount', value: '1.00' }],
  ['an interface', { __typename: 'WizardFormElement', type: 'text' }],
  ['the root', { __typename: 'Query' }],
  ['what every object has', { __typename: 'constructor' }],
  ['a type that is no text', { __typename: 1, id: 'a' }],
  ['no type', { id: 'a' }],
  ['no object', 'BankUser'],
])('refuses a representation with %s', async (_, representation) => {
  const { data, errors } = await ask([representation], gateway.demo.serviceToken);
  expect(data).toBeNull();
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});
