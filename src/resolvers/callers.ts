import type { GraphQLResolveInfo } from 'graphql';
import { Extensions, UseMiddleware, type MiddlewareFn } from 'type-graphql';
import type { Callers } from '../auth/access.js';
import type { Scope } from '../domain/scope.js';
import type { GatewayContext } from '../operation/context.js';
import { requireVisible } from './visible-types.js';

/**
 * Declares the callers of a root field, and the scopes of which a limited caller needs one. Enforced before the field runs, and
 * part of the schema's extensions, so that a test finds undeclared fields.
 */
export function RequireCaller(callers: Callers, ...anyOf: readonly [Scope, ...Scope[]]): MethodDecorator {
  const rule: MiddlewareFn<GatewayContext> = ({ context, info }, next) => {
    requireCaller(context, info, callers, anyOf);
    return next();
  };
  const enforce = UseMiddleware(rule);
  const declare = Extensions({ callers, scopes: anyOf });
  return (target, name, descriptor) => {
    enforce(target, name, descriptor);
    declare(target, name, descriptor);
  };
}

/** @throws GatewayError UNAUTHENTICATED, FORBIDDEN */
export function requireCaller(
  { access }: GatewayContext,
  info: GraphQLResolveInfo,
  callers: Callers,
  anyOf: readonly Scope[],
): void {
  access.require(callers, anyOf);
  if (access.isLimited) requireVisible(info, access);
}
