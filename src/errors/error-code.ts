/**
 * The closed list of error codes that the gateway itself raises. Apollo Server adds its own for requests that never become an
 * operation (`GRAPHQL_PARSE_FAILED`, `GRAPHQL_VALIDATION_FAILED`, `OPERATION_RESOLUTION_FAILURE`, `PERSISTED_QUERY_NOT_FOUND` …).
 *
 * The message of a code is constant: it never contains anything from a caller, an exception or the upstream API.
 */
export const ERROR_CODES = {
  UNAUTHENTICATED: { message: 'A valid access token is required.', retryable: false },
  FORBIDDEN: { message: 'The token does not allow this.', retryable: false },
  NOT_FOUND: { message: 'Not found, or not accessible to you.', retryable: false },
  BAD_USER_INPUT: { message: 'An argument or a variable has a value that is not allowed.', retryable: false },
  CURSOR_MISMATCH: { message: 'The cursor belongs to another list, filter or order.', retryable: false },
  RATE_LIMITED: { message: 'Too many requests; try again later.', retryable: true },
  UPSTREAM_BUDGET_EXCEEDED: {
    message: 'The operation needs more upstream calls than one operation may make; ask for less at a time.',
    retryable: false,
  },
  UPSTREAM_UNAVAILABLE: { message: 'The banking API is not available.', retryable: true },
  UPSTREAM_TIMEOUT: { message: 'The banking API did not answer in time.', retryable: true },
  UPSTREAM_REJECTED: { message: "The banking API refused the gateway's call.", retryable: false },
  AUTH_UNAVAILABLE: { message: 'Token verification keys are temporarily unavailable.', retryable: true },
  OPERATION_LIMIT_EXCEEDED: { message: 'The operation is larger than one operation may be.', retryable: false },
  DOCUMENT_NOT_TRUSTED: { message: 'Only documents from the trusted list may run here.', retryable: false },
  OUTCOME_UNKNOWN: {
    message: 'The write may or may not have been applied. Check before retrying.',
    retryable: false,
  },
  OVERLOADED: { message: 'The gateway is overloaded; retry later.', retryable: true },
  INTERNAL_SERVER_ERROR: { message: 'Something went wrong inside the gateway.', retryable: false },
} as const satisfies Record<string, { message: string; retryable: boolean }>;

export type ErrorCode = keyof typeof ERROR_CODES;
