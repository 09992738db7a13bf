import 'reflect-metadata';
import {
  buildASTSchema,
  isAbstractType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  parse,
  printSchema,
  type GraphQLSchema,
} from 'graphql';
import { buildSchema, type PubSub } from 'type-graphql';
import { RESOLVERS } from './index.js';
import { findEntity } from './references.js';
import { countLists } from '../graphql/limits/counted-lists.js';
import { isRoot, TypePrefix } from '../graphql/type-prefix.js';
import { printWithDirectives } from './directives-sdl.js';
import { linkToFederation, withFederation } from './federation-sdl.js';
import { serveFederation, type FederationRules } from './federation.js';

/** type-graphql insists on one, although each subscription finds its own events. */
const NO_PUB_SUB: PubSub = {
  publish: () => undefined,
  subscribe: () => {
    throw new TypeError('Subscriptions find their own events');
  },
};

/** The schema as declared by the resolvers, with their rules in `extensions`. Apollo Server validates what is made of it. */
export function buildGraph(): Promise<GraphQLSchema> {
  return buildSchema({ resolvers: RESOLVERS, validate: false, skipCheck: true, pubSub: NO_PUB_SUB });
}

export interface SubgraphNames {
  /** Of the names of types and root fields, for `TypePrefix`; none by default. */
  readonly typePrefix?: string;
  /** The scope that marks service callers: given, the SDL states the access rules. */
  readonly accessScope?: string | undefined;
}

export interface SubgraphOptions extends SubgraphNames, FederationRules {}

/** The schema as a federated subgraph: built anew from SDL, since type-graphql does not know the federation, with the same resolvers. */
export async function buildExecutableSchema(options: SubgraphOptions): Promise<GraphQLSchema> {
  const { typePrefix = '', accessScope, ...rules } = options;
  const graph = await buildGraph();
  const prefix = new TypePrefix(typePrefix, graph);
  const definitions = definitionsOf(graph, prefix, accessScope);
  const entities = Object.keys(findEntity).map((type) => prefix.shownType(type));
  const sdl = withFederation(definitions, entities, accessScope !== undefined);
  // Tests validate it.
  const subgraph = buildASTSchema(parse(sdl, { noLocation: true }), { assumeValidSDL: true });
  addResolvers(subgraph, graph, prefix);
  subgraph.extensions = { ...subgraph.extensions, typePrefix: prefix };
  serveFederation(subgraph, sdl, entities, rules);
  countLists(subgraph);
  return subgraph;
}

/** The subgraph as SDL, without the federation's own definitions. */
export async function printSubgraphSchema({ typePrefix = '', accessScope }: SubgraphNames = {}): Promise<string> {
  const graph = await buildGraph();
  const definitions = definitionsOf(graph, new TypePrefix(typePrefix, graph), accessScope);
  return `${linkToFederation(accessScope !== undefined)}\n\n${definitions}`;
}

function definitionsOf(graph: GraphQLSchema, prefix: TypePrefix, accessScope: string | undefined): string {
  const sdl = prefix.applyTo(printWithDirectives(graph, accessScope));
  // Descriptions that the prefix has made too long for one line.
  return sdl.replace(/^( *)"""(.{71,})"""$/gm, '$1"""\n$1$2\n$1"""');
}

/** Enums need none: their values are the names. */
function addResolvers(subgraph: GraphQLSchema, graph: GraphQLSchema, prefix: TypePrefix): void {
  for (const own of Object.values(graph.getTypeMap())) {
    const shown = subgraph.getType(prefix.shownType(own.name));
    if (own.name.startsWith('__') || isSpecifiedScalarType(own)) continue;
    if (isScalarType(own)) {
      const { serialize, parseValue, parseLiteral } = own;
      Object.assign(shown ?? {}, { serialize, parseValue, parseLiteral });
    } else if (isObjectType(own) && isObjectType(shown)) {
      const fields = shown.getFields();
      for (const { name, resolve, subscribe } of Object.values(own.getFields())) {
        const field = fields[isRoot(own.name) ? prefix.shownRootField(name) : name];
        Object.assign(field ?? {}, resolve && { resolve }, subscribe && { subscribe });
      }
    }
  }
  // type-graphql's are asynchronous; all members of the graph's own unions have `__typename`.
  const resolveType = ({ __typename }: { readonly __typename: string }) => prefix.shownType(__typename);
  for (const type of Object.values(subgraph.getTypeMap()))
    if (isAbstractType(type)) Object.assign(type, { resolveType });
}

/** The graph as clients see it, as plain SDL. */
export async function printClientSchema(typePrefix = ''): Promise<string> {
  const schema = await buildGraph();
  const prefix = new TypePrefix(typePrefix, schema);
  return prefix.applyTo(printSchema(schema));
}
