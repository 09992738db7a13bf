import { Extensions, UseMiddleware, type MiddlewareFn } from 'type-graphql';
import type { Callers } from '../auth/access.js';
import type { GatewayContext } from '../context.js';

/**
 * Every root field says whom it serves. The rule is enforced before the field runs, and stands in the schema's extensions,
 * so that a test finds a field without one.
 */
export function For(callers: Callers): MethodDecorator {
  const rule: MiddlewareFn<GatewayContext> = ({ context }, next) => {
    context.access.require(callers);
    return next();
  };
  const enforce = UseMiddleware(rule);
  const declare = Extensions({ callers });
  return (target, name, descriptor) => {
    enforce(target, name, descriptor);
    declare(target, name, descriptor);
  };
}
