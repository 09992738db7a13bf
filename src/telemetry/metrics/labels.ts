import { ERROR_CODES } from '../../errors/error-code.js';
import { route } from '../logging/log-field.js';

const CODES: ReadonlySet<string> = new Set([
  ...Object.keys(ERROR_CODES),
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** Those that XS2A is known to answer with, and those of the proxies before it. */
const STATUSES: ReadonlySet<number> = new Set([
  200, 201, 202, 204, 400, 401, 403, 404, 405, 409, 410, 422, 429, 500, 502, 503, 504,
]);

/** `ok`, or the code of what went wrong: of the gateway's own fault if there is one, else of the first error. */
export function outcomeOf(codes: readonly string[]): string {
  const [first] = codes;
  if (first === undefined) return 'ok';
  const code = codes.includes('INTERNAL_SERVER_ERROR') ? 'INTERNAL_SERVER_ERROR' : first;
  return CODES.has(code) ? code : 'other';
}

/** `200`; of a status that is seldom the class, `4xx`; of no answer the kind of the failure. */
export function callOutcomeOf(outcome: number | string): string {
  if (typeof outcome === 'string') return outcome;
  return STATUSES.has(outcome) ? String(outcome) : `${String(outcome).charAt(0)}xx`;
}

/** With placeholders instead of ids. */
export function routeLabelOf(value: string): string {
  return route.read(value) === undefined ? 'other' : value;
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'HEAD', 'OPTIONS']);

/** Of callers, who may send any. */
export function methodLabelOf(method: string): string {
  return METHODS.has(method) ? method : 'other';
}
