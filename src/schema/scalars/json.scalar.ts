import { GraphQLScalarType } from 'graphql';
import { GatewayError } from '../../errors/gateway-error.js';

/** Arbitrary JSON. Only answers have it. */
export const JsonScalar = new GraphQLScalarType({
  name: 'JSON',
  description: 'Arbitrary JSON, as XS2A answered it. Its form is not part of this schema and may change at any time.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  serialize: (value) => {
    checkJson(value, 1);
    return value;
  },
});

/** Deeper than any report; what writes JSON runs out of stack at some thousands. */
const DEEPEST = 100;

/** XS2A's texts can be read to what cannot be written again: 1e400 is Infinity, and lists may be any depth. */
function checkJson(value: unknown, depth: number): void {
  if (depth > DEEPEST || (typeof value === 'number' && !Number.isFinite(value))) {
    throw new GatewayError('UPSTREAM_UNAVAILABLE');
  }
  if (value === null || ['string', 'boolean', 'number'].includes(typeof value)) return;
  if (typeof value !== 'object') throw new TypeError('A value of the gateway is not valid JSON.');
  for (const member of Object.values(value)) checkJson(member, depth + 1);
}
