import { readFileSync } from 'node:fs';
import {
  buildASTSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  parse,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

type Field = GraphQLField<unknown, unknown>;

/** The published contract. */
export function publishedSchema(): GraphQLSchema {
  return buildASTSchema(parse(readFileSync('schema.graphql', 'utf8')), { assumeValidSDL: true });
}

/** Arguments of the fields below the root that have to be given, or that keep an answer small. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  report: '(id: "Risk_7-a")',
  turnovers: '(first: 2)',
};

/** Lists of turnovers a second time, which together cost more than an operation may. */
const REPEATED = ['TurnoverMonth'];

/** What leads to most of the graph again, so that a document would be longer than it may be: selected once in a document. */
const ONCE = ['OwnTransfer', 'RecurringPayment', 'ExpectedPayment', 'IncompleteAccount'];

/** For services alone, of what a bank user asks for as well. */
const FOR_SERVICES = ['accessTokens'];

/** Everything that can be selected of a type, each type once on every way down. */
export function everythingOf(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  above: readonly string[] = [],
  seen = new Set<string>(),
): string {
  if (isLeafType(type)) return '';
  if (!isAbstractType(type)) return fieldsOf(schema, type, above, '', seen);
  // Two members may have fields of one name and different types.
  const members = schema.getPossibleTypes(type).map((member) => {
    return `... on ${member.name} ${fieldsOf(schema, member, above, `${member.name}_`, seen)}`;
  });
  return `{ __typename ${members.join(' ')} }`;
}

function fieldsOf(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  above: readonly string[],
  prefix: string,
  seen: Set<string>,
): string {
  const isLeft = [...above, ...REPEATED].includes(type.name) || (ONCE.includes(type.name) && seen.has(type.name));
  if (!isObjectType(type) || isLeft) return '{ __typename }';
  seen.add(type.name);
  const selections = Object.values(type.getFields())
    .filter((field) => isAskable(field))
    .map((field) => {
      const below = everythingOf(schema, getNamedType(field.type), [...above, type.name], seen);
      return `${prefix && `${prefix}${field.name}: `}${field.name}${field.args.length > 0 ? (ARGUMENTS[field.name] ?? '') : ''} ${below}`;
    });
  return `{ __typename ${selections.join(' ')} }`;
}

function isAskable(field: Field): boolean {
  if (FOR_SERVICES.includes(field.name)) return false;
  return field.name in ARGUMENTS || !field.args.some(isRequiredArgument);
}
