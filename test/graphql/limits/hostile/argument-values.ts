import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { naughtyTexts, oddValues } from './naughty.js';
import type { HostileRequest } from './request.js';

/** A place where a caller gives a value, with an operation that puts `$value` there. */
interface Place {
  readonly name: string;
  readonly query: string;
  /** What the variable is, with the value at its place inside. */
  readonly variable: (value: unknown) => unknown;
}

interface Reached {
  readonly type: GraphQLObjectType;
  readonly around: (selection: string) => string;
  readonly path: string;
}

type Field = GraphQLField<unknown, unknown>;

/** Values for what must be given beside the one that is hostile. */
const FILLERS: Readonly<Record<string, unknown>> = {
  ID: 'any-id',
  String: 'any text',
  Int: 1,
  Boolean: true,
  Date: '2026-01-01',
  DateTime: '2030-01-01T00:00:00Z',
  Decimal: '1.00',
  _Any: { __typename: 'Account', id: 'any-id' },
};

/** Every naughty value in every argument and every input field that the schema has, wherever in the graph it is. */
export function* argumentRequests(schema: GraphQLSchema): Generator<HostileRequest> {
  for (const { name, query, variable } of places(schema)) {
    for (const [index, value] of [...naughtyTexts, ...oddValues].entries()) {
      yield { kind: `value ${index} in ${name}`, body: { query, variables: { value: variable(value) } } };
    }
  }
}

export function places(schema: GraphQLSchema): readonly Place[] {
  return reachable(schema).flatMap(({ type, around, path }) =>
    Object.values(type.getFields()).flatMap((field) =>
      field.args.flatMap((argument) =>
        positions(argument.type).map(({ name, wrap }) => ({
          name: `${path}.${field.name}(${argument.name}${name})`,
          query: `${path.startsWith('mutation') ? 'mutation' : 'query'} ($value: ${String(argument.type)}) ${around(
            `${field.name}(${[`${argument.name}: $value`, ...others(field, argument.name)].join(', ')}) ${selectionOf(field)}`,
          )}`,
          variable: wrap,
        })),
      ),
    ),
  );
}

/** Where in a value of that type something hostile can stand: in its place, or in that of one of its fields. */
function positions(type: GraphQLInputType): { name: string; wrap: (value: unknown) => unknown }[] {
  const itself = { name: '', wrap: (value: unknown) => value };
  const named = getNamedType(type);
  const listed = isListType(isNonNullType(type) ? type.ofType : type);
  const inList = listed ? [{ name: '[]', wrap: (value: unknown) => [value] }] : [];
  if (!isInputObjectType(named)) return [itself, ...inList];
  const inside = Object.values(named.getFields()).flatMap((field) =>
    positions(field.type).map(({ name, wrap }) => ({
      name: `.${field.name}${name}`,
      wrap: (value: unknown) => ({ ...filled(named, field.name), [field.name]: wrap(value) }),
    })),
  );
  return [itself, ...inside];
}

function filled(type: GraphQLInputObjectType, besides: string): Record<string, unknown> {
  const required = Object.values(type.getFields()).filter(
    (field) => isRequiredInputField(field) && field.name !== besides,
  );
  return Object.fromEntries(required.map((field) => [field.name, fillerOf(field.type)]));
}

function fillerOf(type: GraphQLInputType): unknown {
  const named = getNamedType(type);
  if (isListType(isNonNullType(type) ? type.ofType : type)) return [fillerOf(named)];
  if (isInputObjectType(named)) return filled(named, '');
  return isEnumType(named) ? named.getValues()[0]?.name : FILLERS[named.name];
}

function others(field: Field, besides: string): string[] {
  return field.args
    .filter((argument) => isRequiredArgument(argument) && argument.name !== besides)
    .map(({ name, type }) => `${name}: ${literal(fillerOf(type), isEnumType(getNamedType(type)))}`);
}

function literal(value: unknown, bare: boolean): string {
  if (bare) return String(value);
  return JSON.stringify(value).replace(/"(\w+)":/g, '$1:');
}

function selectionOf(field: Field): string {
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return '';
  return isObjectType(type) && 'totalCount' in type.getFields()
    ? '{ totalCount nodes { __typename } }'
    : '{ __typename }';
}

/** All types with fields, each by the first way that leads to it. */
function reachable(schema: GraphQLSchema): readonly Reached[] {
  const found = new Map<GraphQLNamedType, Reached>();
  const queue: Reached[] = [];
  const reach = (reached: Reached) => {
    if (found.has(reached.type)) return;
    found.set(reached.type, reached);
    queue.push(reached);
  };
  for (const [path, type] of [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ] as const) {
    if (type != null) reach({ type, path, around: (selection) => `{ ${selection} }` });
  }
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { path, around, type } = next;
    for (const field of Object.values(type.getFields())) {
      const to = getNamedType(field.type);
      if (!isObjectType(to) || field.args.some((argument) => isRequiredArgument(argument))) continue;
      reach({
        type: to,
        path: `${path}.${field.name}`,
        around: (selection) => around(`${field.name} { ${selection} }`),
      });
    }
  }
  return [...found.values()];
}
