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

/** Statuses of XS2A, and of proxies in front of it. */
const STATUSES: ReadonlySet<number> = new Set([
  200, 201, 202, 204, 400, 401, 403, 404, 405, 409, 410, 422, 429, 500, 502, 503, 504,
]);

/** `ok`, or an error code: that of an internal error if there is one, else the first. */
export function outcomeOf(codes: readonly string[]): string {
  const [first] = codes;
  if (first === undefined) return 'ok';
  const code = codes.includes('INTERNAL_SERVER_ERROR') ? 'INTERNAL_SERVER_ERROR' : first;
  return CODES.has(code) ? code : 'other';
}

/** `200`; for rare statuses the class, `4xx`; without a response the kind of failure. */
export function callOutcomeOf(outcome: number | string): string {
  if (typeof outcome === 'string') return outcome;
  return STATUSES.has(outcome) ? String(outcome) : `${String(outcome).charAt(0)}xx`;
}

/** With placeholders instead of ids. */
export function routeLabelOf(value: string): string {
  return route.read(value) === undefined ? 'other' : value;
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'HEAD', 'OPTIONS']);

/** Callers may send any method. */
export function methodLabelOf(method: string): string {
  return METHODS.has(method) ? method : 'other';
}
