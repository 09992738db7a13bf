import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../operation/context.js';

/** Drops undeclared variables, which have no effect and may be large. */
export function declaredVariablesOnly(): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ request, operation }) => {
          const { variables } = request;
          if (variables === undefined || operation === undefined) return Promise.resolve();
          const names = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
          const declared = names.filter((name) => Object.hasOwn(variables, name));
          request.variables = Object.fromEntries(declared.map((name) => [name, variables[name]]));
          return Promise.resolve();
        },
      }),
  };
}
