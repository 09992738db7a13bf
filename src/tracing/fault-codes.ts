import type { ErrorCode } from '../errors/error-code.js';

/** Codes that are not the caller's fault: they mark a span as failed, and count against the objectives of docs/monitoring.md. */
export const FAULTS: ReadonlySet<string> = new Set<ErrorCode>([
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_REJECTED',
  'AUTH_UNAVAILABLE',
  'OUTCOME_UNKNOWN',
  'OVERLOADED',
  'INTERNAL_SERVER_ERROR',
]);

export function isFault(code: string): boolean {
  return FAULTS.has(code);
}
