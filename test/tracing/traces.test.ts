import { ENDPOINTS } from '../../src/datasources/xs2a/endpoints.js';
import { readConfig } from '../../src/config/config.js';
import { startTraceExport, type TraceExport } from '../../src/tracing/trace-export.js';
import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';
import { readMetrics, valueOf } from '../support/prometheus.js';
import { RecordingProxy } from '../support/recording-proxy.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';
import { until } from '../support/until.js';
import { TraceCollector, treeOf, type CollectedSpan } from '../support/trace-collector.js';

const ROUTES = {
  token: 'PUT /v1/api/users/{bankUserId}/accesstokens',
  bankUser: 'GET /v1/api/users/{bankUserId}',
  connections: 'GET /v1/api/connections',
  accounts: 'GET /v1/api/accounts',
  balance: 'GET /v1/api/accounts/{accountId}/balance',
  turnovers: 'GET /v1/api/accounts/{accountId}/turnovers',
};
const DASHBOARD = `query Dashboard($text: String) {
  viewer { name connections { id } accounts { iban balance { asOf } turnovers(filter: { search: $text }) { totalCount } } }
}`;

let bank: BankUnderTest;
let collector: TraceCollector;
let traces: TraceExport;
let gateway: GatewayUnderTest;
let person: Person;
let caller: Caller;

beforeAll(async () => {
  bank = await BankUnderTest.start();
  gateway = await GatewayUnderTest.start(bank);
});
beforeEach(async () => {
  collector = await TraceCollector.start();
  traces = startTracesTo(collector.url);
  person = await bank.addPerson({ name: 'Nadja Namentlich', connections: 1, accounts: 2, syncedAgo: 7_200 });
  caller = await gateway.as(person);
});
afterEach(async () => {
  await traces.stop();
  await collector.close();
  await bank.heal();
});
afterAll(async () => {
  await gateway.close();
  await bank.close();
});

/** Milliseconds; for collectors that answer, and for those that do not. */
const PATIENT = { exportMs: 30_000, stopMs: 30_000 };
const IMPATIENT = { exportMs: 900, stopMs: 300 };

function startTracesTo(
  url: string,
  env: Readonly<Record<string, string>> = {},
  failures: unknown[] = [],
  times = PATIENT,
): TraceExport {
  const { tracing } = readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: url, ...env });
  if (tracing === undefined) throw new Error('Traces are off');
  return startTraceExport(tracing, (error) => failures.push(error), times);
}

/** Everything that was recorded; nothing is recorded afterwards. */
/** What is under way of the test before may have gone to the collector until then. */
async function renewCollector(options?: Parameters<typeof TraceCollector.start>[0]): Promise<void> {
  await traces.stop();
  await collector.close();
  collector = await TraceCollector.start(options);
}

async function collected(): Promise<readonly CollectedSpan[]> {
  await traces.stop();
  return collector.spans;
}

const named = (spans: readonly CollectedSpan[], name: string) => {
  const found = spans.find((span) => span.name === name);
  if (found === undefined)
    throw new Error(`There is no span ${name} among ${spans.map((span) => span.name).join(', ')}`);
  return found;
};

it('shows an operation, the reads that it took, and their upstream calls by routes', async () => {
  await caller.data(DASHBOARD);
  const spans = await collected();
  expect(treeOf(spans)).toEqual([
    [
      'query Dashboard',
      [
        ['read accounts', [ROUTES.accounts]],
        ['read balance', [ROUTES.balance, ROUTES.balance]],
        ['read bank-user', [ROUTES.bankUser]],
        ['read connections', [ROUTES.connections, ROUTES.token]],
        ['read turnovers', [ROUTES.turnovers, ROUTES.turnovers]],
      ],
    ],
  ]);
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(named(spans, 'query Dashboard')).toMatchObject({
    kind: 2,
    status: 0,
    attributes: {
      'graphql.operation.type': 'query',
      'graphql.operation.name': 'Dashboard',
      'xs2a.caller': 'bankUser',
      'xs2a.upstream_calls': 8,
      'xs2a.cache_hits': 0,
      'xs2a.skipped_rows': 0,
    },
  });
  expect(named(spans, 'read turnovers').attributes).toEqual({ 'xs2a.keys': 2, 'xs2a.cache.miss': 2 });
  expect(named(spans, 'read connections').events).toEqual(['access token']);
  expect(named(spans, ROUTES.balance)).toMatchObject({
    kind: 3,
    attributes: {
      'http.request.method': 'GET',
      'url.template': ENDPOINTS.getBalance.route,
      'http.response.status_code': 200,
    },
  });
});

it('shows what came from the cache', async () => {
  await caller.data(DASHBOARD);
  await caller.data(`query Again { viewer { accounts { balance { asOf } } } }`);
  const spans = await collected();
  const again = named(spans, 'query Again');
  const reads = treeOf(spans, again.spanId).map((read) => (typeof read === 'string' ? ([read, []] as const) : read));
  expect(reads.map(([name]) => name).sort()).toEqual(['read accounts', 'read balance', 'read bank-user']);
  // The list of connections is read once, below whichever of them needs it first.
  expect(reads.flatMap(([, below]) => below)).toEqual([['read connections', [ROUTES.connections]]]);
  const balance = spans.find(({ name, parentSpanId }) => name === 'read balance' && parentSpanId === again.spanId);
  expect(balance?.attributes).toEqual({ 'xs2a.keys': 2, 'xs2a.cache.hit': 2 });
});

it('shows each attempt, and what failed', async () => {
  await bank.strike({ kind: 'reset', path: '/v1/api/connections', times: 1 });
  await bank.strike({ kind: 'status', status: 404, path: '/v1/api/accounts', times: 1 });
  const { errors } = await caller.ask('query Failing { viewer { connections { id } accounts { id } } }');
  expect(errors).not.toEqual([]);
  const spans = await collected();
  const attempts = spans.filter(({ name }) => name === ROUTES.connections);
  expect(
    attempts.map(({ attributes, status }) => [
      attributes['error.type'],
      attributes['http.request.resend_count'],
      status,
    ]),
  ).toEqual([
    ['UNREACHABLE', undefined, 2],
    [undefined, 1, 0],
  ]);
  expect(named(spans, ROUTES.accounts)).toMatchObject({ status: 2, attributes: { 'error.type': '404' } });
  expect(named(spans, 'query Failing').attributes).toMatchObject({ 'error.type': errors[0]?.extensions.code });
});

it('shows operations that never ran', async () => {
  await caller.ask('{ viewer');
  await caller.ask('query Wrong { viewer { nam } }');
  const spans = await collected();
  expect(spans.map(({ name, attributes, status }) => [name, attributes['error.type'], status])).toEqual([
    ['GraphQL Operation', 'GRAPHQL_PARSE_FAILED', 0],
    ['GraphQL Operation', 'GRAPHQL_VALIDATION_FAILED', 0],
  ]);
});

it('points from who joined a call to who made it', async () => {
  await caller.data('{ viewer { name } }');
  await bank.strike({ kind: 'hold', path: '/v1/api/connections' });
  const ask = (name: string) => caller.data(`query ${name} { viewer { connections { id } } }`);
  const asking = Promise.all([ask('First'), ask('Second')]);
  await until(
    'both wait',
    async () => valueOf(await readMetrics(gateway.url), 'xs2a_gateway_requests_under_way') === 2,
  );
  await bank.endFaults();
  await asking;
  const spans = await collected();
  expect(spans.filter(({ name }) => name === ROUTES.connections)).toHaveLength(1);
  const reads = spans.filter(({ name }) => name === 'read connections');
  const joined = reads.filter(({ links }) => links.length > 0);
  expect(reads).toHaveLength(2);
  expect(joined).toHaveLength(1);
  const [starter] = reads.filter(({ links }) => links.length === 0);
  expect(joined[0]?.links).toMatchObject([{ traceId: starter?.traceId, spanId: starter?.spanId }]);
  expect(joined[0]?.attributes).toMatchObject({ 'xs2a.cache.joined': 1 });
});

describe('a trace of the caller', () => {
  const PARENT = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
  const ask = (headers: Readonly<Record<string, string>>) =>
    fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${caller.jwt ?? ''}`, ...headers },
      body: JSON.stringify({ query: '{ viewer { name } }' }),
    });

  it('is taken over, without what else comes along', async () => {
    await ask({
      traceparent: `00-${PARENT.traceId}-${PARENT.spanId}-01`,
      tracestate: 'vendor=canary',
      baggage: 'user=canary',
    });
    const spans = await collected();
    expect(named(spans, 'query')).toMatchObject({ traceId: PARENT.traceId, parentSpanId: PARENT.spanId });
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([PARENT.traceId]));
    expect(collector.bodies.join('')).not.toContain('canary');
  });

  it.each(['00-0-0-01', `00-${'0'.repeat(32)}-${PARENT.spanId}-01`, PARENT.traceId, 'canary'])(
    'is left alone when it is malformed: %s',
    async (traceparent) => {
      await ask({ traceparent });
      const spans = await collected();
      expect(named(spans, 'query').parentSpanId).toBeUndefined();
      expect(named(spans, 'query').traceId).not.toBe(PARENT.traceId);
    },
  );

  it('that is not recorded is not recorded here, either', async () => {
    await ask({ traceparent: `00-${PARENT.traceId}-${PARENT.spanId}-00` });
    expect(await collected()).toEqual([]);
  });
});

it('sends no header of a trace to XS2A', async () => {
  const proxy = await RecordingProxy.before(bank.url);
  const behind = await GatewayUnderTest.start({ url: proxy.url, apiKey: bank.apiKey });
  await (await behind.as(person)).data(DASHBOARD);
  await behind.close();
  await proxy.close();
  expect(proxy.headerNames).toContain('authorization');
  expect([...proxy.headerNames].filter((name) => /trace|baggage|b3/i.test(name))).toEqual([]);
});

it('has nothing confidential in it', async () => {
  const { viewer } = await caller.data<{ viewer: { accounts: { iban: string }[] } }>(DASHBOARD, {
    text: 'a-canary-text',
  });
  await caller.ask('query DE89370400440532013000 { viewer { name } }');
  await caller.ask('query Missing($id: ID!) { account(id: $id) { iban } }', { id: 'canary-id' });
  await caller.ask(
    'mutation Step($v: String!) { submitWizardStep(input: { key: "canary-key", values: [{ name: "USER_PIN", value: $v }] }) { __typename } }',
    { v: 'canary-pin' },
  );
  await bank.strike({ kind: 'status', status: 500, path: '/v1/api/connections', body: { error: 'canary-body' } });
  await caller.ask('query Down { viewer { connections { id } } }');
  await bank.heal();
  const spans = await collected();
  const text = collector.bodies.join('');
  const ibans = viewer.accounts.map(({ iban }) => iban);
  const secrets = [
    ...ibans,
    person.id,
    ...person.accounts,
    ...person.connections,
    bank.apiKey,
    String(caller.jwt),
    bank.url,
  ];
  for (const secret of [...secrets, 'canary', 'Nadja', 'DE89370400440532013000', 'eyJ', '"viewer']) {
    expect(text).not.toContain(secret);
  }
  expect(spans.length).toBeGreaterThan(20);
  expect(named(spans, 'query Missing').attributes).toMatchObject({
    'error.type': 'NOT_FOUND',
    'xs2a.codes': ['NOT_FOUND'],
  });
  expect(named(spans, 'query Down')).toMatchObject({ status: 2 });
});

it('says what it is a trace of, to the collector that was meant', async () => {
  await renewCollector();
  traces = startTracesTo(`${collector.url}/otlp`, {
    OTEL_SERVICE_NAME: 'bank-graph',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test,service.name=other',
    OTEL_EXPORTER_OTLP_HEADERS: 'x-api-key=a%20key',
  });
  await caller.data('{ viewer { name } }');
  await traces.stop();
  expect(collector.paths).toEqual(['/otlp/v1/traces']);
  expect(collector.headers[0]).toMatchObject({ 'content-type': 'application/json', 'x-api-key': 'a key' });
  expect(collector.resource).toMatchObject({
    'service.name': 'bank-graph',
    'deployment.environment.name': 'test',
    'telemetry.sdk.language': 'nodejs',
  });
});

it('is recorded as often as the sampler says', async () => {
  await renewCollector();
  traces = startTracesTo(collector.url, { OTEL_TRACES_SAMPLER: 'always_off' });
  await caller.data('{ viewer { name } }');
  expect(await collected()).toEqual([]);
});

describe('without a collector', () => {
  const NAME = { viewer: { name: 'Nadja Namentlich' } };

  it('answers and ends', async () => {
    const { url } = collector;
    await collector.close();
    await traces.stop();
    traces = startTracesTo(url, {}, [], IMPATIENT);
    expect(await caller.data('{ viewer { name } }')).toEqual(NAME);
    await traces.stop();
    collector = await TraceCollector.start();
  });

  it('answers and ends although it never answers', async () => {
    await use({ behaviour: 'silent' });
    expect(await caller.data('{ viewer { name } }')).toEqual(NAME);
    await traces.stop();
    await until('spans arrive', () => collector.spans.length > 0);
  });

  it('answers, and tells that it refuses', async () => {
    const failures: unknown[] = [];
    await use({ behaviour: 'refusing' }, failures);
    expect(await caller.data('{ viewer { name } }')).toEqual(NAME);
    await traces.stop();
    expect(failures).toMatchObject([{ code: 400 }]);
  });

  async function use(options: Parameters<typeof TraceCollector.start>[0], failures?: unknown[]): Promise<void> {
    await renewCollector(options);
    traces = startTracesTo(collector.url, {}, failures, IMPATIENT);
  }
});

it('keeps no process waiting once it has ended', async () => {
  await traces.stop();
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const before = timers();
  const stopped = startTracesTo(collector.url);
  await stopped.stop();
  expect(timers()).toBeLessThanOrEqual(before);
});

it('makes no spans when it is off', async () => {
  await traces.stop();
  await caller.data(DASHBOARD);
  expect(collector.bodies).toEqual([]);
});
