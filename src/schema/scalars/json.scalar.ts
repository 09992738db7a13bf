import { GraphQLScalarType } from 'graphql';

/** Arbitrary JSON. Only answers have it. */
export const JsonScalar = new GraphQLScalarType({
  name: 'JSON',
  description: 'Arbitrary JSON, as XS2A answered it. Its form is not part of this schema and may change at any time.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  serialize: (value) => {
    if (!isJson(value)) throw new TypeError('A value of the gateway is not valid JSON.');
    return value;
  },
});

function isJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (Array.isArray(value)) return value.every(isJson);
  return typeof value === 'object' && Object.values(value).every(isJson);
}
