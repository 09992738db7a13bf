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
  /** No answer came, or none in time. A mutation whose answer did not come is `OUTCOME_UNKNOWN`. */
  | 'GATEWAY_UNREACHABLE'
  /** Something answered that is not the gateway. */
  | 'UNEXPECTED_ANSWER'
  /** The token stands for no bank user: a service caller says for whom it acts, with `bankUser(id)`. */
  | 'NO_VIEWER';

/** A later gateway may have more of them. */
export type ErrorCode = GatewayErrorCode | RequestErrorCode | ClientErrorCode | (string & Record<never, never>);
