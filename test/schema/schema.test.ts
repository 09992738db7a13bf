import { printSchemaWithDirectives } from '@graphql-tools/utils';
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
} from 'graphql';
import { buildVocabulary, take, vocabularyTypes } from './vocabulary.js';

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildVocabulary();
});

interface Described {
  readonly name: string;
  readonly description?: string | null | undefined;
}

function members(type: GraphQLNamedType): readonly Described[] {
  if (isEnumType(type)) return type.getValues();
  if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) {
    return Object.values<Described>(type.getFields());
  }
  return [];
}

/** The members of the printed schema that have the directive, as `Type` or `Type.field`. */
function having(directive: string): string[] {
  const [name, argument] = directive.split(':');
  return parse(printSchemaWithDirectives(schema)).definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
    const type = definition.name.value;
    return [definition, ...(definition.fields ?? [])]
      .filter((node) =>
        node.directives?.some(
          (it) =>
            it.name.value === name && it.arguments?.every(({ value }) => 'value' in value && value.value === argument),
        ),
      )
      .map((node) => (node === definition ? type : `${type}.${node.name.value}`));
  });
}

test('describes every type, field, input field and enum value', () => {
  const undescribed = vocabularyTypes(schema).flatMap((type) => [
    ...(type.description ? [] : [type.name]),
    ...members(type)
      .filter(({ name, description }) => !description && name !== 'edge')
      .map(({ name }) => `${type.name}.${name}`),
  ]);
  expect(undescribed).toEqual([]);
});

test('descriptions are sentences', () => {
  const all = vocabularyTypes(schema).flatMap((type): Described[] => [type, ...members(type)]);
  const unfinished = all.filter(({ description }) => description && !/^[A-Z`"].*[.:]$/s.test(description));
  expect(unfinished.map(({ name, description }) => [name, description])).toEqual([]);
});

test('marks the entities of the federated graph and what subgraphs may share', () => {
  expect(having('key:id').sort()).toEqual(['Account', 'BankConnection', 'BankUser', 'Turnover']);
  const idsAtXs2a = having('key:id').map((entity) => `${entity}.xs2aId`);
  expect(having('shareable').sort()).toEqual([...idsAtXs2a, 'MonetaryAmount', 'PageInfo'].sort());
});

test('marks personal data', () => {
  expect(having('tag:pii').sort()).toEqual([
    'Account.accountNumber',
    'Account.holder',
    'Account.iban',
    'BankUser.email',
    'BankUser.name',
    'Counterparty.iban',
    'Counterparty.name',
    'SepaReferences.remittance',
    'Turnover.purpose',
    'Turnover.purposeText',
  ]);
});

test('marks secrets', () => {
  expect(having('tag:secret').sort()).toEqual(['AccessToken.token', 'WizardSession.key', 'WizardStep.credentialShare']);
});

test('an enum is the same word inside the gateway as outside', () => {
  const differing = vocabularyTypes(schema)
    .filter(isEnumType)
    .flatMap((type) => type.getValues().filter(({ name, value }) => name !== value));
  expect(differing).toEqual([]);
});

test.each(['SyncMode', 'TurnoverStatus', 'TurnoverOrder', 'WizardAction'])('the enum %s is in the schema', (name) => {
  expect(isEnumType(schema.getType(name))).toBe(true);
});

describe('inputs', () => {
  test('a connection is kept in sync by XS2A unless another mode is asked for', async () => {
    expect(await take(schema, 'CreateBankConnectionInput', '{}')).toEqual({ syncMode: 'FULL' });
    expect(await take(schema, 'CreateBankConnectionInput', '{ syncMode: NONE }')).toEqual({ syncMode: 'NONE' });
  });

  test('a sync takes no risk unless it is told to', async () => {
    const input = await take(schema, 'SyncBankConnectionInput', '{ id: "c" }');
    expect(input).toEqual({ id: 'c', force: false, acceptDisable: false, userPresent: false });
  });

  test('a filter holds nothing but what was given, in canonical form', async () => {
    const filter = await take(
      schema,
      'TurnoverFilter',
      '{ from: "2026-01-01", minAmount: "012.50", status: [BOOKED], search: null }',
    );
    expect(filter).toEqual({ from: '2026-01-01', minAmount: '12.5', status: ['BOOKED'], search: null });
  });
});
