import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { parse, type GraphQLSchema } from 'graphql';
import { buildSchema, createResolversMap, type PubSub } from 'type-graphql';
import { RESOLVERS } from './index.js';
import { resolveReferences } from './references.js';
import { countLists } from '../graphql/limits/counted-lists.js';
import { guardFederation, type FederationRules } from './federation.js';

/** The features of Apollo Federation in use. */
const FEDERATION =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@tag", "@cost", "@listSize"])';

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

/**
 * The schema as a federated subgraph. type-graphql does not apply the federation's directives, which only the printed schema has:
 * so it is printed and rebuilt as a subgraph with the same resolvers.
 */
export async function buildExecutableSchema(rules: FederationRules): Promise<GraphQLSchema> {
  const schema = await buildGraph();
  const definitions = printSchemaWithDirectives(schema).replace(/^schema \{[^}]*\}/m, '');
  const resolvers = createResolversMap(schema);
  for (const [type, resolveReference] of Object.entries(resolveReferences)) {
    Object.assign(resolvers[type] ?? {}, { __resolveReference: resolveReference });
  }
  // type-graphql's are asynchronous; all members of unions have `__typename`.
  for (const resolver of Object.values(resolvers)) if ('__resolveType' in resolver) delete resolver.__resolveType;
  const subgraph = buildSubgraphSchema({
    typeDefs: parse(`${FEDERATION}\n${definitions}`),
    resolvers: resolvers as never,
  });
  guardFederation(subgraph, rules);
  countLists(subgraph);
  return subgraph;
}
