import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { MARK, type HostileRequest, type RawRequest } from './request.js';

const QUERY = '{ viewer { name } }';
const HASH = createHash('sha256').update(QUERY).digest('hex');
const asked = encodeURIComponent(QUERY);

const BODIES: readonly (object | string | Buffer)[] = [
  '',
  ' ',
  '{',
  '}',
  '{"query"',
  `{"query": "${MARK}`,
  "{'query': '{ __typename }'}",
  'query={ __typename }',
  'null',
  'true',
  '1',
  '"text"',
  '[]',
  '[{}]',
  '{}',
  `${JSON.stringify({ query: QUERY })}${MARK}`,
  `\ufeff${JSON.stringify({ query: QUERY })}`,
  Buffer.from([0xff, 0xfe, 0x00]),
  Buffer.concat([Buffer.from('{"query":"{ __typename } #'), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from('"}')]),
  gzipSync(JSON.stringify({ query: QUERY })),
  `{"query":"${QUERY}","variables":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
  `{"query":"${QUERY}","variables":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
  `{"query":"query ($v: [ID!]) { viewer { turnovers(accountIds: $v) { totalCount } } }","variables":{"v":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
  `{"query":"query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }","variables":{"r":[{"__typename":"Account","id":"x","more":${'['.repeat(50_000)}${']'.repeat(50_000)}}]}}`,
  '['.repeat(200_000),
  `{"query":"{ __typename }","__proto__":{"polluted":"${MARK}"}}`,
  `{"query":"{ __typename }","constructor":{"prototype":{"polluted":"${MARK}"}}}`,
  `{"query":"{ __typename }","variables":{"__proto__":{"polluted":"${MARK}"}}}`,
  '{"query":"{ __typename }","query":"{ viewer { id } }"}',
  { query: null },
  { query: 1 },
  { query: [QUERY] },
  { query: { kind: 'Document', definitions: [] } },
  { query: QUERY, variables: '{}' },
  { query: QUERY, variables: [] },
  { query: QUERY, variables: 1 },
  { query: QUERY, variables: null, extensions: null, operationName: null },
  { query: QUERY, operationName: MARK },
  { query: QUERY, operationName: '' },
  { query: QUERY, operationName: 1 },
  { query: QUERY, operationName: '__proto__' },
  { query: `query A { __typename } query B { __typename }` },
  { query: QUERY, extensions: '{}' },
  { query: QUERY, extensions: [] },
  { query: QUERY, extensions: { persistedQuery: true } },
  { query: QUERY, extensions: { persistedQuery: { version: 2, sha256Hash: HASH } } },
  { query: QUERY, extensions: { persistedQuery: { version: 1, sha256Hash: MARK } } },
  { query: QUERY, extensions: { persistedQuery: { version: 1, sha256Hash: { a: 1 } } } },
  { extensions: { persistedQuery: { version: 1, sha256Hash: 'f'.repeat(64) } } },
  { extensions: { persistedQuery: { version: 1, sha256Hash: '../../etc/passwd' } } },
  { extensions: { persistedQuery: { version: 1, sha256Hash: ['x'] } } },
  { extensions: { persistedQuery: { version: 1 } } },
  { extensions: {} },
  { documentId: MARK },
  { id: MARK },
  [{ query: QUERY }, { query: QUERY }],
  Array.from({ length: 500 }, () => ({ query: QUERY })),
  { query: QUERY, padding: MARK.repeat(200_000) },
  { query: `${QUERY}${'#'.repeat(1_000_000)}` },
  { query: `${QUERY}${'#\n'.repeat(400_000)}` },
];

const HEADERS: readonly Readonly<Record<string, string | readonly string[] | undefined>>[] = [
  { 'content-type': undefined },
  { 'content-type': '' },
  { 'content-type': 'text/plain' },
  { 'content-type': 'text/html' },
  { 'content-type': 'application/graphql' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': 'application/json;;;=;' },
  { 'content-type': `application/${MARK}` },
  { 'content-type': `application/json; ${'a=b;'.repeat(500)}` },
  { 'content-encoding': 'gzip' },
  { 'content-encoding': `br, ${MARK}` },
  { accept: 'text/html' },
  { accept: '' },
  { accept: `${MARK}/*;q=x` },
  { accept: 'multipart/mixed; deferSpec=20220824' },
  { accept: 'application/graphql-response+json' },
  { accept: '*/*,'.repeat(1_000) },
  { authorization: '' },
  { authorization: 'Bearer' },
  { authorization: 'Bearer ' },
  { authorization: `Bearer ${MARK}` },
  { authorization: `Basic ${Buffer.from(`api:${MARK}`).toString('base64')}` },
  { authorization: ['Bearer a', 'Bearer b'] },
  { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJiYW5rX3VzZXJfaWQiOiJ4In0.' },
  { authorization: `Bearer ${'a.'.repeat(4_000)}` },
  { authorization: `Bearer ${Buffer.from('{"alg":"HS256"').toString('base64url')}.e30.x` },
  { authorization: 'bearer\tx' },
  { 'x-request-id': MARK },
  { 'x-request-id': '__proto__' },
  { 'x-request-id': '../..' },
  { 'x-request-id': 'x'.repeat(8_000) },
  { 'x-request-id': ['a'.repeat(8), 'b'.repeat(8)] },
  { host: '' },
  { host: 'a b' },
  { host: `${MARK}:99999` },
  { host: '[::1' },
  { host: '%00' },
  { origin: 'null' },
  { origin: `https://${MARK}.example` },
  { 'x-forwarded-for': MARK, 'x-forwarded-host': MARK, forwarded: `for=${MARK}` },
  { 'x-http-method-override': 'DELETE' },
  { 'x-apollo-operation-name': MARK },
  { cookie: `a=${MARK};`.repeat(300) },
  { expect: '100-continue' },
  { range: 'bytes=0-1' },
  { 'if-none-match': '*' },
  { te: 'trailers', connection: 'close, te' },
  { upgrade: 'h2c', connection: 'upgrade, http2-settings', 'http2-settings': 'x' },
  { 'apollo-federation-include-trace': 'ftv1' },
  { 'x-umlaut': 'ü\u0080ÿ' },
  Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`x-${n}`, MARK])),
];

const PATHS: readonly string[] = [
  '/graphql',
  `/graphql?query=${asked}`,
  `/graphql?query=${asked}&query=${asked}`,
  `/graphql?query=${asked}&variables={`,
  `/graphql?query=${asked}&variables=[]`,
  `/graphql?query=${asked}&variables=1&extensions=null`,
  `/graphql?query=${asked}&operationName=${MARK}`,
  `/graphql?query=${encodeURIComponent('mutation { deleteAccount(input: { id: "x" }) { __typename } }')}`,
  `/graphql?extensions=${encodeURIComponent(JSON.stringify({ persistedQuery: { version: 1, sha256Hash: HASH } }))}`,
  `/graphql?query=%ff%fe`,
  `/graphql?query=%`,
  `/graphql?${MARK}`,
  `/graphql?${'a=b&'.repeat(2_000)}`,
  `/graphql/${MARK}`,
  '/graphql/../graphql',
  '/graphql/%2e%2e/health/live',
  '/graphql%00',
  '/%',
  '/%ff',
  '//',
  '//example.com/graphql',
  `/${MARK}`,
  `/${'a'.repeat(10_000)}`,
  '/health/../metrics?x=1',
  '/health/live/..',
  `/health/live?${MARK}`,
  '/.env',
  '/.git/config',
  '/wp-login.php',
  '/webhooks/xs2a',
  '/webhooks/xs2a/..',
  '/testbank/connect/x',
  '/__proto__',
  '/constructor',
];

const METHODS = ['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND'];

export function* httpRequests(): Generator<HostileRequest> {
  for (const [index, body] of BODIES.entries()) {
    yield { kind: `body ${index}`, body };
    yield { kind: `body ${index} to the webhook`, path: '/webhooks/xs2a', body };
  }
  for (const [index, headers] of HEADERS.entries()) {
    yield { kind: `headers ${index}`, headers, body: { query: QUERY } };
    yield { kind: `headers ${index} with GET`, method: 'GET', path: `/graphql?query=${asked}`, headers };
  }
  for (const path of PATHS) {
    for (const method of METHODS) yield { kind: `${method} ${path.slice(0, 40)}`, method, path };
    yield { kind: `POST ${path.slice(0, 40)}`, path, body: { query: QUERY } };
  }
  for (const id of ['..', '', '__proto__', 'x'.repeat(65), MARK, 1, null, [], {}]) {
    yield { kind: `event ${JSON.stringify(id)}`, path: '/webhooks/xs2a', body: { id } };
  }
}

const HEAD = 'POST /graphql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n';

/** What no HTTP client would send. */
export const RAW_REQUESTS: readonly RawRequest[] = [
  { kind: 'no HTTP at all', raw: `${MARK}\r\n\r\n` },
  { kind: 'the beginning of TLS', raw: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03' },
  { kind: 'a version there is not', raw: 'GET / HTTP/9.9\r\n\r\n' },
  { kind: 'no host', raw: 'GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n' },
  { kind: 'a header without a name', raw: `GET / HTTP/1.1\r\nHost: x\r\n: ${MARK}\r\n\r\n` },
  { kind: 'a header with a null', raw: `GET / HTTP/1.1\r\nHost: x\r\nX: ${MARK}\x00\r\n\r\n` },
  { kind: 'a header over two lines', raw: `GET / HTTP/1.1\r\nHost: x\r\nX: a\r\n ${MARK}\r\n\r\n` },
  { kind: 'huge headers', raw: `GET / HTTP/1.1\r\nHost: x\r\nX: ${MARK.repeat(10_000)}\r\n\r\n` },
  { kind: 'two lengths', raw: `${HEAD}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}` },
  { kind: 'a length and chunks', raw: `${HEAD}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}` },
  { kind: 'a negative length', raw: `${HEAD}Content-Length: -1\r\n\r\n{}` },
  { kind: 'a length beyond all measure', raw: `${HEAD}Content-Length: 99999999999\r\n\r\n{}` },
  { kind: 'a chunk that is none', raw: `${HEAD}Transfer-Encoding: chunked\r\n\r\n${MARK}\r\n` },
  { kind: 'a chunk without end', raw: `${HEAD}Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n{}` },
  { kind: 'a request behind the request', raw: `${HEAD}Content-Length: 2\r\n\r\n{}${MARK} / HTTP/1.1\r\n\r\n` },
];
