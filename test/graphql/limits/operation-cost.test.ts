import { buildSchema, getIntrospectionQuery, getOperationAST, parse, type GraphQLSchema } from 'graphql';
import { buildExecutableSchema } from '../../../src/resolvers/executable-schema.js';
import { CostModel } from '../../../src/graphql/limits/cost-model.js';
import { inputLists, LIST_BOUNDS, ListBounds } from '../../../src/graphql/limits/list-bounds.js';
import { OperationCost } from '../../../src/graphql/limits/operation-cost.js';

/** A scalar, of which 16 are as much as an object. */
const S = 1 / 16;

let schema: GraphQLSchema;

beforeAll(async () => {
  schema = await buildExecutableSchema({ publicSdl: true });
});

function costOf(text: string, variables: Readonly<Record<string, unknown>> = {}): number {
  const document = parse(text);
  const operation = getOperationAST(document);
  if (operation == null) throw new Error('There is no operation.');
  return new OperationCost(schema, new CostModel(), new ListBounds(schema), document, operation, variables).total;
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
  ['a list as long as usual', 10 + 5 * (1 + 1 + S), '{ viewer { connections { sync { mode } } } }'],
  ['lists in lists', 10 + 5 * (1 + 5 * (1 + 10 + S)), '{ viewer { connections { accounts { balance { asOf } } } } }'],
  ['a page of the usual size', 10 + 10 + 50 * (1 + S), '{ account(id: "x") { turnovers { nodes { id } } } }'],
  ['a page from its end', 10 + 10 + 20 * (1 + S), '{ account(id: "x") { turnovers(last: 20) { nodes { id } } } }'],
  ['a page that is not looked at', 10 + 10, '{ account(id: "x") { turnovers(first: 500) { totalCount } } }'],
  ['groups', 10 + 100 + 50 * (1 + 2 * (1 + 1 + S)), GROUPS],
  ['a mutation', 10 + 1, 'mutation { deleteAccount(input: { id: "x" }) { __typename } }'],
  ['every alternative', 10 + 1 + 1 + 1, TWO_OUTCOMES],
  ['a fragment wherever it is spread', 10 + 10 * (1 + 1 + S) + (10 + 1 + S), SPREAD],
  ['what is not in the schema', 10, '{ viewer { dragons { name } ...Missing ... on Dragon { id } } }'],
])('%s costs %d', (_, cost, text) => {
  expect(costOf(text)).toBe(Math.floor(cost));
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
  expect(costOf(PAGE, { n })).toBe(Math.floor(10 + 10 + size * (1 + 1 + S)));
});

it('takes the default of a variable that was not sent', () => {
  expect(costOf(PAGE)).toBe(Math.floor(10 + 10 + 7 * (1 + 1 + S)));
});

it('counts entities by their representations', () => {
  const text = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Account { balance { asOf } } } }';
  expect(costOf(text, { r: [{}, {}, {}] })).toBe(3 * (1 + 10));
});

describe('lists in arguments', () => {
  const MANY = `query ($ids: [ID!], $filter: TurnoverFilter) {
    viewer { a: turnovers(accountIds: $ids, filter: $filter) { totalCount } b: turnovers(accountIds: $ids) { totalCount } }
  }`;
  const list = (length: number) => Array.from({ length }, (_, index) => String(index));

  it('cost by their lengths, each time that they are used', () => {
    const without = costOf(MANY);
    expect(costOf(MANY, { ids: list(500) })).toBe(without + 2 * 500);
    expect(costOf(MANY, { filter: { tags: list(100), status: ['BOOKED'] } })).toBe(without + 101);
    expect(costOf(MANY, { ids: 'only one' })).toBe(without);
  });

  it.each(Object.entries(LIST_BOUNDS))('%s has %d items at most, which its description says', (coordinate, most) => {
    const [, input] = inputLists(schema).find(([name]) => name === coordinate) ?? [];
    if (input === undefined) throw new Error('It is no list.');
    const bounds = new ListBounds(schema);
    expect(bounds.countItems(input, list(most))).toBe(most);
    expect(() => bounds.countItems(input, list(most + 1))).toThrow(`${coordinate} takes at most ${most} items.`);
    // The federation's own is described in its specification.
    if (!coordinate.includes('_entities')) expect(input.description).toContain(`at most ${most}`);
  });

  it('all have a bound', () => {
    expect(
      inputLists(schema)
        .map(([coordinate]) => coordinate)
        .sort(),
    ).toEqual(Object.keys(LIST_BOUNDS).sort());
    const another = buildSchema('type Query { a(b: In): Int } input In { c: [[Int]] }');
    expect(() => new ListBounds(another)).toThrow('The list In.c has no bound');
  });
});
