import { Registry } from 'prom-client';
import { createInstruments } from '../../src/telemetry/metrics/instruments.js';
import { metricsObserver } from '../../src/telemetry/metrics/metrics-observer.js';
import { OperationNames } from '../../src/telemetry/metrics/operation-names.js';

const HOUR_MS = 3_600_000;

let time = 0;
let forgotten: string[] = [];
let names: OperationNames;

beforeEach(() => {
  time = 0;
  forgotten = [];
  names = new OperationNames(
    (name) => forgotten.push(name),
    () => time,
  );
});

const labelOf = (name: string | undefined, callerNumber = 1) =>
  names.labelOf({ name, caller: 'bankUser', callerNumber });

const labelsOf = (names: readonly string[], callerNumber: number) => names.map((name) => labelOf(name, callerNumber));

const some = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

/** Names of ten callers, which are all that there can be. */
function fill(): string[] {
  return Array.from({ length: 10 }, (_, index) => labelsOf(some(`Q${index}_`, 20), 100 + index)).flat();
}

it('knows operations by their names, and those without one', () => {
  expect(labelOf('Overview')).toBe('Overview');
  expect(labelOf(undefined)).toBe('unnamed');
});

it('keeps 20 names of one bank user, and those of others beside them', () => {
  expect(new Set(labelsOf(some('A', 500), 1))).toEqual(new Set([...some('A', 20), 'other']));
  expect(labelsOf(some('B', 20), 2)).toEqual(some('B', 20));
  expect(labelOf('A0', 2)).toBe('A0');
  expect(labelOf('C', 1)).toBe('other');
});

it('keeps 100 names of one service', () => {
  const given = some('S', 300).map((name) => names.labelOf({ name, caller: 'service', callerNumber: 1 }));
  expect(new Set(given).size).toBe(101);
  expect(labelOf('B', 2)).toBe('B');
});

it('keeps 200 names of all', () => {
  expect(new Set(fill()).size).toBe(200);
  expect(labelOf('New', 1)).toBe('other');
  expect(labelOf('Q0_0', 1)).toBe('Q0_0');
  expect(forgotten).toEqual([]);
});

it('lets those that were not used for long give way, and no others', () => {
  fill();
  time += HOUR_MS;
  const inUse = some('Q1_', 20);
  labelsOf(inUse, 1);
  expect(labelsOf(some('New', 20), 2)).toEqual(some('New', 20));
  expect(forgotten).toEqual(some('Q0_', 20));
  expect(labelsOf(inUse, 3)).toEqual(inUse);
});

it('lets the idle names of a caller give way to its new ones', () => {
  labelsOf(some('A', 20), 1);
  time += HOUR_MS;
  expect(labelOf('A0', 1)).toBe('A0');
  expect(labelsOf(some('B', 25), 1)).toEqual([...some('B', 19), ...Array<string>(6).fill('other')]);
  expect(forgotten).toEqual(some('A', 20).slice(1));
});

it('learns no name from callers without a token, and keeps none in use for them', () => {
  const asAnybody = (name: string) => names.labelOf({ name, caller: 'anonymous', callerNumber: 9 });
  expect(asAnybody('Overview')).toBe('other');
  labelOf('Overview');
  expect(asAnybody('Overview')).toBe('Overview');
  time += HOUR_MS;
  asAnybody('Overview');
  labelsOf(some('A', 20), 1);
  expect(forgotten).toEqual(['Overview']);
});

it.each(['DE89370400440532013000', 'user_48215', 'a b', 'x'.repeat(65), '', '7th', 'Übersicht', 'a\nb 1'])(
  'takes %j for no name',
  (name) => {
    expect(labelOf(name)).toBe('other');
  },
);

it('loses no count with a name', async () => {
  const registry = new Registry();
  const { onOperation } = metricsObserver(createInstruments(registry), () => time);
  const operate = (name: string, codes: readonly string[] = []) =>
    onOperation?.({
      ...{
        requestId: 'r',
        client: { name: 'App', version: '1' },
        name,
        type: 'query',
        caller: 'bankUser',
        callerNumber: 1,
        codes,
      },
      ...{ durationMs: 1, upstreamCalls: 0, cacheHits: 0, skippedRows: 0 },
    });
  operate('Old');
  operate('Old');
  operate('Old', ['NOT_FOUND']);
  for (const name of some('A', 20)) operate(name);
  time += HOUR_MS;
  operate('New');
  await Promise.resolve();
  const lines = (await registry.metrics())
    .split('\n')
    .filter((line) => line.startsWith('xs2a_gateway_operations_total'));
  expect(lines.filter((line) => /"(Old|other|New)"/.test(line)).sort()).toEqual([
    'xs2a_gateway_operations_total{operation="New",type="query",outcome="ok"} 1',
    'xs2a_gateway_operations_total{operation="other",type="query",outcome="NOT_FOUND"} 1',
    'xs2a_gateway_operations_total{operation="other",type="query",outcome="ok"} 3',
  ]);
});
