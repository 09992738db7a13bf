import { context, isSpanContextValid, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Attributes, Context, Span, SpanContext, Tracer } from '@opentelemetry/api';
import { GatewayError } from '../errors/gateway-error.js';
import { isFault } from './fault-codes.js';

/** Reference to a span, for links. */
export type SpanPlace = SpanContext;

/** Looked up on every call, so that the process may register OpenTelemetry's SDK at any time; without one, spans are no-ops. */
export function tracer(): Tracer {
  return trace.getTracer('xs2a-graphql-gateway');
}

/** The span's name until the operation is known. */
const UNKNOWN_OPERATION = 'GraphQL Operation';

/**
 * Runs a request in a span, which this folder's observer renames once the operation is known.
 *
 * @param traceparent the caller's (W3C), adopted when well-formed, unless the process already has a span for the request.
 * `tracestate` and `baggage` may contain anything and are ignored.
 */
export function withOperationSpan(traceparent: unknown, work: () => unknown): Promise<unknown> {
  const parent = parentOf(traceparent);
  return tracer().startActiveSpan(UNKNOWN_OPERATION, { kind: SpanKind.SERVER }, parent, ending(work));
}

/** Runs a read in its own span; cache events add the outcome. @param what a constant @param keys number of keys */
export function inRead<T>(what: string, keys: number, work: () => Promise<T>): Promise<T> {
  return tracer().startActiveSpan(`read ${what}`, { attributes: { 'xs2a.keys': keys } }, ending(work));
}

/** The active span. */
export function placeOfSpan(): SpanPlace | undefined {
  return trace.getSpanContext(context.active());
}

/** Links the active span to one that it waits for, possibly of another operation. */
export function linkSpanTo(place: SpanPlace | undefined): void {
  if (place !== undefined) trace.getActiveSpan()?.addLink({ context: place });
}

/** The active trace id, 32 hexadecimal digits. */
export function activeTraceId(): string | undefined {
  const place = placeOfSpan();
  return place !== undefined && isSpanContextValid(place) ? place.traceId : undefined;
}

/** Records a span that ends now, without attributes of its own. */
export function recordSpan(
  name: string,
  kind: SpanKind,
  durationMs: number,
  attributes: Attributes,
  failed = false,
): void {
  const span = tracer().startSpan(name, { kind, attributes, startTime: Date.now() - durationMs });
  if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

function parentOf(traceparent: unknown): Context {
  const active = context.active();
  if (typeof traceparent !== 'string' || trace.getSpan(active) !== undefined) return active;
  return propagation.extract(active, { traceparent });
}

function ending<T>(work: () => T | Promise<T>): (span: Span) => Promise<T> {
  return async (span) => {
    try {
      return await work();
    } catch (error) {
      const code = error instanceof GatewayError ? error.code : 'INTERNAL_SERVER_ERROR';
      span.setAttribute('error.type', code);
      if (isFault(code)) span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  };
}
