import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode, type FormattedExecutionResult, type OperationDefinitionNode } from 'graphql';
import type { GatewayContext } from '../operation/context.js';
import { CallerNumbers } from './caller-numbers.js';
import type { OperationReport } from './operation-report.js';

/** Completes responses (the operation's cost in `extensions.xs2a`, the request id in every error), charges and reports them. */
export function answerPlugin(onOperation: (report: OperationReport) => void): ApolloServerPlugin<GatewayContext> {
  const numbers = new CallerNumbers();
  return {
    requestDidStart: () => {
      const started = performance.now();
      return Promise.resolve({
        willSendResponse: ({ response: { body }, contextValue, operation, operationName }) => {
          const { requestId, meter, caller, charge } = contextValue;
          // A request that never became an operation costs one unit.
          charge.atLeast(operation === undefined ? 1 : meter.upstreamCalls);
          if (body.kind !== 'single') return Promise.resolve();
          complete(body.singleResult, contextValue);
          onOperation({
            requestId,
            name: operationName ?? undefined,
            type: operation && typeOf(operation),
            caller: caller.kind,
            callerNumber: numbers.of(caller),
            codes: (body.singleResult.errors ?? []).map(({ extensions }) => String(extensions?.code)),
            durationMs: performance.now() - started,
            ...meter.reading,
          });
          return Promise.resolve();
        },
      });
    },
  };
}

function typeOf({ operation }: OperationDefinitionNode): 'query' | 'mutation' {
  return operation === OperationTypeNode.MUTATION ? 'mutation' : 'query';
}

function complete(result: FormattedExecutionResult, { meter, requestId }: GatewayContext): void {
  const { skippedRows, ...calls } = meter.reading;
  result.extensions = { ...result.extensions, xs2a: { ...calls, ...(skippedRows > 0 && { skippedRows }) } };
  if (result.errors === undefined) return;
  result.errors = result.errors.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
}
