import { getIntrospectionQuery, getOperationAST, parse, type GraphQLSchema } from 'graphql';
import { buildExecutableSchema } from '../../../src/graphql/executable-schema.js';
import { CostModel } from '../../../src/graphql/limits/cost-model.js';
import { OperationCost } from '../../../src/graphql/limits/operation-cost.js';

let schema: GraphQLSchema;

beforeAll(async () => {
  schema = await buildExecutableSchema({ publicSdl: true });
});

function costOf(text: string, variables: Readonly<Record<string, unknown>> = {}): number {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (operation == null) throw new Error('There is no operation.');
  return new OperationCost(schema, new CostModel(), document, operation, variables).total;
}

const TWO_OUTCOMES = `mutation {
  syncBankConnection(input: { id: "x" }) {
    ... on SyncStarted { connection { id } }
    ... on SyncNeedsUser { wizardSession { transactionId } }
  }
}`;

const SPREAD = `
  { viewer { accounts { ...A } } account(id: "x") { ...A } }
  fragment A on Account { bankUser { ...B } }
  fragment B on BankUser { id }`;

const GROUPS = '{ viewer { turnovers { groups(by: MONTH) { totals { net { value } } } } } }';

it.each<[string, number, string]>([
  ['nothing', 0, '{ __typename }'],
  ['introspection', 0, getIntrospectionQuery()],
  ['an upstream call', 10, '{ viewer { id name } }'],
  ['what comes along with it', 10 + 1, '{ bankConnection(id: "x") { consent { state } } }'],
  ['each of two names', 10 + 10, '{ a: viewer { id } b: viewer { id } }'],
  ['a list as long as usual', 10 + 5 * (1 + 1), '{ viewer { connections { sync { mode } } } }'],
  ['lists in lists', 10 + 5 * (1 + 5 * (1 + 10)), '{ viewer { connections { accounts { balance { asOf } } } } }'],
  ['a page of the usual size', 10 + 10 + 50, '{ account(id: "x") { turnovers { nodes { id } } } }'],
  ['a page from its end', 10 + 10 + 20, '{ account(id: "x") { turnovers(last: 20) { nodes { id } } } }'],
  ['a page that is not looked at', 10 + 10, '{ account(id: "x") { turnovers(first: 500) { totalCount } } }'],
  ['groups', 10 + 100 + 50 * (1 + 2 * (1 + 1)), GROUPS],
  ['a mutation', 10 + 1, 'mutation { deleteAccount(input: { id: "x" }) { __typename } }'],
  ['every alternative', 10 + 1 + 1 + 1, TWO_OUTCOMES],
  ['a fragment wherever it is spread', 10 + 10 * (1 + 1) + (10 + 1), SPREAD],
  ['what is not in the schema', 10, '{ viewer { dragons { name } ...Missing ... on Dragon { id } } }'],
])('%s costs %d', (_, cost, text) => {
  expect(costOf(text)).toBe(cost);
});

const PAGE = `query ($n: Int = 7) {
  account(id: "x") { turnovers(first: $n) { edges { node { id } } } }
}`;

it.each<[string, unknown, number]>([
  ['as the variable says', 30, 30],
  ['no more than a page may be', 2 ** 31, 500],
  ['as usual, where it is null', null, 50],
  ['as usual, where it is negative', -1, 50],
  ['as usual, where it is no number', { valueOf: 1 }, 50],
])('a page is taken to be as long %s', (_, n, size) => {
  expect(costOf(PAGE, { n })).toBe(10 + 10 + size * (1 + 1));
});

it('takes the default of a variable that was not sent', () => {
  expect(costOf(PAGE)).toBe(10 + 10 + 7 * (1 + 1));
});

it('counts entities by their representations', () => {
  const text = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Account { balance { asOf } } } }';
  expect(costOf(text, { r: [{}, {}, {}] })).toBe(3 * (1 + 10));
});
