import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, isValueNode, Kind, type GraphQLFormattedError } from 'graphql';
import { ERROR_CODES } from '../errors/error-code.js';
import { GatewayError } from '../errors/gateway-error.js';
import { parseRefusalOf } from './limits/parse-refusal.js';
import { validationMessage } from './validation-messages.js';

/** Apollo Server's own codes for requests that never become an operation. Its messages quote what the caller has sent. */
const REQUEST_ERRORS: Readonly<Record<string, string>> = {
  GRAPHQL_PARSE_FAILED: 'The document is not valid GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema.',
  OPERATION_RESOLUTION_FAILURE: 'The request does not say which operation of the document to run.',
  PERSISTED_QUERY_NOT_FOUND: 'PersistedQueryNotFound',
  PERSISTED_QUERY_NOT_SUPPORTED: 'PersistedQueryNotSupported',
  BAD_REQUEST: 'This is not a GraphQL request.',
};

/**
 * What callers get to see of an error: those of the closed list as they are, everything else as INTERNAL_SERVER_ERROR.
 * No message of an exception, of upstream or with a value of a variable gets through.
 */
export function maskError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const refusal = refusalIn(error);
  if (refusal !== undefined) return { ...formatted, message: refusal.message, extensions: refusal.extensions };
  const code = codeOf(error);
  if (code === 'BAD_USER_INPUT') return masked(formatted, 'BAD_USER_INPUT', messageOfBadInput(error));
  const constant = Object.hasOwn(REQUEST_ERRORS, code) ? REQUEST_ERRORS[code] : undefined;
  if (constant === undefined) return masked(formatted, 'INTERNAL_SERVER_ERROR');
  const message =
    code === 'GRAPHQL_VALIDATION_FAILED' ? (messageOfScalar(error) ?? validationMessage(formatted.message)) : constant;
  return { ...formatted, message, extensions: { code, retryable: false } };
}

/** What the gateway itself raised: by a resolver, before one ran, or in place of what a rule or the parser said. */
function refusalIn(error: unknown): GatewayError | undefined {
  const original = unwrapResolverError(error);
  if (original instanceof GatewayError) return original;
  const cause = error instanceof GraphQLError ? error.originalError : undefined;
  const isLimit = cause instanceof GatewayError && cause.code === 'OPERATION_LIMIT_EXCEEDED';
  return isLimit ? cause : parseRefusalOf(error);
}

/** After so many values that do not fit, graphql-js says this and no more; Apollo Server takes it for a fault of the server. */
const TOO_MANY_BAD_VALUES = 'Too many errors processing variables, error limit reached. Execution aborted.';

/**
 * graphql-js gives no code to what it refuses while it executes, such as a null given in place of a variable's default. Then it
 * points at the value, or at the variable's definition; of faults of the gateway, it points at the field.
 */
function refusesInput({ message, nodes = [] }: GraphQLError): boolean {
  const pointsAtInput = nodes.some((node) => isValueNode(node) || node.kind === Kind.VARIABLE_DEFINITION);
  return pointsAtInput || message === TOO_MANY_BAD_VALUES;
}

/** Apollo Server gives what it says about persisted queries no code; that it is the caller's fault only the status tells. */
function codeOf(error: unknown): string {
  if (!(error instanceof GraphQLError)) return 'INTERNAL_SERVER_ERROR';
  const { code, http } = error.extensions as { code?: unknown; http?: { status?: unknown } };
  if (code === undefined && refusesInput(error)) return 'BAD_USER_INPUT';
  return code === undefined && http?.status === 400 ? 'BAD_REQUEST' : String(code);
}

function masked(
  { locations, path }: GraphQLFormattedError,
  code: keyof typeof ERROR_CODES,
  message: string = ERROR_CODES[code].message,
): GraphQLFormattedError {
  const { extensions } = new GatewayError(code);
  return { message, ...(locations && { locations }), ...(path && { path }), extensions };
}

/** graphql-js quotes the value that it refuses, a PIN included: only the variable's name, and what a scalar of ours says, get through. */
function messageOfBadInput(error: unknown): string {
  if (!(error instanceof GraphQLError)) return ERROR_CODES.BAD_USER_INPUT.message;
  const [, variable] = /^Variable "\$(\w+)"/.exec(error.message) ?? [];
  const reason = messageOfScalar(error);
  return variable === undefined
    ? ERROR_CODES.BAD_USER_INPUT.message
    : `The variable $${variable} has a value that is not allowed.${reason === undefined ? '' : ` ${reason}`}`;
}

/** What a scalar of ours says of a value that it does not take; a constant. */
function messageOfScalar(error: unknown): string | undefined {
  const cause = error instanceof GraphQLError ? error.originalError : undefined;
  return cause instanceof GatewayError ? cause.message : undefined;
}

/** Whether the gateway itself is to blame, so that somebody should look at it. */
export function isInternal(error: GraphQLError): boolean {
  const code = codeOf(error);
  return refusalIn(error) === undefined && !Object.hasOwn(REQUEST_ERRORS, code) && code !== 'BAD_USER_INPUT';
}
