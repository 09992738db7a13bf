import type { GraphQLRequestContextDidResolveOperation, GraphQLRequestContextValidationDidStart } from '@apollo/server';
import { Kind, type DocumentNode, type GraphQLError, type GraphQLSchema, type ValidationRule } from 'graphql';
import type { GatewayContext } from '../../operation/context.js';
import { CostModel } from './cost-model.js';
import { refusalOf } from './document-refusal.js';
import { COST_OF_UNIT, limitExceeded, LIMITS } from './limits.js';
import { ListBounds } from './list-bounds.js';
import { OperationCost } from './operation-cost.js';

/**
 * Rejects oversized operations before any resolver runs, and oversized documents before validation: some rules take quadratic
 * time, and none stops at the errors of another. A rejected document is replaced by an empty one, whose only error is the
 * rejection.
 */
export class OperationLimits {
  private readonly refusals = new WeakMap<DocumentNode, GraphQLError>();
  private readonly model = new CostModel();
  private readonly bounds: ListBounds;

  constructor(private readonly schema: GraphQLSchema) {
    this.bounds = new ListBounds(schema);
  }

  readonly validationRule: ValidationRule = (context) => ({
    Document: (document) => {
      const refusal = this.refusals.get(document);
      if (refusal !== undefined) context.reportError(refusal);
    },
  });

  beforeValidation(request: GraphQLRequestContextValidationDidStart<GatewayContext>): void {
    const refusal = refusalOf(request.document);
    if (refusal === undefined) return;
    const empty: DocumentNode = { kind: Kind.DOCUMENT, definitions: [] };
    this.refusals.set(empty, refusal);
    Object.assign(request, { document: empty });
  }

  /** Charges the cost of the operation. @throws GatewayError when it is too high */
  charge(requested: GraphQLRequestContextDidResolveOperation<GatewayContext>): void {
    const { document, operation, request, response, contextValue } = requested;
    if (operation === undefined) return;
    const { schema, model, bounds } = this;
    const cost = new OperationCost(schema, model, bounds, document, operation, request.variables ?? {});
    try {
      const { total } = cost;
      if (total > LIMITS.cost.most) throw limitExceeded(LIMITS.cost);
      contextValue.charge.atLeast(Math.ceil(total / COST_OF_UNIT));
    } catch (refusal) {
      response.http.status = 400;
      throw refusal;
    }
  }
}
