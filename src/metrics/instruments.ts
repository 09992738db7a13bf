import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

const PREFIX = 'xs2a_gateway_';

/** Seconds; a cached answer takes a few milliseconds, an upstream read up to 20 s with all its attempts. */
const DURATIONS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];

export type Instruments = ReturnType<typeof createInstruments>;

/** Everything that is counted. Label values are from closed lists, but for a bounded number of operations' names. */
export function createInstruments(registry: Registry) {
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter<Label>({ name: `${PREFIX}${name}_total`, help, labelNames, registers });
  const durations = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Histogram<Label>({ name: `${PREFIX}${name}_seconds`, help, labelNames, buckets: DURATIONS, registers });
  return {
    operations: counter('operations', 'GraphQL operations answered.', 'operation', 'type', 'outcome'),
    operationDuration: durations('operation_duration', 'From the request to the answer of an operation.', 'type'),
    upstreamCalls: counter('upstream_calls', 'Requests sent to XS2A.api.', 'route', 'method', 'outcome'),
    upstreamDuration: durations('upstream_call_duration', 'Of single requests to XS2A.api.', 'route', 'method'),
    cacheHits: counter('cache_hits', 'Reads answered from the cache.'),
    skippedRows: counter('skipped_rows', 'Rows of XS2A.api that could not be read and were left out.', 'route'),
    tokenEvents: counter('access_token_events', "What became of bank users' access tokens.", 'event'),
    storeEvents: counter('store_events', 'Connections to the store, and what failed there.', 'namespace', 'event'),
    authEvents: counter('auth_events', "Callers' tokens refused, and keys to verify them.", 'event', 'reason'),
    internalErrors: counter('internal_errors', 'Faults of the gateway itself.'),
  };
}

/** @param length asked whenever the metrics are read */
export function addQueueGauge(registry: Registry, length: () => number): void {
  new Gauge({
    name: `${PREFIX}upstream_calls_waiting`,
    help: 'Calls to XS2A.api that wait for their turn.',
    registers: [registry],
    collect() {
      this.set(length());
    },
  });
}
