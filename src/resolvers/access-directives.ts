import { isObjectType, type GraphQLNamedType } from 'graphql';
import type { Callers } from '../auth/access.js';
import { serviceScopesWith, type Scope } from '../domain/scope.js';
import { findEntity } from './references.js';

/** What `@RequireCaller` declares in a field's extensions. */
interface AccessRule {
  readonly callers?: Callers;
  readonly scopes?: readonly Scope[];
}

/** The key of every entity: a router has it from whoever refers to the entity. */
const KEY = 'id';

/**
 * The access rule of a field as a directive of the federation, as far as these can state it: they know scopes that a token has to
 * have, not scopes that limit it. So no router refuses what the gateway would serve.
 *
 * @param serviceScope the scope that marks a service caller
 */
export function accessDirectiveOf(
  type: GraphQLNamedType | undefined,
  field: string,
  serviceScope: string,
): string | undefined {
  if (!isObjectType(type)) return undefined;
  const { callers, scopes = [] }: AccessRule = type.getFields()[field]?.extensions ?? {};
  if (callers === 'SERVICE') {
    const anyOf = serviceScopesWith(scopes, serviceScope).map((scope) => JSON.stringify([scope]));
    return `@requiresScopes(scopes: [${anyOf.join(', ')}])`;
  }
  const isOfEntity = Object.hasOwn(findEntity, type.name) && field !== KEY;
  return callers === 'AUTHENTICATED' || isOfEntity ? '@authenticated' : undefined;
}
