import type { GraphQLField, GraphQLSchema } from 'graphql';
import type { GatewayContext } from '../operation/context.js';
import { GatewayError } from '../errors/gateway-error.js';
import { typePrefixOf, type TypePrefix } from '../graphql/type-prefix.js';
import { resolveReferences } from './references.js';

export interface FederationRules {
  /** Whether everybody may read the SDL through `_service`; otherwise service callers only. */
  readonly publicSdl: boolean;
}

type Args = Readonly<Record<string, unknown>>;
type Check = (args: Args, context: GatewayContext) => void;
type RootField = GraphQLField<unknown, GatewayContext, Args>;

/** Adds authorisation to the two fields for federated routers, which `@apollo/subgraph` serves to anybody. */
export function guardFederation(schema: GraphQLSchema, { publicSdl }: FederationRules): void {
  guard(rootField(schema, '_service'), (_, { access }) => {
    if (!publicSdl) access.require('SERVICE');
  });
  const names = entityNames(typePrefixOf(schema));
  guard(rootField(schema, '_entities'), ({ representations }, { access }) => {
    access.require('AUTHENTICATED', ['read']);
    checkRepresentations(representations, names);
  });
}

function entityNames(prefix: TypePrefix): ReadonlySet<unknown> {
  return new Set(Object.keys(resolveReferences).map((type) => prefix.shownType(type)));
}

function checkRepresentations(representations: unknown, names: ReadonlySet<unknown>): void {
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

function rootField(schema: GraphQLSchema, name: string): RootField {
  const field = schema.getQueryType()?.getFields()[name] as RootField | undefined;
  if (field === undefined) throw new TypeError(`The subgraph has no field ${name}`);
  return field;
}

function guard(field: RootField, check: Check): void {
  const answer = field.resolve;
  if (answer === undefined) throw new TypeError(`Nothing answers ${field.name}`);
  field.resolve = (source, args, context, info) => {
    check(args, context);
    return answer(source, args, context, info);
  };
}
