import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ERROR_CODES } from '../errors/error-code.js';
import { GatewayError } from '../errors/gateway-error.js';

/**
 * Apollo Server's own codes for requests that never become an operation. Their messages come from the document that the
 * caller has sent, so outside production, where they help to write it, the caller gets them as they are.
 */
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
export function maskError(
  formatted: GraphQLFormattedError,
  error: unknown,
  production: boolean,
): GraphQLFormattedError {
  const original = unwrapResolverError(error);
  if (original instanceof GatewayError) return { ...formatted, extensions: original.extensions };
  const code = requestCodeOf(error, formatted.extensions?.code);
  if (code === 'BAD_USER_INPUT') return masked(formatted, code, messageOfBadInput(error));
  const constant = code === undefined ? undefined : REQUEST_ERRORS[code];
  if (code === undefined || constant === undefined) return masked(formatted, 'INTERNAL_SERVER_ERROR');
  return { ...formatted, message: production ? constant : formatted.message, extensions: { code, retryable: false } };
}

/** The code of an error that the request itself is to blame for; undefined for all others. */
function requestCodeOf(error: unknown, code: unknown): string | undefined {
  if (isRefusedArgument(unwrapResolverError(error))) return 'BAD_USER_INPUT';
  // Whatever a resolver throws has a path, and may have any code.
  if (typeof code !== 'string' || (error instanceof GraphQLError && error.path !== undefined)) return undefined;
  return code === 'BAD_USER_INPUT' || Object.hasOwn(REQUEST_ERRORS, code) ? code : undefined;
}

/** Null where there must be a value can come through a variable with a default; graphql-js notices when the field runs. */
function isRefusedArgument(error: unknown): boolean {
  return error instanceof GraphQLError && /^Argument "\w+" (of|has) /.test(error.message);
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
  const reason = error.originalError instanceof GatewayError ? ` ${error.originalError.message}` : '';
  return variable === undefined
    ? ERROR_CODES.BAD_USER_INPUT.message
    : `The variable $${variable} has a value that is not allowed.${reason}`;
}

/** Whether the gateway itself is to blame, so that somebody should look at it. */
export function isInternal(error: GraphQLError): boolean {
  const original = unwrapResolverError(error);
  return !(original instanceof GatewayError) && requestCodeOf(error, error.extensions.code) === undefined;
}
