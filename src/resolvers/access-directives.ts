import { isObjectType, Kind, parse, type GraphQLSchema } from 'graphql';
import type { Callers } from '../auth/access.js';
import { serviceScopesWith, type Scope } from '../domain/scope.js';
import { edited, type Edit } from '../graphql/text-edits.js';
import { resolveReferences } from './references.js';

/** What `@RequireCaller` declares in a field's extensions. */
interface AccessRule {
  readonly callers?: Callers;
  readonly scopes?: readonly Scope[];
}

/** The key of every entity: a router has it from whoever refers to the entity. */
const KEY = 'id';

/**
 * Adds the access rules to SDL as directives of the federation, as far as these can state them: they know scopes that a token has to
 * have, not scopes that limit it. So no router refuses what the gateway would serve.
 *
 * @param graph with the rules in `extensions`
 * @param serviceScope the scope that marks a service caller
 */
export function withAccessDirectives(sdl: string, graph: GraphQLSchema, serviceScope: string): string {
  const edits: Edit[] = [];
  for (const type of parse(sdl).definitions) {
    if (type.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const field of type.fields ?? []) {
      const directive = directiveFor(type.name.value, field.name.value, graph, serviceScope);
      const at = field.loc?.end;
      if (directive !== undefined && at !== undefined) edits.push({ start: at, end: at, text: ` ${directive}` });
    }
  }
  return edited(sdl, edits);
}

function directiveFor(type: string, field: string, graph: GraphQLSchema, serviceScope: string): string | undefined {
  const { callers, scopes = [] } = ruleOf(type, field, graph);
  if (callers === 'SERVICE') {
    const anyOf = serviceScopesWith(scopes, serviceScope).map((scope) => [scope]);
    return `@requiresScopes(scopes: ${JSON.stringify(anyOf)})`;
  }
  const isOfEntity = Object.hasOwn(resolveReferences, type) && field !== KEY;
  return callers === 'AUTHENTICATED' || isOfEntity ? '@authenticated' : undefined;
}

function ruleOf(type: string, field: string, graph: GraphQLSchema): AccessRule {
  const found = graph.getType(type);
  return isObjectType(found) ? (found.getFields()[field]?.extensions ?? {}) : {};
}
