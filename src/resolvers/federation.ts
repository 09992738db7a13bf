import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import type { GatewayContext } from '../operation/context.js';
import { GatewayError } from '../errors/gateway-error.js';
import { typePrefixOf } from '../graphql/type-prefix.js';
import { resolveReferences, type Reference } from './references.js';

export interface FederationRules {
  /** Whether everybody may read the SDL through `_service`; otherwise service callers only. */
  readonly publicSdl: boolean;
}

/** Of an entity by another subgraph. */
interface Representation extends Reference {
  readonly __typename: string;
}

type Resolver = GraphQLFieldResolver<unknown, GatewayContext, Readonly<Record<string, unknown>>>;

/** Serves the two fields for federated routers. @param entities the names of all types with a key */
export function serveFederation(
  schema: GraphQLSchema,
  sdl: string,
  entities: readonly string[],
  { publicSdl }: FederationRules,
): void {
  setResolver(schema, '_service', (_source, _args, { access }) => {
    if (!publicSdl) access.require('SERVICE');
    return { sdl };
  });
  const prefix = typePrefixOf(schema);
  const names = new Set<unknown>(entities);
  setResolver(schema, '_entities', (_source, { representations }, context) => {
    context.access.require('AUTHENTICATED', ['read']);
    checkRepresentations(representations, names);
    return representations.map(async (representation) => {
      const type = prefix.ownType(representation.__typename);
      const found = await resolveReferences[type]?.(representation, context);
      return found && Object.assign(found, { __typename: type });
    });
  });
}

function checkRepresentations(
  representations: unknown,
  names: ReadonlySet<unknown>,
): asserts representations is readonly Representation[] {
  if (!Array.isArray(representations)) throw new GatewayError('BAD_USER_INPUT');
  if (!representations.every((representation) => names.has(typeNameIn(representation)))) {
    throw new GatewayError('BAD_USER_INPUT', { message: 'A representation names no entity type of this graph.' });
  }
}

function typeNameIn(representation: unknown): unknown {
  if (typeof representation !== 'object' || representation === null || !('__typename' in representation))
    return undefined;
  return representation.__typename;
}

function setResolver(schema: GraphQLSchema, name: string, resolve: Resolver): void {
  const field = schema.getQueryType()?.getFields()[name];
  if (field === undefined) throw new TypeError(`The subgraph has no field ${name}`);
  field.resolve = resolve;
}
