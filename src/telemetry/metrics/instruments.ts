import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { FAULTS } from '../../tracing/fault-codes.js';

const PREFIX = 'xs2a_gateway_';

/** Seconds; a cached response takes milliseconds, an upstream read up to 20 s with all attempts. */
const DURATIONS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];

/** An operation may plan a hundred reads, plus tokens and retries. */
const CALLS = [0, 1, 2, 3, 5, 10, 20, 50, 100, 150];

export type Instruments = ReturnType<typeof createInstruments>;

/** All instruments. Label values are from closed lists, except a limited number of names of operations and clients. */
export function createInstruments(registry: Registry) {
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter<Label>({ name: `${PREFIX}${name}_total`, help, labelNames, registers });
  const durations = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Histogram<Label>({ name: `${PREFIX}${name}_seconds`, help, labelNames, buckets: DURATIONS, registers });
  return {
    operations: counter('operations', 'GraphQL operations answered.', 'operation', 'type', 'outcome'),
    faults: counter('operation_faults', 'Operations with an error that is not the fault of their caller.', 'code'),
    clientOperations: counter(
      'client_operations',
      'GraphQL operations answered, by client.',
      'client',
      'version',
      'outcome',
    ),
    operationDuration: durations('operation_duration', 'From the request to the answer of an operation.', 'type'),
    refusedRequests: counter('refused_requests', 'Refused before they became an operation.', 'code', 'caller'),
    unreadAnswers: counter('unread_answers', 'Answers given up because their callers did not read them.'),
    upstreamCalls: counter('upstream_calls', 'Requests sent to XS2A.api.', 'route', 'method', 'outcome'),
    upstreamDuration: durations('upstream_call_duration', 'Of single requests to XS2A.api.', 'route', 'method'),
    callsOfOperations: new Histogram({
      name: `${PREFIX}operation_upstream_calls`,
      help: 'Requests to XS2A.api that an operation took.',
      labelNames: ['type'],
      buckets: CALLS,
      registers,
    }),
    queueWaits: durations('upstream_queue_wait', 'Of calls to XS2A.api that had to wait for their turn.'),
    circuitEvents: counter('upstream_circuit_events', 'Begins and ends of times in which XS2A.api was down.', 'event'),
    circuitOpen: new Gauge({
      name: `${PREFIX}upstream_circuit_open`,
      help: '1 while XS2A.api is taken to be down and calls to it are refused, else 0.',
      registers,
    }),
    cacheHits: counter('cache_hits', 'Reads answered from the cache.'),
    cacheEvents: counter('cache_events', 'Reads and cached entries, by what happened to them.', 'read', 'event'),
    skippedRows: counter('skipped_rows', 'Rows of XS2A.api that could not be read and were left out.', 'route'),
    tokenEvents: counter('access_token_events', 'Access tokens of bank users, by what happened to them.', 'event'),
    storeEvents: counter('store_events', 'Connections to the store, and what failed there.', 'namespace', 'event'),
    authEvents: counter('auth_events', "Callers' tokens refused, and keys to verify them.", 'event', 'reason'),
    webhookEvents: counter('webhook_events', 'Webhook events, by outcome.', 'outcome'),
    eventReadings: counter('event_readings', "Readings of XS2A's events for subscriptions, by outcome.", 'outcome'),
    callbackFailures: counter('callback_failures', 'Subscriptions by callback that a router did not take.', 'failure'),
    eventsReadAt: new Gauge({
      name: `${PREFIX}events_read_timestamp_seconds`,
      help: "When XS2A's events were last known to be read, by this instance or another one; 0 if never.",
      registers,
    }),
    internalErrors: counter('internal_errors', 'Faults of the gateway itself.'),
    unhandledRejections: counter('unhandled_rejections', 'Promises that were rejected while nobody listened.'),
    httpRequests: counter('http_requests', 'HTTP requests answered.', 'route', 'method', 'status'),
  };
}

/**
 * Initialises rare counters used in alerts: Prometheus ignores the first value of a new counter.
 *
 * @param namespaces of stores
 */
export function countFromZero(
  { faults, storeEvents, tokenEvents, authEvents, webhookEvents }: Instruments,
  namespaces: readonly string[],
): void {
  for (const namespace of namespaces) {
    for (const event of ['disconnected', 'failed', 'recordRefused']) storeEvents.inc({ namespace, event }, 0);
  }
  for (const code of FAULTS) faults.inc({ code }, 0);
  for (const event of ['CREATED', 'RENEWED', 'REPLACED', 'RENEWAL_FAILED']) tokenEvents.inc({ event }, 0);
  webhookEvents.inc({ outcome: 'REFUSED' }, 0);
  authEvents.inc({ event: 'keysUnavailable', reason: '' }, 0);
}

/** Read on each scrape. */
const GAUGES = {
  subscriptions: 'Subscriptions that are open.',
  subscriptions_limit: 'How many of them may be.',
  subscribed: 'Bank users and bank logins that are subscribed to.',
  web_sockets: 'Connections over WebSocket.',
  requests_under_way: 'GraphQL requests that are being answered.',
  requests_limit: 'How many of them may be at present.',
  upstream_calls_waiting: 'Calls to XS2A.api that wait for their turn.',
  upstream_calls_under_way: 'Calls to XS2A.api that are under way.',
  upstream_longest_wait_seconds: 'How long the oldest of the calls that wait has waited.',
  cache_answers: 'Answers that are kept in memory.',
  cache_bytes: 'What the answers in memory take, as an estimate.',
  cache_limit_bytes: 'What the answers in memory may take.',
} as const;

export type GaugeName = keyof typeof GAUGES;

/** @param values called on each scrape */
export function addGauges(registry: Registry, values: Readonly<Partial<Record<GaugeName, () => number>>>): void {
  for (const [name, value] of Object.entries(values)) {
    new Gauge({
      name: `${PREFIX}${name}`,
      help: GAUGES[name as GaugeName],
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  }
}

/** @param stores by namespace */
export function addStoreGauge(
  registry: Registry,
  stores: Readonly<Record<string, { readonly available: boolean }>>,
): void {
  new Gauge({
    name: `${PREFIX}store_available`,
    help: '1 while a store can be reached, as far as known; else 0.',
    labelNames: ['namespace'],
    registers: [registry],
    collect() {
      for (const [namespace, { available }] of Object.entries(stores)) this.set({ namespace }, available ? 1 : 0);
    },
  });
}
