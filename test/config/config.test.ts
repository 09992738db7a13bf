import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { ConfigError, readConfig } from '../../src/config/config.js';
import { VARIABLES } from '../../src/config/spelling.js';

const KEY = Buffer.alloc(32, 7).toString('base64');
const OLDER_KEY = Buffer.alloc(32, 8).toString('base64');
const SECRET = 'a-secret-of-at-least-32-characters';

/** The least that production starts with. */
const PRODUCTION = {
  NODE_ENV: 'production',
  XS2A_API_KEY: 'key',
  AUTH_JWT_SECRET: SECRET,
  STORE_URL: 'redis://redis',
  ENCRYPTION_KEY: KEY,
};

function faultsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe('with nothing configured', () => {
  const config = readConfig({});

  it('runs over the embedded test bank, in memory, with tokens of its own', () => {
    expect(config).toMatchObject({
      environment: 'development',
      because: 'XS2A_API_KEY is not set',
      upstream: { kind: 'testbank', port: 0 },
      host: '127.0.0.1',
      port: 4000,
      auth: {
        kind: 'minted',
        bankUserClaim: 'bank_user_id',
        serviceScope: 'xs2a:service',
        bankUserScope: 'xs2a',
        serviceClaim: 'sub',
        issuer: undefined,
        audience: undefined,
      },
      store: { kind: 'memory' },
      cache: { kind: 'memory' },
      introspection: true,
      explorer: true,
      trustedDocuments: undefined,
      typePrefix: '',
      federatedAccess: false,
      federatedTraces: undefined,
      consentExpiringDays: 14,
      overload: { requests: 512, waitMs: 1_000 },
      rates: { bankUser: 1_000, service: 30_000, anonymous: 300 },
      subscriptions: { max: 10_000, maxPerBankUser: 50, callbackUrls: [] },
      responseBytes: 16_000_000,
      trustedProxies: [],
      logLevel: 'info',
      operationSeconds: 20,
      shutdownGraceSeconds: 8,
      keepAliveSeconds: 620,
      proxy: undefined,
      wizardSeconds: 170,
      warnings: [],
    });
    expect(config.corsOrigins).toContain('https://studio.apollographql.com');
  });

  it('makes its secrets anew at every start', () => {
    const other = readConfig({});
    expect(config.encryptionKeys).toEqual([]);
    expect(config.auth).not.toEqual(other.auth);
  });

  it('takes empty variables for unset ones', () => {
    const env = { XS2A_API_KEY: '', AUTH_JWT_SECRET: '', STORE_URL: ' ', ENCRYPTION_KEY: '', PORT: '', LOG_LEVEL: '' };
    expect(readConfig(env)).toMatchObject({ upstream: { kind: 'testbank' }, port: 4000, logLevel: 'info' });
  });
});

describe('the mode', () => {
  const REAL = { XS2A_API_KEY: 'key', AUTH_JWT_SECRET: SECRET };

  it.each<[string, NodeJS.ProcessEnv, object]>([
    ['production with a real key', REAL, { environment: 'production', because: 'XS2A_API_KEY is set' }],
    ['else development', {}, { environment: 'development', because: 'XS2A_API_KEY is not set' }],
    ['what NODE_ENV says', { ...REAL, NODE_ENV: 'test' }, { environment: 'development', because: 'NODE_ENV says so' }],
    [
      'production with a real key and an odd NODE_ENV',
      { ...REAL, NODE_ENV: 'staging' },
      { environment: 'production', because: 'XS2A_API_KEY is set' },
    ],
  ])('is %s', (_, env, mode) => {
    expect(readConfig(env)).toMatchObject(mode);
  });

  it('of production shows nothing, and is open to no origin', () => {
    expect(readConfig(REAL)).toMatchObject({ introspection: false, explorer: false, corsOrigins: [] });
    expect(readConfig({ ...REAL, INTROSPECTION: 'on' })).toMatchObject({ introspection: true, explorer: false });
    expect(readConfig({ ...REAL, INTROSPECTION: 'on', EXPLORER: 'on' })).toMatchObject({ explorer: true });
  });

  it('takes the explorer away with introspection', () => {
    expect(readConfig({ INTROSPECTION: 'off' })).toMatchObject({ introspection: false, explorer: false });
    expect(readConfig({ EXPLORER: 'off' })).toMatchObject({ introspection: true, explorer: false });
  });

  it('suits the recipe of the README', () => {
    const [recipe = ''] = /^XS2A_API_KEY=.* npm start$/m.exec(readFileSync('README.md', 'utf8')) ?? [];
    const env = Object.fromEntries([...recipe.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value]) => [name, value]));
    const config = readConfig({ ...env, XS2A_API_KEY: 'key' });
    expect(config.environment).toBe('production');
    expect(config.warnings).toEqual([expect.stringMatching(/^STORE_URL is memory/)]);
  });
});

describe('with everything configured', () => {
  it('reads every variable', () => {
    const config = readConfig({
      NODE_ENV: 'production',
      XS2A_API_KEY: 'key',
      XS2A_BASE_URL: 'https://proxy.example/xs2a/',
      HOST: '0.0.0.0',
      PORT: '0',
      AUTH_JWKS_URL: 'https://id.example/keys?app=1',
      AUTH_ISSUER: 'https://id.example/',
      AUTH_AUDIENCE: 'graph',
      AUTH_BANK_USER_CLAIM: 'https://example.com/bank_user',
      AUTH_SERVICE_SCOPE: 'bank.all',
      AUTH_BANK_USER_SCOPE: 'bank',
      AUTH_SERVICE_CLAIM: 'client_id',
      STORE_URL: 'rediss://user:pass@redis.example:6380/2',
      CACHE_URL: 'redis-sentinel://:p%40ss@one.example,[::1]:26380/cache/1',
      REDIS_SENTINEL_USERNAME: 'gateway',
      REDIS_SENTINEL_PASSWORD: 'sentinels',
      ENCRYPTION_KEY: `${KEY}, ${OLDER_KEY}`,
      CORS_ORIGINS: 'https://app.example, http://localhost:3000',
      TRUSTED_DOCUMENTS: 'client/trusted-documents.json',
      INTROSPECTION: 'On',
      EXPLORER: 'on',
      CONSENT_EXPIRING_DAYS: '30',
      LOG_LEVEL: 'Debug',
      OPERATION_SECONDS: '25',
      UPSTREAM_WIZARD_SECONDS: '90',
      SHUTDOWN_GRACE_SECONDS: '25',
      UPSTREAM_CONCURRENCY: '100',
      OVERLOAD_REQUESTS: '1000',
      OVERLOAD_WAIT_MS: '0',
      RATE_LIMIT_BANK_USER: '0',
      RATE_LIMIT_SERVICE: '1000000',
      RATE_LIMIT_ANONYMOUS: '60',
      RESPONSE_BYTES: '1000000',
      SUBSCRIPTIONS: '500',
      SUBSCRIPTIONS_PER_BANK_USER: '5',
      SUBSCRIPTION_CALLBACK_URLS: 'http://router:4040/callback, https://Router.example',
      TRUSTED_PROXIES: '10.0.0.0/8, ::1,192.168.1.1',
      WEBHOOK_SECRET: 'a-secret_of_0123456789',
      TYPE_PREFIX: 'Xs2a',
      FEDERATED_ACCESS: 'on',
      FEDERATED_TRACES: 'on',
      ROUTER_SECRET: 'a-secret_of_a-router',
      KEEP_ALIVE_SECONDS: '60',
      HTTPS_PROXY: 'me:pass@proxy.example:3128',
      NO_PROXY: 'id.example, .internal:8443',
    });
    expect(config).toEqual({
      environment: 'production',
      because: 'NODE_ENV says so',
      upstream: { kind: 'xs2a', baseUrl: 'https://proxy.example/xs2a', apiKey: 'key' },
      upstreamConcurrency: 100,
      host: '0.0.0.0',
      port: 0,
      auth: {
        kind: 'jwks',
        url: 'https://id.example/keys?app=1',
        issuer: 'https://id.example/',
        audience: 'graph',
        bankUserClaim: 'https://example.com/bank_user',
        serviceScope: 'bank.all',
        bankUserScope: 'bank',
        serviceClaim: 'client_id',
      },
      store: {
        ...{ kind: 'redis', form: 'standalone', encrypted: true, database: 2 },
        hosts: [{ host: 'redis.example', port: 6380 }],
        login: { username: 'user', password: 'pass' },
        ...{ sentinelLogin: { username: 'gateway', password: 'sentinels' }, tls: {} },
      },
      cache: {
        ...{ kind: 'redis', form: 'sentinel', encrypted: false, database: 1, masterName: 'cache' },
        hosts: [
          { host: 'one.example', port: 26_379 },
          { host: '::1', port: 26_380 },
        ],
        login: { password: 'p@ss' },
        ...{ sentinelLogin: { username: 'gateway', password: 'sentinels' }, tls: {} },
      },
      encryptionKeys: [Buffer.alloc(32, 7), Buffer.alloc(32, 8)],
      corsOrigins: ['https://app.example', 'http://localhost:3000'],
      introspection: true,
      explorer: true,
      trustedDocuments: expect.any(Map) as Map<string, string>,
      consentExpiringDays: 30,
      overload: { requests: 1000, waitMs: 0 },
      rates: { bankUser: 0, service: 1_000_000, anonymous: 60 },
      subscriptions: {
        max: 500,
        maxPerBankUser: 5,
        callbackUrls: ['http://router:4040/callback', 'https://router.example/'],
      },
      responseBytes: 1_000_000,
      trustedProxies: ['10.0.0.0/8', '::1', '192.168.1.1'],
      webhookSecret: 'a-secret_of_0123456789',
      typePrefix: 'Xs2a',
      federatedAccess: true,
      federatedTraces: { routerSecret: 'a-secret_of_a-router' },
      logLevel: 'debug',
      operationSeconds: 25,
      shutdownGraceSeconds: 25,
      wizardSeconds: 90,
      keepAliveSeconds: 60,
      proxy: {
        url: 'http://me:pass@proxy.example:3128',
        except: 'id.example,.internal:8443,localhost,127.0.0.1,[::1]',
      },
      warnings: [],
    });
  });

  it('sends to the real API unless told otherwise', () => {
    expect(readConfig(PRODUCTION).upstream).toEqual({ kind: 'xs2a', baseUrl: 'https://api.xs2a.com', apiKey: 'key' });
  });

  it('takes plain http on this machine', () => {
    for (const host of ['localhost:8080', '127.0.0.1:1', '127.8.9.1', '[::1]:8080']) {
      const env = { XS2A_API_KEY: 'key', XS2A_BASE_URL: `http://${host}`, AUTH_JWKS_URL: `http://${host}/keys` };
      expect(faultsOf(env)).toEqual([]);
    }
  });
});

describe('traces', () => {
  const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };
  const URL = 'http://collector:4318/v1/traces';

  it('are off until there is an endpoint', () => {
    expect(readConfig({ OTEL_SERVICE_NAME: 'graph', OTEL_TRACES_SAMPLER: 'always_on' }).tracing).toBeUndefined();
  });

  it.each<[string, NodeJS.ProcessEnv]>([
    [URL, {}],
    [URL, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' }],
    ['https://collector.example/otlp/v1/traces', { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example/otlp/' }],
    ['http://traces:1/here', { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://traces:1/here' }],
  ])('go to %s with %j', (url, env) => {
    expect(readConfig({ ...ENDPOINT, ...env }).tracing).toEqual({
      url,
      headers: {},
      resource: { 'service.name': 'xs2a-graphql-gateway' },
      sampling: { ratio: 1, asCallersSay: true },
    });
  });

  it('are off where OpenTelemetry is', () => {
    expect(readConfig({ ...ENDPOINT, OTEL_SDK_DISABLED: 'true' }).tracing).toBeUndefined();
    expect(readConfig({ ...ENDPOINT, OTEL_TRACES_EXPORTER: 'none' }).tracing).toBeUndefined();
  });

  it('read every variable', () => {
    const env = {
      ...ENDPOINT,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-api-key=common, x-tenant = a%2Cb',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-api-key=own',
      OTEL_RESOURCE_ATTRIBUTES: 'service.name=other,host.name=',
      OTEL_SERVICE_NAME: 'graph',
      OTEL_TRACES_SAMPLER: 'traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    };
    expect(readConfig(env)).toMatchObject({
      tracing: {
        headers: { 'x-api-key': 'own', 'x-tenant': 'a,b' },
        resource: { 'service.name': 'graph', 'host.name': '' },
        sampling: { ratio: 0.25, asCallersSay: false },
      },
      warnings: ['OTEL_EXPORTER_OTLP_HEADERS is sent in the clear: the endpoint is plain http'],
    });
  });

  it.each([
    ['always_on', 1, false],
    ['always_off', 0, false],
    ['parentbased_always_off', 0, true],
    ['parentbased_traceidratio', 1, true],
  ])('are sampled by %s', (OTEL_TRACES_SAMPLER, ratio, asCallersSay) => {
    expect(readConfig({ ...ENDPOINT, OTEL_TRACES_SAMPLER }).tracing?.sampling).toEqual({ ratio, asCallersSay });
  });

  it('are sent as JSON, and say so where something else is set', () => {
    const { warnings, tracing } = readConfig({ ...ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' });
    expect(warnings).toEqual([
      expect.stringMatching(/^OTEL_EXPORTER_OTLP_PROTOCOL is read, but traces are sent as json/),
    ]);
    expect(tracing).toBeDefined();
  });

  it('knows what was meant', () => {
    expect(readConfig({ OTEL_SERVICENAME: 'graph' }).warnings).toEqual([
      'OTEL_SERVICENAME is unknown and has no effect; the variable is OTEL_SERVICE_NAME',
    ]);
    expect(readConfig({ OTEL_METRICS_EXPORTER: 'none' }).warnings).toEqual([]);
  });
});

describe('production', () => {
  it('starts with the least it needs', () => {
    expect(readConfig(PRODUCTION)).toMatchObject({ environment: 'production', corsOrigins: [], warnings: [] });
  });

  it.each([
    ['XS2A_API_KEY', { ...PRODUCTION, XS2A_API_KEY: undefined }],
    ['AUTH_JWKS_URL or AUTH_JWT_SECRET', { ...PRODUCTION, AUTH_JWT_SECRET: undefined }],
    ['CORS_ORIGINS', { ...PRODUCTION, CORS_ORIGINS: '*' }],
    ['XS2A_BASE_URL', { ...PRODUCTION, XS2A_BASE_URL: 'http://bank.example' }],
    ['ENCRYPTION_KEY', { ...PRODUCTION, ENCRYPTION_KEY: undefined }],
  ])('refuses to start over %s', (name, env) => {
    const faults = faultsOf(env);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(name);
  });

  it('keeps the schema to itself', () => {
    expect(readConfig(PRODUCTION).introspection).toBe(false);
  });

  it('says that a store in memory forgets', () => {
    const { warnings } = readConfig({ ...PRODUCTION, STORE_URL: 'memory:' });
    expect(warnings).toEqual([expect.stringMatching(/^STORE_URL is memory: tokens and idempotency records end/)]);
  });
});

describe('faults', () => {
  const real = { XS2A_API_KEY: 'key', AUTH_JWT_SECRET: SECRET };

  const each: readonly [string, NodeJS.ProcessEnv][] = [
    ['XS2A_API_KEY', { XS2A_BASE_URL: 'https://api.example' }],
    ['XS2A_API_KEY', { ...real, XS2A_API_KEY: 'key\n' }],
    ['XS2A_API_KEY', { ...real, XS2A_API_KEY: 'k y' }],
    ['XS2A_API_KEY', { ...real, XS2A_API_KEY: 'schlüssel' }],
    ['XS2A_BASE_URL', { ...real, XS2A_BASE_URL: 'api.example' }],
    ['XS2A_BASE_URL', { ...real, XS2A_BASE_URL: 'ftp://api.example' }],
    ['XS2A_BASE_URL', { ...real, XS2A_BASE_URL: 'http://api.example' }],
    ['XS2A_BASE_URL', { ...real, XS2A_BASE_URL: 'http://localhost.example' }],
    ['XS2A_BASE_URL', { ...real, XS2A_BASE_URL: 'http://127.0.0.1.example' }],
    ['XS2A_BASE_URL', { ...real, XS2A_BASE_URL: 'http://127.0.0.1@api.example' }],
    ['XS2A_BASE_URL', { ...real, XS2A_BASE_URL: 'https://user@api.example' }],
    ['XS2A_BASE_URL', { ...real, XS2A_BASE_URL: 'https://api.example?' }],
    ['XS2A_BASE_URL', { ...real, XS2A_BASE_URL: 'https://api.example/#a' }],
    ['AUTH_JWKS_URL or AUTH_JWT_SECRET', { XS2A_API_KEY: 'key' }],
    ['AUTH_JWKS_URL and AUTH_JWT_SECRET', { ...real, AUTH_JWKS_URL: 'https://id.example' }],
    ['AUTH_JWKS_URL', { AUTH_JWKS_URL: 'http://id.example/keys' }],
    ['AUTH_JWKS_URL', { AUTH_JWKS_URL: 'https://me:pass@id.example/keys' }],
    ['AUTH_JWKS_URL', { AUTH_JWKS_URL: 'https://id.example/keys#1', AUTH_AUDIENCE: 'graph' }],
    ['AUTH_JWT_SECRET', { AUTH_JWT_SECRET: 'x'.repeat(31) }],
    ['AUTH_JWT_SECRET', { AUTH_JWT_SECRET: `${SECRET}\n` }],
    ['AUTH_JWT_SECRET_PREVIOUS', { AUTH_JWT_SECRET: SECRET, AUTH_JWT_SECRET_PREVIOUS: 'x'.repeat(31) }],
    ['AUTH_JWT_SECRET_PREVIOUS', { AUTH_JWT_SECRET: SECRET, AUTH_JWT_SECRET_PREVIOUS: SECRET }],
    ['AUTH_JWT_SECRET_PREVIOUS', { AUTH_JWT_SECRET_PREVIOUS: SECRET }],
    ['AUTH_SERVICE_SCOPE', { AUTH_SERVICE_SCOPE: 'two scopes' }],
    ['AUTH_BANK_USER_SCOPE', { AUTH_BANK_USER_SCOPE: 'two scopes' }],
    ['AUTH_BANK_USER_SCOPE', { AUTH_BANK_USER_SCOPE: 'xs2a:service' }],
    ['AUTH_BANK_USER_SCOPE', { AUTH_SERVICE_SCOPE: 'xs2a:read' }],
    ['STORE_URL', { STORE_URL: 'postgres://db', ENCRYPTION_KEY: KEY }],
    ['STORE_URL', { STORE_URL: 'redis:', ENCRYPTION_KEY: KEY }],
    ['STORE_URL', { STORE_URL: 'redis://host/zero', ENCRYPTION_KEY: KEY }],
    ['CACHE_URL', { CACHE_URL: 'localhost:6379', ENCRYPTION_KEY: KEY }],
    ['STORE_URL', { STORE_URL: 'redis://one,two', ENCRYPTION_KEY: KEY }],
    ['STORE_URL', { STORE_URL: 'redis://host:0', ENCRYPTION_KEY: KEY }],
    ['STORE_URL', { STORE_URL: 'redis://host:65536', ENCRYPTION_KEY: KEY }],
    ['STORE_URL', { STORE_URL: 'redis://user:100%@host', ENCRYPTION_KEY: KEY }],
    ['STORE_URL', { STORE_URL: 'redis://host?db=1', ENCRYPTION_KEY: KEY }],
    ['STORE_URL', { STORE_URL: 'redis-cluster://one,,two', ENCRYPTION_KEY: KEY }],
    ['STORE_URL', { STORE_URL: 'redis-cluster://one,two/1', ENCRYPTION_KEY: KEY }],
    ['STORE_URL', { STORE_URL: 'redis-sentinel://one,two', ENCRYPTION_KEY: KEY }],
    ['STORE_URL', { STORE_URL: 'redis-sentinel://one,two/', ENCRYPTION_KEY: KEY }],
    ['STORE_URL', { STORE_URL: 'redis-sentinel://one,two/main/zero', ENCRYPTION_KEY: KEY }],
    ['REDIS_CA_FILE', { REDIS_CA_FILE: 'nowhere.pem' }],
    ['REDIS_CA_FILE', { REDIS_CA_FILE: 'package.json' }],
    ['REDIS_CERT_FILE', { REDIS_CERT_FILE: 'nowhere.pem' }],
    ['REDIS_KEY_FILE', { REDIS_KEY_FILE: 'nowhere.pem' }],
    ['REDIS_SENTINEL_USERNAME', { REDIS_SENTINEL_USERNAME: 'gateway' }],
    ['REDIS_SENTINEL_PASSWORD', { REDIS_SENTINEL_PASSWORD: 'secret\n' }],
    ['ENCRYPTION_KEY', { CACHE_URL: 'redis://localhost' }],
    ['ENCRYPTION_KEY', { ENCRYPTION_KEY: 'x'.repeat(32) }],
    ['ENCRYPTION_KEY', { ENCRYPTION_KEY: KEY.replace('=', '') }],
    ['ENCRYPTION_KEY', { ENCRYPTION_KEY: ` ${KEY.slice(0, 20)} ${KEY.slice(20)}` }],
    ['ENCRYPTION_KEY', { ENCRYPTION_KEY: ',' }],
    ['ENCRYPTION_KEY', { ENCRYPTION_KEY: `${KEY},${KEY}` }],
    ['HOST', { HOST: 'http://localhost' }],
    ['HOST', { HOST: '-a' }],
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: '4e3' }],
    ['PORT', { PORT: '-1' }],
    ['TESTBANK_PORT', { TESTBANK_PORT: 'any' }],
    ['TESTBANK_PRIVACY_URL', { TESTBANK_PRIVACY_URL: 'http://app.example/privacy' }],
    ['TESTBANK_PRIVACY_URL', { TESTBANK_PRIVACY_URL: 'javascript:alert(1)' }],
    ['CORS_ORIGINS', { CORS_ORIGINS: 'app.example' }],
    ['CORS_ORIGINS', { CORS_ORIGINS: 'https://app.example/' }],
    ['CORS_ORIGINS', { CORS_ORIGINS: 'null' }],
    ['CORS_ORIGINS', { CORS_ORIGINS: '*,https://app.example' }],
    ['INTROSPECTION', { INTROSPECTION: 'yes' }],
    ['EXPLORER', { EXPLORER: 'yes' }],
    ['EXPLORER', { EXPLORER: 'on', INTROSPECTION: 'off' }],
    ['EXPLORER', { ...PRODUCTION, EXPLORER: 'on' }],
    ['TRUSTED_DOCUMENTS', { TRUSTED_DOCUMENTS: 'nowhere/manifest.json' }],
    ['CONSENT_EXPIRING_DAYS', { CONSENT_EXPIRING_DAYS: '1.5' }],
    ['CONSENT_EXPIRING_DAYS', { CONSENT_EXPIRING_DAYS: '366' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['OVERLOAD_REQUESTS', { OVERLOAD_REQUESTS: 'many' }],
    ['OVERLOAD_WAIT_MS', { OVERLOAD_WAIT_MS: '-1' }],
    ['UPSTREAM_CONCURRENCY', { UPSTREAM_CONCURRENCY: '3' }],
    ['RATE_LIMIT_BANK_USER', { RATE_LIMIT_BANK_USER: 'off' }],
    ['RATE_LIMIT_SERVICE', { RATE_LIMIT_SERVICE: '1000001' }],
    ['RATE_LIMIT_ANONYMOUS', { RATE_LIMIT_ANONYMOUS: '-1' }],
    ['RESPONSE_BYTES', { RESPONSE_BYTES: '99999' }],
    ['SUBSCRIPTIONS', { SUBSCRIPTIONS: '0' }],
    ['SUBSCRIPTIONS_PER_BANK_USER', { SUBSCRIPTIONS_PER_BANK_USER: 'all' }],
    ['SUBSCRIPTION_CALLBACK_URLS', { SUBSCRIPTION_CALLBACK_URLS: 'router.example' }],
    ['SUBSCRIPTION_CALLBACK_URLS', { SUBSCRIPTION_CALLBACK_URLS: 'https://router.example,ftp://router.example' }],
    ['SUBSCRIPTION_CALLBACK_URLS', { SUBSCRIPTION_CALLBACK_URLS: 'https://me:pass@router.example' }],
    ['SUBSCRIPTION_CALLBACK_URLS', { SUBSCRIPTION_CALLBACK_URLS: 'https://router.example?callback' }],
    ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '10.0.0.0/8,loopback' }],
    ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '10.0.0.0/33' }],
    ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '0.0.0.0/0' }],
    ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '*' }],
    ['WEBHOOK_SECRET', { WEBHOOK_SECRET: 'too-short' }],
    ['WEBHOOK_SECRET', { WEBHOOK_SECRET: 'with/a/slash/of/0123456789' }],
    ['WEBHOOK_SECRET', { WEBHOOK_SECRET: 'x'.repeat(101) }],
    ['TYPE_PREFIX', { TYPE_PREFIX: 'xs2a' }],
    ['TYPE_PREFIX', { TYPE_PREFIX: '2A' }],
    ['TYPE_PREFIX', { TYPE_PREFIX: '__Xs2a' }],
    ['TYPE_PREFIX', { TYPE_PREFIX: 'Xs2a__' }],
    ['TYPE_PREFIX', { TYPE_PREFIX: 'Xs2a Account' }],
    ['TYPE_PREFIX', { TYPE_PREFIX: 'Über' }],
    ['TYPE_PREFIX', { TYPE_PREFIX: 'X'.repeat(31) }],
    ['FEDERATED_ACCESS', { FEDERATED_ACCESS: 'yes' }],
    ['FEDERATED_TRACES', { FEDERATED_TRACES: 'ftv1' }],
    ['ROUTER_SECRET', { FEDERATED_TRACES: 'on', ROUTER_SECRET: 'too-short' }],
    ['ROUTER_SECRET', { FEDERATED_TRACES: 'on', ROUTER_SECRET: 'with spaces of 0123456789' }],
    ['OPERATION_SECONDS', { OPERATION_SECONDS: '0' }],
    ['UPSTREAM_WIZARD_SECONDS', { UPSTREAM_WIZARD_SECONDS: '601' }],
    ['SHUTDOWN_GRACE_SECONDS', { SHUTDOWN_GRACE_SECONDS: '-1' }],
    ['SHUTDOWN_GRACE_SECONDS', { SHUTDOWN_GRACE_SECONDS: '10s' }],
    ['SHUTDOWN_GRACE_SECONDS', { SHUTDOWN_GRACE_SECONDS: '301' }],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://me:pass@collector' }],
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'collector' }],
    ['KEEP_ALIVE_SECONDS', { KEEP_ALIVE_SECONDS: '0' }],
    ['HTTPS_PROXY', { HTTPS_PROXY: 'socks5://proxy.example' }],
    ['HTTPS_PROXY', { HTTPS_PROXY: 'http://me:secret@' }],
    ['OTEL_EXPORTER_OTLP_HEADERS', { OTEL_EXPORTER_OTLP_HEADERS: 'a-secret-alone' }],
    ['OTEL_EXPORTER_OTLP_HEADERS', { OTEL_EXPORTER_OTLP_HEADERS: 'a key=secret' }],
    ['OTEL_EXPORTER_OTLP_HEADERS', { OTEL_EXPORTER_OTLP_HEADERS: 'key=a%0Asecret' }],
    ['OTEL_RESOURCE_ATTRIBUTES', { OTEL_RESOURCE_ATTRIBUTES: 'key=%zz' }],
    ['OTEL_TRACES_SAMPLER', { OTEL_TRACES_SAMPLER: 'jaeger_remote' }],
    ['OTEL_TRACES_SAMPLER_ARG', { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '2' }],
    ['OTEL_TRACES_EXPORTER', { OTEL_TRACES_EXPORTER: 'zipkin' }],
    ['OTEL_SDK_DISABLED', { OTEL_SDK_DISABLED: 'yes' }],
    ['OTEL_EXPORTER_OTLP_TRACES_HEADERS', { OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'a-secret-alone' }],
    [
      'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4317', OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'grpc' },
    ],
    [
      'OTEL_EXPORTER_OTLP_PROTOCOL',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4317', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
    ],
  ];
  /** Variables of which nothing that is read at once can be wrong. */
  const neverFaulty: readonly string[] = [
    // Texts that callers' tokens have to fit.
    ...['AUTH_ISSUER', 'AUTH_AUDIENCE', 'AUTH_BANK_USER_CLAIM', 'AUTH_SERVICE_CLAIM'],
    // Others give it values of their own: a warning.
    'NODE_ENV',
    'OTEL_SERVICE_NAME',
    // Shared with other programs, which read it in their own ways.
    'NO_PROXY',
  ];

  it('of every variable are tested below', () => {
    const tested = each.map(([name]) => name.split(' ')[0]);
    expect(VARIABLES.filter((name) => !tested.includes(name) && !neverFaulty.includes(name))).toEqual([]);
    expect(neverFaulty.filter((name) => tested.includes(name))).toEqual([]);
  });

  it.each(each)('finds the one of %s in %j', (name, env) => {
    const faults = faultsOf(env);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name} .`));
  });

  it('are told all at once', () => {
    const env = {
      NODE_ENV: 'production',
      XS2A_BASE_URL: 'http://b.example',
      PORT: 'x',
      STORE_URL: 'redis://r',
      CORS_ORIGINS: '*',
      LOG_LEVEL: '?',
      TRUSTED_DOCUMENTS: 'package.json',
    };
    expect(
      faultsOf(env)
        .map((fault) => fault.split(' ')[0])
        .sort(),
    ).toEqual([
      'AUTH_JWKS_URL',
      'CORS_ORIGINS',
      'ENCRYPTION_KEY',
      'LOG_LEVEL',
      'PORT',
      'TRUSTED_DOCUMENTS',
      'XS2A_API_KEY',
      'XS2A_BASE_URL',
    ]);
  });

  it('are one line each and repeat no value, whatever the values are', () => {
    const names = [
      'XS2A_API_KEY',
      'XS2A_BASE_URL',
      'AUTH_JWKS_URL',
      'AUTH_JWT_SECRET',
      'AUTH_JWT_SECRET_PREVIOUS',
      'AUTH_SERVICE_SCOPE',
      'STORE_URL',
      'CACHE_URL',
    ];
    const others = [
      'ENCRYPTION_KEY',
      'HOST',
      'PORT',
      'CORS_ORIGINS',
      'CONSENT_EXPIRING_DAYS',
      'LOG_LEVEL',
      'NODE_ENV',
      'AUTH_TYPO',
    ];
    const canary = 'cAnArY';
    const value = fc
      .tuple(fc.constantFrom('', 'redis://', 'https://u:p@', '\n', ' '), fc.string())
      .map(([a, b]) => `${a}${canary}${b}`);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names, ...others), value), (env) => {
        const config = faultsOf(env).length > 0 ? undefined : readConfig(env);
        const lines = config?.warnings ?? faultsOf(env);
        expect(lines.filter((line) => line.includes(canary) || line.includes('\n'))).toEqual([]);
      }),
    );
  });

  it('stand in the message, one a line', () => {
    expect(() => readConfig({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/^PORT .*\nLOG_LEVEL .*$/);
  });
});

describe('warnings', () => {
  it.each([
    [{ XS2A_APIKEY: 'k' }, 'XS2A_APIKEY is unknown and has no effect; the variable is XS2A_API_KEY'],
    [{ LOGLEVEL: 'k' }, 'LOGLEVEL is unknown and has no effect; the variable is LOG_LEVEL'],
    [{ auth_issuer: 'k' }, 'auth_issuer is unknown and has no effect; the variable is AUTH_ISSUER'],
    [
      { UPSTREAM_CONCURENCY: '8' },
      'UPSTREAM_CONCURENCY is unknown and has no effect; the variable is UPSTREAM_CONCURRENCY',
    ],
    [{ LOG_LEVLE: 'k' }, 'LOG_LEVLE is unknown and has no effect; the variable is LOG_LEVEL'],
    [
      { RATE_LIMIT_SERVICES: '1' },
      'RATE_LIMIT_SERVICES is unknown and has no effect; the variable is RATE_LIMIT_SERVICE',
    ],
    [
      { OTEL_EXPORTER_OLTP_ENDPOINT: 'k' },
      'OTEL_EXPORTER_OLTP_ENDPOINT is unknown and has no effect; the variable is OTEL_EXPORTER_OTLP_ENDPOINT',
    ],
    [{ UPSTREAM_TIMEOUT: '8' }, 'UPSTREAM_TIMEOUT is not a variable of the gateway, and has no effect'],
    [{ AUTH_REALM: 'k' }, 'AUTH_REALM is not a variable of the gateway, and has no effect'],
    [
      { NODE_ENV: 'prod' },
      'NODE_ENV is none of production, development and test: the rules for production do not apply',
    ],
  ])('%j: %s', (env, warning) => {
    expect(readConfig(env).warnings).toEqual([warning]);
  });

  it('do not come from what other software sets', () => {
    const env = {
      PATH: '/bin',
      AUTH_SERVICE_HOST: '10.0.0.1',
      STORE_PORT_6379_TCP_ADDR: '10.0.0.2',
      npm_config_port: '1',
      Port: '1',
      HOSTNAME: 'a',
      NODE_OPTIONS: '',
      OTEL_LOGS_EXPORTER: 'none',
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://127.0.0.1:1',
      LOG_FILE: 'x',
    };
    expect(readConfig(env).warnings).toEqual([]);
  });

  it.each([
    ['redis://redis:6379/0', 'redis://redis/1', true],
    ['redis://store', 'redis://cache', false],
    ['redis://redis', 'redis://redis:6380', false],
    ['redis://redis', 'memory:', false],
    ['redis-cluster://one,two', 'redis-cluster://two:6379,three', true],
    ['redis-sentinel://one,two/main', 'redis-sentinel://two,one/main', true],
    ['redis-sentinel://one,two/store', 'redis-sentinel://one,two/cache', false],
  ])('come with a cache in the Redis of the store: %s, %s', (STORE_URL, CACHE_URL, isWarned) => {
    const { warnings } = readConfig({ STORE_URL, CACHE_URL, ENCRYPTION_KEY: KEY });
    expect(warnings).toEqual(isWarned ? [expect.stringMatching(/^CACHE_URL is in the redis of STORE_URL/)] : []);
  });

  it('come with a login of Sentinels where no URL names any', () => {
    const env = { REDIS_SENTINEL_PASSWORD: 'x', STORE_URL: 'redis://redis', ENCRYPTION_KEY: KEY };
    expect(readConfig(env).warnings).toEqual([expect.stringMatching(/^REDIS_SENTINEL_PASSWORD is without effect/)]);
  });

  it('come with keys of an issuer that may serve others as well', () => {
    const env = { AUTH_JWKS_URL: 'https://id.example/keys' };
    expect(readConfig(env).warnings).toEqual([
      expect.stringMatching(/^AUTH_ISSUER is not set/),
      expect.stringMatching(/^AUTH_AUDIENCE is not set/),
    ]);
    expect(readConfig({ ...env, AUTH_ISSUER: 'https://id.example', AUTH_AUDIENCE: 'graph' }).warnings).toEqual([]);
  });
});
