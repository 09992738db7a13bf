import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { readConfig } from '../../src/config/config.js';
import { VARIABLES } from '../../src/config/spelling.js';
import { readPromql } from '../metrics/promql.js';
import { GatewayUnderTest } from '../support/gateway-under-test.js';
import { valueOf, readMetrics } from '../support/prometheus.js';
import { BankUnderTest } from '../support/test-bank.js';
import { itUnless } from '../support/unless.js';
import {
  allFiles,
  built,
  FOLDER,
  noKubectl,
  podOf,
  resourcesIn,
  type EnvironmentVariable,
  type Kustomization,
  type Resource,
} from './manifests.js';
import { faultsOf } from './type-check.js';

const files = allFiles();
const kustomizations = files.filter(({ content }) => ['Kustomization', 'Component'].includes(content.kind));
const patches = kustomizations.flatMap(({ from, content }) =>
  ((content as unknown as Kustomization).patches ?? []).map(({ target, patch }) => ({ from, target, patch })),
);
const [deployment] = files.filter(({ from }) => from === 'base/deployment.yaml') as [Resource];
const pod = podOf(deployment);
const [container] = pod.containers;
const dockerfile = readFileSync('Dockerfile', 'utf8');

/** Names in the environment of the gateway that others give a meaning to. */
const NODES = ['NODE_OPTIONS'];
const SECRETS = /_KEY$|SECRET|PASSWORD|HEADERS|^STORE_URL|^CACHE_URL/;
/** Of the gateway, after the grace time: src/http/drain.ts. */
const LAST_SECONDS = 2;

it('has members that the API knows, of the types that it publishes', () => {
  expect(files.length).toBeGreaterThan(15);
  expect(faultsOf(files)).toEqual([]);
});

it('would notice misspelt members, values of another type, missing members and kinds that there are not', () => {
  const text = readFileSync(join(FOLDER, 'base/deployment.yaml'), 'utf8');
  const mistakes: readonly (readonly [string, string])[] = [
    ['terminationGracePeriodSeconds', 'terminationGracePeriodSecond'],
    ['livenessProbe', 'livelinessProbe'],
    ['readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: "yes"'],
    ['topologyKey: kubernetes.io/hostname', 'minDomains: 1'],
    ['kind: Deployment', 'kind: Deploiment'],
    ['apps/v1', 'apps/v0'],
  ];
  const variants = mistakes.flatMap(([right, wrong]) => {
    expect(text).toContain(right);
    return resourcesIn(text.replace(right, wrong), wrong);
  });
  const kustomization = '{ apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization, resource: [] }';
  const all = [...variants, ...resourcesIn(kustomization, 'resource: []')];
  const faulty = faultsOf(all).map(({ from }) => from);
  expect(faulty).toEqual(all.map(({ from }) => from));
  expect(() => resourcesIn('kind: A\nkind: B', 'it')).toThrow('unique');
});

it('has patches of members that the API knows, and of resources that there are', () => {
  const partial = patches
    .filter(({ patch }) => !patch.startsWith('- '))
    .flatMap(({ from, patch }) => resourcesIn(patch, from));
  expect(partial.length).toBeGreaterThan(2);
  const misspelt = '{ apiVersion: apps/v1, kind: Deployment, spec: { template: { spec: { container: [] } } } }';
  expect(faultsOf([...partial, ...resourcesIn(misspelt, 'misspelt')], true)).toEqual([
    { from: 'misspelt', message: expect.stringContaining('"container"') as string },
  ]);
  const known = files.map(
    ({ content }) => `${content.kind} ${(content.metadata as { name?: string } | undefined)?.name ?? ''}`,
  );
  for (const { target } of patches) expect(known).toContain(`${target.kind} ${target.name}`);
});

it('puts together files and folders that exist, and leaves none out', () => {
  const named = kustomizations.flatMap(({ from, content }) => {
    const { resources = [], components = [] } = content as unknown as Kustomization;
    return [...resources, ...components].map((path) => join(dirname(from), path));
  });
  expect(named.filter((path) => !existsSync(join(FOLDER, path)))).toEqual([]);
  const parts = files.filter((file) => !kustomizations.includes(file)).map(({ from }) => from);
  expect(parts.filter((path) => !named.includes(path))).toEqual([]);
});

it('configures variables that the gateway knows, and every secret by reference', () => {
  const literals = kustomizations.flatMap(({ content }) =>
    ((content as unknown as Kustomization).configMapGenerator ?? []).flatMap(({ literals }) =>
      literals.map(variableOf),
    ),
  );
  const patched = patches
    .filter(({ target, patch }) => target.kind === 'Deployment' && !patch.startsWith('- '))
    .flatMap(({ from, patch }) => resourcesIn(patch, from))
    .flatMap((resource) => podOf(resource).containers.flatMap(({ env }) => env))
    .filter((variable) => 'name' in variable);
  const names = [...literals, ...container.env, ...patched].map(({ name }) => name);
  expect(names.filter((name) => ![...VARIABLES, ...NODES].includes(name as never))).toEqual([]);
  const given = [...literals, ...container.env].filter(({ name }) => SECRETS.test(name));
  expect(given.map(({ name }) => name)).toEqual(['XS2A_API_KEY', 'ENCRYPTION_KEY', 'STORE_URL', 'CACHE_URL']);
  for (const { name, value, valueFrom } of given) {
    expect([name, value]).toEqual([name, undefined]);
    expect(valueFrom?.secretKeyRef).toMatchObject({ name: 'xs2a-gateway', key: name });
  }
  // Redis of the overlay's own has no password.
  for (const { value = '' } of patched.filter(({ name }) => SECRETS.test(name)))
    expect(value).toMatch(/^redis:\/\/[\w-]+:6379$/);
});

it('documents the keys of its Secret', () => {
  const page = readFileSync('docs/kubernetes.md', 'utf8');
  const [required = '', optional = ''] = ['required', 'optional'].map(
    (kind) => new RegExp(`^ *\\|(.*)\\| *${kind} *\\|$`, 'm').exec(page)?.[1] ?? '',
  );
  const isRequired = (name: string) => container.env.some((variable) => variable.name === name);
  for (const name of VARIABLES.filter((name) => SECRETS.test(name)))
    expect(isRequired(name) ? required : optional).toContain(`\`${name}\``);
  expect(container.envFrom).toContainEqual({ secretRef: { name: 'xs2a-gateway' } });
});

it('gives a pod the time to drain', () => {
  const grace = Number(container.env.find(({ name }) => name === 'SHUTDOWN_GRACE_SECONDS')?.value);
  const pause = container.lifecycle.preStop.sleep.seconds;
  expect(pause).toBeGreaterThanOrEqual(5);
  expect(grace).toBeGreaterThan(25);
  expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(pause + grace + LAST_SECONDS + 5);
  const page = readFileSync('docs/kubernetes.md', 'utf8');
  expect(page).toContain(`\`SHUTDOWN_GRACE_SECONDS\` (${grace})`);
  expect(page).toContain(`\`terminationGracePeriodSeconds\` (${pod.terminationGracePeriodSeconds})`);
});

it('leaves room beside the heap', () => {
  const sizes = [deployment, ...patchedDeployments()].map((resource) => {
    const [{ env, resources }] = podOf(resource).containers;
    const options = env.find(({ name }) => name === 'NODE_OPTIONS')?.value ?? '';
    return [
      Number(/--max-old-space-size=(\d+)/.exec(options)?.[1]),
      Number(/^(\d+)Mi$/.exec(resources.limits.memory)?.[1]),
    ] as const;
  });
  expect(sizes).toHaveLength(2);
  for (const [heap, limit] of sizes) expect(limit).toBeGreaterThanOrEqual(heap * 1.5);
});

it('asks for what the gateway has: paths of health and metrics, its port, its user', async () => {
  const bank = await BankUnderTest.start();
  const gateway = await GatewayUnderTest.start(bank);
  const { startupProbe, readinessProbe, livenessProbe, ports } = container;
  const probes = [startupProbe, readinessProbe, livenessProbe];
  const [monitor] = files.filter(({ content }) => content.kind === 'ServiceMonitor');
  const { endpoints } = monitor?.content.spec as { endpoints: { path: string; port: string }[] };
  for (const path of [...probes.map(({ httpGet }) => httpGet.path), ...endpoints.map(({ path }) => path)]) {
    const { status } = await fetch(`${gateway.url}${path}`);
    expect([path, status]).toEqual([path, 200]);
  }
  const samples = await readMetrics(gateway.url);
  await gateway.close();
  await bank.close();
  expect(valueOf(samples, 'xs2a_gateway_requests_limit')).toBeGreaterThan(0);
  expect(new Set(probes.map(({ httpGet }) => httpGet.port))).toEqual(new Set([ports[0]?.name]));
  expect(dockerfile).toContain(`PORT=${ports[0]?.containerPort ?? 0}`);
  // The number of the user `node` in Node's images.
  expect(dockerfile).toContain('USER node');
  expect(pod.securityContext.runAsUser).toBe(1000);
  expect(livenessProbe.periodSeconds * livenessProbe.failureThreshold).toBeGreaterThanOrEqual(60);
});

it.each(files.filter(({ content }) => ['Deployment', 'StatefulSet'].includes(content.kind)))(
  'confines $from',
  (resource) => {
    expect(podOf(resource)).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
        },
      ],
    });
  },
);

it('has the rules of dashboards/alerts.yml: npm run kubernetes:alerts', () => {
  const made = execFileSync(process.execPath, ['scripts/prometheus-rule.js'], { encoding: 'utf8' });
  expect(readFileSync(join(FOLDER, 'components/monitoring/prometheus-rule.yaml'), 'utf8')).toBe(made);
  const { spec } = parse(made) as { spec: object };
  expect(spec).toEqual(parse(readFileSync('dashboards/alerts.yml', 'utf8')));
});

it('scales by a metric that the adapter makes of metrics of the gateway', () => {
  const component = join(FOLDER, 'components/scaling-by-requests');
  const { rules } = parse(readFileSync(join(component, 'prometheus-adapter.yaml'), 'utf8')) as {
    rules: { custom: { seriesQuery: string; name: { as: string }; metricsQuery: string }[] };
  };
  const [rule] = rules.custom;
  const query = rule?.metricsQuery.replaceAll('<<.GroupBy>>', 'pod').replaceAll('<<.LabelMatchers>>', 'pod="a"') ?? '';
  expect(readPromql(query).metrics).toEqual(['xs2a_gateway_requests_under_way', 'xs2a_gateway_requests_limit']);
  expect(readPromql(rule?.seriesQuery ?? '').metrics).toEqual(['xs2a_gateway_requests_limit']);
  expect(readFileSync(join(component, 'kustomization.yaml'), 'utf8')).toContain(`name: ${rule?.name.as ?? '-'}\n`);
});

describe.each(readdirSync(join(FOLDER, 'overlays')))('the overlay %s, as kubectl builds it', (overlay) => {
  const test = itUnless(noKubectl);

  test('has members that the API knows, in one namespace', () => {
    const resources = built(overlay);
    expect(faultsOf(resources)).toEqual([]);
    const { namespace } = parse(
      readFileSync(join(FOLDER, 'overlays', overlay, 'kustomization.yaml'), 'utf8'),
    ) as Kustomization;
    const namespaces = resources
      .filter(({ content }) => content.kind !== 'Namespace')
      .map(({ content }) => (content.metadata as { namespace?: string }).namespace);
    expect(new Set(namespaces)).toEqual(new Set([namespace]));
  });

  test('configures a gateway that starts, without a warning', () => {
    const resources = built(overlay);
    const [config] = resources.filter(({ content }) => content.kind === 'ConfigMap');
    const [gateway] = resources.filter(
      ({ content }) => content.kind === 'Deployment' && (content.metadata as { name: string }).name === 'xs2a-gateway',
    ) as [Resource];
    const { env } = podOf(gateway).containers[0];
    const { warnings, environment, store } = readConfig({
      ...{ NODE_ENV: 'production', HOST: '0.0.0.0', PORT: '4000' },
      ...(config?.content.data as Record<string, string>),
      ...Object.fromEntries(env.map((variable) => [variable.name, valueIn(variable)])),
    });
    const isTry = overlay === 'test-bank';
    expect({ warnings, environment, store: store.kind }).toEqual({
      warnings: [],
      environment: isTry ? 'development' : 'production',
      store: isTry ? 'memory' : 'redis',
    });
  });
});

function variableOf(literal: string): EnvironmentVariable {
  const at = literal.indexOf('=');
  return { name: literal.slice(0, at), value: literal.slice(at + 1) };
}

/** What is in the Secret, as docs/kubernetes.md has it. */
const SECRET: Readonly<Record<string, string>> = {
  XS2A_API_KEY: 'key',
  ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
  STORE_URL: 'rediss://:password@store.example.com:6380',
  CACHE_URL: 'rediss://:password@cache.example.com:6380',
};

function valueIn({ name, value, valueFrom }: EnvironmentVariable): string | undefined {
  const key = valueFrom?.secretKeyRef;
  if (key !== undefined && !(key.key in SECRET)) throw new Error(`The Secret has no ${key.key} for ${name}`);
  return key === undefined ? value : SECRET[key.key];
}

/** Patches of the gateway with sizes of their own. */
function patchedDeployments(): readonly Resource[] {
  return patches
    .filter(({ target, patch }) => target.kind === 'Deployment' && patch.includes('resources:'))
    .flatMap(({ from, patch }) => resourcesIn(patch, from));
}
