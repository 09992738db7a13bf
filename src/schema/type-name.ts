/**
 * Discriminates the members of unions and interfaces: results are plain objects, not instances of these classes, so every member
 * has the name of its GraphQL type in an undecorated property `__typename`, typed as a literal.
 */
export function typeName(value: { readonly __typename: string }): string {
  return value.__typename;
}
