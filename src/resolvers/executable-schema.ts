import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { parse, type GraphQLSchema } from 'graphql';
import { buildSchema, createResolversMap } from 'type-graphql';
import { RESOLVERS } from './index.js';
import { resolveReferences } from './references.js';
import { countLists } from '../graphql/limits/counted-lists.js';
import { guardFederation, type FederationRules } from './federation.js';

/** What of Apollo Federation the schema uses. */
const FEDERATION =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@tag", "@cost", "@listSize"])';

/** The graph as its resolvers declare it; what they say about their fields stands in `extensions`. */
export function buildGraph(): Promise<GraphQLSchema> {
  return buildSchema({ resolvers: RESOLVERS, validate: false });
}

/**
 * The graph as a federated subgraph. type-graphql builds it without the federation's directives, which only its printed form
 * carries: so it is printed, and built again as a subgraph with the same resolvers.
 */
export async function buildExecutableSchema(rules: FederationRules): Promise<GraphQLSchema> {
  const schema = await buildGraph();
  const definitions = printSchemaWithDirectives(schema).replace(/^schema \{[^}]*\}/m, '');
  const resolvers = createResolversMap(schema);
  for (const [type, resolveReference] of Object.entries(resolveReferences)) {
    Object.assign(resolvers[type] ?? {}, { __resolveReference: resolveReference });
  }
  // type-graphql's are asynchronous; every member of a union says in `__typename` what it is.
  for (const resolver of Object.values(resolvers)) if ('__resolveType' in resolver) delete resolver.__resolveType;
  const subgraph = buildSubgraphSchema({
    typeDefs: parse(`${FEDERATION}\n${definitions}`),
    resolvers: resolvers as never,
  });
  guardFederation(subgraph, rules);
  countLists(subgraph);
  return subgraph;
}
