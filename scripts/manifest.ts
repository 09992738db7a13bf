import { createHash } from 'node:crypto';
import { Kind, parse, type OperationDefinitionNode } from 'graphql';

/** Apollo's format of a list of operations, version 1. */
export interface Manifest {
  readonly format: 'apollo-persisted-query-manifest';
  readonly version: 1;
  readonly operations: readonly ManifestOperation[];
}

export interface ManifestOperation {
  /** SHA-256 of the text, in hex. */
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** The text, exactly as the client sends it. */
  readonly body: string;
}

/** @param texts documents as the client sends them; those with nothing but fragments are left out */
export function manifestOf(texts: readonly string[]): Manifest {
  const operations = texts.flatMap((body) => operationsIn(body).map((operation) => listed(body, operation)));
  operations.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { format: 'apollo-persisted-query-manifest', version: 1, operations };
}

function operationsIn(body: string): OperationDefinitionNode[] {
  return parse(body).definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
}

function listed(body: string, { name, operation: type }: OperationDefinitionNode): ManifestOperation {
  const id = createHash('sha256').update(body).digest('hex');
  return { id, name: name?.value ?? '', type, body };
}
