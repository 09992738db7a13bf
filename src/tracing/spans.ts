import { context, isSpanContextValid, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Attributes, Context, Span, SpanContext, Tracer } from '@opentelemetry/api';
import { GatewayError } from '../errors/gateway-error.js';
import { isFault } from './fault-codes.js';

/** A span of which nothing but its place is known, for pointing at it later. */
export type SpanPlace = SpanContext;

/** Asked for each time, so that whoever registers OpenTelemetry's SDK in this process may do so at any time; without one, spans are nothing. */
export function tracer(): Tracer {
  return trace.getTracer('xs2a-graphql-gateway');
}

/** Until it is known what is asked. */
const UNKNOWN_OPERATION = 'GraphQL Operation';

/**
 * Answers a request in a span, which the observer of this room names once it knows the operation.
 *
 * @param traceparent of the caller (W3C), taken over when it is well-formed, unless the process itself has a span for the
 * request already. What else callers send of their traces (`tracestate`, `baggage`) may hold anything and is left alone.
 */
export function withOperationSpan(traceparent: unknown, work: () => unknown): Promise<unknown> {
  const parent = parentOf(traceparent);
  return tracer().startActiveSpan(UNKNOWN_OPERATION, { kind: SpanKind.SERVER }, parent, ending(work));
}

/** Reads in a span of its own. What it comes to, cache events tell. @param what a word of the gateway's own @param keys how many things */
export function inRead<T>(what: string, keys: number, work: () => Promise<T>): Promise<T> {
  return tracer().startActiveSpan(`read ${what}`, { attributes: { 'xs2a.keys': keys } }, ending(work));
}

/** Where the work is that goes on at present. */
export function placeOfSpan(): SpanPlace | undefined {
  return trace.getSpanContext(context.active());
}

/** The work that goes on at present waits for what was begun there, maybe by another operation. */
export function linkSpanTo(place: SpanPlace | undefined): void {
  if (place !== undefined) trace.getActiveSpan()?.addLink({ context: place });
}

/** Of the trace that the work at present belongs to, 32 hexadecimal digits. */
export function activeTraceId(): string | undefined {
  const place = placeOfSpan();
  return place !== undefined && isSpanContextValid(place) ? place.traceId : undefined;
}

/** What took this long and ends now, without anything in it. */
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
