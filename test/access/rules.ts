import { isObjectType, type GraphQLField, type GraphQLSchema } from 'graphql';
import type { Callers } from '../../src/auth/access.js';
import { SCOPES, SEEN_WITH, type Scope } from '../../src/domain/scope.js';
import { findEntity } from '../../src/resolvers/references.js';

/** What can be asked for at the root, or of a router's references, and the rule that it declares. */
export interface Row {
  /** `bankUser`, `BankUser.accessTokens`, `_entities Account`. */
  readonly name: string;
  /** A `field` is one below the root that has a rule of its own. */
  readonly kind: 'query' | 'mutation' | 'subscription' | 'field' | 'entity';
  readonly callers: Callers | undefined;
  /** Of which a limited caller needs one. */
  readonly scopes: readonly Scope[];
}

type Field = GraphQLField<unknown, unknown>;

/** Of every query, mutation and subscription of the graph, and of what makes it a subgraph. */
export function rowsOf(schema: GraphQLSchema): readonly Row[] {
  return [
    ...Object.values(schema.getQueryType()?.getFields() ?? {}).map((field) => rowOf('query', field)),
    ...Object.values(schema.getMutationType()?.getFields() ?? {}).map((field) => rowOf('mutation', field)),
    ...Object.values(schema.getSubscriptionType()?.getFields() ?? {}).map((field) => rowOf('subscription', field)),
    ...fieldRowsOf(schema),
    ...Object.keys(findEntity).map((type): Row => ({
      name: `_entities ${type}`,
      kind: 'entity',
      callers: 'AUTHENTICATED',
      scopes: ['read'],
    })),
    // Where introspection is off, as it is in production; it is for everybody where it is on.
    { name: '_service', kind: 'query', callers: 'SERVICE', scopes: SCOPES } satisfies Row,
  ].sort((one, other) => one.name.localeCompare(other.name));
}

/** With a scope alone that shows the type as well. */
function fieldRowsOf(schema: GraphQLSchema): readonly Row[] {
  const roots: readonly unknown[] = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  return types
    .filter((type) => !roots.includes(type))
    .flatMap((type) => {
      const fields = Object.values(type.getFields()).filter(({ extensions }) => 'callers' in extensions);
      return fields.map((field): Row => {
        const { name, scopes, ...row } = rowOf('field', field);
        const seesType = (scope: Scope) => SEEN_WITH.get(type.name)?.includes(scope) ?? true;
        return { ...row, name: `${type.name}.${name}`, scopes: scopes.filter(seesType) };
      });
    });
}

function rowOf(kind: Row['kind'], { name, extensions }: Field): Row {
  return {
    name,
    kind,
    callers: extensions.callers as Callers | undefined,
    scopes: (extensions.scopes ?? []) as readonly Scope[],
  };
}
