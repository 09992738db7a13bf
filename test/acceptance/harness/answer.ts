/** One GraphQL answer as a client sees it. */
export interface GraphQLAnswer<T> {
  readonly status: number;
  readonly data: T;
  readonly errors: readonly AnsweredError[];
  readonly extensions: { readonly xs2a?: { readonly upstreamCalls?: number; readonly skippedRows?: number } };
}

export interface AnsweredError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: {
    readonly code: string;
    readonly retryable?: boolean;
    readonly retryAfterSeconds?: number;
    readonly requestId?: string;
  };
}

const OWN_CODES = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'CURSOR_MISMATCH',
  'RATE_LIMITED',
  'UPSTREAM_BUDGET_EXCEEDED',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_REJECTED',
  'AUTH_UNAVAILABLE',
  'OPERATION_LIMIT_EXCEEDED',
  'DOCUMENT_NOT_TRUSTED',
  'OUTCOME_UNKNOWN',
  'OVERLOADED',
]);

const APOLLO_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
]);

/**
 * What must hold of every answer whatsoever: no 5xx, and errors with a code from the closed list that say whether to try
 * again. An INTERNAL_SERVER_ERROR is a fault of the gateway wherever it turns up here.
 */
export function assertWellFormed(answer: GraphQLAnswer<unknown>): void {
  if (answer.status >= 500) throw new Error(`HTTP ${answer.status}`);
  for (const { extensions, message } of answer.errors) {
    if (APOLLO_CODES.has(extensions.code)) continue;
    if (!OWN_CODES.has(extensions.code)) throw new Error(`error code ${extensions.code}: ${message}`);
    if (typeof extensions.retryable !== 'boolean') throw new Error(`${extensions.code} without retryable`);
    if (typeof extensions.requestId !== 'string') throw new Error(`${extensions.code} without requestId`);
  }
}

/** The codes of all errors, in order. */
export function codesOf(answer: GraphQLAnswer<unknown>): string[] {
  return answer.errors.map(({ extensions }) => extensions.code);
}
