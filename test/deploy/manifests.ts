import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { notInstalled } from '../support/unless.js';

export const FOLDER = 'deploy/kubernetes';

/** A resource of a file, or of what kubectl makes of an overlay. */
export interface Resource {
  readonly from: string;
  readonly content: Readonly<Record<string, unknown>> & { readonly apiVersion: string; readonly kind: string };
}

/** @throws Error for anything that is not strict YAML, such as a member twice */
export function resourcesIn(text: string, from: string): readonly Resource[] {
  return parseAllDocuments(text, { uniqueKeys: true }).map((document) => {
    for (const fault of [...document.errors, ...document.warnings]) throw fault;
    return { from, content: document.toJS() as Resource['content'] };
  });
}

/** Of all files but the values of a Helm chart. */
export function allFiles(): readonly Resource[] {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('prometheus-adapter.yaml'))
    .flatMap((name) => resourcesIn(readFileSync(join(FOLDER, name), 'utf8'), name));
}

export interface Patch {
  readonly target: { readonly kind: string; readonly name: string };
  /** YAML of a partial resource, or of JSON patch operations. */
  readonly patch: string;
}

export interface Kustomization {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly resources?: readonly string[];
  readonly components?: readonly string[];
  readonly images?: readonly { readonly name: string; readonly newName: string; readonly newTag: string }[];
  readonly configMapGenerator?: readonly {
    readonly name: string;
    readonly behavior?: 'merge';
    readonly literals: readonly string[];
  }[];
  readonly patches?: readonly Patch[];
}

export const noKubectl = notInstalled('kubectl', ['version', '--client']);

/** What `kubectl apply -k` would send; needs no cluster. */
export function built(overlay: string): readonly Resource[] {
  const text = execFileSync('kubectl', ['kustomize', join(FOLDER, 'overlays', overlay)], { encoding: 'utf8' });
  return resourcesIn(text, overlay);
}

export interface EnvironmentVariable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly secretKeyRef?: { readonly name: string; readonly key: string };
  };
}

export interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
  readonly periodSeconds: number;
  readonly failureThreshold: number;
}

export interface Container {
  readonly envFrom: readonly object[];
  readonly env: readonly EnvironmentVariable[];
  readonly resources: { readonly limits: { readonly memory: string } };
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly startupProbe: Probe;
  readonly readinessProbe: Probe;
  readonly livenessProbe: Probe;
  readonly lifecycle: { readonly preStop: { readonly sleep: { readonly seconds: number } } };
  readonly securityContext: object;
}

export interface PodSpec {
  readonly terminationGracePeriodSeconds: number;
  readonly securityContext: { readonly runAsUser: number };
  readonly containers: readonly [Container];
}

/** Of a Deployment or StatefulSet. */
export function podOf({ content }: Resource): PodSpec {
  return (content as unknown as { spec: { template: { spec: PodSpec } } }).spec.template.spec;
}
