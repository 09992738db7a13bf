import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { readConfig, type LogLevel } from '../../src/config/config.js';
import { LOG_EVENTS, type LogEvent } from '../../src/telemetry/logging/log-events.js';
import { createLog, type Log } from '../../src/telemetry/logging/log.js';
import { requestIdOf } from '../../src/http/request-id.js';

/** A log whose lines the test reads. */
function recorded(level: LogLevel = 'trace'): { log: Log; lines: () => Record<string, unknown>[]; text: () => string } {
  let written = '';
  const destination = { write: (line: string) => void (written += line) };
  const lines = () =>
    written
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { log: createLog({ level, destination }), lines, text: () => written };
}

/** Logs as a caller would who has got around the compiler. */
function logAnything(log: Log, event: string, fields: unknown): void {
  (log.info as (event: string, fields: unknown) => void)(event, fields);
}

it('writes one line of JSON for an event', () => {
  const { log, lines } = recorded();
  log.info('upstream.call', {
    method: 'GET',
    route: '/v1/api/accounts/{accountId}/balance',
    status: 200,
    ms: 12.345,
    attempt: 1,
  });
  expect(lines()).toEqual([
    {
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
      event: 'upstream.call',
      method: 'GET',
      route: '/v1/api/accounts/{accountId}/balance',
      status: 200,
      ms: 12.3,
      attempt: 1,
    },
  ]);
});

it('leaves out what is not known, and whole events below the level', () => {
  const { log, lines } = recorded('warn');
  log.info('accessToken.created');
  log.debug('upstream.call', { status: 200 });
  log.warn('upstream.call', { status: undefined, ms: 1 });
  log.fatal('gateway.crashed');
  const time = expect.any(String) as string;
  expect(lines()).toEqual([
    { level: 'warn', time, event: 'upstream.call', ms: 1 },
    { level: 'fatal', time, event: 'gateway.crashed' },
  ]);
});

it('says nothing at all when it is silent', () => {
  const { log, text } = recorded('silent');
  log.fatal('gateway.crashed', { error: new Error() });
  expect(text()).toBe('');
});

it('carries the id of a request', () => {
  const { log, lines } = recorded();
  const requestLog = log.forRequest('request-1');
  requestLog.info('accessToken.created');
  log.info('accessToken.created');
  expect(lines().map(({ requestId }) => requestId)).toEqual(['request-1', undefined]);
});

it('takes every event with what its fields are for', () => {
  const { log, lines } = recorded();
  log.info('gateway.started', {
    url: 'http://[::1]:4000',
    environment: 'production',
    upstream: 'xs2a',
    auth: 'jwks',
    store: 'redis',
    cache: 'memory',
    ms: 1,
  });
  log.info('graphql.operation', {
    operation: 'Home',
    type: 'query',
    caller: 'bankUser',
    client: 'com.example.bank (beta)',
    clientVersion: '2.0.0-rc.1+b1042',
    codes: ['NOT_FOUND', 'UPSTREAM_TIMEOUT'],
    ms: 3,
    upstreamCalls: 2,
    cacheHits: 0,
    skippedRows: 1,
  });
  log.info('http.request', { method: 'POST', route: '/health/ready', status: 503, ms: 0.05 });
  log.info('config.warning', {
    notice: 'NODE_ENV is none of production, development and test: the rules do not apply',
  });
  log.info('store.failed', { namespace: 'store', operation: 'setIfAbsent' });
  log.info('auth.tokenRefused', { reason: 'unknown-key' });
  const fields = lines().map((line) => Object.keys(line).length - 3);
  expect(fields).toEqual([7, 10, 4, 1, 2, 1]);
});

it('tells every warning of the configuration', () => {
  const { log, lines } = recorded();
  const env = { NODE_ENV: 'prod', XS2A_APIKEY: 'x', AUTH_REALM: 'x', AUTH_JWKS_URL: 'https://id.example' };
  const key = Buffer.alloc(32, 1).toString('base64');
  const production = {
    NODE_ENV: 'production',
    XS2A_API_KEY: 'x',
    AUTH_JWT_SECRET: 'x'.repeat(32),
    ENCRYPTION_KEY: key,
  };
  const traces = {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
    OTEL_EXPORTER_OTLP_HEADERS: 'key=secret',
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
  };
  const redis = { STORE_URL: 'redis://redis', CACHE_URL: 'redis://redis', REDIS_SENTINEL_PASSWORD: 'x' };
  const odd = { ...production, NODE_ENV: 'staging', ...redis };
  const notices = [env, production, odd, traces].flatMap((each) => readConfig(each).warnings);
  for (const notice of notices) log.warn('config.warning', { notice });
  expect(lines().map(({ notice }) => notice)).toEqual(notices);
  expect(notices).toHaveLength(11);
});

describe('lets nothing else through', () => {
  it.each<[string, string, unknown]>([
    ['fields of no event', 'upstream.call', { password: 'CANARY', body: { token: 'CANARY' } }],
    ['members of fields', 'upstream.call', { status: { CANARY: 1 }, route: ['CANARY'], ms: 'CANARY' }],
    ['paths with ids', 'upstream.call', { route: '/v1/api/users/canary0815CANARY/accesstokens' }],
    ['queries', 'upstream.call', { route: '/v1/api/accounts?token=CANARY' }],
    ['words that are none of the list', 'gateway.started', { environment: 'CANARY', upstream: 'CANARY' }],
    ['URLs with credentials', 'gateway.started', { url: 'http://CANARY:CANARY@localhost' }],
    ['codes that are none', 'graphql.operation', { codes: ['CANARY1', 'a CANARY', 7, { CANARY: 1 }] }],
    ['operations that have no name', 'graphql.operation', { operation: 'query { CANARY }' }],
    ['clients with more than a name', 'graphql.operation', { client: 'CANARY: a\nline', clientVersion: 'CANARY 1' }],
    ['clients with long numbers', 'http.request', { client: 'CANARY 3704 0044', clientVersion: 'CANARY1234567' }],
    ['events that are none', 'CANARY', { status: 200 }],
    ['inherited events', 'constructor', { name: 'CANARY' }],
    ['notices of no variable', 'config.warning', { notice: 'redis://:CANARY@localhost is wrong' }],
    [
      'things thrown that are no errors',
      'error.internal',
      { error: { message: 'CANARY', stack: 'CANARY', name: 'CANARY' } },
    ],
  ])('%s', (_, event, fields) => {
    const { log, text } = recorded();
    logAnything(log, event, fields);
    expect(text()).not.toContain('CANARY');
  });

  it('whatever is put where', () => {
    const names = [...new Set(Object.values(LOG_EVENTS).flatMap((fields) => Object.keys(fields)))];
    const secret = fc.constantFrom(
      `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${randomBytes(32).toString('base64url')}`,
      'DE89370400440532013000',
      'DE89 3704 0044 0532 0130 00',
      randomUUID(),
      randomBytes(32).toString('base64'),
      randomBytes(16).toString('hex'),
      'Bearer 0123456789',
      'api:key-0815',
    );
    const wrapped = fc.oneof(
      secret,
      secret.map((value) => new Error(value)),
      secret.map((value) => new TypeError('x', { cause: new Error(`Unexpected token in ${value}`) })),
      secret.map((value) => Object.assign(new Error('x'), { name: value, code: value, config: { headers: value } })),
      secret.map((value) => [value, { [value]: value }]),
      secret.map((value) => `/v1/api/${value}`),
      secret.map((value) => `https://${value}@host/`),
    );
    // A caller may call an operation anything that is a name; that much is the caller's own.
    const name = fc.constantFrom(...names.filter((field) => field !== 'operation'), 'message', 'err', 'msg', 'toJSON');
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(LOG_EVENTS)), fc.dictionary(name, wrapped), (event, fields) => {
        const { log, text } = recorded();
        logAnything(log, event, fields);
        expect(text()).not.toMatch(/eyJ|DE89|Bearer|key-0815|[0-9a-f]{32}|[0-9a-f]{8}-|[A-Za-z0-9+/]{42}/);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('an exception', () => {
  function logged(error: unknown): Record<string, unknown> {
    const { log, lines } = recorded();
    log.error('error.internal', { error });
    return lines()[0]?.error as Record<string, unknown>;
  }

  it('is told by its class, its code and where it came from', () => {
    const error = Object.assign(new RangeError('the message'), { code: 'ERR_OUT_OF_RANGE' });
    expect(logged(error)).toEqual({
      name: 'RangeError',
      code: 'ERR_OUT_OF_RANGE',
      frames: expect.arrayContaining([
        expect.stringMatching(/^(Object\.<anonymous> )?test\/logging\/log\.test\.ts:\d+:\d+$/),
      ]) as string[],
    });
  });

  it('is told with its causes, as far as they go', () => {
    const error = new Error('outer', { cause: Object.assign(new TypeError('inner'), { code: 'ECONNREFUSED' }) });
    expect(logged(error)).toMatchObject({ name: 'Error', cause: { name: 'TypeError', code: 'ECONNREFUSED' } });
    const circle: Error & { cause?: unknown } = new Error('circle');
    circle.cause = circle;
    expect(JSON.stringify(logged(circle)).match(/"name"/g)).toHaveLength(4);
  });

  it('of Redis is told by its first word', () => {
    expect(logged(new Error('MOVED 1234 10.0.0.1:6379'))).toMatchObject({ code: 'MOVED' });
    expect(logged(new Error('WRONGPASS invalid username-password pair'))).toMatchObject({ code: 'WRONGPASS' });
    expect(logged(new Error('SECRET was wrong'))).not.toHaveProperty('code');
  });

  /** An error whose stack was written before the message changed, with a line in it that looks like a frame. */
  function rewritten(message: string): Error {
    const error = new Error('xy\n    at CANARY (file:///CANARY.js:1:1)');
    expect(error.stack).toContain('CANARY');
    return Object.assign(error, { message });
  }

  it.each<[string, () => unknown]>([
    ['lines like frames in its message', () => new Error('x\n    at CANARY (file:///CANARY.js:1:1)')],
    ['a message that was replaced', () => rewritten('zz')],
    ['a message that was emptied', () => rewritten('')],
    ['a message that was cut', () => rewritten('x')],
    ['a name of its own', () => Object.assign(new Error('x'), { name: 'CANARY' })],
    ['a code with more in it', () => Object.assign(new Error('x'), { code: 'ECONNREFUSED CANARY' })],
    ['a stack of its own', () => Object.assign(new Error('x'), { stack: 'CANARY' })],
    ['a text as cause', () => new Error('x', { cause: 'CANARY' })],
    ['a text instead', () => 'CANARY'],
  ])('keeps to itself %s', (_, make) => {
    expect(JSON.stringify(logged(make()))).not.toContain('CANARY');
  });

  it('does not tell where the gateway is installed', () => {
    expect(JSON.stringify(logged(new Error('x')))).not.toContain(process.cwd());
  });
});

describe('the id of a request', () => {
  it.each(['abcdefgh', 'A-b_9012', 'x'.repeat(64), randomUUID()])('is the caller’s own when well-formed: %s', (id) => {
    expect(requestIdOf(id)).toBe(id);
  });

  it.each([
    undefined,
    '',
    'short-1',
    'x'.repeat(65),
    'with space',
    'line\nbreak',
    'dotted.dotted',
    'DE89370400440532013000',
    ['abcdefgh'],
    'ünïcödé-id',
  ])('is made otherwise: %j', (header) => {
    expect(requestIdOf(header)).toMatch(/^[0-9a-f-]{36}$/);
    expect(requestIdOf(header)).not.toBe(requestIdOf(header));
  });
});

it('has no event that is named twice or in another way', () => {
  const events = Object.keys(LOG_EVENTS) as LogEvent[];
  for (const event of events) expect(event).toMatch(/^[a-z]+([A-Z][a-z]+)*\.[a-z]+([A-Z][a-z]+)*$/);
});
