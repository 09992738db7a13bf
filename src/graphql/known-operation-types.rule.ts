import { GraphQLError, type ASTVisitor, type ValidationContext } from 'graphql';

/** A subscription does not fit a schema without any; graphql-js finds that out when it runs one, too late for a proper answer. */
export function knownOperationTypes(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition: (node) => {
      if (context.getSchema().getRootType(node.operation) != null) return;
      context.reportError(new GraphQLError(`The schema has no ${node.operation}.`, { nodes: node }));
    },
  };
}
