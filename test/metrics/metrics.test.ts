import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { ENDPOINTS } from '../../src/datasources/xs2a/endpoints.js';
import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';
import { readMetrics, valueOf, type Sample } from '../support/prometheus.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';
import { until } from '../support/until.js';

const IBAN = 'DE89370400440532013000';
const PIN = 'a-pin-that-nobody-may-see';

let bank: BankUnderTest;
let gateway: GatewayUnderTest;
let person: Person;
let caller: Caller;

beforeAll(async () => {
  bank = await BankUnderTest.start();
  gateway = await GatewayUnderTest.start(bank);
});
beforeEach(async () => {
  person = await bank.addPerson({ name: 'Nadja Namentlich' });
  caller = await gateway.as(person);
});
afterAll(async () => {
  await gateway.close();
  await bank.close();
});

/** By how much each sample has grown meanwhile. */
async function growthOver(work: () => Promise<unknown>): Promise<(name: string, labels?: Sample['labels']) => number> {
  const before = await readMetrics(gateway.url);
  await work();
  const after = await readMetrics(gateway.url);
  return (name, labels) =>
    valueOf(after, `xs2a_gateway_${name}`, labels) - valueOf(before, `xs2a_gateway_${name}`, labels);
}

it('counts operations by name, type and outcome', async () => {
  const grown = await growthOver(async () => {
    await caller.ask('query Overview { viewer { name } }');
    await caller.ask('query Overview { viewer { name } }');
    await caller.ask('query Overview { bankUsers { totalCount } }');
    await caller.ask('mutation Begin { createBankConnection(input: {}) { __typename } }');
    await gateway.anonymous().ask('{ viewer { name } }');
    await caller.ask('{ viewer { nam } }');
    await caller.ask('{ viewer');
  });
  const overview = { operation: 'Overview', type: 'query' };
  expect(grown('operations_total', { ...overview, outcome: 'ok' })).toBe(2);
  expect(grown('operations_total', { ...overview, outcome: 'FORBIDDEN' })).toBe(1);
  expect(grown('operations_total', { operation: 'Begin', type: 'mutation', outcome: 'ok' })).toBe(1);
  expect(grown('operations_total', { operation: 'unnamed', outcome: 'UNAUTHENTICATED' })).toBe(1);
  expect(grown('operations_total', { operation: 'unnamed', type: 'none', outcome: 'GRAPHQL_VALIDATION_FAILED' })).toBe(
    1,
  );
  expect(grown('operations_total', { type: 'none', outcome: 'GRAPHQL_PARSE_FAILED' })).toBe(1);
  expect(grown('operation_duration_seconds_count', { type: 'query' })).toBe(4);
});

it('counts upstream calls by route, method and outcome, and how long they take', async () => {
  const balance = { route: ENDPOINTS.getBalance.route, method: 'GET' };
  await bank.strike({ kind: 'status', status: 503, path: '/v1/api/accounts/*/balance', times: 1 });
  const grown = await growthOver(() => caller.ask('{ viewer { accounts { balance { asOf } } } }'));
  expect(grown('upstream_calls_total', { ...balance, outcome: '503' })).toBe(1);
  expect(grown('upstream_calls_total', { ...balance, outcome: '200' })).toBe(1);
  expect(grown('upstream_call_duration_seconds_count', balance)).toBe(2);
  expect(grown('upstream_calls_total', { route: ENDPOINTS.createAccessToken.route, method: 'PUT' })).toBe(1);
  expect(grown('access_token_events_total', { event: 'CREATED' })).toBe(1);
});

it('names a lost answer by its kind, and a status out of the ordinary by its class', async () => {
  await bank.strike({ kind: 'reset', path: '/v1/api/connections', times: 1 });
  await bank.override({ path: '/v1/api/accounts', status: 207, times: 1 });
  const grown = await growthOver(() => caller.ask('{ viewer { connections { id } accounts { id } } }'));
  expect(grown('upstream_calls_total', { route: ENDPOINTS.listConnections.route, outcome: 'UNREACHABLE' })).toBe(1);
  expect(grown('upstream_calls_total', { route: ENDPOINTS.listAccounts.route, outcome: '2xx' })).toBe(1);
  await bank.heal();
});

it('counts cache hits', async () => {
  const query = '{ viewer { accounts { balance { asOf } } } }';
  await caller.ask(query);
  const { extensions } = await caller.ask(query);
  const grown = await growthOver(() => caller.ask(query));
  expect(extensions.xs2a.cacheHits).toBeGreaterThan(0);
  expect(grown('cache_hits_total')).toBe(extensions.xs2a.cacheHits);
});

it('counts reads by what they are of and where they came from', async () => {
  const query = '{ viewer { accounts { balance { asOf } } } }';
  const shape = await bank.addPerson({ accounts: 2, syncedAgo: 7_200 });
  const other = await gateway.as(shape);
  const first = await growthOver(() => other.ask(query));
  const second = await growthOver(() => other.ask(query));
  expect(first('cache_events_total', { read: 'balance', event: 'miss' })).toBe(2);
  expect(second('cache_events_total', { read: 'balance', event: 'hit' })).toBe(2);
  expect(first('cache_answers')).toBe(4);
  expect(first('cache_bytes')).toBeGreaterThan(1_000);
  expect(second('operation_upstream_calls_bucket', { type: 'query', le: '1' })).toBe(1);
});

it('counts HTTP requests by route and status, whoever asks for what', async () => {
  const grown = await growthOver(async () => {
    await caller.ask('{ viewer { name } }');
    await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { authorization: 'Bearer no.token.atall' } });
    await fetch(`${gateway.url}/a/path/with/${IBAN}`);
  });
  expect(grown('http_requests_total', { route: '/graphql', method: 'POST', status: '200' })).toBe(1);
  expect(grown('http_requests_total', { route: '/graphql', method: 'POST', status: '401' })).toBe(1);
  expect(grown('http_requests_total', { route: 'none', method: 'GET', status: '404' })).toBe(1);
});

it('counts from zero what is seldom and worth an alert', async () => {
  const quiet = await GatewayUnderTest.start(bank);
  const samples = await readMetrics(quiet.url);
  await quiet.close();
  const has = (name: string, labels: Sample['labels']) => {
    expect(samples).toContainEqual({ name: `xs2a_gateway_${name}`, labels, value: 0 });
  };
  for (const namespace of ['store', 'cache', 'documents'])
    has('store_events_total', { namespace, event: 'recordRefused' });
  has('access_token_events_total', { event: 'RENEWAL_FAILED' });
  has('auth_events_total', { event: 'keysUnavailable', reason: '' });
  for (const code of ['UPSTREAM_UNAVAILABLE', 'OUTCOME_UNKNOWN']) has('operation_faults_total', { code });
  has('internal_errors_total', {});
  has('unhandled_rejections_total', {});
});

it('tells of each store whether it can be reached', async () => {
  const available = (samples: readonly Sample[]) =>
    samples
      .filter(({ name }) => name === 'xs2a_gateway_store_available')
      .map(({ labels, value }) => [labels.namespace, value]);
  expect(available(await readMetrics(gateway.url))).toEqual([
    ['store', 1],
    ['cache', 1],
    ['documents', 1],
  ]);
  const key = Buffer.alloc(32, 7).toString('base64');
  const nowhere = await GatewayUnderTest.start(bank, { CACHE_URL: 'redis://127.0.0.1:1', ENCRYPTION_KEY: key });
  expect(available(await readMetrics(nowhere.url))).toEqual([
    ['store', 1],
    ['cache', 0],
    ['documents', 0],
  ]);
  await nowhere.close();
});

it('counts operations by client and version, and faults by code', async () => {
  await bank.strike({ kind: 'status', status: 503, path: '/v1/api/connections' });
  const named = { 'apollographql-client-name': 'Test App', 'apollographql-client-version': '1.2.3' };
  const ask = (headers: Record<string, string>, query: string) =>
    fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${caller.jwt}`, ...headers },
      body: JSON.stringify({ query }),
    });
  const grown = await growthOver(async () => {
    await ask(named, '{ viewer { name } }');
    await ask(named, '{ viewer { connections { id } } }');
    await ask({ 'apollographql-client-name': `${IBAN} "} x` }, '{ viewer { name } }');
    await ask({ 'apollographql-client-name': 'Test App', 'apollographql-client-version': PIN }, '{ viewer { name } }');
    await ask({}, '{ viewer { nam } }');
    await overWebSocket({ Authorization: `Bearer ${caller.jwt}`, 'Apollographql-Client-Name': 'Test App' });
  });
  await bank.heal();
  const ofApp = { client: 'Test App', version: '1.2.3' };
  expect(grown('client_operations_total', { ...ofApp, outcome: 'ok' })).toBe(1);
  expect(grown('client_operations_total', { ...ofApp, outcome: 'UPSTREAM_UNAVAILABLE' })).toBe(1);
  expect(grown('client_operations_total', { client: 'other', version: 'none' })).toBe(1);
  expect(grown('client_operations_total', { client: 'Test App', version: 'other' })).toBe(1);
  expect(grown('client_operations_total', { client: 'unnamed', version: 'none' })).toBe(1);
  expect(grown('client_operations_total', { client: 'Test App', version: 'none' })).toBe(1);
  expect(grown('operation_faults_total', { code: 'UPSTREAM_UNAVAILABLE' })).toBe(1);
  expect(grown('operation_faults_total')).toBe(1);
});

/** A query by somebody with these connection parameters. */
async function overWebSocket(connectionParams: Record<string, string>): Promise<void> {
  const url = `${gateway.url.replace('http', 'ws')}/graphql`;
  const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, connectionParams });
  for await (const { errors } of client.iterate({ query: '{ viewer { name } }' })) expect(errors).toBeUndefined();
  await client.dispose();
}

it('counts rows that were left out', async () => {
  await bank.override({ path: '/v1/api/connections', rows: [{ id: null }], times: 1 });
  const grown = await growthOver(() => caller.ask('{ viewer { connections { id } } }'));
  expect(grown('skipped_rows_total', { route: ENDPOINTS.listConnections.route })).toBe(1);
  await bank.heal();
});

it('counts tokens of callers that were refused', async () => {
  const grown = await growthOver(() =>
    fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { authorization: 'Bearer no.token.atall' } }),
  );
  expect(grown('auth_events_total', { event: 'tokenRefused' })).toBe(1);
});

it('tells how long the event loop is delayed, what the process takes, and how many calls wait', async () => {
  const samples = await readMetrics(gateway.url);
  expect(valueOf(samples, 'process_resident_memory_bytes')).toBeGreaterThan(1e7);
  expect(samples.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['nodejs_eventloop_lag_p99_seconds', 'process_cpu_seconds_total']),
  );
  expect(valueOf(samples, 'xs2a_gateway_upstream_calls_waiting')).toBe(0);
  expect(valueOf(samples, 'xs2a_gateway_internal_errors_total')).toBe(0);
});

it('sees calls that wait for their turn', async () => {
  const crowded = await bank.addPerson({ accounts: 40 });
  const gateway = await GatewayUnderTest.start(bank, { UPSTREAM_CONCURRENCY: '64' });
  await bank.strike({ kind: 'hold', path: '/v1/api/accounts/*/balance' });
  const asked = (await gateway.as(crowded)).data('{ viewer { accounts { balance { asOf } } } }');
  await until('a quarter of them is under way, and the others wait', async () => {
    const samples = await readMetrics(gateway.url);
    const [underWay, waiting] = ['under_way', 'waiting'].map((state) =>
      valueOf(samples, `xs2a_gateway_upstream_calls_${state}`),
    );
    return underWay === 16 && waiting === 24 && valueOf(samples, 'xs2a_gateway_upstream_longest_wait_seconds') > 0;
  });
  await bank.endFaults();
  await asked;
  const samples = await readMetrics(gateway.url);
  expect(valueOf(samples, 'xs2a_gateway_upstream_calls_waiting')).toBe(0);
  expect(valueOf(samples, 'xs2a_gateway_upstream_longest_wait_seconds')).toBe(0);
  expect(valueOf(samples, 'xs2a_gateway_upstream_queue_wait_seconds_count')).toBe(24);
  await gateway.close();
});

describe('labels', () => {
  const forms: Record<string, RegExp> = {
    operation: /^[A-Za-z_]\w{0,63}$/,
    type: /^(query|mutation|none)$/,
    code: /^[A-Z_]{4,32}$/,
    client: /^(unnamed|other|Test App)$/,
    version: /^(none|other|1\.2\.3)$/,
    outcome: /^(ok|other|[A-Z_]{4,32}|\d{3}|\dxx)$/,
    route: new RegExp(
      `^(none|/graphql|/metrics|${Object.values(ENDPOINTS)
        .map(({ route }) => route.replace(/[{}]/g, '\\$&'))
        .join('|')})$`,
    ),
    method: /^(GET|PUT|POST|PATCH|DELETE)$/,
    status: /^\d{3}$/,
    read: /^(connections|accounts|balance|turnovers|bank-user|banks|session|report|result)$/,
    event: /^[A-Za-z_]{3,32}$/,
    reason: /^[a-z-]{0,32}$/,
    namespace: /^[a-z]{1,16}$/,
    le: /^(\+Inf|[\d.]+)$/,
  };

  it('hold nothing of anybody, whatever was asked and went wrong', async () => {
    const secrets = [IBAN, PIN, person.id, ...person.connections, ...person.accounts, 'Nadja', bank.apiKey];
    await caller.ask(`query ${IBAN} { viewer { name accounts { iban holder turnovers { nodes { id } } } } }`);
    await caller.ask(`query Find($s: String!) { banks(search: $s) { name } a: account(id: $s) { id } }`, { s: PIN });
    await caller.ask(
      `mutation Wizard($v: String!) { submitWizardStep(input: { key: "a-key", values: [{ name: "USER_PIN", value: $v }] }) { __typename } }`,
      { v: PIN },
    );
    await (
      await gateway.service()
    ).ask(`mutation Create { createBankUser(input: { name: "Nadja", email: "n@example.com" }) { __typename } }`);
    await bank.strike({ kind: 'status', status: 418, path: '/v1/api/**', times: 3 });
    await caller.ask(`{ viewer { connections { id } accounts { id } } }`);
    await fetch(`${gateway.url}/graphql?query={viewer{id}}`, { headers: { authorization: `Bearer ${PIN}` } });
    await bank.heal();
    const samples = await readMetrics(gateway.url);
    const text = JSON.stringify(samples);
    for (const secret of secrets) expect(text).not.toContain(secret);
    const odd = samples
      .filter(({ name }) => name.startsWith('xs2a_'))
      .flatMap(({ labels }) => Object.entries(labels))
      .filter(([label, value]) => !(forms[label]?.test(value) ?? false));
    expect(odd).toEqual([]);
  });
});
