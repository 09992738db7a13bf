import { Extensions, UseMiddleware, type MiddlewareFn } from 'type-graphql';
import type { Callers } from '../auth/access.js';
import type { Scope } from '../domain/scope.js';
import type { GatewayContext } from '../operation/context.js';
import { requireVisible } from './visible-types.js';

/**
 * Every root field says whom it serves, and of which scopes a limited caller needs one. The rule is enforced before the field
 * runs, and stands in the schema's extensions, so that a test finds a field without one.
 */
export function RequireCaller(callers: Callers, ...anyOf: readonly [Scope, ...Scope[]]): MethodDecorator {
  const rule: MiddlewareFn<GatewayContext> = ({ context: { access }, info }, next) => {
    access.require(callers, anyOf);
    if (access.isLimited) requireVisible(info, access);
    return next();
  };
  const enforce = UseMiddleware(rule);
  const declare = Extensions({ callers, scopes: anyOf });
  return (target, name, descriptor) => {
    enforce(target, name, descriptor);
    declare(target, name, descriptor);
  };
}
