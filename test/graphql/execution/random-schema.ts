import { buildSchema, GraphQLError, isObjectType, isUnionType, type GraphQLSchema } from 'graphql';
import type { Odd } from './random-source.js';

/** Every kind of type and of nullability, with and without resolvers. */
const SDL = `
  interface Named { name: String! }
  type Query {
    node(id: ID, deep: Int = 1): Node
    must: Node!
    nodes(filter: Filter): [Node]
    strict: [Node!]!
    plain: Plain
    plains: [Plain!]!
    named: Named
    either: Either
    eithers: [Either!]
    weird: Weird
  }
  type Node implements Named {
    id: ID!
    name: String!
    count: Int
    ratio: Float
    flag: Boolean
    colour: Colour
    colours: [Colour!]!
    weird: Weird
    weirds: [[Weird!]]
    child: Node
    sure: Node!
    children: [Node!]
    rows: [[Node]!]!
    plain: Plain
    surePlain: Plain!
    plains: [Plain!]!
    either: Either
    named: Named!
    echo(text: String, filter: Filter = { limit: 3 }, list: [Int!], colour: Colour): String
    sureEcho(text: String!): String!
    needs(count: Int!, names: [String!]!, deep: Int! = 3): String
    surelyNeeds(count: Int!): String!
  }
  type Plain { name: String! note: String tags: [String!]! inner: Plain inners: [Plain] colour: Colour! }
  type Other implements Named { name: String! other: Int! plain: Plain }
  union Either = Node | Other
  enum Colour { RED GREEN }
  scalar Weird
  input Filter { limit: Int = 10, text: String, nested: Filter, colour: Colour, ids: [ID!], must: String! = "m" }
`;

/** Fields with a resolver of their own; all others are properties of their source. */
const RESOLVED: Readonly<Record<string, readonly string[]>> = {
  Query: ['node', 'must', 'nodes', 'strict', 'plains', 'either', 'eithers'],
  Node: ['child', 'children', 'rows', 'either', 'plains'],
};

export function randomSchema(): GraphQLSchema {
  const schema = buildSchema(SDL);
  for (const [type, names] of Object.entries(RESOLVED)) {
    for (const name of names) fieldOf(schema, type, name).resolve = (source: Odd) => source[name];
  }
  for (const name of ['echo', 'sureEcho', 'needs', 'surelyNeeds']) {
    fieldOf(schema, 'Node', name).resolve = (source: Odd, args) =>
      source.name instanceof Error ? source.name : JSON.stringify(args);
  }
  addOddities(schema);
  return schema;
}

function addOddities(schema: GraphQLSchema): void {
  const either = schema.getType('Either');
  const other = schema.getType('Other');
  const weird = schema.getType('Weird');
  if (!isUnionType(either) || !isObjectType(other) || weird === undefined) throw new TypeError('Another schema');
  either.resolveType = ({ __typename, isLate }: Odd) =>
    isLate === true ? Promise.resolve(__typename as string) : (__typename as string);
  other.isTypeOf = ({ isLate, isOther }: Odd) =>
    isLate === true ? Promise.resolve(isOther !== false) : isOther !== false;
  Object.assign(weird, {
    serialize: (value: unknown) => {
      if (value === 'bad') throw new GraphQLError('This cannot be written');
      return value === 'nothing' ? undefined : { written: value };
    },
  });
}

function fieldOf(schema: GraphQLSchema, type: string, name: string) {
  const object = schema.getType(type);
  const field = isObjectType(object) ? object.getFields()[name] : undefined;
  if (field === undefined) throw new TypeError(`No field ${type}.${name}`);
  return field;
}
