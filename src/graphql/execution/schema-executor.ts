import type { ApolloServerOptions } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import { PlannedExecution } from './planned-execution.js';

type Gateway = NonNullable<ApolloServerOptions<object>['gateway']>;

/** The schema with planned execution, in the one form in which Apollo Server takes an executor of somebody else's: a gateway. */
export function executorOf(schema: GraphQLSchema): Gateway {
  const execution = new PlannedExecution();
  return {
    onSchemaLoadOrUpdate: (listener) => {
      listener({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: () =>
      Promise.resolve({
        executor: async ({ document, context, request: { variables, operationName } }) =>
          execution.execute({
            schema,
            document,
            contextValue: context,
            variableValues: variables,
            operationName,
          }),
      }),
    stop: () => Promise.resolve(),
  };
}
