import { Registry } from 'prom-client';
import { ClientNames, type ClientLabels } from '../../src/telemetry/metrics/client-names.js';
import { createInstruments } from '../../src/telemetry/metrics/instruments.js';
import { metricsObserver } from '../../src/telemetry/metrics/metrics-observer.js';

const HOUR_MS = 3_600_000;

let time = 0;
let forgotten: ClientLabels[] = [];
let clients: ClientNames;

beforeEach(() => {
  time = 0;
  forgotten = [];
  clients = new ClientNames(
    (labels) => forgotten.push(labels),
    () => time,
  );
});

type Caller = 'anonymous' | 'bankUser' | 'service';

function labelsOf(name?: string, version?: string, callerNumber = 1, caller: Caller = 'bankUser'): string {
  const labels = clients.labelsOf({ client: { name, version }, caller, callerNumber });
  return `${labels.client} ${labels.version}`;
}

const versions = (count: number) => Array.from({ length: count }, (_, index) => `1.${index}.0`);

it.each<[string | undefined, string | undefined, string]>([
  ['web', '1.4.2', 'web 1.4.2'],
  ['@example/money-app', '2.0.0-rc.1+b1042', '@example/money-app 2.0.0-rc.1+b1042'],
  ['Banking (staging)', '2026.11.3', 'Banking (staging) 2026.11.3'],
  ['ios', undefined, 'ios none'],
  [undefined, undefined, 'unnamed none'],
  [undefined, '1.0', 'unnamed none'],
  ['ios', '1.0 "}\n# evil 1', 'ios other'],
  ['ios', 'DE89370400440532013000', 'ios other'],
  ['ios', '20261127', 'ios other'],
  ['ios', 'a-pin-of-somebody', 'ios other'],
  ['ios', 'v2', 'ios v2'],
  ['DE89 3704 0044 0532 0130 00', '1.0', 'other none'],
  ['a"} 1\nxs2a_gateway_internal_errors_total', '1.0', 'other none'],
  ['a\nb', '1', 'other none'],
  ['ünicode', '1', 'other none'],
  ['x'.repeat(65), '1', 'other none'],
  ['', '1', 'other none'],
])('knows %j in version %j as %j', (name, version, labels) => {
  expect(labelsOf(name, version)).toBe(labels);
});

it('keeps four of one bank user, 20 of a service, and those of others beside them', () => {
  expect(new Set(versions(9).map((version) => labelsOf('web', version)))).toEqual(
    new Set([...versions(4).map((version) => `web ${version}`), 'other none']),
  );
  const ofService = versions(99).map((version) => labelsOf('job', version, 2, 'service'));
  expect(new Set(ofService).size).toBe(21);
  expect(labelsOf('ios', '1', 3)).toBe('ios 1');
  // What is known already is nobody's own.
  expect(labelsOf('web', '1.0.0', 3)).toBe('web 1.0.0');
});

it('keeps 50 of all, and lets those that were not used for long give way', () => {
  const all = Array.from({ length: 40 }, (_, caller) =>
    versions(4).map((version) => labelsOf(`a${caller}`, version, caller)),
  );
  expect(new Set(all.flat().filter((labels) => labels !== 'other none')).size).toBe(50);
  expect(labelsOf('new', '1', 99)).toBe('other none');
  time += HOUR_MS;
  expect(labelsOf('new', '1', 99)).toBe('new 1');
  expect(forgotten).toEqual([{ client: 'a0', version: '1.0.0' }]);
});

it('learns none from callers without a token', () => {
  expect(labelsOf('web', '1', 9, 'anonymous')).toBe('other none');
  labelsOf('web', '1');
  expect(labelsOf('web', '1', 9, 'anonymous')).toBe('web 1');
});

it('loses no count with a client', async () => {
  const registry = new Registry();
  const { onOperation } = metricsObserver(createInstruments(registry), () => time);
  const operate = (version: string, codes: readonly string[] = []) =>
    onOperation?.({
      ...{ requestId: 'r', client: { name: 'web', version }, name: 'Q', type: 'query', caller: 'bankUser' },
      ...{ callerNumber: 1, codes, durationMs: 1, upstreamCalls: 0, cacheHits: 0, skippedRows: 0 },
    });
  operate('1');
  operate('1', ['NOT_FOUND']);
  for (const version of ['2', '3', '4']) operate(version);
  operate('5');
  time += HOUR_MS;
  operate('6');
  await Promise.resolve();
  const lines = (await registry.metrics()).split('\n').filter((line) => /client_operations.*"(1|6|none)"/.test(line));
  expect(lines.sort()).toEqual([
    'xs2a_gateway_client_operations_total{client="other",version="none",outcome="NOT_FOUND"} 1',
    'xs2a_gateway_client_operations_total{client="other",version="none",outcome="ok"} 2',
    'xs2a_gateway_client_operations_total{client="web",version="6",outcome="ok"} 1',
  ]);
});
