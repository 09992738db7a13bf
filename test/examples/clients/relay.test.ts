import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { buildSchema, parse, print, validate } from 'graphql';
import { createOperationDescriptor, fetchQuery, getSingularSelector, type Environment } from 'relay-runtime';
import accountsQuery, {
  type documentsAccountsQuery,
} from '../../../examples/clients/relay/__generated__/documentsAccountsQuery.graphql.js';
import pageQuery from '../../../examples/clients/relay/__generated__/documentsTurnoversPageQuery.graphql.js';
import turnoversQuery from '../../../examples/clients/relay/__generated__/documentsTurnoversQuery.graphql.js';
import turnoversFragment from '../../../examples/clients/relay/__generated__/documentsTurnovers_query.graphql.js';
import { createEnvironment } from '../../../examples/clients/relay/environment.js';
import { Session } from '../../../examples/clients/session.js';
import { Scene } from './scene.js';

let scene: Scene;
let environment: Environment;

beforeAll(async () => {
  scene = await Scene.start();
});

beforeEach(() => {
  environment = createEnvironment(scene.url, scene.session());
});

afterAll(() => scene.close());

const compiled = { accountsQuery, pageQuery, turnoversQuery, turnoversFragment };

it.each(Object.entries(compiled))('%s is compiled from the document', (_, artifact) => {
  const source = readFileSync('examples/clients/relay/documents.ts', 'utf8');
  const documents = [...source.matchAll(/graphql`(.*?)`/gs)].map(([, text = '']) => text);
  const hashes = documents.map((text) =>
    createHash('md5')
      .update(print(parse(text)))
      .digest('hex'),
  );
  expect(hashes).toContain((artifact as { hash?: string }).hash);
});

it.each(Object.entries({ accountsQuery, pageQuery, turnoversQuery }))('%s fits the schema', (_, { params }) => {
  const schema = buildSchema(readFileSync('schema.client.graphql', 'utf8'));
  expect(validate(schema, parse(params.text ?? ''))).toEqual([]);
});

it('reads accounts', async () => {
  const data = await fetchQuery<documentsAccountsQuery>(environment, accountsQuery, {}).toPromise();
  expect(data?.viewer?.accounts?.map(({ id }) => id)).toEqual(expect.arrayContaining([...scene.accountIds]));
});

interface Turnovers {
  readonly account: {
    readonly turnovers: {
      readonly edges: readonly { readonly node: { readonly id: string } }[];
      readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
    };
  };
}

it('joins the pages of a list', async () => {
  const accountId = scene.accountIds[0] ?? '';
  const operation = createOperationDescriptor(turnoversQuery, { accountId });
  environment.retain(operation);
  /** What a component shows that has the fragment. */
  const shown = () => {
    const selector = getSingularSelector(turnoversFragment, environment.lookup(operation.fragment).data);
    return (environment.lookup(selector).data as unknown as Turnovers).account.turnovers;
  };
  await fetchQuery(environment, turnoversQuery, { accountId }).toPromise();
  for (let page = 2; page <= 3; page++) {
    const variables = { accountId, count: 50, cursor: shown().pageInfo.endCursor };
    await fetchQuery(environment, pageQuery, variables).toPromise();
  }
  expect(shown().edges.map(({ node }) => node.id)).toEqual(await scene.turnoverIds());
  expect(shown().pageInfo.hasNextPage).toBe(false);
});

it('shows what there is beside what could not be read', async () => {
  const other = await Scene.start();
  await other.failBalance();
  environment = createEnvironment(other.url, other.session());
  const data = await fetchQuery<documentsAccountsQuery>(environment, accountsQuery, {}).toPromise();
  expect(data?.viewer?.accounts?.filter(({ balance }) => balance === null)).toHaveLength(1);
  await other.close();
});

it('renews a refused token', async () => {
  const tokens = ['refused', scene.jwt];
  environment = createEnvironment(scene.url, new Session(() => Promise.resolve(tokens.shift() ?? '')));
  const data = await fetchQuery<documentsAccountsQuery>(environment, accountsQuery, {}).toPromise();
  expect(data?.viewer?.id).toBe(scene.bankUserId);
});
