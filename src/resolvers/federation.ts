import { isUnionType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { typeOfGlobalId } from '../domain/global-id.js';
import type { GatewayContext } from '../operation/context.js';
import { GatewayError } from '../errors/gateway-error.js';
import { typePrefixOf } from '../graphql/type-prefix.js';
import { findEntity, type Reference } from './references.js';

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
  const find = async (representation: Representation, context: GatewayContext): Promise<object | null> => {
    const { __typename, id } = representation;
    if (typeof id !== 'string') return null;
    try {
      return (await findEntity[prefix.ownType(__typename)]?.(representation, context)) ?? null;
    } catch (error) {
      // A router requests many at a time, and the others are unaffected.
      if (error instanceof GatewayError && error.code === 'NOT_FOUND') return null;
      throw error;
    }
  };
  setResolver(schema, '_entities', (_source, { representations }, context) => {
    context.access.require('AUTHENTICATED', ['read']);
    checkRepresentations(representations, names);
    return representations.map((representation) => find(representation, context));
  });
  const entity = schema.getType('_Entity');
  if (isUnionType(entity)) entity.resolveType = ({ id }: Reference) => prefix.shownType(typeOfGlobalId(id) ?? '');
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
