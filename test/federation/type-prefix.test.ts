import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printSubgraphSchema } from '@apollo/subgraph';
import {
  buildASTSchema,
  getIntrospectionQuery,
  isTypeDefinitionNode,
  Kind,
  parse,
  print,
  validate,
  visit,
  type IntrospectionQuery,
} from 'graphql';
import { READY_OPERATIONS, IDS } from '../../src/http/explorer/operations.js';
import { TypePrefix } from '../../src/graphql/type-prefix.js';
import { buildExecutableSchema, buildGraph, printClientSchema } from '../../src/resolvers/executable-schema.js';
import { post, startDemoGateway, type DemoGateway, type HttpAnswer } from '../support/demo-gateway.js';
import { Graph } from '../support/graph.js';
import { Subscriber } from '../support/subscriber.js';
import { NAMESAKE_SDL, PUBLISHED_TYPES } from './namesake.js';
import { startSubgraph, type Neighbour } from './neighbour.js';
import { composeByBoth, ROUTERS, type Router } from './routers.js';

const PREFIX = { typePrefix: 'Xs2a' };
const KEPT = ['Query', 'Mutation', 'Subscription', 'PageInfo', 'MonetaryAmount'];

/** Which names a graph has. */
function namesIn(sdl: string) {
  const types = parse(sdl).definitions.filter(isTypeDefinitionNode);
  const roots = types.filter(({ name }) => ['Query', 'Mutation', 'Subscription'].includes(name.value));
  return {
    types: types.map(({ name }) => name.value),
    rootFields: roots.flatMap((root) =>
      root.kind === Kind.OBJECT_TYPE_DEFINITION ? (root.fields ?? []).map(({ name }) => name.value) : [],
    ),
  };
}

/** Without descriptions, in alphabetical order. */
function definitionsIn(text: string, ownName = (name: string) => name): readonly string[] {
  const document = visit(parse(text), {
    Name: (node) => ({ ...node, value: ownName(node.value) }),
    enter: (node) => ('description' in node ? { ...node, description: undefined } : undefined),
  });
  return document.definitions.map(print).sort();
}

let sdl: string;
let gateway: DemoGateway;

beforeAll(async () => {
  sdl = printSubgraphSchema(await buildExecutableSchema({ publicSdl: true, ...PREFIX }));
  gateway = await startDemoGateway({ TYPE_PREFIX: PREFIX.typePrefix });
});

afterAll(() => gateway.close());

/** As the bank user of the demo. */
function ask(
  query: string,
  variables: object = {},
  { url } = gateway as { readonly url: string },
): Promise<HttpAnswer> {
  return post(url, { query, variables }, gateway.demo.bankUserToken);
}

describe('the graph with a prefix', () => {
  it('has it on every type but scalars, roots and what subgraphs share, and on every root field', () => {
    const published = namesIn(readFileSync('schema.graphql', 'utf8'));
    const scalars = ['CountryCode', 'CurrencyCode', 'Date', 'DateTime', 'Decimal', 'JSON'];
    const { types, rootFields } = namesIn(sdl);
    expect([...types].sort()).toEqual(
      published.types.map((name) => ([...KEPT, ...scalars].includes(name) ? name : `Xs2a${name}`)).sort(),
    );
    expect([...rootFields].sort()).toEqual(
      published.rootFields.map((name) => `xs2a${name.charAt(0).toUpperCase()}${name.slice(1)}`).sort(),
    );
    expect(published.rootFields.length).toBeGreaterThan(20);
  });

  it('differs from the one without in nothing but names and descriptions', () => {
    const published = readFileSync('schema.graphql', 'utf8');
    const { types, rootFields } = namesIn(published);
    const ownNames = new Map<string, string>([
      ...types.map((name) => [`Xs2a${name}`, name] as const),
      ...rootFields.map((name) => [`xs2a${name.charAt(0).toUpperCase()}${name.slice(1)}`, name] as const),
    ]);
    expect(definitionsIn(sdl, (name) => ownNames.get(name) ?? name)).toEqual(definitionsIn(published));
  });

  it('names itself in its descriptions', () => {
    expect(sdl).toContain('`xs2aSubmitWizardStep`');
    expect(sdl).toContain('`... on Xs2aUserError`');
    expect(sdl).not.toMatch(/`(submitWizardStep|createBankConnection|BankUser)\b/);
  });

  it('is the same for clients', async () => {
    const client = namesIn(await printClientSchema(PREFIX.typePrefix));
    const { types, rootFields } = namesIn(sdl);
    expect([...client.types].sort()).toEqual([...types].sort());
    expect([...client.rootFields].sort()).toEqual([...rootFields].sort());
  });

  it('is unchanged without one', async () => {
    const plain = printSubgraphSchema(await buildExecutableSchema({ publicSdl: true, typePrefix: '' }));
    expect(namesIn(plain).types).toEqual(expect.arrayContaining(PUBLISHED_TYPES.map(({ name }) => name.value)));
  });
});

describe('documents of the gateway’s own pages', () => {
  const keeping = { keepsResponse: true };

  it('fit the graph with the prefix', async () => {
    const prefix = new TypePrefix('Xs2a', await buildGraph());
    const subgraph = buildASTSchema(parse(sdl), { assumeValidSDL: true });
    for (const { document } of READY_OPERATIONS) {
      for (const text of [prefix.applyTo(document), prefix.applyTo(document, keeping)]) {
        expect(validate(subgraph, parse(text))).toEqual([]);
      }
      expect(validate(subgraph, parse(document))).not.toEqual([]);
    }
    expect(prefix.applyTo(IDS, keeping)).toBe(IDS.replace('viewer', 'viewer: xs2aViewer'));
  });

  it('keep aliases, and are renamed in fragments on the roots', async () => {
    const prefix = new TypePrefix('Xs2a', await buildGraph());
    const text =
      'query Q { me: viewer { id } ...F ... on Query { banks { name } } } fragment F on Query { viewer { id } }';
    expect(prefix.applyTo(text, keeping)).toBe(
      'query Q { me: xs2aViewer { id } ...F ... on Query { banks: xs2aBanks { name } } } fragment F on Query { viewer: xs2aViewer { id } }',
    );
  });
});

describe('a gateway with a prefix', () => {
  it('says its names in introspection, and nothing of the others', async () => {
    const { data } = await ask(getIntrospectionQuery());
    const names = (data as IntrospectionQuery).__schema.types.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['Xs2aAccount', 'Xs2aWizardStep', 'PageInfo', 'MonetaryAmount']));
    expect(names).not.toEqual(expect.arrayContaining(['Account']));
    expect(await ask('{ viewer { id } }')).toMatchObject({ status: 400 });
  });

  it('says `__typename` in them, of unions and interfaces as well', async () => {
    const { data } = await ask(`mutation {
      xs2aDeleteAccount(input: { id: "none" }) { __typename ... on Xs2aUserError { __typename code } }
    }`);
    expect(data).toEqual({ xs2aDeleteAccount: { __typename: 'Xs2aNotFoundError', code: 'NOT_FOUND' } });
  });

  it('resolves references in them alone', async () => {
    const { data } = await ask('{ xs2aViewer { __typename id accounts { __typename id } } }');
    const { xs2aViewer } = data as { xs2aViewer: { accounts: object[] } };
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Xs2aAccount { id } } }';
    const entities = await ask(query, { r: xs2aViewer.accounts });
    expect(entities).toMatchObject({ data: { _entities: xs2aViewer.accounts } });
    expect(xs2aViewer.accounts.length).toBeGreaterThan(5);
    const own = xs2aViewer.accounts.map((account) => ({ ...account, __typename: 'Account' }));
    expect(await ask(query, { r: own })).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });

  it('keeps the bounds of lists, and names them as they are', async () => {
    const query = 'query ($ids: [ID!]) { xs2aViewer { turnovers(accountIds: $ids) { totalCount } } }';
    expect(await ask(query, { ids: Array.from({ length: 501 }, () => 'a') })).toMatchObject({
      errors: [{ message: 'Xs2aBankUser.turnovers(accountIds:) takes at most 500 items.' }],
    });
  });

  it('has its pages use it', async () => {
    const explorer = await (await fetch(`${gateway.url}/`)).text();
    const { ids } = JSON.parse(/id="settings">(.*?)<\/script>/s.exec(explorer)?.[1] ?? '') as { ids: string };
    expect(await ask(ids)).toMatchObject({ data: { viewer: { connections: expect.any(Array) as unknown } } });
    const begun = await ask(`mutation { xs2aCreateBankConnection(input: {}) {
      ... on Xs2aCreateBankConnectionSuccess { wizardSession { key } }
    } }`);
    const { xs2aCreateBankConnection } = begun.data as {
      xs2aCreateBankConnection: { wizardSession: { key: string } };
    };
    const { key } = xs2aCreateBankConnection.wizardSession;
    const login = await (await fetch(`${gateway.url}/testbank/connect/${key}`)).text();
    const graph = JSON.parse(/id="graph">(.*?)<\/script>/s.exec(login)?.[1] ?? '') as {
      documents: { step: string };
      typePrefix: string;
    };
    expect(graph.typePrefix).toBe('Xs2a');
    const unknown = await (await fetch(`${gateway.url}/testbank/connect/nothing`)).text();
    expect(unknown).toContain('<code>xs2aCreateBankConnection</code>');
    expect(await ask(graph.documents.step, { input: { key } })).toMatchObject({
      data: { submitWizardStep: { __typename: 'Xs2aWizardStep' } },
    });
  });

  it('has subscriptions in them', async () => {
    const subscriber = new Subscriber(
      gateway.url,
      gateway.demo.bankUserToken,
      'subscription { xs2aBankConnectionChanged { __typename connection { __typename } } }',
    );
    const change = { __typename: 'Xs2aBankConnectionChange', connection: { __typename: 'Xs2aBankConnection' } };
    expect(await subscriber.at(0)).toEqual({ xs2aBankConnectionChanged: change });
    await subscriber.close();
  });

  it('runs trusted documents that are written for it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'trusted-'));
    const body = 'query Me { xs2aViewer { name } }';
    const operations = [{ id: 'me', name: 'Me', type: 'query', body }];
    await writeFile(
      join(folder, 'manifest.json'),
      JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }),
    );
    const trusting = await startDemoGateway({ TYPE_PREFIX: 'Xs2a', TRUSTED_DOCUMENTS: join(folder, 'manifest.json') });
    const answer = await post(trusting.url, { documentId: 'me' }, trusting.demo.bankUserToken);
    await trusting.close();
    await rm(folder, { recursive: true });
    expect(answer).toMatchObject({ data: { xs2aViewer: { name: 'Klara Vielkonto' } } });
  });

  it('gives routers its SDL in them', async () => {
    const { data } = await ask('{ _service { sdl } }');
    const { types } = namesIn((data as { _service: { sdl: string } })._service.sdl);
    expect(types).toEqual(expect.arrayContaining(namesIn(sdl).types));
    expect(types).not.toContain('Account');
  });
});

describe('access with a prefix', () => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await Graph.open(PREFIX);
  });
  afterAll(() => graph.close());

  it('hides from a limited token what it hides without', async () => {
    const person = await graph.person({ accounts: 1 });
    const limited = person.limitedTo('users');
    expect((await limited('{ xs2aViewer { id } }')).data).toEqual({ xs2aViewer: { id: person.id } });
    expect((await limited('{ xs2aViewer { id accounts { id } } }')).codes).toEqual(['FORBIDDEN']);
    expect((await limited('{ xs2aViewer { ... on Xs2aBankUser { accounts { id } } } }')).codes).toEqual(['FORBIDDEN']);
  });
});

describe.each(ROUTERS)('%s in front of it and of a subgraph with all of its names', (_, start) => {
  let namesake: Neighbour;
  let router: Router;
  let accountId: string;

  beforeAll(async () => {
    namesake = await startSubgraph(NAMESAKE_SDL, {
      Query: {
        viewer: () => 'theirs',
        favourite: () => ({ __typename: 'Xs2aAccount', id: accountId }),
      },
      Xs2aAccount: {
        nickname: ({ id }: { id: string }) => `Nickname of ${id}`,
        __resolveReference: (it: object) => it,
      },
    });
    const { data } = await ask('{ _service { sdl } }');
    const served = (data as { _service: { sdl: string } })._service.sdl;
    router = await start(
      composeByBoth([
        { name: 'banking', url: `${gateway.url}/graphql`, sdl: served },
        { name: 'theirs', url: namesake.url, sdl: NAMESAKE_SDL },
      ]),
    );
    const accounts = await ask('{ xs2aViewer { accounts(types: [GIRO]) { id } } }');
    accountId = (accounts.data as { xs2aViewer: { accounts: { id: string }[] } }).xs2aViewer.accounts[0]?.id ?? '';
  });

  afterAll(async () => {
    await router.stop();
    namesake.close();
  });

  it('answers from both, and joins their fields', async () => {
    const answer = await ask(
      `{
      viewer
      xs2aViewer { __typename name accounts(types: [GIRO]) { __typename id nickname balance { amount { value } } } }
      favourite { nickname type }
    }`,
      {},
      router,
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toMatchObject({
      viewer: 'theirs',
      xs2aViewer: { __typename: 'Xs2aBankUser', name: 'Klara Vielkonto' },
      favourite: { nickname: `Nickname of ${accountId}`, type: 'GIRO' },
    });
    const { accounts } = (answer.data as { xs2aViewer: { accounts: object[] } }).xs2aViewer;
    expect(accounts[0]).toMatchObject({
      ...{ __typename: 'Xs2aAccount', id: accountId, nickname: `Nickname of ${accountId}` },
      balance: { amount: { value: expect.stringMatching(/^-?\d+\.\d\d$/) as string } },
    });
  });

  it('tells the members of a union apart', async () => {
    const answer = await ask(
      `mutation {
      xs2aDeleteAccount(input: { id: "none" }) { __typename ... on Xs2aUserError { message } ... on Xs2aNotFoundError { code } }
    }`,
      {},
      router,
    );
    expect(answer).toMatchObject({
      data: { xs2aDeleteAccount: { __typename: 'Xs2aNotFoundError', code: 'NOT_FOUND' } },
    });
  });
});
