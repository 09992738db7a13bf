import { GraphQLError, type ParseOptions } from 'graphql';
import type { GatewayError } from '../../errors/gateway-error.js';
import { limitExceeded, LIMITS } from './limits.js';

export const PARSE_LIMITS: ParseOptions = {
  maxSourceLength: LIMITS.characters.most,
  maxLexicalTokens: LIMITS.tokens.most,
};

/** graphql-js's limits raise syntax errors that only differ by text. A test checks the texts. */
const STOPPED_AT = [
  { text: /^Syntax Error: Source contains more than \d+ UTF-16 code units/, limit: LIMITS.characters },
  { text: /^Syntax Error: Document contains more tha[nt] \d+ tokens/, limit: LIMITS.tokens },
] as const;

/** The error for a document that is too long to be parsed. */
export function parseRefusalOf(error: unknown): GatewayError | undefined {
  if (!(error instanceof GraphQLError)) return undefined;
  const stopped = STOPPED_AT.find(({ text }) => text.test(error.message));
  return stopped && limitExceeded(stopped.limit);
}
