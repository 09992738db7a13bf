/** Codes of errors as gateways of this version give them; see the gateway's documentation for what to do about each. */
export type GatewayErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'CURSOR_MISMATCH'
  | 'RATE_LIMITED'
  | 'UPSTREAM_BUDGET_EXCEEDED'
  | 'UPSTREAM_UNAVAILABLE'
  | 'UPSTREAM_TIMEOUT'
  | 'UPSTREAM_REJECTED'
  | 'AUTH_UNAVAILABLE'
  | 'OPERATION_LIMIT_EXCEEDED'
  | 'DOCUMENT_NOT_TRUSTED'
  | 'OUTCOME_UNKNOWN'
  | 'OVERLOADED'
  | 'INTERNAL_SERVER_ERROR';

/** Codes for requests that never became an operation. */
export type RequestErrorCode =
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  | 'BAD_REQUEST';

/** What this client finds out by itself. */
export type ClientErrorCode =
  /** No connection, or a proxy that cannot reach the gateway. A mutation that may have got through is `OUTCOME_UNKNOWN`. */
  | 'GATEWAY_UNREACHABLE'
  /** The call's own time was over. A mutation that may have got through is `OUTCOME_UNKNOWN`. */
  | 'TIMEOUT'
  /** The caller's signal was aborted. */
  | 'ABORTED'
  /** Something answered that is not the gateway. */
  | 'UNEXPECTED_ANSWER'
  /** The token callback failed: see `cause`. */
  | 'TOKEN_UNAVAILABLE'
  /** The token belongs to no bank user: a service caller names one with `bankUser(id)`. */
  | 'NO_VIEWER'
  /** What was given to `send` is no document with one query or mutation, or what was given to `subscribe` none with one subscription. */
  | 'INVALID_DOCUMENT'
  /** Variables that are not JSON, or a token or header that HTTP cannot carry. */
  | 'INVALID_REQUEST'
  /** The wizard session was handed out without its key. */
  | 'NO_WIZARD_KEY'
  /** The loop over a bank login asked for the next screen without an answer to this one. */
  | 'SCREEN_NOT_ANSWERED'
  /** `expectSuccess` was given a failure that has no code. */
  | 'UNEXPECTED_OUTCOME';

/** A later gateway may have more of them. */
export type ErrorCode = GatewayErrorCode | RequestErrorCode | ClientErrorCode | (string & Record<never, never>);
