import type { Caller } from './deployment.js';

/** A place in the schema where a client gives an id, with an operation that puts `$id` there. */
export interface IdArgument {
  readonly name: string;
  readonly operation: string;
  readonly kind: 'query' | 'mutation';
  /** What the field at the root answers with. */
  readonly field: string;
}

interface TypeRef {
  readonly kind: string;
  readonly name: string | null;
  readonly ofType: TypeRef | null;
}

interface Field {
  readonly name: string;
  readonly type: TypeRef;
  readonly args: readonly InputValue[];
}

interface InputValue {
  readonly name: string;
  readonly type: TypeRef;
  readonly defaultValue: string | null;
}

interface Introspection {
  readonly __schema: {
    readonly types: readonly { readonly name: string; readonly inputFields: readonly InputValue[] | null }[];
    readonly queryType: { readonly fields: readonly Field[] };
    readonly mutationType: { readonly fields: readonly Field[] };
  };
}

const TYPE = 'type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }';
const INTROSPECTION = `{ __schema {
  types { name inputFields { name defaultValue ${TYPE} } }
  queryType { fields { name ${TYPE} args { name defaultValue ${TYPE} } } }
  mutationType { fields { name ${TYPE} args { name defaultValue ${TYPE} } } }
} }`;

/** Values for what must be given beside the id. */
const FILLERS: Readonly<Record<string, string>> = {
  String: '"any text"',
  DateTime: '"2030-01-01T00:00:00Z"',
  Date: '"2026-01-01"',
  Int: '1',
  Boolean: 'true',
};

/** Every argument and every input field of type ID that a root field of the schema has, as the schema itself tells. */
export async function idArguments(caller: Caller): Promise<IdArgument[]> {
  const { __schema: schema } = await caller.data<Introspection>(INTROSPECTION);
  const inputs = new Map(schema.types.map(({ name, inputFields }) => [name, inputFields ?? []]));
  return [
    ...schema.queryType.fields.flatMap((field) => ofField('query', field, inputs)),
    ...schema.mutationType.fields.flatMap((field) => ofField('mutation', field, inputs)),
  ];
}

function ofField(kind: IdArgument['kind'], field: Field, inputs: Map<string, readonly InputValue[]>): IdArgument[] {
  return field.args.flatMap((argument) => {
    const others = required(
      field.args.filter((other) => other !== argument),
      '',
    ).join(', ');
    return literals(argument, inputs).map(({ name, literal }) => ({
      name: `${field.name}(${name})`,
      field: field.name,
      kind,
      operation: `${kind}($id: ID!) { ${field.name}(${[literal, others].filter(Boolean).join(', ')}) ${selection(field)} }`,
    }));
  });
}

function literals(
  argument: InputValue,
  inputs: Map<string, readonly InputValue[]>,
): { name: string; literal: string }[] {
  const type = namedType(argument.type);
  if (type === 'ID') return [{ name: argument.name, literal: `${argument.name}: ${idIn(argument.type)}` }];
  const fields = inputs.get(type) ?? [];
  return fields
    .filter((field) => namedType(field.type) === 'ID')
    .map((field) => {
      const others = required(fields, field.name);
      const members = [`${field.name}: ${idIn(field.type)}`, ...others].join(', ');
      return { name: `${argument.name}.${field.name}`, literal: `${argument.name}: { ${members} }` };
    });
}

/** What must be there beside the id; a second id gets a harmless text. */
function required(fields: readonly InputValue[], besides: string): string[] {
  return fields
    .filter(({ name, type, defaultValue }) => name !== besides && type.kind === 'NON_NULL' && defaultValue === null)
    .map(({ name, type }) => `${name}: ${FILLERS[namedType(type)] ?? '"any-id"'}`);
}

function idIn(type: TypeRef): string {
  const isList = type.kind === 'LIST' || type.ofType?.kind === 'LIST';
  return isList ? '[$id]' : '$id';
}

function namedType(type: TypeRef): string {
  return type.ofType === null || type.name !== null ? (type.name ?? '') : namedType(type.ofType);
}

function selection({ type }: Field): string {
  return ['SCALAR', 'ENUM'].includes(innermost(type).kind) ? '' : '{ __typename }';
}

function innermost(type: TypeRef): TypeRef {
  return type.ofType === null ? type : innermost(type.ofType);
}
