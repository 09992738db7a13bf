import { setImmediate } from 'node:timers/promises';
import {
  buildSchema,
  execute,
  getIntrospectionQuery,
  NoUnusedVariablesRule,
  parse,
  print,
  specifiedRules,
  validate,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLError,
} from 'graphql';
import { PlannedExecution } from '../../../src/graphql/execution/planned-execution.js';
import { Random } from '../../support/random.js';
import { RandomDocument, randomVariables } from './random-document.js';
import { randomSchema } from './random-schema.js';
import { randomSource, type Oddness, type Reads } from './random-source.js';

const DOCUMENTS = Number(process.env.EXECUTION_DOCUMENTS ?? 250);
const FIRST_SEED = Number(process.env.EXECUTION_SEED ?? 1);
const RUNS_EACH = 3;

jest.setTimeout(180_000 + DOCUMENTS * 100);

const schema = randomSchema();
const planned = new PlannedExecution();

/** All variables are defined in every document. */
const RULES = specifiedRules.filter((rule) => rule !== NoUnusedVariablesRule);

/**
 * Errors come at once or all of them late: where one is thrown while something else of the same list is still waited for, and
 * fails later, graphql-js leaves a rejection that nobody handles.
 */
const ODDNESS: readonly Oddness[] = [
  { wrong: 0, late: 0 },
  { wrong: 0.03, late: 0 },
  { wrong: 0.2, late: 0 },
  { wrong: 0, late: 0.3 },
  { wrong: 0.03, late: 1 },
  { wrong: 0.2, late: 1 },
];

it(`answers ${DOCUMENTS} invented documents as graphql-js does, each several times`, async () => {
  const seen = { documents: 0, answers: 0, withErrors: 0, withoutData: 0, refused: 0, nullConditions: 0 };
  for (let seed = FIRST_SEED; seed < FIRST_SEED + DOCUMENTS; seed++) {
    const random = new Random(seed);
    const document = parse(new RandomDocument(schema, random).write());
    if (validate(schema, document, RULES).length > 0) continue;
    seen.documents++;
    for (let run = 0; run < RUNS_EACH; run++) {
      const variables = randomVariables(random);
      const result = await compare(document, variables, random).catch((error: unknown) => {
        throw new Error(
          `EXECUTION_SEED=${seed} EXECUTION_DOCUMENTS=1\n${print(document)}\n${JSON.stringify(variables)}`,
          {
            cause: error,
          },
        );
      });
      seen.answers++;
      if (result.errors !== undefined) seen.withErrors++;
      if (result.data === null) seen.withoutData++;
      if (result.data === undefined) seen.refused++;
      if (result.errors?.some(({ message }) => message.startsWith('Argument "if"'))) seen.nullConditions++;
    }
  }
  if (DOCUMENTS === 1) return;
  // That it compared something: documents are mostly valid, and answers of every kind came up.
  expect(seen.documents).toBeGreaterThan(DOCUMENTS / 2);
  expect(Math.min(seen.withErrors, seen.withoutData, seen.refused)).toBeGreaterThan(DOCUMENTS / 100);
  expect(seen.nullConditions).toBeGreaterThan(DOCUMENTS / 100);
  expect(seen.answers - seen.withErrors).toBeGreaterThan(DOCUMENTS / 10);
});

async function compare(document: DocumentNode, variableValues: Record<string, unknown>, random: Random) {
  const seed = random.below(2 ** 31);
  const hasNullCondition = variableValues.no === null || variableValues.on === null;
  // A null condition is an error that comes at once, wherever graphql-js meets it.
  const oddness = random.of(hasNullCondition ? ODDNESS.filter(({ late }) => late === 0 || late === 1) : ODDNESS);
  const run = async (executing: typeof execute) => {
    const reads: Reads = new Map();
    const result = await executing({ schema, document, variableValues, rootValue: randomSource(seed, oddness, reads) });
    // graphql-js does not wait for what goes on beside an error.
    await setImmediate();
    return { result, reads };
  };
  const actual = await run((args) => planned.execute(args));
  const expected = await run(execute);
  // As text, so that the order of the members counts.
  expect(JSON.stringify(actual.result.data)).toBe(JSON.stringify(expected.result.data));
  expect(errorsOf(actual.result)).toEqual(errorsOf(expected.result));
  expect([...actual.reads].sort()).toEqual([...expected.reads].sort());
  return actual.result;
}

/** By the place that became null for them: of several that make the same place null, the specification wants any one. */
function errorsOf({ data, errors }: ExecutionResult): unknown {
  const byPlace = new Map<string, GraphQLError[]>();
  for (const error of errors ?? []) {
    const place = nulledPlace(data, error);
    byPlace.set(place, [...(byPlace.get(place) ?? []), error]);
  }
  return [...byPlace].map(([place, { length }]) => [place, Math.min(length, 1)]).sort();
}

function nulledPlace(data: unknown, { path = [], message }: GraphQLError): string {
  if (data === undefined) return message;
  let value: unknown = data;
  const place: (string | number)[] = [];
  for (const key of path) {
    if (value === null) break;
    value = (value as Record<string, unknown>)[key];
    place.push(key);
  }
  return place.join('.');
}

it('leaves no rejection behind where some fail at once and others later', async () => {
  for (let seed = 1; seed <= DOCUMENTS / 5; seed++) {
    const random = new Random(seed);
    const document = parse(new RandomDocument(schema, random).write());
    const rootValue = randomSource(seed, { wrong: 0.1, late: 0.5 });
    const variableValues = { yes: true, sure: 's' };
    // One that nobody handled would fail the test.
    expect(await planned.execute({ schema, document, rootValue, variableValues })).toHaveProperty('data');
  }
});

it('describes the schema as graphql-js does', async () => {
  const own = '{ here: __typename __type(name: "Node") { kind fields { name } } plain { __typename } }';
  for (const text of [getIntrospectionQuery(), own]) {
    const args = { schema, document: parse(text), rootValue: { plain: {} } };
    expect(await planned.execute(args)).toEqual(await execute(args));
  }
  const { data } = await planned.execute({ schema, document: parse(own), rootValue: { plain: {} } });
  expect(data).toMatchObject({ here: 'Query', __type: { kind: 'OBJECT' }, plain: { __typename: 'Plain' } });
});

it('tells the same of an error: message, place, path and what was thrown', async () => {
  const document = parse('{\n  node { id name\n    child { count } } }');
  const rootValue = { node: { id: 'a', name: new Error('no name'), child: { count: 'many' } } };
  const result = await planned.execute({ schema, document, rootValue });
  const expected = await execute({ schema, document, rootValue });
  expect(result).toEqual(expected);
  expect(result.errors?.map((error) => error.toJSON())).toEqual(expected.errors?.map((error) => error.toJSON()));
  expect(result.errors?.[0]?.originalError).toBe(rootValue.node.name);
});

it.each([
  ['below what is null', '{ a: node { child { name @include(if: $on) } } }', { node: { child: null } }],
  ['below an empty list', '{ nodes { name @skip(if: $on) } }', { nodes: [] }],
  ['in a type that nothing is of', '{ either { ... on Other { other @skip(if: $on) } } }', { either: null }],
  [
    'beside an error',
    '{ node { name count @skip(if: $on) } plain { name } }',
    { node: new Error('no'), plain: { name: 'p' } },
  ],
  ['beside what may not be null', '{ must { name @skip(if: $on) } }', { must: { name: 'n' } }],
  ['at the root', '{ node @skip(if: $on) { id } plain { name } }', { plain: { name: 'p' } }],
])('refuses a null condition where graphql-js does, and nowhere else: %s', async (_, selection, rootValue) => {
  const document = parse(`query ($on: Boolean = true) ${selection}`);
  for (const on of [true, null, false, undefined, null]) {
    const args = { schema, document, rootValue, ...(on !== undefined && { variableValues: { on } }) };
    expect(await planned.execute(args)).toEqual(await execute(args));
  }
});

it('takes conditions of the other operations of a document for what they are', async () => {
  const document = parse(`
    query A($a: Boolean = true) { ...F plain { note @include(if: $a) } }
    query B($b: Boolean!, $a: Boolean = false) { ...F plain { note @include(if: $a) name @include(if: $b) } }
    fragment F on Query { plain { __typename } }
  `);
  const rootValue = { plain: { note: 'n', name: 'p' } };
  const asked = [null, true, false].flatMap((a) => [
    { operationName: 'A', variableValues: { a, b: null } },
    { operationName: 'B', variableValues: { a, b: true } },
    { operationName: 'B', variableValues: { a, b: false } },
  ]);
  for (const one of [...asked, ...asked]) {
    const args = { schema, document, rootValue, ...one };
    expect(await planned.execute(args)).toEqual(await execute(args));
  }
});

it('runs mutations one after the other', async () => {
  const order: string[] = [];
  await planned.execute({
    schema: mutationSchema(order),
    document: parse('mutation { a: slow b: quick c: slow }'),
  });
  expect(order).toEqual(['slow began', 'slow ended', 'quick', 'slow began', 'slow ended']);
});

function mutationSchema(order: string[]) {
  const mutations = buildSchema('type Query { a: Int } type Mutation { slow: Int quick: Int }');
  const fields = mutations.getMutationType()?.getFields() ?? {};
  Object.assign(fields.slow ?? {}, {
    resolve: async () => {
      order.push('slow began');
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push('slow ended');
    },
  });
  Object.assign(fields.quick ?? {}, { resolve: () => void order.push('quick') });
  return mutations;
}

describe('plans', () => {
  const conditions = Array.from({ length: 6 }, (_, index) => `$c${index}: Boolean!`).join(' ');
  const nodes = Array.from({ length: 6 }, (_, index) => `n${index}: node @include(if: $c${index}) { id name }`);
  const document = parse(
    `query (${conditions}) { ${nodes.join(' ')} either { ... on Node { id } ... on Other { other } } }`,
  );
  const rootValue = { node: { id: 'a', name: 'b' }, either: null };
  const outcomes = Array.from({ length: 64 }, (_, outcome) =>
    Object.fromEntries(Array.from({ length: 6 }, (_, index) => [`c${index}`, (outcome & (1 << index)) !== 0])),
  );

  it('of one document, one for each outcome of its conditions, stay within their bytes', async () => {
    const mostBytes = 100_000;
    const bounded = new PlannedExecution(mostBytes);
    for (const variableValues of [...outcomes, ...outcomes]) {
      const args = { schema, document, variableValues, rootValue };
      expect(await bounded.execute(args)).toEqual(await execute(args));
      expect(bounded.bytes).toBeLessThanOrEqual(mostBytes);
    }
    expect(bounded.bytes).toBeGreaterThan(mostBytes / 2);
  });

  it('count what is asked of each type of a union', async () => {
    const bytesOf = async (source: string) => {
      const alone = new PlannedExecution();
      await alone.execute({ schema, document: parse(source), rootValue });
      return alone.bytes;
    };
    const [one, other] = [
      await bytesOf('{ either { ... on Node { id } } }'),
      await bytesOf('{ either { __typename } }'),
    ];
    const both = await bytesOf('{ either { ... on Node { id name count } ... on Other { name other } } }');
    expect(both).toBeGreaterThan(one + other - (await bytesOf('{ weird }')));
  });
});
