import type { ClientApp } from '../operation/request-head.js';

/** Contexts keep it for as long as a subscription is open. */
const MAX_LENGTH = 64;

/** Client and version in the headers of Apollo's clients, or in the connection parameters of the same names. */
export function clientAppOf(headers: Readonly<Record<string, unknown>>): ClientApp {
  return {
    name: textOf(headers['apollographql-client-name']),
    version: textOf(headers['apollographql-client-version']),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= MAX_LENGTH ? value : undefined;
}
