import { ERROR_CODES } from '../../../../src/errors/error-code.js';
import { MARK, type HttpAnswer } from './request.js';

const CODES: ReadonlySet<unknown> = new Set([
  ...Object.keys(ERROR_CODES).filter((code) => code !== 'INTERNAL_SERVER_ERROR'),
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** Of the inside of a program. */
const INSIDES = /\bat \S+ \(|\.js:\d+|node_modules|node:internal|\[object Object\]|(Range|Type|Reference)Error/;

export interface Expected {
  readonly secrets: readonly string[];
}

/** What is wrong with an answer; empty when nothing is. */
export function faultsOf({ status, type, text }: HttpAnswer, { secrets }: Expected): string[] {
  if (text === '') return status >= 100 && status < 500 ? [] : [`status ${status} without a body`];
  if (type.startsWith('text/plain; version=') && status === 200) return [];
  const faults = [
    status >= 500 ? `status ${status}` : '',
    /^application\/(graphql-response\+)?json/.test(type) ? '' : `type ${type}`,
    ...secrets.map((secret) => (text.includes(secret) ? 'a secret' : '')),
  ];
  return [...faults, ...faultsOfBody(status, text)].filter((fault) => fault !== '');
}

function faultsOfBody(status: number, text: string): string[] {
  const answer = parse(text);
  if (answer === undefined) return [`no JSON: ${text.slice(0, 80)}`];
  const errors = answer.errors ?? [];
  const said = JSON.stringify(errors);
  return [
    status >= 400 && errors.length === 0 ? `status ${status} without an error` : '',
    ...errors.map(({ extensions }) => (CODES.has(extensions?.code) ? '' : `code ${String(extensions?.code)}`)),
    INSIDES.test(said) ? `the inside of the program: ${said.slice(0, 200)}` : '',
    // Nothing that was sent comes back.
    errors.some(({ message }) => message?.includes(MARK)) ? `an echo: ${said.slice(0, 200)}` : '',
  ];
}

interface AnswerBody {
  readonly errors?: readonly { readonly message?: string; readonly extensions?: { readonly code?: unknown } }[];
}

function parse(text: string): AnswerBody | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
