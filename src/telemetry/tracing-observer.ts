import { SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import type { UpstreamExchange } from '../datasources/xs2a/upstream.js';
import type { OperationReport } from '../graphql/operation-report.js';
import { describeFailure } from './logging/log-failure.js';
import { callOutcomeOf, outcomeOf, routeLabelOf } from './metrics/labels.js';
import { OperationNames } from './metrics/operation-names.js';
import type { Observer } from './observer.js';
import { isFault } from '../tracing/fault-codes.js';
import { recordSpan } from '../tracing/spans.js';

/**
 * Adds events to the active span. Events without a span, such as an upstream call, are recorded as spans afterwards. Attributes
 * are those of the metrics: routes, codes, counts and safe operation names.
 */
export function tracingObserver(): Partial<Observer> {
  const names = new OperationNames();
  return {
    onOperation: (report) => {
      const span = trace.getActiveSpan();
      if (span?.isRecording() === true) describeOperation(span, report, names);
    },
    onExchange: addExchange,
    onCacheEvent: ({ event, count }) => {
      trace.getActiveSpan()?.setAttribute(`xs2a.cache.${event}`, count);
    },
    onQueueWait: (durationMs) => {
      recordSpan('wait for a turn', SpanKind.INTERNAL, durationMs, {});
    },
    onTokenEvent: (event) => {
      trace.getActiveSpan()?.addEvent('access token', { 'xs2a.event': event });
    },
    onStoreEvent: ({ kind, namespace }) => {
      trace.getActiveSpan()?.addEvent('store', { 'xs2a.event': kind, 'xs2a.namespace': namespace });
    },
    onInternalError: (error) => {
      trace.getActiveSpan()?.addEvent('internal error', { 'error.type': describeFailure(error).name });
    },
  };
}

function describeOperation(span: Span, report: OperationReport, names: OperationNames): void {
  const { type, name, caller, codes, upstreamCalls, cacheHits, skippedRows } = report;
  const label = name === undefined ? undefined : names.labelOf(report);
  if (type !== undefined) {
    span.updateName(label === undefined || label === 'other' ? type : `${type} ${label}`);
    span.setAttribute('graphql.operation.type', type);
  }
  if (label !== undefined) span.setAttribute('graphql.operation.name', label);
  span.setAttributes({ 'xs2a.caller': caller, 'xs2a.upstream_calls': upstreamCalls });
  span.setAttributes({ 'xs2a.cache_hits': cacheHits, 'xs2a.skipped_rows': skippedRows });
  if (codes.length === 0) return;
  span.setAttribute('error.type', outcomeOf(codes));
  span.setAttribute('xs2a.codes', [...new Set(codes.map((code) => outcomeOf([code])))]);
  if (codes.some(isFault)) span.setStatus({ code: SpanStatusCode.ERROR });
}

function addExchange({ method, route, outcome, durationMs, attempt }: UpstreamExchange): void {
  const template = routeLabelOf(route);
  const failed = typeof outcome === 'string' || outcome >= 400;
  const attributes = {
    'http.request.method': method,
    'url.template': template,
    ...(typeof outcome === 'number' && { 'http.response.status_code': outcome }),
    ...(failed && { 'error.type': callOutcomeOf(outcome) }),
    ...(attempt > 1 && { 'http.request.resend_count': attempt - 1 }),
  };
  recordSpan(`${method} ${template}`, SpanKind.CLIENT, durationMs, attributes, failed);
}
