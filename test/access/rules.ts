import { type GraphQLField, type GraphQLSchema } from 'graphql';
import type { Callers } from '../../src/auth/access.js';
import { SCOPES, type Scope } from '../../src/domain/scope.js';
import { resolveReferences } from '../../src/resolvers/references.js';

/** What can be asked for at the root, or of a router's references, and the rule that it declares. */
export interface Row {
  /** `bankUser`, `_entities Account`. */
  readonly name: string;
  readonly kind: 'query' | 'mutation' | 'entity';
  readonly callers: Callers | undefined;
  /** Of which a limited caller needs one. */
  readonly scopes: readonly Scope[];
}

type Field = GraphQLField<unknown, unknown>;

/** Of every query and mutation of the graph, and of what makes it a subgraph. */
export function rowsOf(schema: GraphQLSchema): readonly Row[] {
  return [
    ...Object.values(schema.getQueryType()?.getFields() ?? {}).map((field) => rowOf('query', field)),
    ...Object.values(schema.getMutationType()?.getFields() ?? {}).map((field) => rowOf('mutation', field)),
    ...Object.keys(resolveReferences).map((type): Row => ({
      name: `_entities ${type}`,
      kind: 'entity',
      callers: 'AUTHENTICATED',
      scopes: ['read'],
    })),
    // Where introspection is off, as it is in production; it is for everybody where it is on.
    { name: '_service', kind: 'query', callers: 'SERVICE', scopes: SCOPES } satisfies Row,
  ].sort((one, other) => one.name.localeCompare(other.name));
}

function rowOf(kind: Row['kind'], { name, extensions }: Field): Row {
  return {
    name,
    kind,
    callers: extensions.callers as Callers | undefined,
    scopes: (extensions.scopes ?? []) as readonly Scope[],
  };
}
