import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { parse, printSchema, type GraphQLSchema } from 'graphql';
import { buildSchema, createResolversMap, type PubSub } from 'type-graphql';
import { RESOLVERS } from './index.js';
import { resolveReferences } from './references.js';
import { countLists } from '../graphql/limits/counted-lists.js';
import { isRoot, TypePrefix } from '../graphql/type-prefix.js';
import { withAccessDirectives } from './access-directives.js';
import { guardFederation, type FederationRules } from './federation.js';

/** The features of Apollo Federation in use. */
const FEATURES = ['@key', '@shareable', '@tag', '@cost', '@listSize'];
const ACCESS_FEATURES = ['@authenticated', '@requiresScopes'];

/** type-graphql insists on one, although each subscription finds its own events. */
const NO_PUB_SUB: PubSub = {
  publish: () => undefined,
  subscribe: () => {
    throw new TypeError('Subscriptions find their own events');
  },
};

/** The schema as declared by the resolvers, with their rules in `extensions`. */
export function buildGraph(): Promise<GraphQLSchema> {
  return buildSchema({ resolvers: RESOLVERS, validate: false, pubSub: NO_PUB_SUB });
}

export interface SubgraphOptions extends FederationRules {
  /** Of the names of types and root fields, for `TypePrefix`; none by default. */
  readonly typePrefix?: string;
  /** The scope that marks service callers: given, the SDL states the access rules. */
  readonly accessScope?: string | undefined;
}

/**
 * The schema as a federated subgraph. type-graphql does not apply the federation's directives, which only the printed schema has:
 * so it is printed and rebuilt as a subgraph with the same resolvers.
 */
export async function buildExecutableSchema(options: SubgraphOptions): Promise<GraphQLSchema> {
  const { typePrefix = '', accessScope, ...rules } = options;
  const schema = await buildGraph();
  const prefix = new TypePrefix(typePrefix, schema);
  const plain = printSchemaWithDirectives(schema).replace(/^schema \{[^}]*\}/m, '');
  const definitions = accessScope === undefined ? plain : withAccessDirectives(plain, schema, accessScope);
  const features = accessScope === undefined ? FEATURES : [...FEATURES, ...ACCESS_FEATURES];
  const subgraph = buildSubgraphSchema({
    typeDefs: parse(`${linkTo(features)}\n${prefix.applyTo(definitions)}`),
    resolvers: resolversOf(schema, prefix) as never,
  });
  subgraph.extensions = { ...subgraph.extensions, typePrefix: prefix };
  guardFederation(subgraph, rules);
  countLists(subgraph);
  return subgraph;
}

function linkTo(features: readonly string[]): string {
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ${JSON.stringify(features)})`;
}

/** By the names that the subgraph has. */
function resolversOf(schema: GraphQLSchema, prefix: TypePrefix) {
  const resolvers = createResolversMap(schema);
  for (const [type, resolveReference] of Object.entries(resolveReferences)) {
    Object.assign(resolvers[type] ?? {}, { __resolveReference: resolveReference });
  }
  // type-graphql's are asynchronous; all members of unions have `__typename`.
  const resolveType = ({ __typename }: { readonly __typename: string }) => prefix.shownType(__typename);
  for (const resolver of Object.values(resolvers)) {
    if ('__resolveType' in resolver) Object.assign(resolver, { __resolveType: resolveType });
  }
  return Object.fromEntries(
    Object.entries(resolvers).map(([type, fields]) => [
      prefix.shownType(type),
      isRoot(type) ? mapKeys(fields, (name) => prefix.shownRootField(name)) : fields,
    ]),
  );
}

function mapKeys(object: object, nameOf: (key: string) => string): object {
  return Object.fromEntries(Object.entries(object).map(([key, value]: [string, unknown]) => [nameOf(key), value]));
}

/** The graph as clients see it, as plain SDL. */
export async function printClientSchema(typePrefix = ''): Promise<string> {
  const schema = await buildGraph();
  const prefix = new TypePrefix(typePrefix, schema);
  return prefix.applyTo(printSchema(schema));
}
