import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Registry } from 'prom-client';
import { parse } from 'yaml';
import { createInstruments } from '../../src/telemetry/metrics/instruments.js';
import { GatewayUnderTest } from '../support/gateway-under-test.js';
import { BankUnderTest } from '../support/test-bank.js';
import { readPromql } from './promql.js';

interface Metric {
  readonly type: string;
  readonly labels: readonly string[];
}

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook_url: string };
}

interface Recorded {
  readonly record: string;
  readonly expr: string;
}

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly datasource?: { readonly uid: string };
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}

const OURS = 'xs2a_gateway_';
/** What Prometheus and the buckets of histograms add. */
const EVERYWHERE = ['instance', 'job', 'le'];

const page = readFileSync('docs/monitoring.md', 'utf8');
const rules = rulesIn(readFileSync('dashboards/alerts.yml', 'utf8'));
const alerts = rules.filter((rule) => 'alert' in rule);
const recorded = rules.filter((rule) => 'record' in rule);
const dashboard = JSON.parse(readFileSync('dashboards/grafana.json', 'utf8')) as { panels: Panel[] };
const panels = dashboard.panels.flatMap(({ title, targets = [] }) => targets.map((target) => ({ title, ...target })));

/** What a gateway really has, by name, with the labels that were declared or seen. */
let metrics: ReadonlyMap<string, Metric>;

beforeAll(async () => {
  const bank = await BankUnderTest.start();
  const gateway = await GatewayUnderTest.start(bank);
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  await gateway.close();
  await bank.close();
  const declared = new Map(Object.values(createInstruments(new Registry())).map(labelsOf));
  const found = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name = '', type = '']) => {
    const seen = [...text.matchAll(new RegExp(`^${name}(?:_sum|_count)?\\{(.*)\\} `, 'gm'))].flatMap(
      ([, labels = '']) => [...labels.matchAll(/(\w+)="/g)].map(([, label = '']) => label),
    );
    return [name, { type, labels: [...new Set([...(declared.get(name) ?? []), ...seen])].sort() }] as const;
  });
  metrics = new Map(found);
});

function rulesIn(text: string): readonly (Alert | Recorded)[] {
  return (parse(text) as { groups: { rules: (Alert | Recorded)[] }[] }).groups.flatMap(({ rules }) => rules);
}

/** prom-client keeps them to itself. */
function labelsOf(instrument: object): [string, readonly string[]] {
  const { name, labelNames } = instrument as { name: string; labelNames: readonly string[] };
  return [name, labelNames];
}

/** The metric that has the series; undefined where there is none. */
function metricOf(series: string): Metric | undefined {
  const [, base = ''] = /^(\w+)_(?:bucket|sum|count)$/.exec(series) ?? [];
  const metric = metrics.get(series) ?? metrics.get(base);
  return metric?.type === 'histogram' && base === '' ? undefined : metric;
}

/** What an expression reads that no gateway has. */
function missingIn(expr: string): readonly string[] {
  const { metrics: series, labels } = readPromql(expr);
  const known = [...EVERYWHERE, ...series.flatMap((name) => metricOf(name)?.labels ?? [])];
  return [
    ...series.filter((name) => metricOf(name) === undefined && !recorded.some(({ record }) => record === name)),
    ...labels.filter((label) => !known.includes(label)),
  ];
}

it('documents every metric with its labels, and none that there is not', () => {
  const rows = [...page.matchAll(/^\| `(xs2a_gateway_\w+)` *\| ([^|]*?) *\|/gm)];
  const documented = rows.map(([, name = '', labels = '']) => [name, [...labels.matchAll(/\w+/g)].map(String).sort()]);
  const ours = [...metrics].filter(([name]) => name.startsWith(OURS)).map(([name, { labels }]) => [name, labels]);
  expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(ours));
});

it('documents queries that can be asked', () => {
  const queries = [...page.matchAll(/^```promql\n(.*?)^```$/gms)].map(([, query = '']) => query);
  expect(queries.length).toBeGreaterThan(10);
  for (const query of queries) expect([query, missingIn(query)]).toEqual([query, []]);
});

it.each(recorded)('$record is made of what there is, in its own window', ({ record, expr }) => {
  expect(missingIn(expr)).toEqual([]);
  const [, window = ''] = /(?:rate|increase)(\d+[mhd])$/.exec(record) ?? [];
  expect(new Set([...expr.matchAll(/\[(\w+)\]/g)].map(([, range]) => range))).toEqual(new Set([window]));
});

it('records nothing that no alert reads, and names on the page what it records', () => {
  const read = alerts.flatMap(({ expr }) => readPromql(expr).metrics);
  expect(recorded.map(({ record }) => record).filter((record) => !read.includes(record))).toEqual([]);
  for (const [name] of page.matchAll(/\bxs2a_gateway:\w+:\w+/g)) {
    expect(recorded.map(({ record }) => record)).toContain(name);
  }
});

it.each(alerts)('$alert reads what there is, and is documented as it is', (alert) => {
  expect(missingIn(alert.expr)).toEqual([]);
  const [, query, text] =
    new RegExp(`^### ${alert.alert}\\n+\`\`\`promql\\n(.*?)\`\`\`\\n(.*?)(?=^### |$(?![^]))`, 'ms').exec(page) ?? [];
  expect(query?.trim()).toBe(alert.expr);
  const after = alert.for === '0m' ? '' : `, after ${alert.for}`;
  expect(text).toContain(`A ${alert.labels.severity}${after}. ${alert.annotations.summary}`);
  expect(alert.annotations.runbook_url).toBe(runbookAt('https://docs.example.com/xs2a-graphql-gateway', alert));
});

function runbookAt(base: string, { alert }: Alert): string {
  return `${base}/monitoring.md#${alert.toLowerCase()}`;
}

it('documents how the runbooks get the base of one’s own', () => {
  const [, command = '', base = ''] = /^```sh\n(sed '.*\|(https:.*)\|' dashboards\/alerts.yml)/m.exec(page) ?? [];
  const written = rulesIn(execFileSync('sh', ['-c', command], { encoding: 'utf8' }));
  const runbooks = written.flatMap((rule) => ('alert' in rule ? [rule.annotations.runbook_url] : []));
  expect(runbooks).toEqual(alerts.map((alert) => runbookAt(base, alert)));
});

it('documents no alert that there is not, nor names one', () => {
  const names = alerts.map(({ alert }) => alert);
  expect([...page.matchAll(/^### (Gateway\w+)$/gm)].map(([, name]) => name)).toEqual(names);
  for (const [name] of page.matchAll(/\bGateway[A-Z]\w+/g)) expect(names).toContain(name);
});

it.each(panels)('the panel "$title" reads what there is: $expr', ({ expr, legendFormat }) => {
  expect(missingIn(expr)).toEqual([]);
  const { labels } = readPromql(expr);
  for (const [, label = ''] of legendFormat.matchAll(/\{\{(\w+)\}\}/g)) expect(labels).toContain(label);
});

it('can be imported anywhere: no panel knows its Prometheus', () => {
  const sources = dashboard.panels.flatMap(({ datasource }) => (datasource === undefined ? [] : [datasource.uid]));
  expect(new Set(sources)).toEqual(new Set(['${datasource}']));
});

it('has panels with ids of their own, none over another', () => {
  expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, n) => `${x + (n % w)} ${y + Math.floor(n / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
});

it('shows every metric of the gateway', () => {
  const shown = panels
    .flatMap(({ expr }) => readPromql(expr).metrics)
    .map((name) => name.replace(/_(bucket|sum|count)$/, ''));
  const ours = [...metrics.keys()].filter((name) => name.startsWith(OURS));
  // The dashboard has them by reads instead.
  expect(ours.filter((name) => !shown.includes(name))).toEqual([`${OURS}cache_hits_total`]);
});
