import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { membersOf } from '../domain/record.js';
import type { Variables } from './variables.js';

/** An operation of a manifest, reduced to what the gateway uses. */
interface ListedOperation {
  readonly id: string;
  readonly body: string;
}

/**
 * The documents of a manifest in Apollo's format, `apollo-persisted-query-manifest` version 1, by id; undefined when none is
 * configured. A fault describes the error in one line without quoting the file.
 */
export function readTrustedDocuments(variables: Variables): ReadonlyMap<string, string> | undefined {
  const path = variables.text('TRUSTED_DOCUMENTS');
  if (path === undefined) return undefined;
  try {
    return textsById(readManifest(path));
  } catch (error) {
    if (!(error instanceof ManifestFault)) throw error;
    variables.fault('TRUSTED_DOCUMENTS', error.message);
    return undefined;
  }
}

class ManifestFault extends Error {}

function textsById(operations: readonly unknown[]): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  operations.forEach((operation, index) => {
    const { id, body } = checked(operation, `operation ${index + 1}`);
    if ((texts.get(id) ?? body) !== body)
      refuse(`names a file with two documents for the id of operation ${index + 1}`);
    texts.set(id, body);
  });
  return texts;
}

function readManifest(path: string): readonly unknown[] {
  const { format, version, operations } = membersOf(parseJson(readText(path)));
  if (format !== 'apollo-persisted-query-manifest' || version !== 1 || !Array.isArray(operations)) {
    return refuse('names a file that is no apollo-persisted-query-manifest of version 1');
  }
  if (operations.length === 0) refuse('names a file without any operation: nothing could run');
  return operations;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return refuse('names a file that cannot be read');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse('names a file that is not JSON');
  }
}

function checked(operation: unknown, name: string): ListedOperation {
  const { id, body } = membersOf(operation);
  if (typeof id !== 'string' || id === '') return refuse(`names a file whose ${name} has no id`);
  if (typeof body !== 'string') return refuse(`names a file whose ${name} has no body`);
  try {
    parse(body);
  } catch {
    refuse(`names a file whose ${name} is not valid GraphQL`);
  }
  return { id, body };
}

function refuse(what: string): never {
  throw new ManifestFault(what);
}
