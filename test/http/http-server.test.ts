import { request, type OutgoingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { createGateway, type Gateway } from '../../src/index.js';
import { startDemoGateway, type DemoGateway } from '../support/demo-gateway.js';

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const TYPENAME = JSON.stringify({ query: '{ __typename }' });
const ORIGIN = 'https://app.example.com';

describe('the HTTP interface', () => {
  let gateway: DemoGateway;

  beforeAll(async () => {
    gateway = await startDemoGateway({ CORS_ORIGINS: ORIGIN });
  });

  afterAll(() => gateway.close());

  /** Exactly what is said, which `fetch` would tidy up. */
  function send({ method = 'POST', path = '/graphql', headers = {}, body }: Sent): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(gateway.url);
      const outgoing = request({ hostname, port, method, path, headers }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text });
        });
      });
      outgoing.on('error', reject).end(body);
    });
  }

  const ask = (headers: OutgoingHttpHeaders = {}, body = TYPENAME) =>
    send({ headers: { ...JSON_TYPE, ...headers }, body });

  /** An error in the form of GraphQL, which names the request and nothing that was sent. */
  function expectRefusal({ status, headers, text }: Reply, expected: number, code: string): void {
    expect(status).toBe(expected);
    expect(headers['content-type']).toMatch(/^application\/(graphql-response\+)?json/);
    const { errors } = JSON.parse(text) as { errors: { message: string; extensions: Record<string, unknown> }[] };
    expect(errors).toEqual([
      {
        message: expect.any(String) as string,
        extensions: { code, retryable: code === 'AUTH_UNAVAILABLE', requestId: headers['x-request-id'] },
      },
    ]);
    expect(text).not.toContain('SECRET');
  }

  it('says that it lives and that it is ready', async () => {
    const [live, ready] = await Promise.all(
      ['live', 'ready'].map((kind) => send({ method: 'GET', path: `/health/${kind}` })),
    );
    expect([live?.status, live?.text]).toEqual([200, '{"status":"live"}']);
    expect([ready?.status, ready?.text]).toEqual([200, '{"status":"ready"}']);
  });

  it('answers anybody who asks for nothing of anybody', async () => {
    const { status, text } = await ask();
    expect([status, JSON.parse(text)]).toEqual([
      200,
      { data: { __typename: 'Query' }, extensions: { xs2a: { upstreamCalls: 0, cacheHits: 0 } } },
    ]);
  });

  it('refuses data to anybody without a token, as an answer', async () => {
    const { status, text } = await ask({}, '{"query":"{ viewer { name } bankUsers { totalCount } }"}');
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      data: { viewer: null, bankUsers: null },
      errors: [
        { path: ['viewer'], extensions: { code: 'UNAUTHENTICATED' } },
        { path: ['bankUsers'], extensions: { code: 'UNAUTHENTICATED' } },
      ],
    });
  });

  it('answers whoever has a token', async () => {
    const { text } = await ask(
      { authorization: `Bearer ${gateway.demo.bankUserToken}` },
      '{"query":"{ viewer { name } }"}',
    );
    expect(JSON.parse(text)).toMatchObject({ data: { viewer: { name: 'Klara Vielkonto' } } });
  });

  describe('refuses', () => {
    it.each<[string, Sent, number]>([
      ['malformed JSON', { headers: JSON_TYPE, body: '{"query": SECRET' }, 400],
      ['no body', { headers: JSON_TYPE }, 400],
      ['an empty body', { headers: JSON_TYPE, body: '' }, 400],
      [
        'a body that means to change prototypes',
        { headers: JSON_TYPE, body: '{"query":"{a}","__proto__":{"SECRET":1}}' },
        400,
      ],
      ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'query=SECRET' }, 415],
      ['a file', { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: 'SECRET' }, 415],
      ['text', { headers: { 'content-type': 'text/plain' }, body: TYPENAME }, 415],
      ['no content type', { body: TYPENAME }, 415],
      ['an unreadable content type', { headers: { 'content-type': 'SECRET' }, body: TYPENAME }, 415],
      ['a document of GraphQL alone', { headers: { 'content-type': 'application/graphql' }, body: '{ SECRET }' }, 415],
    ])('%s', async (_, sent, status) => {
      expectRefusal(await send(sent), status, 'BAD_REQUEST');
    });

    it('to answer in a form that it does not have', async () => {
      expectRefusal(await ask({ accept: 'text/html' }), 406, 'BAD_REQUEST');
    });

    it('a request that is too large', async () => {
      const body = JSON.stringify({ query: `{ a } #${'x'.repeat(1_100_000)}SECRET` });
      expectRefusal(await ask({}, body), 413, 'BAD_REQUEST');
    });

    it.each<[string, string]>([
      ['a list of requests', `[${TYPENAME},${TYPENAME}]`],
      ['something else than an object', '"SECRET"'],
      ['null', 'null'],
      ['no query', '{}'],
      ['a query that is no text', '{"query":{"SECRET":1}}'],
      ['variables that are no object', '{"query":"{ __typename }","variables":"SECRET"}'],
      ['extensions that are no object', '{"query":"{ __typename }","extensions":"SECRET"}'],
      ['a name that is no text', '{"query":"{ __typename }","operationName":["SECRET"]}'],
    ])('%s', async (_, body) => {
      expectRefusal(await ask({}, body), 400, 'BAD_REQUEST');
    });

    it.each(['/graphql/x', '/.env', '/v1/api/users', '/health', '/graphql%2f', '/graphql;x', '/x?q=SECRET'])(
      'a path that is nowhere: %s',
      async (path) => {
        expectRefusal(await send({ method: 'GET', path }), 404, 'NOT_FOUND');
      },
    );

    it.each(['/%', '/%SECRET', '/graphql/%c0%ae', '/%00%ff'])('a path that is no text: %s', async (path) => {
      expectRefusal(await send({ method: 'GET', path }), 400, 'BAD_REQUEST');
    });

    it.each([
      ['PUT', '/graphql', 'GET, POST'],
      ['TRACE', '/graphql', 'GET, POST'],
      ['DELETE', '/graphql', 'GET, POST'],
      ['PATCH', '/graphql/?query=SECRET', 'GET, POST'],
      ['POST', '/health/live', 'GET, HEAD'],
      ['DELETE', '/metrics', 'GET, HEAD'],
      ['GET', '/webhooks/xs2a', 'POST'],
      ['PUT', '/', 'GET, HEAD, OPTIONS'],
    ])('the method %s of %s, and says which it takes', async (method, path, allowed) => {
      const reply = await send({ method, path });
      expectRefusal(reply, 405, 'BAD_REQUEST');
      expect(reply.headers.allow).toBe(allowed);
    });

    it.each(['bad host', 'a b:80', '[::1', 'host:port', ' ', '@'])('the Host %j', async (host) => {
      const reply = await ask({ host });
      expect(reply.status).toBe(400);
      expect(reply.text).not.toContain('FST_');
    });
  });

  it.each(['example.com', 'example.com:443', '[::1]:4000', 'a.b.c', '127.0.0.1'])(
    'answers under the Host %j',
    async (host) => {
      expect((await ask({ host })).status).toBe(200);
    },
  );

  it('is asked by anything that speaks HTTP without ever failing for it', async () => {
    const lines = [
      'GET //graphql?query={__typename} HTTP/1.1\r\nHost: a',
      'GET http://elsewhere.example/graphql?query={__typename} HTTP/1.1\r\nHost: a',
      'GET * HTTP/1.1\r\nHost: a',
      'GET /graphql HTTP/1.0',
      'GET /graphql?query=%FF HTTP/1.1\r\nHost: a\r\napollo-require-preflight: 1',
      'POST /graphql HTTP/1.1\r\nHost: a\r\nHost: b\r\nContent-Length: 0',
      'POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Length: x',
      'BREW /graphql HTTP/1.1\r\nHost: a',
      'nonsense',
    ];
    for (const line of lines) {
      const answer = await raw(gateway.url, `${line}\r\nConnection: close\r\n\r\n`);
      expect({ line, answer }).toEqual({ line, answer: expect.stringMatching(/^HTTP\/1\.1 [24]/) as string });
    }
    expect((await ask()).status).toBe(200);
  });

  describe('answers in JSON, with the headers of every answer,', () => {
    const CLOSE = 'Connection: close\r\n\r\n';
    const MANY = Array.from({ length: 2_100 }, () => 'a:').join('\r\n');

    it.each([
      ["HAProxy's check", 'OPTIONS / HTTP/1.0\r\n\r\n', 200],
      ['HTTP/1.0 without a Host', `GET /health/ready HTTP/1.0\r\n\r\n`, 200],
      ['a query in HTTP/1.0', 'GET /graphql?query={__typename} HTTP/1.0\r\napollo-require-preflight: 1\r\n\r\n', 200],
      ['HTTP/1.1 without a Host', `GET /health/live HTTP/1.1\r\n${CLOSE}`, 400],
      ['an expectation', `GET /health/live HTTP/1.1\r\nHost: a\r\nExpect: magic\r\n${CLOSE}`, 417],
      ['what is no HTTP', 'nonsense\r\n\r\n', 400],
      ['a version that there is not', 'GET /health/live HTTP/3.1\r\nHost: a\r\n\r\n', 400],
      ['large headers', `GET /health/live HTTP/1.1\r\nHost: a\r\na: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
      ['many headers', `GET /health/live HTTP/1.1\r\nHost: a\r\n${MANY}\r\n${CLOSE}`, 431],
      ['a token behind them', `GET /graphql HTTP/1.1\r\nHost: a\r\n${MANY}\r\nAuthorization: x\r\n${CLOSE}`, 431],
    ])('to %s', async (_, bytes, status) => {
      const [head = '', body = ''] = (await raw(gateway.url, bytes)).split('\r\n\r\n');
      const [line, ...lines] = head.toLowerCase().split('\r\n');
      expect(line).toContain(` ${status} `);
      const headers = Object.fromEntries(lines.map((one) => one.split(': ') as [string, string]));
      expect(headers).toMatchObject({
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-request-id': expect.any(String) as string,
      });
      const errors = [{ extensions: { code: 'BAD_REQUEST', requestId: headers['x-request-id'] } }];
      expect(JSON.parse(body)).toMatchObject(status === 200 ? {} : { errors });
    });
  });

  it.each([
    ['application/graphql-response+json, application/json;q=0.9', 'application/graphql-response+json'],
    ['application/graphql-response+json', 'application/graphql-response+json'],
    ['application/json, application/graphql-response+json', 'application/json'],
    ['*/*', 'application/json'],
    ['application/xml', 'application/json'],
  ])('refuses in the form that is accepted first: %s', async (accept, expected) => {
    const headers = { accept, authorization: 'Bearer unknown', 'content-type': 'application/json' };
    const reply = await send({ method: 'POST', path: '/graphql', headers, body: '{"query":"{ __typename }"}' });
    expect(reply.status).toBe(401);
    expect(reply.headers['content-type']).toBe(`${expected}; charset=utf-8`);
  });

  describe('is not tricked by other sites', () => {
    const query = `/graphql?query=${encodeURIComponent('{ __typename }')}`;

    it('with GET as a browser sends it for a link, a form or an image', async () => {
      for (const headers of [
        {},
        { 'content-type': 'text/plain' },
        { 'content-type': 'application/x-www-form-urlencoded' },
      ]) {
        const reply = await send({ method: 'GET', path: query, headers });
        expectRefusal(reply, 400, 'BAD_REQUEST');
      }
    });

    it.each(['apollo-require-preflight', 'x-apollo-operation-name'])('but takes GET with %s', async (header) => {
      const { status, text } = await send({ method: 'GET', path: query, headers: { [header]: 'true' } });
      expect([status, text]).toEqual([200, expect.stringContaining('"__typename":"Query"')]);
    });

    it('with a mutation by GET', async () => {
      const mutation = encodeURIComponent('mutation { deleteAccount(input: { id: "x" }) { __typename } }');
      const headers = { 'apollo-require-preflight': '1', authorization: `Bearer ${gateway.demo.serviceToken}` };
      const { status, text } = await send({ method: 'GET', path: `/graphql?query=${mutation}`, headers });
      expect(status).toBe(405);
      expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    });
  });

  it('takes GET with a token, as urql sends it', async () => {
    const path = `/graphql?query=${encodeURIComponent('query Name { viewer { name } }')}&operationName=Name`;
    const accept = 'application/graphql-response+json, application/json';
    const get = (authorization: string) => send({ method: 'GET', path, headers: { accept, authorization } });
    const { status, text } = await get(`Bearer ${gateway.demo.bankUserToken}`);
    expect([status, JSON.parse(text)]).toMatchObject([200, { data: { viewer: { name: 'Klara Vielkonto' } } }]);
    // What a browser adds by itself is no proof.
    expectRefusal(await get('Basic eDp5'), 401, 'UNAUTHENTICATED');
  });

  describe('tells browsers', () => {
    const preflight = (origin: string) =>
      send({
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        },
      });

    it('that a known origin may ask', async () => {
      const { status, headers } = await preflight(ORIGIN);
      expect(status).toBe(204);
      expect(headers).toMatchObject({ 'access-control-allow-origin': ORIGIN, 'access-control-max-age': '600' });
      expect(headers['access-control-allow-headers']).toMatch(/authorization/);
      expect(headers['access-control-allow-methods']).toMatch(/POST/);
      expect(headers).not.toHaveProperty('access-control-allow-credentials');
    });

    it.each(['http://localhost:3000', 'http://127.0.0.1:5173', 'https://localhost', 'http://[::1]:8080'])(
      'that %s may ask, over the test bank',
      async (origin) => {
        const { headers } = await preflight(origin);
        expect(headers['access-control-allow-origin']).toBe(origin);
        expect(String(headers['access-control-allow-headers']).split(/, */)).toEqual(
          expect.arrayContaining([
            'apollographql-client-name',
            'apollographql-client-version',
            'traceparent',
            'tracestate',
            'baggage',
          ]),
        );
      },
    );

    it('that a page on the same machine may not ask in front of XS2A.api', async () => {
      const secret = 'a secret of more than thirty-two characters';
      const settings = { LOG_LEVEL: 'silent', PORT: 0, SHUTDOWN_GRACE_SECONDS: 0 } as const;
      const real = await createGateway({
        ...{ ...settings, XS2A_API_KEY: 'key', AUTH_JWT_SECRET: secret, NODE_ENV: 'development' },
        XS2A_BASE_URL: 'http://127.0.0.1:1',
      });
      const headers = { origin: 'http://localhost:3000', 'access-control-request-method': 'POST' };
      const answer = await fetch(`${await real.listen()}/graphql`, { method: 'OPTIONS', headers });
      await real.close();
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    });

    it.each([
      ...['https://evil.example', 'null', `${ORIGIN}.evil.example`, 'http://app.example.com'],
      ...['http://localhost.evil.example', 'http://127.0.0.1.evil.example:80', 'http://evil.example:3000'],
    ])('that %s may not', async (origin) => {
      expect((await preflight(origin)).headers).not.toHaveProperty('access-control-allow-origin');
      expect((await ask({ origin })).headers).not.toHaveProperty('access-control-allow-origin');
    });

    it.each<[string, Sent]>([
      ['answers', { headers: JSON_TYPE, body: TYPENAME }],
      ['what is wrong with a token', { headers: { ...JSON_TYPE, authorization: 'Bearer x' }, body: TYPENAME }],
      ['what is wrong with a request', { headers: JSON_TYPE, body: '{' }],
      ['what is nowhere', { method: 'GET', path: '/nowhere' }],
    ])('of a known origin %s', async (_, sent) => {
      const { headers } = await send({ ...sent, headers: { ...sent.headers, origin: ORIGIN } });
      expect(headers['access-control-allow-origin']).toBe(ORIGIN);
      expect(headers['access-control-expose-headers']).toMatch(/x-request-id/);
      expect(headers.vary).toMatch(/origin/i);
    });

    it.each<[string, Sent]>([
      ['an answer', { headers: JSON_TYPE, body: TYPENAME }],
      ['a refusal', { headers: JSON_TYPE, body: '{' }],
      ['a health check', { method: 'GET', path: '/health/live' }],
    ])('to keep %s to themselves', async (_, sent) => {
      const { headers } = await send(sent);
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
      expect(headers).not.toHaveProperty('x-powered-by');
    });
  });

  describe('takes one token', () => {
    const refusedTokens = [
      '',
      'Bearer',
      'Bearer ',
      'Bearer x',
      'Basic YTpi',
      'Bearer a.b.c',
      'Bearer a.b.c SECRET',
      'SECRET',
    ];

    it.each(refusedTokens)('and refuses %j, whatever is asked', async (authorization) => {
      const reply = await ask({ authorization });
      expectRefusal(reply, 401, 'UNAUTHENTICATED');
      expect(reply.headers['www-authenticate']).toBe('Bearer');
      expectRefusal(await ask({ authorization }, '{'), 401, 'UNAUTHENTICATED');
    });

    it('and refuses two, good ones included', async () => {
      const good = `Bearer ${gateway.demo.bankUserToken}`;
      for (const authorization of [
        [good, good],
        [good, 'Bearer x'],
        ['Bearer x', good],
      ]) {
        const raw = { ...JSON_TYPE, authorization: authorization as unknown as string };
        expectRefusal(await send({ headers: raw, body: TYPENAME }), 401, 'UNAUTHENTICATED');
      }
    });

    it('of the gateway, and no other', async () => {
      const [header = '', claims = ''] = gateway.demo.bankUserToken.split('.');
      const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
      for (const token of [`${header}.${claims}.`, `${header}.${claims}.AAAA`, `${unsigned}.${claims}.`]) {
        expectRefusal(await ask({ authorization: `Bearer ${token}` }), 401, 'UNAUTHENTICATED');
      }
    });
  });

  describe('names each request', () => {
    it.each(['abcdefgh', 'trace-0123456789_ABC', 'x'.repeat(64)])("by the caller's id: %s", async (id) => {
      expect((await ask({ 'x-request-id': id })).headers['x-request-id']).toBe(id);
      const { text } = await ask({ 'x-request-id': id }, '{"query":"{ viewer { id } }"}');
      expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { requestId: id } }] });
    });

    it.each(['short', 'x'.repeat(65), 'with space', 'a;b;c;d;e', '{"a":"b"}', '../../etc/passwd', ''])(
      'by a new id where it is not well-formed: %j',
      async (id) => {
        const given = (await ask({ 'x-request-id': id })).headers['x-request-id'];
        expect(given).toMatch(/^[0-9a-f-]{36}$/);
      },
    );

    it('by a new id each time', async () => {
      const ids = await Promise.all(Array.from({ length: 5 }, async () => (await ask()).headers['x-request-id']));
      expect(new Set(ids).size).toBe(5);
    });
  });
});

describe('while the keys of callers cannot be had', () => {
  let gateway: Gateway;
  let url: string;

  beforeAll(async () => {
    gateway = await createGateway({ LOG_LEVEL: 'silent', PORT: 0, AUTH_JWKS_URL: 'http://127.0.0.1:1/keys' });
    url = `${await gateway.listen()}/graphql`;
  });

  afterAll(() => gateway.close());

  it('says so to whoever has a token, and when to try again', async () => {
    const token = ['{"alg":"RS256"}', '{}', 'x'].map((part) => Buffer.from(part).toString('base64url')).join('.');
    const headers = { ...JSON_TYPE, authorization: `Bearer ${token}` };
    const response = await fetch(url, { method: 'POST', headers, body: TYPENAME });
    expect(response.status).toBe(503);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'AUTH_UNAVAILABLE', retryable: true, requestId: expect.any(String) as string } }],
    });
  });

  it('answers whoever has none', async () => {
    const response = await fetch(url, { method: 'POST', headers: JSON_TYPE, body: TYPENAME });
    expect(await response.json()).toMatchObject({ data: { __typename: 'Query' } });
  });
});

describe('without a page at /', () => {
  it('shows there, where load balancers look by default, whether it is ready', async () => {
    const gateway = await startDemoGateway({ EXPLORER: 'off', SHUTDOWN_GRACE_SECONDS: 1 });
    const statuses = async () => [
      (await fetch(`${gateway.url}/`)).status,
      (await fetch(`${gateway.url}/`, { method: 'HEAD' })).status,
      (await fetch(`${gateway.url}/`, { method: 'OPTIONS' })).status,
    ];
    expect(await statuses()).toEqual([200, 200, 200]);
    const closed = gateway.close();
    expect(await statuses()).toEqual([503, 503, 503]);
    await closed;
  });
});

describe('without introspection', () => {
  let gateway: DemoGateway;

  beforeAll(async () => {
    gateway = await startDemoGateway({ INTROSPECTION: 'off' });
  });

  afterAll(() => gateway.close());

  it('keeps the schema to itself', async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: '{"query":"{ __schema { types { name } } }"}',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
  });
});

/** What comes back for bytes as they are. */
function raw(url: string, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => socket.write(bytes, 'latin1'));
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.on('error', reject);
    socket.on('close', () => {
      resolve(text);
    });
  });
}
