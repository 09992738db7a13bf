import { GraphQLError, type ASTVisitor, type ValidationContext } from 'graphql';

/**
 * Rejects subscriptions, of which the schema has none; graphql-js only rejects them during execution, too late for a proper
 * response.
 */
export function knownOperationTypes(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition: (node) => {
      if (context.getSchema().getRootType(node.operation) != null) return;
      context.reportError(new GraphQLError(`The schema has no ${node.operation}.`, { nodes: node }));
    },
  };
}
