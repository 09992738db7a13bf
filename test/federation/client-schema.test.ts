import { readFileSync } from 'node:fs';
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  printType,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import { printSdl } from '../../src/process/schema-command.js';
import { post, startDemoGateway } from '../support/demo-gateway.js';

/** What a subgraph adds for its router. */
const OF_FEDERATION = /^(_|link__|federation__)/;
const OF_ROUTER = ['_entities', '_service'];

function typesOf(schema: GraphQLSchema): Readonly<Record<string, string>> {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !OF_FEDERATION.test(name));
  return Object.fromEntries(types.map((type) => [type.name, printType(type)]));
}

it.each([
  [['x'], /^[^\n]+$/],
  [['--federated-access', '--service-scope', 'two scopes'], /^--service-scope is [^\n]+\.$/],
])('the schema is not printed for the wrong arguments %j', async (args, message) => {
  const refusal = { name: 'TypeError', message: expect.stringMatching(message) as string };
  await expect(printSdl(args)).rejects.toMatchObject(refusal);
});

it('schema.client.graphql is plain SDL of what a client sees', async () => {
  // Throws for a directive that it does not define.
  const published = buildSchema(readFileSync('schema.client.graphql', 'utf8'));
  const gateway = await startDemoGateway();
  const { data } = await post(gateway.url, {
    query: getIntrospectionQuery({ specifiedByUrl: true, oneOf: true, inputValueDeprecation: true }),
  });
  await gateway.close();
  const introspected = buildClientSchema(data as IntrospectionQuery);
  const query = introspected.getQueryType()?.getFields() ?? {};
  for (const name of OF_ROUTER) {
    expect(query).toHaveProperty(name);
    Reflect.deleteProperty(query, name);
  }
  expect(typesOf(published)).toEqual(typesOf(introspected));
});
