import { GraphQLScalarType } from 'graphql';
import { GatewayError } from '../../errors/gateway-error.js';

/** Arbitrary JSON, output only. */
export const JsonScalar = new GraphQLScalarType({
  name: 'JSON',
  description: 'Arbitrary JSON, as XS2A answered it. Its form is not part of this schema and may change at any time.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  serialize: (value) => {
    checkJson(value, 1);
    return value;
  },
});

/** More than any report; JSON.stringify overflows the stack at some thousands. */
const DEEPEST = 100;

/** Parsed JSON may not be serialisable: 1e400 becomes Infinity, and nesting is unbounded. */
function checkJson(value: unknown, depth: number): void {
  if (depth > DEEPEST || (typeof value === 'number' && !Number.isFinite(value))) {
    throw new GatewayError('UPSTREAM_UNAVAILABLE');
  }
  if (value === null || ['string', 'boolean', 'number'].includes(typeof value)) return;
  if (typeof value !== 'object') throw new TypeError('A value of the gateway is not valid JSON.');
  for (const member of Object.values(value)) checkJson(member, depth + 1);
}
