import { setTimeout as pause } from 'node:timers/promises';
import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { ExportResultCode, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Sampler, SpanExporter } from '@opentelemetry/sdk-trace';
import { isProxied, type ProxyConfig, type TracingConfig } from '../config/config.js';

export interface TraceExport {
  /** Flushes pending spans within the time limit; later spans are dropped. */
  stop(): Promise<void>;
}

export interface TraceOptions {
  /** For a collector that is reached over HTTPS. */
  readonly proxy?: ProxyConfig | undefined;
  /** Milliseconds per batch of spans, retries included. */
  readonly exportMs?: number;
  /** Milliseconds to flush on stop: shutdown does not wait for a collector that is down. */
  readonly stopMs?: number;
}

/** In spans of some kilobytes each; when the queue is full, the newest are dropped. */
const QUEUE = { maxQueueSize: 4_096, maxExportBatchSize: 512 };

/**
 * Registers OpenTelemetry's SDK in this process to export the gateway's spans to a collector. No other library is instrumented,
 * and no trace headers are sent upstream.
 *
 * @param onFailure called for each batch that could not be exported
 */
export function startTraceExport(
  config: TracingConfig,
  onFailure: (error: unknown) => void,
  { proxy, exportMs = 5_000, stopMs = 1_500 }: TraceOptions = {},
): TraceExport {
  const { url, headers } = config;
  const exporter = reportingFailures(
    new OTLPTraceExporter({ url, headers: { ...headers }, timeoutMillis: exportMs, ...connectionsTo(url, proxy) }),
    onFailure,
  );
  const provider = new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes(config.resource)),
    sampler: samplerOf(config.sampling),
    spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: 2 * exportMs, ...QUEUE })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return {
    stop: async () => {
      const timer = new AbortController();
      const tooLate = pause(stopMs, undefined, { signal: timer.signal });
      // Failures have already been reported.
      await Promise.race([provider.shutdown(), tooLate]).catch(() => undefined);
      timer.abort();
      for (const api of [trace, propagation, context]) api.disable();
    },
  };
}

function connectionsTo(url: string, proxy: ProxyConfig | undefined) {
  if (proxy === undefined || !isProxied(proxy, new URL(url))) return {};
  return {
    httpAgentOptions: async () => {
      const { HttpsProxyAgent } = await import('https-proxy-agent');
      return new HttpsProxyAgent(proxy.url, { keepAlive: true });
    },
  };
}

function samplerOf({ ratio, asCallersSay }: TracingConfig['sampling']): Sampler {
  const root = new TraceIdRatioBasedSampler(ratio);
  return asCallersSay ? new ParentBasedSampler({ root }) : root;
}

/** Reports failures, which the SDK swallows. */
function reportingFailures(exporter: SpanExporter, onFailure: (error: unknown) => void): SpanExporter {
  return {
    export: (spans, done) => {
      exporter.export(spans, (result) => {
        if (result.code === ExportResultCode.FAILED) onFailure(result.error);
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
  };
}
