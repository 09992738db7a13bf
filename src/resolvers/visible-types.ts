import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type FragmentDefinitionNode,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Permissions } from '../auth/access.js';
import { typePrefixOf } from '../graphql/type-prefix.js';

interface Document {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}

/**
 * Checks all selections below a root field before the field runs: a write must not happen if the caller may not see its result.
 * Fields excluded by `@skip` or `@include` count as well.
 *
 * @throws GatewayError FORBIDDEN
 */
export function requireVisible(info: GraphQLResolveInfo, access: Permissions): void {
  const answer = getNamedType(info.returnType).name;
  const below = info.fieldNodes.flatMap(({ selectionSet }) => [...typesIn(answer, selectionSet, info)]);
  const prefix = typePrefixOf(info.schema);
  for (const type of [answer, ...below]) access.requireVisible(prefix.ownType(type));
}

/** The types of all fields in a selection of the named type. Terminates, since valid documents have no cyclic fragments. */
function* typesIn(parent: string, selectionSet: SelectionSetNode | undefined, document: Document): Generator<string> {
  for (const selection of selectionSet?.selections ?? []) {
    if (selection.kind === Kind.FIELD) {
      const type = typeOfField(parent, selection.name.value, document.schema);
      if (type === undefined) continue;
      yield type;
      yield* typesIn(type, selection.selectionSet, document);
    } else {
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? document.fragments[selection.name.value] : selection;
      const type = fragment?.typeCondition?.name.value ?? parent;
      yield* typesIn(type, fragment?.selectionSet, document);
    }
  }
}

function typeOfField(parent: string, name: string, schema: GraphQLSchema): string | undefined {
  const type = schema.getType(parent);
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  return field && getNamedType(field.type).name;
}
