import { buildSubgraphSchema, printSubgraphSchema as printByApollo } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { graphqlSync, introspectionFromSchema, parse, validateSchema, type GraphQLSchema } from 'graphql';
import { buildExecutableSchema, buildGraph, printSubgraphSchema } from '../../src/resolvers/executable-schema.js';

/** What a router is served. */
function sdlOf(schema: GraphQLSchema): unknown {
  const contextValue = { access: { require: () => undefined } };
  const { data } = graphqlSync({ schema, source: '{ _service { sdl } }', contextValue });
  return (data as { _service: { sdl: string } } | null)?._service.sdl;
}

describe.each([
  ['by default', {}],
  ['with a prefix', { typePrefix: 'Xs2a' }],
  ['with access rules', { accessScope: 'xs2a:service' }],
  ['with both', { typePrefix: 'Bank', accessScope: 'bank all' }],
])('the subgraph, %s,', (_, names) => {
  let sdl: string;
  let schema: GraphQLSchema;
  /** What Apollo's library, which validates it, makes of the same definitions. */
  let byApollo: GraphQLSchema;
  beforeAll(async () => {
    sdl = await printSubgraphSchema(names);
    schema = await buildExecutableSchema({ publicSdl: true, ...names });
    byApollo = buildSubgraphSchema(parse(sdl));
  });

  it('is valid', () => {
    expect(validateSchema(schema)).toEqual([]);
  });

  it('is printed as by Apollo', () => {
    expect(sdl).toBe(printByApollo(byApollo));
  });

  it('is served as by Apollo', () => {
    expect(sdlOf(schema)).toBe(sdlOf(byApollo));
  });

  it('has the types and directives that Apollo gives it', () => {
    const options = { schemaDescription: true, specifiedByUrl: true, directiveIsRepeatable: true, oneOf: true };
    expect(introspectionFromSchema(schema, options)).toEqual(introspectionFromSchema(byApollo, options));
    expect(printSchemaWithDirectives(schema)).toBe(printSchemaWithDirectives(byApollo));
  });
});

it('has every directive of the declaration', async () => {
  const declared = printSchemaWithDirectives(await buildGraph()).replace(/^schema \{[^}]*\}/m, '');
  const link =
    '@link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@tag", "@cost", "@listSize"])';
  const expected = buildSubgraphSchema(parse(`extend schema ${link} ${declared}`));
  expect(await printSubgraphSchema()).toBe(printByApollo(expected));
});
