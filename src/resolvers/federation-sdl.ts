/** The features of Apollo Federation in use. */
const FEATURES = ['@key', '@shareable', '@tag', '@cost', '@listSize'];
const ACCESS_FEATURES = ['@authenticated', '@requiresScopes'];

/** The specification's definitions; those that are not imported have its name in front of their own. */
const DIRECTIVES = `directive @link(url: String, as: String, for: link__Purpose, import: [link__Import]) repeatable on SCHEMA

directive @key(fields: federation__FieldSet!, resolvable: Boolean = true) repeatable on OBJECT | INTERFACE

directive @requires(fields: federation__FieldSet!) on FIELD_DEFINITION

directive @provides(fields: federation__FieldSet!) on FIELD_DEFINITION

directive @external(reason: String) on OBJECT | FIELD_DEFINITION

directive @tag(name: String!) repeatable on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION | SCHEMA

directive @extends on OBJECT | INTERFACE

directive @shareable repeatable on OBJECT | FIELD_DEFINITION

directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION

directive @override(from: String!, label: String) on FIELD_DEFINITION

directive @composeDirective(name: String) repeatable on SCHEMA

directive @interfaceObject on OBJECT

directive @authenticated on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM

directive @requiresScopes(scopes: [[federation__Scope!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM

directive @policy(policies: [[federation__Policy!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM

directive @context(name: String!) repeatable on INTERFACE | OBJECT | UNION

directive @fromContext(field: federation__ContextFieldValue) on ARGUMENT_DEFINITION

directive @cost(weight: Int!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR

directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION`;

const ROOTS = `schema
  @link(url: "https://specs.apollo.dev/link/v1.0")
{
  query: Query
  mutation: Mutation
  subscription: Subscription
}`;

const ROOT_FIELDS = `  _entities(representations: [_Any!]!): [_Entity]!
  _service: _Service!
`;

const TYPES = `enum link__Purpose {
  """
  \`SECURITY\` features provide metadata necessary to securely resolve fields.
  """
  SECURITY

  """
  \`EXECUTION\` features provide metadata necessary for operation execution.
  """
  EXECUTION
}

scalar link__Import

scalar federation__FieldSet

scalar federation__Scope

scalar federation__Policy

scalar federation__ContextFieldValue

scalar _Any

type _Service {
  sdl: String
}`;

/** The link of a subgraph to the specification. */
export function linkToFederation(hasAccessRules: boolean): string {
  const imported = featuresOf(hasAccessRules).map((feature) => JSON.stringify(feature));
  return `extend schema\n  @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imported.join(', ')}])`;
}

function featuresOf(hasAccessRules: boolean): readonly string[] {
  return hasAccessRules ? [...FEATURES, ...ACCESS_FEATURES] : FEATURES;
}

/**
 * Completes a subgraph's own definitions with those of the specification, as `_service` serves them. They are the same for every
 * subgraph, and here so that a start needs no library that composes supergraphs; `test/federation/sdl.test.ts` compares them with
 * that of Apollo.
 *
 * @param entities the names of all types with a key
 */
export function withFederation(definitions: string, entities: readonly string[], hasAccessRules: boolean): string {
  const imported = featuresOf(hasAccessRules);
  const directives = DIRECTIVES.replace(/^directive @(?!link\b)(\w+)/gm, (definition, name: string) =>
    imported.includes(`@${name}`) ? definition : `directive @federation__${name}`,
  );
  const own = definitions.replace(/^type Query \{\n.*?\n(?=\}$)/ms, (query) => query + ROOT_FIELDS);
  const union = `union _Entity = ${[...entities].sort().join(' | ')}`;
  return [ROOTS, linkToFederation(hasAccessRules), directives, own, TYPES, union].join('\n\n');
}
