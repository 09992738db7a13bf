import { parse, specifiedRules, validate, type GraphQLSchema, type ValidationRule } from 'graphql';
import { buildExecutableSchema } from '../../src/resolvers/executable-schema.js';
import { post, startDemoGateway, type DemoGateway } from '../support/demo-gateway.js';

/** Stands in names and in values, and may not come back. */
const PIN = 'pin4711';

let gateway: DemoGateway;
let schema: GraphQLSchema;

beforeAll(async () => {
  schema = await buildExecutableSchema({ publicSdl: true });
  gateway = await startDemoGateway({ NODE_ENV: 'development' });
});

afterAll(() => gateway.close());

async function messagesFor(query: string, variables: object = {}): Promise<readonly string[]> {
  const { status, errors = [] } = await post(gateway.url, { query, variables });
  expect(status).toBe(400);
  // Without ids of requests, in which any four digits occur sooner or later.
  const said = JSON.stringify(errors, (name, value: unknown) => (name === 'requestId' ? undefined : value));
  expect(said).not.toContain(PIN);
  expect(said).not.toContain('4711');
  return errors.map(({ message }) => message);
}

/** One document at least against each rule of graphql-js. */
const AGAINST: Readonly<Record<string, readonly string[]>> = {
  ExecutableDefinitionsRule: [`{ __typename } type ${PIN} { a: Int }`],
  UniqueOperationNamesRule: [`query ${PIN} { __typename } query ${PIN} { __typename }`],
  LoneAnonymousOperationRule: [`{ __typename } query ${PIN} { __typename }`],
  KnownTypeNamesRule: [`query ($a: ${PIN}) { account(id: $a) { id } }`],
  FragmentsOnCompositeTypesRule: [
    `{ viewer { ...on ID { ${PIN} } } }`,
    `{ viewer { ...${PIN} } } fragment ${PIN} on ID { a }`,
  ],
  VariablesAreInputTypesRule: [`query ($${PIN}: Account) { account(id: $${PIN}) { id } }`],
  ScalarLeafsRule: [`{ viewer { id { ${PIN} } } }`, `{ ${PIN}: viewer }`, `{ ${PIN}: viewer { } }`.replace('{ }', '')],
  FieldsOnCorrectTypeRule: [`{ viewer { ${PIN} } }`, `{ viewers { id } }`],
  UniqueFragmentNamesRule: [
    `{ viewer { ...${PIN} } } fragment ${PIN} on BankUser { id } fragment ${PIN} on BankUser { id }`,
  ],
  KnownFragmentNamesRule: [`{ viewer { ...${PIN} } }`],
  NoUnusedFragmentsRule: [`{ __typename } fragment ${PIN} on BankUser { id }`],
  PossibleFragmentSpreadsRule: [
    `{ viewer { ...on Account { ${PIN}: id } } }`,
    `{ viewer { ...${PIN} } } fragment ${PIN} on Account { id }`,
  ],
  NoFragmentCyclesRule: [`{ viewer { ...${PIN} } } fragment ${PIN} on BankUser { ...${PIN} }`],
  UniqueVariableNamesRule: [`query ($${PIN}: ID!, $${PIN}: ID!) { account(id: $${PIN}) { id } }`],
  NoUndefinedVariablesRule: [`{ account(id: $${PIN}) { id } }`, `query ${PIN} { account(id: $${PIN}) { id } }`],
  NoUnusedVariablesRule: [`query ($${PIN}: ID) { __typename }`],
  KnownDirectivesRule: [`{ viewer @${PIN} { id } }`, `query ${PIN} @skip(if: true) { __typename }`],
  UniqueDirectivesPerLocationRule: [`{ ${PIN}: viewer @skip(if: true) @skip(if: true) { id } }`],
  KnownArgumentNamesRule: [`{ viewer(${PIN}: "${PIN}") { id } }`, `{ viewer @skip(if: true, ${PIN}: 1) { id } }`],
  UniqueArgumentNamesRule: [`{ account(id: "${PIN}", id: "${PIN}") { id } }`],
  ValuesOfCorrectTypeRule: [
    `{ account(id: ${PIN}) { id } }`,
    `{ account(id: { a: "${PIN}" }) { id } }`,
    `{ account(id: null) { ${PIN}: id } }`,
    `{ bankUsers(first: "${PIN}") { nodes { id } } }`,
    `{ bankUsers(first: 4711.5) { nodes { id } } }`,
    `{ bankUsers(first: 47114711471147) { nodes { id } } }`,
    `{ viewer { accounts(types: ${PIN}) { id } } }`,
    `{ viewer { accounts(types: "${PIN}") { id } } }`,
    `{ viewer { turnovers(filter: "${PIN}") { totalCount } } }`,
    `{ viewer { turnovers(filter: { ${PIN}: 1 }) { totalCount } } }`,
    `{ viewer { turnovers(filter: { from: "${PIN}", minAmount: "${PIN}" }) { totalCount } } }`,
    `{ viewer { id @skip(if: "${PIN}") } }`,
    `mutation { submitWizardStep(input: { values: [{ name: "${PIN}", value: 4711 }] }) { __typename } }`,
  ],
  ProvidedRequiredArgumentsRule: [`{ ${PIN}: account { id } }`, `{ ${PIN}: viewer @skip { id } }`],
  VariablesInAllowedPositionRule: [`query ($${PIN}: Int) { account(id: $${PIN}) { id } }`],
  OverlappingFieldsCanBeMergedRule: [
    `{ ${PIN}: account(id: "1") { id } ${PIN}: account(id: "${PIN}") { id } }`,
    `{ viewer { ${PIN}: id ${PIN}: name } }`,
  ],
  UniqueInputFieldNamesRule: [
    `{ viewer { turnovers(filter: { search: "${PIN}", search: "${PIN}" }) { totalCount } } }`,
  ],
  MaxIntrospectionDepthRule: [
    `{ ${PIN}: __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }`,
  ],
  SingleFieldSubscriptionsRule: [
    `subscription { bankConnectionChanged { kind } ${PIN}: bankConnectionChanged { kind } }`,
    `subscription ${PIN} { bankConnectionChanged { kind } wizardSessionChanged(transactionId: "${PIN}") { finished } }`,
    `subscription ${PIN} { __typename }`,
  ],
};

test.each(specifiedRules.map((rule): [string, ValidationRule] => [rule.name, rule]))(
  '%s says what is wrong in constants',
  async (name, rule) => {
    const documents = AGAINST[name] ?? [];
    expect(documents).not.toHaveLength(0);
    for (const document of documents) {
      expect({ document, found: validate(schema, parse(document), [rule]).length > 0 }).toEqual({
        document,
        found: true,
      });
      // Not what is said of a rule that nobody has thought of.
      expect(await messagesFor(document)).not.toContain('The document does not fit the schema.');
    }
  },
);

test.each<[string, string, string]>([
  ['a text that is no document', `{ viewer { "${PIN}" } }`, 'The document is not valid GraphQL.'],
  ['a number that is none', `{ viewer(a: 4711${PIN}) }`, 'The document is not valid GraphQL.'],
  ['a text without an end', `{ viewer(a: "${PIN}`, 'The document is not valid GraphQL.'],
  [
    'an operation that is not there',
    `query A { __typename } query B { __typename }`,
    'The request does not say which operation of the document to run.',
  ],
])('%s is refused in a constant', async (_, document, message) => {
  expect(new Set(await messagesFor(document))).toEqual(new Set([message]));
});

test('more faults than are looked for are told in constants', async () => {
  const fields = Array.from({ length: 150 }, (_, index) => `${PIN}x${index}`).join(' ');
  expect(new Set(await messagesFor(`{ viewer { ${fields} } }`))).toEqual(
    new Set(['The type has no such field.', 'There are more faults than are looked for.']),
  );
});

test.each<[string, string, unknown]>([
  ['a text for a number', 'query ($v: Int) { bankUsers(first: $v) { nodes { id } } }', PIN],
  ['a value that an enum has not', 'query ($v: [AccountType!]) { viewer { accounts(types: $v) { id } } }', [PIN]],
  ['a number for a text', 'query ($v: String!) { banks(search: $v) { name } }', 4711],
  ['null', 'query ($v: ID!) { account(id: $v) { id } }', null],
  ['a date', 'query ($v: Date) { viewer { turnovers(filter: { from: $v }) { totalCount } } }', PIN],
  [
    'a field of no input',
    'query ($v: TurnoverFilter) { viewer { turnovers(filter: $v) { totalCount } } }',
    { [PIN]: PIN },
  ],
  ['no input', 'query ($v: TurnoverFilter) { viewer { turnovers(filter: $v) { totalCount } } }', PIN],
  [
    'a value deep inside',
    'mutation ($v: SubmitWizardStepInput!) { submitWizardStep(input: $v) { __typename } }',
    { key: PIN, values: [{ name: PIN, value: 4711 }] },
  ],
])('a variable with %s is refused without being quoted', async (_, query, v) => {
  for (const message of await messagesFor(query, { v })) {
    expect(message).toMatch(/^The variable \$v has a value that is not allowed\./);
  }
});
