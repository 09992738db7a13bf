import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import Fastify from 'fastify';
import { buildASTSchema, Kind, parse, validate } from 'graphql';
import { addExplorer } from '../../src/http/explorer/explorer.js';
import { READY_OPERATIONS } from '../../src/http/explorer/operations.js';

const DEMO = {
  people: [{ name: 'Klara </script> & "Co"' }, { name: 'Magnus' }],
  bankUserToken: 'token-of-klara',
  serviceToken: 'token-of-a-service',
};

function explorer(demo: typeof DEMO | undefined) {
  const server = Fastify();
  addExplorer(server, demo);
  return server;
}

function settingsOf(page: string): unknown {
  return JSON.parse(/id="settings">(.*?)<\/script>/s.exec(page)?.[1] ?? '');
}

describe('the ready operations', () => {
  const schema = buildASTSchema(parse(readFileSync('schema.graphql', 'utf8')), { assumeValidSDL: true });

  it.each(READY_OPERATIONS)('fit the published schema: $title', ({ document }) => {
    expect(validate(schema, parse(document))).toEqual([]);
  });

  it('have the variables that they declare', () => {
    for (const { document, variables } of READY_OPERATIONS) {
      const [operation] = parse(document).definitions;
      const declared = operation?.kind === Kind.OPERATION_DEFINITION ? (operation.variableDefinitions ?? []) : [];
      const needed = declared
        .filter(({ type }) => type.kind === Kind.NON_NULL_TYPE)
        .map((item) => item.variable.name.value);
      const known = declared.map((item) => item.variable.name.value);
      expect(Object.keys(variables)).toEqual(expect.arrayContaining(needed));
      expect(known).toEqual(expect.arrayContaining(Object.keys(variables)));
    }
  });
});

describe('the page', () => {
  it('fills in the token that each operation needs', async () => {
    const { body } = await explorer(DEMO).inject('/');
    const { operations } = settingsOf(body) as { operations: { title: string; headers: object }[] };
    const headersOf = (title: string) => operations.find((operation) => operation.title === title)?.headers;
    expect(headersOf('Overview')).toEqual({ authorization: 'Bearer token-of-klara' });
    expect(headersOf('All bank users')).toEqual({ authorization: 'Bearer token-of-a-service' });
  });

  it('writes names as text', async () => {
    const { body } = await explorer(DEMO).inject('/');
    expect(body).toContain('Klara &lt;/script&gt; &amp; &quot;Co&quot;');
  });

  it.each(['sandbox', 'graphiql'])(
    'has no token of its own in front of a real XS2A.api, and says so: %s',
    async (kind) => {
      const { body } = await explorer(undefined).inject(`/?explorer=${kind}`);
      expect(body).not.toContain('Bearer ey');
      expect(settingsOf(body)).toMatchObject({ tokens: null });
      expect(JSON.stringify(settingsOf(body))).not.toContain('headers');
      expect(body).toContain('put yours under Headers');
    },
  );

  it('names no other host at all as GraphiQL, beyond what it says in words', async () => {
    const { body, headers } = await explorer(DEMO).inject('/?explorer=graphiql');
    const loads = [...body.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
    expect(loads.length).toBeGreaterThan(5);
    for (const address of loads) expect(address).toMatch(/^(explorer\/|\?explorer=)/);
    expect(headers['content-security-policy']).not.toMatch(/https?:|\*|unsafe/);
  });

  it.each(['sandbox', 'graphiql'])('may load little, and be framed by nobody: %s', async (kind) => {
    const { headers } = await explorer(DEMO).inject(`/?explorer=${kind}`);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-(inline|eval)|\*/);
    expect(headers['x-frame-options']).toBe('DENY');
  });

  it('has another nonce every time', async () => {
    const server = explorer(DEMO);
    const policies = await Promise.all([1, 2].map(() => server.inject('/?explorer=graphiql')));
    const [first, second] = policies.map(({ headers }) => headers['content-security-policy']);
    expect(first).not.toBe(second);
  });

  it.each(['?explorer=graphiql&explorer=sandbox', '?explorer[]=x', '?explorer=%00', '?%'])(
    'opens with %s',
    async (query) => {
      expect((await explorer(DEMO).inject(`/${query}`)).statusCode).toBe(200);
    },
  );
});

describe('its files', () => {
  const server = explorer(undefined);

  it('are all there', async () => {
    const { body } = await server.inject('/?explorer=graphiql');
    const files = [...body.matchAll(/"(explorer\/[^"]*)"/g)].map(([, file]) => file);
    for (const file of files) expect((await server.inject(`/${file ?? ''}`)).statusCode).toBe(200);
    for (const file of files.filter((name) => name?.endsWith('-page.js'))) {
      const script = await server.inject(`/${file ?? ''}`);
      const imported = [...script.body.matchAll(/from '\.\/([^']*)'/g)].map(([, name]) => name ?? '');
      expect(imported.length).toBeGreaterThan(1);
      for (const name of imported) expect((await server.inject(`/explorer/${name}`)).statusCode).toBe(200);
    }
  });

  it('are compressed for whoever can read that', async () => {
    const url = '/explorer/graphiql.js';
    const plain = await server.inject({ url, headers: { 'accept-encoding': 'br, gzip;q=0' } });
    const zipped = await server.inject({ url, headers: { 'accept-encoding': 'gzip, deflate, br' } });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(zipped.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2);
    expect(gunzipSync(zipped.rawPayload).equals(plain.rawPayload)).toBe(true);
    expect(zipped.headers.vary).toBe('accept-encoding');
  });

  it('are not sent again to whoever has them', async () => {
    const url = '/explorer/explorer.css';
    const { headers } = await server.inject(url);
    const tag = String(headers.etag);
    const again = await server.inject({ url, headers: { 'if-none-match': `"other", ${tag}` } });
    expect(again.statusCode).toBe(304);
    expect(again.body).toBe('');
    expect((await server.inject({ url, headers: { 'if-none-match': '"other"' } })).statusCode).toBe(200);
  });

  it.each(['package.json', '..%2Fexplorer.js', '%2e%2e%2f%2e%2e%2fapp.js', 'constructor', '__proto__'])(
    'are no others: %s',
    async (name) => {
      expect((await server.inject(`/explorer/${name}`)).statusCode).toBe(404);
    },
  );
});
