import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import type { GatewayContext } from '../operation/context.js';
import { Answers } from './answers.js';
import type { DocumentCache } from './document-cache.js';
import { persistedDocuments } from './persisted-documents.js';
import type { OperationReport } from './operation-report.js';
import { maskError } from './error-masking.js';
import type { FederatedTraces } from './federated-traces.js';
import { writeResult } from './execution/serialized-data.js';
import { executorOf } from './execution/schema-executor.js';
import { SubscriptionExecutor } from './execution/subscription-executor.js';
import { OperationLimits } from './limits/operation-limits.js';
import { PARSE_LIMITS } from './limits/parse-refusal.js';
import { ParsedDocuments } from './limits/parsed-documents.js';
import { operationPlugin } from './operation.plugin.js';
import { serverLogger, type ServerLogEvent } from './server-log.js';

export interface ApolloServerOptions {
  readonly schema: GraphQLSchema;
  /** Whether introspection is allowed. */
  readonly introspection: boolean;
  /** Storage of automatically persisted documents; undefined: they are off. */
  readonly documents: DocumentCache | undefined;
  /** Undefined: no router gets traces. */
  readonly traces?: FederatedTraces | undefined;
  readonly onOperation: (report: OperationReport) => void;
  /** Called for errors that are bugs of the gateway. */
  readonly onInternalError: (error: GraphQLError, context: GatewayContext) => void;
  readonly onServerLog: (event: ServerLogEvent) => void;
}

/**
 * For a GET without a content type, each of these headers proves that it does not come from another site's link, form or image:
 * only a script can set it, after a preflight. Only bearer tokens are accepted, which browsers never add by themselves.
 */
const SET_BY_SCRIPTS = ['authorization', 'apollo-require-preflight', 'x-apollo-operation-name'];

export function createApolloServer(options: ApolloServerOptions) {
  const { schema, introspection, documents, traces, onOperation, onInternalError, onServerLog } = options;
  const limits = new OperationLimits(schema);
  const answers = new Answers(onOperation);
  return new ApolloServer<GatewayContext>({
    gateway: executorOf(schema, new SubscriptionExecutor(answers, onInternalError), traces),
    stringifyResult: writeResult,
    introspection,
    csrfPrevention: { requestHeaders: SET_BY_SCRIPTS },
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: serverLogger(onServerLog),
    persistedQueries: documents !== undefined && { cache: persistedDocuments(documents) },
    formatError: maskError,
    parseOptions: PARSE_LIMITS,
    validationRules: [limits.validationRule],
    documentStore: new ParsedDocuments(),
    plugins: [
      operationPlugin({ answers, limits, documents, onInternalError }),
      ...(traces === undefined ? [] : [traces.plugin]),
      // By itself it would give traces to anybody who asks for them.
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      // It would wrap every resolver.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
    ],
  });
}
