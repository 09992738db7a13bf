import type { ApolloServerPlugin } from '@apollo/server';
import { Kind, type DocumentNode, type GraphQLError, type GraphQLSchema, type ValidationRule } from 'graphql';
import type { GatewayContext } from '../../operation/context.js';
import { CostModel } from './cost-model.js';
import { refusalOf } from './document-refusal.js';
import { COST_OF_UNIT, limitExceeded, LIMITS } from './limits.js';
import { ListBounds } from './list-bounds.js';
import { OperationCost } from './operation-cost.js';

export interface OperationLimits {
  readonly plugin: ApolloServerPlugin<GatewayContext>;
  readonly validationRule: ValidationRule;
}

/**
 * Rejects oversized operations before any resolver runs, and oversized documents before validation: some rules take quadratic
 * time, and none stops at the errors of another. A rejected document is replaced by an empty one, whose only error is the
 * rejection.
 */
export function operationLimits(schema: GraphQLSchema): OperationLimits {
  const refusals = new WeakMap<DocumentNode, GraphQLError>();
  const model = new CostModel();
  const bounds = new ListBounds(schema);
  return {
    validationRule: (context) => ({
      Document: (document) => {
        const refusal = refusals.get(document);
        if (refusal !== undefined) context.reportError(refusal);
      },
    }),
    plugin: {
      requestDidStart: () =>
        Promise.resolve({
          validationDidStart: (request) => {
            const refusal = refusalOf(request.document);
            if (refusal === undefined) return Promise.resolve();
            const empty: DocumentNode = { kind: Kind.DOCUMENT, definitions: [] };
            refusals.set(empty, refusal);
            Object.assign(request, { document: empty });
            return Promise.resolve();
          },
          didResolveOperation: ({ document, operation, request, response, contextValue }) => {
            if (operation === undefined) return Promise.resolve();
            const cost = new OperationCost(schema, model, bounds, document, operation, request.variables ?? {});
            try {
              const { total } = cost;
              if (total > LIMITS.cost.most) throw limitExceeded(LIMITS.cost);
              contextValue.charge.atLeast(Math.ceil(total / COST_OF_UNIT));
              return Promise.resolve();
            } catch (refusal) {
              response.http.status = 400;
              throw refusal;
            }
          },
        }),
    },
  };
}
