import { graphql, GraphQLObjectType, type GraphQLScalarType, GraphQLSchema, GraphQLString } from 'graphql';

interface Outcome {
  readonly value?: unknown;
  readonly message?: string;
  readonly code?: unknown;
}

/** What a resolver gets for a literal, given as the text that stands in the query. */
export async function literal(scalar: GraphQLScalarType, text: string): Promise<Outcome> {
  return run(scalar, `{ echo(value: ${text}) }`, {});
}

/** What a resolver gets for a variable. */
export async function variable(scalar: GraphQLScalarType, value: unknown): Promise<Outcome> {
  return run(scalar, `query ($value: ${scalar.name}!) { echo(value: $value) }`, { value });
}

async function run(scalar: GraphQLScalarType, source: string, variableValues: Record<string, unknown>) {
  let seen: unknown;
  const resolve = (_: unknown, { value }: { value?: unknown }) => {
    seen = value;
    return 'done';
  };
  const query = new GraphQLObjectType({
    name: 'Query',
    fields: { echo: { type: GraphQLString, args: { value: { type: scalar } }, resolve } },
  });
  const { errors } = await graphql({ schema: new GraphQLSchema({ query }), source, variableValues });
  const [error] = errors ?? [];
  return error ? { message: error.message, code: error.extensions.code } : { value: seen };
}
