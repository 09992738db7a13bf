import { readFile } from 'node:fs/promises';
import { parse } from 'graphql';
import { ConfigError } from '../config.js';

/** The documents that may run where there is a list of them. */
export class TrustedDocuments {
  readonly #textById: ReadonlyMap<string, string>;
  readonly #texts: ReadonlySet<string>;

  constructor(textById: ReadonlyMap<string, string>) {
    this.#textById = textById;
    this.#texts = new Set(textById.values());
  }

  has(text: string): boolean {
    return this.#texts.has(text);
  }

  textOf(id: string): string | undefined {
    return this.#textById.get(id);
  }
}

/** An operation of a manifest; there is more in it that the gateway has no use for. */
interface ListedOperation {
  readonly id: string;
  readonly body: string;
}

/**
 * Reads a manifest in Apollo's format, `apollo-persisted-query-manifest` version 1.
 *
 * @throws ConfigError that says in one line what is wrong with the file, without quoting it
 */
export async function readTrustedDocuments(path: string): Promise<TrustedDocuments> {
  const text = await readFile(path, 'utf8').catch(() => refuse('names a file that cannot be read'));
  const textById = new Map<string, string>();
  operationsOf(parseJson(text)).forEach((operation, index) => {
    const { id, body } = checked(operation, `operation ${index + 1}`);
    if ((textById.get(id) ?? body) !== body)
      refuse(`names a file with two documents for the id of operation ${index + 1}`);
    textById.set(id, body);
  });
  return new TrustedDocuments(textById);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse('names a file that is not JSON');
  }
}

function operationsOf(manifest: unknown): readonly unknown[] {
  const { format, version, operations } = asRecord(manifest);
  if (format !== 'apollo-persisted-query-manifest' || version !== 1 || !Array.isArray(operations)) {
    return refuse('names a file that is no apollo-persisted-query-manifest of version 1');
  }
  if (operations.length === 0) refuse('names a file without any operation: nothing could run');
  return operations;
}

function checked(operation: unknown, name: string): ListedOperation {
  const { id, body } = asRecord(operation);
  if (typeof id !== 'string' || id === '') return refuse(`names a file whose ${name} has no id`);
  if (typeof body !== 'string') return refuse(`names a file whose ${name} has no body`);
  try {
    parse(body);
  } catch {
    refuse(`names a file whose ${name} is not valid GraphQL`);
  }
  return { id, body };
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function refuse(what: string): never {
  throw new ConfigError([`TRUSTED_DOCUMENTS ${what}`]);
}
