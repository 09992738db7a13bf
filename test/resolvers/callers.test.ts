import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
} from 'graphql';
import type { Callers } from '../../src/auth/access.js';
import { buildGraph } from '../../src/resolvers/executable-schema.js';
import { Graph, type Somebody } from '../support/graph.js';

type RootField = GraphQLField<unknown, unknown>;

/** Who may at all, by the contract; a new root field has to find its place here. */
const FOR_SERVICES = [
  ...['bankUsers', 'events', 'createBankUser', 'deleteBankUser'],
  ...['createAccessToken', 'renewAccessToken', 'revokeAccessToken'],
];
const FOR_AUTHENTICATED = [
  ...['viewer', 'bankUser', 'bankConnection', 'account', 'turnover', 'banks', 'wizardSession'],
  ...['createBankConnection', 'syncBankConnection', 'resetBankConnection', 'deleteBankConnection'],
  ...['deleteAccount', 'markTurnoversSeen', 'submitWizardStep'],
];

describe('every root field says whom it serves', () => {
  let fields: readonly (readonly ['query' | 'mutation', RootField])[];
  let graph: Graph;
  let somebody: Somebody;

  beforeAll(async () => {
    graph = await Graph.open();
    somebody = await graph.person();
    const schema = await buildGraph();
    fields = [
      ...Object.values(schema.getQueryType()?.getFields() ?? {}).map((field) => ['query', field] as const),
      ...Object.values(schema.getMutationType()?.getFields() ?? {}).map((field) => ['mutation', field] as const),
    ];
  });

  beforeEach(() => graph.bank.forgetRequests());

  afterAll(() => graph.close());

  const ruleOf = ({ extensions }: RootField) => extensions.callers as Callers | undefined;
  const named = (rule: Callers | undefined) =>
    fields
      .filter(([, field]) => ruleOf(field) === rule)
      .map(([, { name }]) => name)
      .sort();

  it('by a rule', () => {
    expect(named(undefined)).toEqual([]);
    expect(named('SERVICE')).toEqual([...FOR_SERVICES].sort());
    expect(named('AUTHENTICATED')).toEqual([...FOR_AUTHENTICATED].sort());
  });

  it('and nobody without a token, before anything is asked upstream', async () => {
    for (const [type, field] of fields) {
      const { errors } = await graph.asAnybody(operationFor(type, field));
      expect({ field: field.name, codes: errors.map(({ code }) => code) }).toEqual({
        field: field.name,
        codes: ['UNAUTHENTICATED'],
      });
    }
    expect(await graph.bank.calls()).toEqual({});
  });

  it('and bank users only where it is not for services', async () => {
    for (const [type, field] of fields) {
      const { errors } = await somebody.query(operationFor(type, field));
      const forbidden = errors.some(({ code }) => code === 'FORBIDDEN');
      expect({ field: field.name, forbidden }).toEqual({ field: field.name, forbidden: ruleOf(field) === 'SERVICE' });
      expect(errors.map(({ code }) => code)).not.toContain('UNAUTHENTICATED');
    }
  });

  it('and services everywhere', async () => {
    for (const [type, field] of fields) {
      const { errors } = await graph.asService(operationFor(type, field));
      const codes = errors.map(({ code }) => code);
      expect({ field: field.name, codes }).toEqual({
        field: field.name,
        codes: codes.filter((code) => code !== 'FORBIDDEN' && code !== 'UNAUTHENTICATED' && code !== undefined),
      });
    }
  });

  it('also where several are asked for at once', async () => {
    const { data, errors } = await somebody.query('{ viewer { xs2aId } bankUsers { totalCount } }');
    expect(data).toEqual({ viewer: { xs2aId: somebody.person.id }, bankUsers: null });
    expect(errors).toMatchObject([{ path: 'bankUsers', code: 'FORBIDDEN' }]);
  });
});

/** Asks for a field with values that fit its arguments, and name nothing. */
function operationFor(type: 'query' | 'mutation', field: RootField): string {
  const args = field.args.filter(isRequiredArgument).map((arg) => `${arg.name}: ${literalFor(arg.type)}`);
  const name = args.length === 0 ? field.name : `${field.name}(${args.join(', ')})`;
  return `${type} { ${name}${selectionFor(field.type)} }`;
}

function selectionFor(type: GraphQLOutputType): string {
  return 'getFields' in getNamedType(type) || 'getTypes' in getNamedType(type) ? ' { __typename }' : '';
}

function literalFor(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literalFor(type.ofType);
  if (isListType(type)) return `[${literalFor(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField);
    return `{ ${required.map((field) => `${field.name}: ${literalFor(field.type)}`).join(', ')} }`;
  }
  const scalars: Record<string, string> = { Int: '1', Boolean: 'true', DateTime: '"2026-01-01T00:00:00Z"' };
  return scalars[type.name] ?? '"x"';
}
