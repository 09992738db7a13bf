import { readFile } from 'node:fs/promises';
import { isTypeDefinitionNode, parse } from 'graphql';
import { startDemoGateway, post, type DemoGateway } from '../support/demo-gateway.js';

const SDL = { query: '{ _service { sdl } }' };

async function sdlFrom({ url }: DemoGateway, token?: string): Promise<string> {
  const { data, errors } = await post(url, SDL, token);
  expect(errors).toBeUndefined();
  return (data as { _service: { sdl: string } })._service.sdl;
}

function definedNames(sdl: string): string[] {
  return parse(sdl)
    .definitions.filter(isTypeDefinitionNode)
    .map(({ name }) => name.value);
}

describe('where introspection is on', () => {
  let gateway: DemoGateway;
  beforeAll(async () => {
    gateway = await startDemoGateway();
  });
  afterAll(() => gateway.close());

  it('gives the published schema to anybody', async () => {
    const published = definedNames(await readFile('schema.graphql', 'utf8'));
    // What it gives also spells out the federation's own definitions.
    expect(definedNames(await sdlFrom(gateway))).toEqual(expect.arrayContaining(published));
  });

  it('tells routers to store nothing, by headers and in the SDL', async () => {
    const { bankUserToken, serviceToken } = gateway.demo;
    const documents = ['{ viewer { id } }', '{ banks(search: "Test") { name } }', '{ nothing }', '{ __typename }', '{'];
    const references = '{ _entities(representations: [{ __typename: "Account", id: "none" }]) { __typename } }';
    const asked = [...documents, references, SDL.query].flatMap((query) =>
      [bankUserToken, serviceToken, 'refused', undefined].map((token) => ({ query, token })),
    );
    for (const { query, token } of asked) {
      const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
      const init = { method: 'POST', headers, body: JSON.stringify({ query }) };
      const response = await fetch(`${gateway.url}/graphql`, init);
      expect([query, token, response.headers.get('cache-control')]).toEqual([query, token, 'no-store']);
    }
    expect(await sdlFrom(gateway)).not.toMatch(/@cache/i);
  });
});

describe('where introspection is off', () => {
  let gateway: DemoGateway;
  beforeAll(async () => {
    gateway = await startDemoGateway({ INTROSPECTION: 'off' });
  });
  afterAll(() => gateway.close());

  it('gives the schema to service callers', async () => {
    expect(definedNames(await sdlFrom(gateway, gateway.demo.serviceToken)).length).toBeGreaterThan(50);
  });

  it.each([
    ['UNAUTHENTICATED', undefined],
    ['FORBIDDEN', 'bankUserToken'],
  ] as const)('answers others with %s', async (code, token) => {
    const { data, errors } = await post(gateway.url, SDL, token && gateway.demo[token]);
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code } }]);
  });

  it('answers no introspection, and suggests no names', async () => {
    const { serviceToken } = gateway.demo;
    const introspection = await post(gateway.url, { query: '{ __schema { types { name } } }' }, serviceToken);
    expect(introspection.errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    const misspelt = await post(gateway.url, { query: '{ vewer { id } }' }, serviceToken);
    expect(JSON.stringify(misspelt)).not.toContain('viewer');
  });
});
