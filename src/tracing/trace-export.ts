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
import type { TracingConfig } from '../config/config.js';

export interface TraceExport {
  /** Sends what there is yet, as long as it may; afterwards there are no spans. */
  stop(): Promise<void>;
}

export interface TraceTimes {
  /** Milliseconds for one batch of spans, repetitions included. */
  readonly exportMs: number;
  /** Milliseconds at the end: nobody waits longer for a collector that is down. */
  readonly stopMs: number;
}

const TIMES: TraceTimes = { exportMs: 5_000, stopMs: 1_500 };

/** In spans, some kilobytes each; when they come faster than they can be sent, the newest are dropped. */
const QUEUE = { maxQueueSize: 4_096, maxExportBatchSize: 512 };

/**
 * Registers OpenTelemetry's SDK for this process, so that what the gateway says of its work is sent to a collector. Spans of no
 * other library are made, and no header of a trace is sent to anybody else.
 *
 * @param onFailure told for each batch that could not be sent
 */
export function startTraceExport(
  config: TracingConfig,
  onFailure: (error: unknown) => void,
  { exportMs, stopMs }: TraceTimes = TIMES,
): TraceExport {
  const { url, headers } = config;
  const exporter = tellingFailures(
    new OTLPTraceExporter({ url, headers: { ...headers }, timeoutMillis: exportMs }),
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
      // Failures have been told already.
      await Promise.race([provider.shutdown().catch(() => undefined), pause(stopMs)]);
      for (const api of [trace, propagation, context]) api.disable();
    },
  };
}

function samplerOf({ ratio, asCallersSay }: TracingConfig['sampling']): Sampler {
  const root = new TraceIdRatioBasedSampler(ratio);
  return asCallersSay ? new ParentBasedSampler({ root }) : root;
}

/** The SDK keeps failures to itself. */
function tellingFailures(exporter: SpanExporter, onFailure: (error: unknown) => void): SpanExporter {
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
