import { parse, validate, type GraphQLSchema } from 'graphql';
import { buildExecutableSchema } from '../../../src/resolvers/executable-schema.js';
import { post, startDemoGateway } from '../../support/demo-gateway.js';
import { Graph, type Query } from '../../support/graph.js';
import { LiveOperation } from './live-operation.js';
import { Random } from '../../support/random.js';

const OPERATIONS = Number(process.env.EXECUTION_OPERATIONS ?? 100);
const FIRST_SEED = Number(process.env.EXECUTION_SEED ?? 1);

jest.setTimeout(180_000 + OPERATIONS * 500);

let graph: Graph;
let schema: GraphQLSchema;

beforeAll(async () => {
  [graph, schema] = await Promise.all([Graph.open(), buildExecutableSchema({ publicSdl: true })]);
});

afterAll(() => graph.close());

it(`answers ${OPERATIONS} random queries of the graph as graphql-js does, asked anew and again`, async () => {
  const anna = await graph.person({ connections: 2, accounts: 3, turnovers: 5 });
  const ids = [...anna.accountIds, ...anna.accountIds, ...anna.connectionIds, anna.id, 'not-there'];
  const principal = { kind: 'bankUser', subject: anna.person.id, bankUserId: anna.person.id } as const;
  const reference = graph.byGraphqlJs(principal);
  const seen = { valid: 0, withData: 0, withErrors: 0 };
  for (let seed = FIRST_SEED; seed < FIRST_SEED + OPERATIONS; seed++) {
    const operation = new LiveOperation(schema, new Random(seed), ids);
    const source = operation.write();
    if (validate(schema, parse(source)).length > 0) continue;
    seen.valid++;
    const expected = await answerOf(reference, source, operation.variables);
    if (expected.data !== null) seen.withData++;
    if (expected.errors.length > 0) seen.withErrors++;
    for (const time of ['first', 'second', 'third']) {
      const actual = await answerOf(anna.query, source, operation.variables);
      expect({ seed, time, source, ...actual }).toEqual({ seed, time, source, ...expected });
    }
  }
  // One alone is asked to see what is wrong with it.
  if (OPERATIONS < 10) return;
  expect(seen.valid).toBeGreaterThan(OPERATIONS / 2);
  expect(Math.min(seen.withData, seen.withErrors)).toBeGreaterThan(OPERATIONS / 10);
});

it(`is to blame for none of what is wrong with ${OPERATIONS} random queries`, async () => {
  const gateway = await startDemoGateway();
  const { bankUserToken: jwt } = gateway.demo;
  const { data } = await post(gateway.url, { query: '{ viewer { id accounts { id } connections { id } } }' }, jwt);
  const ids = [...JSON.stringify(data).matchAll(/"id":"([^"]+)"/g)].map(([, id = '']) => id);
  const codes = new Map<unknown, number>();
  for (let seed = FIRST_SEED; seed < FIRST_SEED + OPERATIONS; seed++) {
    const operation = new LiveOperation(schema, new Random(seed), ids);
    const query = operation.write();
    const { errors = [] } = await post(gateway.url, { query, variables: operation.variables }, jwt);
    for (const { extensions } of errors) {
      codes.set(extensions.code, (codes.get(extensions.code) ?? 0) + 1);
      expect({ seed, query, code: extensions.code }).not.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
    }
  }
  await gateway.close();
  expect(codes.get('BAD_USER_INPUT')).toBeGreaterThan(OPERATIONS / 10);
});

async function answerOf(query: Query, source: string, variables: Record<string, unknown>) {
  const { data, errors } = await query<unknown>(source, variables);
  return { data, errors: errors.map(({ path, code, message }) => `${path} ${String(code)} ${message}`).sort() };
}
