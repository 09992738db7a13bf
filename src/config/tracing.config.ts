import { isLoopback, readHttpUrl } from './http-url.js';
import type { Variables } from './variables.js';

export interface TracingConfig {
  /** The endpoint for OTLP over HTTP with JSON. */
  readonly url: string;
  /** Sent with every request; may contain a secret. */
  readonly headers: Readonly<Record<string, string>>;
  /** The gateway's name and environment in traces. */
  readonly resource: Readonly<Record<string, string>>;
  readonly sampling: Sampling;
}

export interface Sampling {
  /** The share of traces that is sampled, from 0 to 1. */
  readonly ratio: number;
  /** Whether a caller's sampling decision takes precedence. */
  readonly asCallersSay: boolean;
}

const SERVICE_NAME = 'xs2a-graphql-gateway';

const SAMPLERS = ['always_on', 'always_off', 'traceidratio'] as const;
const PARENT_BASED = SAMPLERS.map((sampler) => `parentbased_${sampler}` as const);

/** Reads OpenTelemetry's standard variables, as listed in docs/configuration.md. Undefined: tracing is off. */
export function readTracing(variables: Variables): TracingConfig | undefined {
  const isDisabled = variables.oneOf('OTEL_SDK_DISABLED', ['true', 'false'], 'false') === 'true';
  const exporter = variables.oneOf('OTEL_TRACES_EXPORTER', ['otlp', 'none'], 'otlp');
  const url = readEndpoint(variables);
  const headers = readHeaders(variables);
  const resource = readResource(variables);
  const sampling = readSampling(variables);
  if (url === undefined || isDisabled || exporter === 'none') return undefined;
  warnOfProtocol(variables);
  if (url.protocol === 'http:' && !isLoopback(url) && Object.keys(headers).length > 0)
    variables.warn('OTEL_EXPORTER_OTLP_HEADERS', 'is sent in the clear: the endpoint is plain http');
  return { url: url.href, headers, resource, sampling };
}

/** The endpoint of traces is used as it is; the common one is extended by the path of traces. */
function readEndpoint(variables: Variables): URL | undefined {
  // Collectors within a cluster use plain http, and spans contain nothing confidential.
  const rules = { plainAnywhere: true };
  const traces = readHttpUrl(variables, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', rules);
  const common = readHttpUrl(variables, 'OTEL_EXPORTER_OTLP_ENDPOINT', rules);
  if (traces !== undefined || common === undefined) return traces;
  return new URL(`${common.pathname.replace(/\/+$/, '')}/v1/traces`, common);
}

function warnOfProtocol(variables: Variables): void {
  for (const name of ['OTEL_EXPORTER_OTLP_PROTOCOL', 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL']) {
    const protocol = variables.oneOf(name, ['http/json', 'http/protobuf', 'grpc'], 'http/json');
    if (protocol === 'grpc') variables.fault(name, 'is grpc, which the gateway does not speak: use http/json');
    if (protocol === 'http/protobuf')
      variables.warn(name, 'is read, but traces are sent as json, which collectors take at the same place');
  }
}

function readHeaders(variables: Variables): Record<string, string> {
  const headers = {
    ...readPairs(variables, 'OTEL_EXPORTER_OTLP_HEADERS'),
    ...readPairs(variables, 'OTEL_EXPORTER_OTLP_TRACES_HEADERS'),
  };
  const isHeader = ([name, value]: [string, string]) =>
    /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e]*$/.test(value);
  if (!Object.entries(headers).every(isHeader))
    variables.fault('OTEL_EXPORTER_OTLP_HEADERS', 'has an entry that is no header');
  return headers;
}

function readResource(variables: Variables): Record<string, string> {
  const attributes = readPairs(variables, 'OTEL_RESOURCE_ATTRIBUTES');
  const name = variables.text('OTEL_SERVICE_NAME') ?? attributes['service.name'] ?? SERVICE_NAME;
  return { ...attributes, 'service.name': name };
}

/** `key=value,key=value`; commas are percent-encoded. */
function readPairs(variables: Variables, name: string): Record<string, string> {
  const pairs = (variables.list(name) ?? []).map((text) => {
    const at = text.indexOf('=');
    const [key, value] = [text.slice(0, Math.max(at, 0)).trim(), decoded(text.slice(at + 1).trim())];
    return key === '' || value === undefined ? undefined : ([key, value] as const);
  });
  if (pairs.includes(undefined)) variables.fault(name, 'is not of the form key=value,key=value');
  return Object.fromEntries(pairs.filter((pair) => pair !== undefined));
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function readSampling(variables: Variables): Sampling {
  const sampler = variables.oneOf('OTEL_TRACES_SAMPLER', [...SAMPLERS, ...PARENT_BASED], 'parentbased_always_on');
  const asCallersSay = sampler.startsWith('parentbased_');
  if (sampler.endsWith('traceidratio')) return { ratio: readRatio(variables), asCallersSay };
  return { ratio: sampler.endsWith('always_on') ? 1 : 0, asCallersSay };
}

function readRatio(variables: Variables): number {
  const text = variables.text('OTEL_TRACES_SAMPLER_ARG') ?? '1';
  const ratio = /^\d(\.\d{1,9})?$/.test(text) ? Number(text) : NaN;
  if (ratio <= 1) return ratio;
  variables.fault('OTEL_TRACES_SAMPLER_ARG', 'is not a number from 0 to 1');
  return 1;
}
