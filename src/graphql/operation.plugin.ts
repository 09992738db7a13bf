import type { ApolloServerPlugin, GraphQLRequest } from '@apollo/server';
import type { GraphQLError, OperationDefinitionNode } from 'graphql';
import type { GatewayContext } from '../operation/context.js';
import type { Answers } from './answers.js';
import type { DocumentCache } from './document-cache.js';
import { isInternal } from './error-masking.js';
import { requireStreams } from './execution/subscription-executor.js';
import type { OperationLimits } from './limits/operation-limits.js';

export interface OperationSteps {
  readonly answers: Answers;
  readonly limits: OperationLimits;
  /** Undefined: documents are not persisted. */
  readonly documents: DocumentCache | undefined;
  readonly onInternalError: (error: GraphQLError, context: GatewayContext) => void;
}

const DONE = Promise.resolve();

/** What the gateway does with an operation at each step of Apollo Server. One plugin: Apollo Server awaits each one at every step. */
export function operationPlugin(steps: OperationSteps): ApolloServerPlugin<GatewayContext> {
  const { answers, limits, documents, onInternalError } = steps;
  return {
    requestDidStart: () => {
      const startedAt = performance.now();
      return Promise.resolve({
        validationDidStart: (request) => {
          limits.beforeValidation(request);
          return DONE;
        },
        didResolveOperation: (requested) => {
          requireStreams(requested);
          dropUndeclaredVariables(requested.request, requested.operation);
          limits.charge(requested);
          return DONE;
        },
        executionDidStart: ({ metrics, queryHash, source, contextValue: { caller } }) => {
          // Documents that were sent with their hash, now that they have passed validation and limits. Stores never throw.
          if (metrics.persistedQueryRegister === true) void documents?.register(caller, queryHash, source);
          return DONE;
        },
        didEncounterErrors: ({ errors, contextValue }) => {
          for (const error of errors.filter(isInternal)) onInternalError(error, contextValue);
          return DONE;
        },
        willSendResponse: ({ response: { body }, contextValue, operation, operationName }) => {
          // A request that never became an operation costs one unit.
          contextValue.charge.atLeast(operation === undefined ? 1 : contextValue.meter.upstreamCalls);
          if (body.kind === 'single') {
            answers.finish(body.singleResult, contextValue, { operation, operationName, startedAt });
          }
          return DONE;
        },
      });
    },
  };
}

/** They have no effect and may be large. */
function dropUndeclaredVariables(request: GraphQLRequest, operation: OperationDefinitionNode | undefined): void {
  const { variables } = request;
  if (variables === undefined || operation === undefined) return;
  const names = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  const declared = names.filter((name) => Object.hasOwn(variables, name));
  request.variables = Object.fromEntries(declared.map((name) => [name, variables[name]]));
}
