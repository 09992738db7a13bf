import {
  getNamedType,
  isAbstractType,
  isObjectType,
  type GraphQLFieldMap,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { SEEN_WITH, SCOPES, type Scope } from '../../src/domain/scope.js';
import { CALLS } from './calls.js';
import { expectedOutcome, type Asker, type Outcome } from './expected.js';
import type { Row } from './rules.js';

const WORDS: Readonly<Record<Outcome, string>> = {
  data: 'yes',
  own: 'their own',
  null: 'null',
  NOT_FOUND: '`NOT_FOUND`',
  NotFoundError: 'NotFoundError',
  FORBIDDEN: '`FORBIDDEN`',
  UNAUTHENTICATED: '`UNAUTHENTICATED`',
  'HTTP 401': 'HTTP 401',
};

const HEAD = `# Who gets what

Generated from the schema (\`npm run docs:access\`) and verified by \`test/access\`, which queries every field as every kind of caller.

_Owner_ is the bank user whose data is requested, _other_ is another bank user. A service needs one of the scopes listed, or \`xs2a:service\`, which includes
all of them. A bank user needs one if the token is [limited](authentication.md#limited-tokens). Otherwise the field is \`FORBIDDEN\`. The scopes are listed without their prefix
(\`xs2a:service:\` for a service, \`xs2a:\` for a bank user).

Without a token every data field is \`UNAUTHENTICATED\` (\`{ __typename }\` still answers). A token that is expired, or of another issuer, audience or key, is answered with HTTP 401.
With introspection on, which is the default outside production, \`_service\` answers everybody.
`;

/** The page of documentation that the table makes. */
export function accessPage(schema: GraphQLSchema, rows: readonly Row[]): string {
  const parts = [
    HEAD,
    ...section('Queries', rows, 'query'),
    ...section('Mutations', rows, 'mutation'),
    ...section('Subscriptions', rows, 'subscription'),
    ...section('Fields with a rule of their own', rows, 'field'),
    ...section('References of a router (`_entities`)', rows, 'entity'),
    '## What a scope lets a caller read\n',
    'All fields that a caller with this one scope can reach, by type (error types are omitted).\n',
    ...SCOPES.map((scope) => `- \`${scope}\`: ${seenWith(schema, rows, scope).join(', ')}`),
  ];
  return `${parts.join('\n')}\n`;
}

function section(title: string, rows: readonly Row[], kind: Row['kind']): string[] {
  const lines = rows.filter((row) => row.kind === kind).map((row) => lineOf(row));
  return [`## ${title}\n`, `${table(['field', 'owner', 'other', 'service', 'by the scope'], lines)}\n`];
}

function lineOf(row: Row): string[] {
  const about = CALLS[row.name] ?? { about: 'NEITHER' as const };
  const outcome = (asker: Asker) => WORDS[expectedOutcome(row, about, asker)];
  const people = [outcome({ kind: 'owner' }), outcome({ kind: 'other' })];
  const scopes = row.scopes.length === SCOPES.length ? 'any' : row.scopes.map((scope) => `\`${scope}\``).join(', ');
  return [`\`${row.name.replace('_entities ', '')}\``, ...people, outcome({ kind: 'service', scopes: SCOPES }), scopes];
}

/** In the columns of Prettier. */
function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...lines.map((line) => line[column]?.length ?? 0)));
  const text = (line: readonly string[]) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [text(head), text(widths.map((width) => '-'.repeat(width))), ...lines.map(text)].join('\n');
}

/** Names of the object types, errors left out, that a caller with this scope alone gets to. */
function seenWith(schema: GraphQLSchema, rows: readonly Row[], scope: Scope): readonly string[] {
  const seen = new Set<string>();
  const visit = (type: GraphQLNamedType) => {
    const mayNot = SEEN_WITH.get(type.name)?.includes(scope) === false;
    if (mayNot || seen.has(type.name)) return;
    if (isAbstractType(type)) schema.getPossibleTypes(type).forEach(visit);
    if (!isObjectType(type)) return;
    seen.add(type.name);
    for (const field of Object.values(type.getFields())) visit(getNamedType(field.type));
  };
  const types = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const roots = Object.assign({}, ...types.map((type) => type?.getFields())) as GraphQLFieldMap<unknown, unknown>;
  // Fields below the root belong to types that are seen anyway.
  for (const { name } of rows.filter(({ scopes }) => scopes.includes(scope))) {
    const field = roots[name];
    if (field !== undefined) visit(getNamedType(field.type));
  }
  const isError = (name: string) => name.endsWith('Error');
  return [...seen].filter((name) => !isError(name)).sort();
}
