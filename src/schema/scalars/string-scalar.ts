import { GraphQLScalarType, Kind } from 'graphql';
import { GatewayError } from '../../errors/gateway-error.js';

interface StringScalarConfig {
  readonly name: string;
  readonly description: string;
  readonly specifiedByURL?: string;
  /** The error for invalid input. Constant: it must not repeat the value, which may be bank data. */
  readonly message: string;
  /** The canonical form of the input; undefined when it is invalid. */
  readonly parse: (text: string) => string | undefined;
  /** The form in results, where it differs from that of input. */
  readonly print?: (text: string) => string | undefined;
}

/**
 * A scalar that is a string both on the wire and inside the gateway. Invalid input, including enum literals and numbers, is
 * `BAD_USER_INPUT`; an invalid value from a resolver throws a TypeError.
 */
export function stringScalar(config: StringScalarConfig): GraphQLScalarType<string, string> {
  const { name, description, specifiedByURL, message, parse, print = parse } = config;
  const read = (value: unknown): string => {
    const result = typeof value === 'string' ? parse(value) : undefined;
    if (result === undefined) throw new GatewayError('BAD_USER_INPUT', { message });
    return result;
  };
  const write = (value: unknown): string => {
    const result = typeof value === 'string' ? print(value) : undefined;
    if (result === undefined) throw new TypeError(`A value of the gateway is not a valid ${name}.`);
    return result;
  };
  return new GraphQLScalarType({
    name,
    description,
    specifiedByURL: specifiedByURL ?? null,
    parseValue: read,
    parseLiteral: (node) => read(node.kind === Kind.STRING ? node.value : undefined),
    serialize: write,
  });
}
