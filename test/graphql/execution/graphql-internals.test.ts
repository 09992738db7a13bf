import { readdirSync, readFileSync } from 'node:fs';
import type { GraphQLObjectType } from 'graphql';
import { buildSchema, parse, version, type FieldNode, type OperationDefinitionNode } from 'graphql';
import * as internals from '../../../src/graphql/execution/graphql-internals.js';

/** What the gateway takes from inside graphql-js, and what it relies on. Another version of graphql-js may have changed any of it. */
const SCHEMA = buildSchema('type Query { person(id: Int): Person } type Person { name: String age: Int }');
const DOCUMENT = parse(
  'query Q($id: Int = 1, $all: Boolean!) { ...P } fragment P on Query { a: person(id: $id) { name } a: person(id: $id) { age @include(if: $all) } }',
);
const [OPERATION] = DOCUMENT.definitions as unknown as [OperationDefinitionNode];
const ARGS = { schema: SCHEMA, document: DOCUMENT, variableValues: { all: false } };

const QUERY = SCHEMA.getType('Query') as GraphQLObjectType;
const PERSON = SCHEMA.getType('Person') as GraphQLObjectType;

function prepared() {
  const run = internals.buildExecutionContext(ARGS);
  if (!('schema' in run)) throw new Error(String(run));
  return run;
}

const namesOf = (nodes: readonly FieldNode[] = []) => nodes.map(({ name }) => name.value);

it('is taken in one place, and nothing else is', () => {
  const imports = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => readFileSync(`src/${path}`, 'utf8').match(/(?<=from ')graphql\/[^']+/g) ?? []);
  expect(imports.sort()).toEqual([
    'graphql/execution/collectFields.js',
    'graphql/execution/execute.js',
    'graphql/execution/execute.js',
  ]);
  expect(Object.keys(internals).sort()).toEqual(['buildExecutionContext', 'collectFields', 'collectSubfields']);
});

describe(`in graphql ${version}`, () => {
  it.each(['buildExecutionContext', 'collectFields', 'collectSubfields'] as const)('is %s', (name) => {
    expect(internals[name]).toEqual(expect.any(Function));
  });

  it('is an operation prepared with coerced variables, its fragments, and errors that know what is null already', () => {
    const run = prepared();
    expect({ ...run.variableValues }).toEqual({ id: 1, all: false });
    expect(Object.keys(run.fragments)).toEqual(['P']);
    expect(run.operation).toBe(OPERATION);
    expect(run.collectedErrors).toMatchObject({ errors: [], add: expect.any(Function) as unknown });
  });

  it('are errors in place of an operation that cannot be prepared', () => {
    const errors = internals.buildExecutionContext({ ...ARGS, variableValues: {} });
    expect(errors).toEqual([expect.objectContaining({ message: expect.stringContaining('$all') as string })]);
  });

  it('are fields merged by their keys, as nodes, without those that are not asked for', () => {
    const { fragments, variableValues } = prepared();
    const fields = internals.collectFields(SCHEMA, fragments, variableValues, QUERY, OPERATION.selectionSet);
    expect([...fields].map(([key, nodes]) => [key, namesOf(nodes)])).toEqual([['a', ['person', 'person']]]);
    const below = internals.collectSubfields(SCHEMA, fragments, variableValues, PERSON, fields.get('a') ?? []);
    expect([...below].map(([key, nodes]) => [key, namesOf(nodes)])).toEqual([['name', ['name']]]);
  });
});
