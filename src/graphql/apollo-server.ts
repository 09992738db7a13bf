import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import type { GatewayContext } from '../context.js';
import { answerPlugin } from './answer.plugin.js';
import type { OperationReport } from './operation-report.js';
import { isInternal, maskError } from './error-masking.js';

export interface ApolloServerOptions {
  readonly schema: GraphQLSchema;
  /** Whether anybody may read the schema. */
  readonly introspection: boolean;
  /** No suggestions, no echo of what was sent. */
  readonly production: boolean;
  readonly onOperation: (report: OperationReport) => void;
  /** Told of errors that are the gateway's own fault. */
  readonly onInternalError: (error: GraphQLError, context: GatewayContext) => void;
}

export function createApolloServer(options: ApolloServerOptions) {
  const { schema, introspection, production, onOperation, onInternalError } = options;
  return new ApolloServer<GatewayContext>({
    schema,
    introspection,
    hideSchemaDetailsFromClientErrors: production || !introspection,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => maskError(formatted, error, production),
    plugins: [
      answerPlugin(onOperation),
      internalErrors(onInternalError),
      // A gateway's traces would go to whoever asks for them.
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      // It would wrap every resolver.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
    ],
  });
}

function internalErrors(onInternalError: ApolloServerOptions['onInternalError']): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didEncounterErrors: ({ errors, contextValue }) => {
          for (const error of errors.filter(isInternal)) onInternalError(error, contextValue);
          return Promise.resolve();
        },
      }),
  };
}
