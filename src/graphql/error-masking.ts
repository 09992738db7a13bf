import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, isValueNode, Kind, type GraphQLFormattedError } from 'graphql';
import { ERROR_CODES } from '../errors/error-code.js';
import { GatewayError } from '../errors/gateway-error.js';
import { parseRefusalOf } from './limits/parse-refusal.js';
import { validationMessage } from './validation-messages.js';

/** Apollo Server's codes for requests that never become an operation. Its messages quote input, so constants replace them. */
const REQUEST_ERRORS: Readonly<Record<string, string>> = {
  GRAPHQL_PARSE_FAILED: 'The document is not valid GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema.',
  OPERATION_RESOLUTION_FAILURE: 'The request does not say which operation of the document to run.',
  PERSISTED_QUERY_NOT_FOUND: 'PersistedQueryNotFound',
  PERSISTED_QUERY_NOT_SUPPORTED: 'PersistedQueryNotSupported',
  BAD_REQUEST: 'This is not a GraphQL request.',
};

/**
 * The public form of an error: listed codes as they are, everything else as INTERNAL_SERVER_ERROR. No message of an exception, of
 * upstream, or with a variable's value gets through.
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

/** The gateway's own error: from a resolver, before execution, or within an error of a rule or of the parser. */
function refusalIn(error: unknown): GatewayError | undefined {
  const original = unwrapResolverError(error);
  if (original instanceof GatewayError) return original;
  const cause = error instanceof GraphQLError ? error.originalError : undefined;
  const isLimit = cause instanceof GatewayError && cause.code === 'OPERATION_LIMIT_EXCEEDED';
  return isLimit ? cause : parseRefusalOf(error);
}

/** graphql-js's message after too many bad values; Apollo Server treats it as an internal error. */
const TOO_MANY_BAD_VALUES = 'Too many errors processing variables, error limit reached. Execution aborted.';

/**
 * graphql-js has no code for values that it rejects during execution, such as null for a variable with a default. Those errors
 * point at the value or at the variable's definition, while internal errors point at the field.
 */
function refusesInput({ message, nodes = [] }: GraphQLError): boolean {
  const pointsAtInput = nodes.some((node) => isValueNode(node) || node.kind === Kind.VARIABLE_DEFINITION);
  return pointsAtInput || message === TOO_MANY_BAD_VALUES;
}

/** Apollo Server's errors about persisted queries have no code; only the status shows that they are the caller's fault. */
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

/** graphql-js quotes rejected values, such as a PIN: only the variable's name and the message of our own scalars get through. */
function messageOfBadInput(error: unknown): string {
  if (!(error instanceof GraphQLError)) return ERROR_CODES.BAD_USER_INPUT.message;
  const [, variable] = /^Variable "\$(\w+)"/.exec(error.message) ?? [];
  const reason = messageOfScalar(error);
  return variable === undefined
    ? ERROR_CODES.BAD_USER_INPUT.message
    : `The variable $${variable} has a value that is not allowed.${reason === undefined ? '' : ` ${reason}`}`;
}

/** The constant message of one of our scalars. */
function messageOfScalar(error: unknown): string | undefined {
  const cause = error instanceof GraphQLError ? error.originalError : undefined;
  return cause instanceof GatewayError ? cause.message : undefined;
}

/** Whether it is a bug of the gateway. */
export function isInternal(error: GraphQLError): boolean {
  const code = codeOf(error);
  return refusalIn(error) === undefined && !Object.hasOwn(REQUEST_ERRORS, code) && code !== 'BAD_USER_INPUT';
}
