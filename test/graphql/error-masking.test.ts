import { buildSchema, GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { Access } from '../../src/auth/access.js';
import type { GatewayContext } from '../../src/context.js';
import { Meter } from '../../src/datasources/meter.js';
import { UpstreamError } from '../../src/datasources/upstream-error.js';
import { ERROR_CODES } from '../../src/errors/error-code.js';
import { GatewayError } from '../../src/errors/gateway-error.js';
import { createApolloServer } from '../../src/graphql/apollo-server.js';
import { DateScalar } from '../../src/schema/scalars/date.scalar.js';

const SECRET = 'DE02120300000000202051';
const INTERNAL = { code: 'INTERNAL_SERVER_ERROR', retryable: false, requestId: 'request-1' };

const NO_ERROR: GraphQLFormattedError = { message: 'no error' };

interface Asked {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

/** A schema whose field `thrown` fails with what a test says. */
function schemaThrowing(thrown: unknown): GraphQLSchema {
  const schema = buildSchema(`
    scalar Date
    enum Colour { RED GREEN }
    input Login { name: String!, pin: Int, day: Date, nested: Login }
    type Query {
      thrown: String
      list: [String]
      required: String!
      number: Int
      take(login: Login, count: Int, colour: Colour, names: [String!], day: Date, id: ID!): String
    }
  `);
  const date = schema.getType('Date');
  Object.assign(date ?? {}, { parseValue: DateScalar.parseValue, parseLiteral: DateScalar.parseLiteral });
  const fields = schema.getQueryType()?.getFields() ?? {};
  const fail = () => {
    throw thrown;
  };
  Object.assign(fields.thrown ?? {}, { resolve: fail });
  Object.assign(fields.required ?? {}, { resolve: fail });
  Object.assign(fields.list ?? {}, { resolve: () => ['a', Promise.reject(thrown as Error), 'c'] });
  Object.assign(fields.number ?? {}, { resolve: () => SECRET });
  Object.assign(fields.take ?? {}, { resolve: () => 'taken' });
  return schema;
}

async function ask(asked: Asked, { thrown, production = false }: { thrown?: unknown; production?: boolean } = {}) {
  const internal: unknown[] = [];
  const codes: (readonly string[])[] = [];
  const server = createApolloServer({
    schema: schemaThrowing(thrown),
    introspection: !production,
    production,
    documents: undefined,
    onOperation: (report) => codes.push(report.codes),
    onInternalError: (error, { requestId }) => internal.push([error.originalError, requestId]),
  });
  const contextValue = {
    requestId: 'request-1',
    meter: new Meter(),
    access: new Access({ kind: 'anonymous' }),
  } as GatewayContext;
  const { body, http } = await server.executeOperation(asked, { contextValue });
  await server.stop();
  if (body.kind !== 'single') throw new Error('Not a single answer.');
  const { data, errors = [], extensions } = body.singleResult;
  const [error = NO_ERROR] = errors;
  return { data, errors, error, extensions, internal, codes, status: http.status };
}

describe('what is thrown', () => {
  const coded = (code: string) => new GraphQLError(SECRET, { extensions: { code, iban: SECRET } });

  it.each<[string, unknown]>([
    ['an error', new Error(SECRET)],
    ['an error with a code', Object.assign(new Error(SECRET), { code: SECRET, extensions: { iban: SECRET } })],
    ['a text', SECRET],
    ['nothing', undefined],
    ['an object', { iban: SECRET }],
    ['an error of GraphQL', new GraphQLError(SECRET, { extensions: { code: 'SECRET', iban: SECRET } })],
    ['an error that calls itself a request error', coded('GRAPHQL_VALIDATION_FAILED')],
    ['an error that calls itself a bad request', coded('BAD_REQUEST')],
    ['an error with the name of a property', coded('constructor')],
    ['an error of the closed list, as a cause', new Error(SECRET, { cause: new GatewayError('NOT_FOUND') })],
  ])('is masked: %s', async (_, thrown) => {
    for (const production of [false, true]) {
      const { data, errors, error, internal, codes } = await ask({ query: '{ thrown }' }, { thrown, production });
      expect(data).toEqual({ thrown: null });
      expect(error).toEqual({
        message: ERROR_CODES.INTERNAL_SERVER_ERROR.message,
        locations: [{ line: 1, column: 3 }],
        path: ['thrown'],
        extensions: INTERNAL,
      });
      expect(JSON.stringify(errors)).not.toContain(SECRET);
      expect(internal).toHaveLength(1);
      expect(codes).toEqual([['INTERNAL_SERVER_ERROR']]);
    }
  });

  it('is told, as it was thrown, to whoever looks after the gateway', async () => {
    const thrown = new Error(SECRET);
    expect((await ask({ query: '{ thrown }' }, { thrown })).internal).toEqual([[thrown, 'request-1']]);
  });

  it.each([
    new GatewayError('NOT_FOUND'),
    new GatewayError('RATE_LIMITED', { retryAfterSeconds: 7 }),
    new GatewayError('OPERATION_LIMIT_EXCEEDED', { message: 'It is too deep.' }),
    new UpstreamError('UPSTREAM_TIMEOUT'),
  ])('passes when it is of the closed list: $code', async (thrown) => {
    const { error, internal } = await ask({ query: '{ thrown }' }, { thrown, production: true });
    expect(error).toMatchObject({ message: thrown.message, path: ['thrown'] });
    expect(error.extensions).toEqual({ ...thrown.extensions, requestId: 'request-1' });
    expect(internal).toEqual([]);
  });

  it('blanks what it was thrown for and nothing else', async () => {
    const { data, errors } = await ask({ query: '{ list thrown }' }, { thrown: new Error(SECRET) });
    expect(data).toEqual({ list: ['a', null, 'c'], thrown: null });
    expect(errors.map(({ path }) => path)).toEqual([['thrown'], ['list', 1]]);
  });

  it('takes everything along where there has to be a value', async () => {
    const { data, error } = await ask({ query: '{ required list }' }, { thrown: new GatewayError('NOT_FOUND') });
    expect(data).toBeNull();
    expect(error.extensions).toMatchObject({ code: 'NOT_FOUND', requestId: 'request-1' });
  });

  it('may be a value that does not fit the schema', async () => {
    const { data, errors, error, internal } = await ask({ query: '{ number }' });
    expect(data).toEqual({ number: null });
    expect(error.extensions).toEqual(INTERNAL);
    expect(JSON.stringify(errors)).not.toContain(SECRET);
    expect(internal).toHaveLength(1);
  });
});

describe('variables', () => {
  const TAKE = 'query ($login: Login, $count: Int, $colour: Colour, $names: [String!], $day: Date, $id: ID = "x")';
  const query = `${TAKE} { take(login: $login, count: $count, colour: $colour, names: $names, day: $day, id: $id) }`;

  it.each<[string, Record<string, unknown>]>([
    ['count', { count: SECRET }],
    ['count', { count: 2 ** 40 }],
    ['colour', { colour: SECRET }],
    ['names', { names: ['a', { iban: SECRET }] }],
    ['names', { names: [null] }],
    ['login', { login: { name: 'a', pin: SECRET } }],
    ['login', { login: { pin: 1 } }],
    ['login', { login: { name: 'a', [SECRET]: 1 } }],
    ['login', { login: { name: 'a', nested: { name: { iban: SECRET } } } }],
    ['login', { login: SECRET }],
    ['day', { day: SECRET }],
    ['day', { day: { iban: SECRET } }],
    ['login', { login: { name: 'a', day: SECRET } }],
    ['id', { id: { iban: SECRET } }],
  ])('of another kind are refused without being repeated: $%s, %j', async (name, variables) => {
    for (const production of [false, true]) {
      const { data, errors, error, internal, status } = await ask({ query, variables }, { production });
      expect(data).toBeUndefined();
      expect(status).toBe(400);
      expect(error).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', retryable: false, requestId: 'request-1' } });
      expect(error.message).toContain(`The variable $${name} has a value that is not allowed.`);
      expect(JSON.stringify(errors)).not.toContain(SECRET);
      expect(internal).toEqual([]);
    }
  });

  it('are told what a scalar of the gateway takes', async () => {
    const { error } = await ask({ query, variables: { day: 'tomorrow' } });
    expect(error.message).toBe(
      'The variable $day has a value that is not allowed. A Date is a day of the calendar, written YYYY-MM-DD.',
    );
  });

  it('are refused where there is none', async () => {
    const { error } = await ask({ query: 'query ($id: ID!) { take(id: $id) }' });
    expect(error.message).toBe('The variable $id has a value that is not allowed.');
  });

  it.each([
    ['where null is put in the place of a default', query, { id: null }],
    ['within an input', 'query ($n: String = "a") { take(id: "x", login: { name: $n }) }', { n: null }],
  ])('are refused %s, which only shows when the field runs', async (_, source, variables) => {
    const { error, internal } = await ask({ query: source, variables });
    expect(error).toMatchObject({
      message: ERROR_CODES.BAD_USER_INPUT.message,
      path: ['take'],
      extensions: { code: 'BAD_USER_INPUT', retryable: false, requestId: 'request-1' },
    });
    expect(internal).toEqual([]);
  });

  it('are refused in a directive', async () => {
    const query = 'query ($run: Boolean = true) { take(id: "x") @include(if: $run) }';
    const { error, internal } = await ask({ query, variables: { run: null } });
    expect(error.extensions).toMatchObject({ code: 'BAD_USER_INPUT', requestId: 'request-1' });
    expect(internal).toEqual([]);
  });

  it('pass when they fit', async () => {
    const variables = { login: { name: 'a', pin: 1, day: '2026-02-28' }, colour: 'RED', names: 'a', day: '2026-02-28' };
    expect(await ask({ query, variables })).toMatchObject({ data: { take: 'taken' }, errors: [] });
  });
});

describe('documents', () => {
  const documents: [string, string, Asked, string][] = [
    ['no GraphQL', 'GRAPHQL_PARSE_FAILED', { query: `{ thrown "${SECRET}" }` }, 'Syntax Error'],
    ['an unknown field', 'GRAPHQL_VALIDATION_FAILED', { query: '{ throwm }' }, 'Did you mean'],
    ['a wrong literal', 'GRAPHQL_VALIDATION_FAILED', { query: `{ take(id: "a", count: "${SECRET}") }` }, 'Int cannot'],
    ['a wrong date', 'GRAPHQL_VALIDATION_FAILED', { query: `{ take(id: "a", day: "${SECRET}") }` }, 'YYYY-MM-DD'],
    [
      'no such operation',
      'OPERATION_RESOLUTION_FAILURE',
      { query: 'query A { thrown }', operationName: SECRET },
      'Unknown operation',
    ],
    ['several operations', 'OPERATION_RESOLUTION_FAILURE', { query: 'query A { thrown } query B { thrown }' }, 'name'],
  ];

  it.each(documents)('with %s say what is wrong, outside production', async (_, code, asked, hint) => {
    const { error, internal } = await ask(asked);
    expect(error.extensions).toEqual({ code, retryable: false, requestId: 'request-1' });
    expect(error.message).toContain(hint);
    expect(internal).toEqual([]);
  });

  it.each(documents)('with %s are not repeated in production', async (_, code, asked) => {
    const { errors, error } = await ask(asked, { production: true });
    expect(error.extensions).toEqual({ code, retryable: false, requestId: 'request-1' });
    expect(JSON.stringify(errors)).not.toMatch(new RegExp(`${SECRET}|throw|Did you mean|YYYY`));
  });

  it('tell nothing of the schema in production', async () => {
    const { error } = await ask({ query: '{ __schema { types { name } } }' }, { production: true });
    expect(error.extensions).toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED' });
    expect((await ask({ query: '{ __schema { types { name } } }' })).errors).toEqual([]);
  });
});

it('is the cost that every answer tells, those without data included', async () => {
  const xs2a = { upstreamCalls: 0, cacheHits: 0 };
  for (const query of ['{ __typename }', '{ thrown }', '{ nothing }', '{']) {
    expect((await ask({ query })).extensions).toEqual({ xs2a });
  }
});
