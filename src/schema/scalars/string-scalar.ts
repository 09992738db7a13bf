import { GraphQLScalarType, Kind } from 'graphql';
import { GatewayError } from '../../errors/gateway-error.js';

interface StringScalarConfig {
  readonly name: string;
  readonly description: string;
  readonly specifiedByURL?: string;
  /** What a caller is told who sends something else. Constant: it must not repeat the value, which may be bank data. */
  readonly message: string;
  /** The canonical form of what a caller sent; undefined when it is not allowed. */
  readonly parse: (text: string) => string | undefined;
  /** The form in answers, where it differs from that of input. */
  readonly print?: (text: string) => string | undefined;
}

/**
 * A scalar that is a string on both sides of the wire and inside the gateway. Input of another form or kind, enum literals
 * and numbers included, is `BAD_USER_INPUT`; a value of ours of another form is a fault of the gateway and throws a TypeError.
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
