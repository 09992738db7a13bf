import type { Counter } from 'prom-client';
import { isFault } from '../../tracing/fault-codes.js';
import type { Observer } from '../observer.js';
import { ClientNames, OTHER_CLIENT } from './client-names.js';
import type { Instruments } from './instruments.js';
import { callOutcomeOf, methodLabelOf, outcomeOf, routeLabelOf } from './labels.js';
import { OperationNames } from './operation-names.js';

/**
 * Counts events.
 *
 * @param now monotonic time in milliseconds
 */
export function metricsObserver(instruments: Instruments, now = () => performance.now()): Partial<Observer> {
  return {
    onOperation: countOperations(instruments, now),
    onRefused: ({ code, caller }) => {
      instruments.refusedRequests.inc({ code, caller });
    },
    onUnreadAnswer: () => {
      instruments.unreadAnswers.inc();
    },
    onRequest: ({ route, method, status }) => {
      const label = route === undefined ? 'none' : routeLabelOf(route);
      instruments.httpRequests.inc({ route: label, method: methodLabelOf(method), status });
    },
    onExchange: ({ method, route: of, outcome, durationMs }) => {
      const route = routeLabelOf(of);
      instruments.upstreamCalls.inc({ method, route, outcome: callOutcomeOf(outcome) });
      instruments.upstreamDuration.observe({ method, route }, durationMs / 1000);
    },
    onCacheEvent: ({ read, event, count }) => {
      instruments.cacheEvents.inc({ read, event }, count);
    },
    onQueueWait: (durationMs) => {
      instruments.queueWaits.observe(durationMs / 1000);
    },
    onCircuitEvent: (event) => {
      instruments.circuitEvents.inc({ event });
      instruments.circuitOpen.set(event === 'OPENED' ? 1 : 0);
    },
    onTokenEvent: (event) => {
      instruments.tokenEvents.inc({ event });
    },
    onSkippedRow: (route) => {
      instruments.skippedRows.inc({ route: routeLabelOf(route) });
    },
    onStoreEvent: ({ namespace, kind }) => {
      instruments.storeEvents.inc({ namespace, event: kind });
    },
    onAuthEvent: (event) => {
      instruments.authEvents.inc({ event: event.kind, reason: event.kind === 'tokenRefused' ? event.reason : '' });
    },
    ...observeEvents(instruments),
    onInternalError: () => {
      instruments.internalErrors.inc();
    },
    onUnhandledRejection: () => {
      instruments.unhandledRejections.inc();
    },
  };
}

function countOperations(instruments: Instruments, now: () => number): Observer['onOperation'] {
  const { operations, clientOperations, faults } = instruments;
  const names = new OperationNames((operation) => void merge(operations, { operation }, { operation: 'other' }), now);
  const clients = new ClientNames((client) => void merge(clientOperations, client, OTHER_CLIENT), now);
  return (report) => {
    const type = report.type ?? 'none';
    const outcome = outcomeOf(report.codes);
    operations.inc({ operation: names.labelOf(report), type, outcome });
    clientOperations.inc({ ...clients.labelsOf(report), outcome });
    const codes = report.codes.filter(isFault);
    if (codes.length > 0) faults.inc({ code: outcomeOf(codes) });
    instruments.operationDuration.observe({ type }, report.durationMs / 1000);
    instruments.callsOfOperations.observe({ type }, report.upstreamCalls);
    instruments.cacheHits.inc(report.cacheHits);
  };
}

/** XS2A's events, and those of subscriptions. */
function observeEvents({
  eventReadings,
  eventsReadAt,
  webhookEvents,
  callbackFailures,
}: Instruments): Partial<Observer> {
  return {
    onEventReading: (outcome) => {
      eventReadings.inc({ outcome });
      if (outcome === 'READ' || outcome === 'ELSEWHERE') eventsReadAt.setToCurrentTime();
    },
    onCallbackFailure: (failure) => {
      callbackFailures.inc({ failure });
    },
    onWebhookEvent: (outcome) => {
      webhookEvents.inc({ outcome });
    },
  };
}

/** Merges the counts of forgotten labels into those of `other`, so that sums over all of them never decrease. */
async function merge<Label extends string>(
  counter: Counter<Label>,
  forgotten: Readonly<Partial<Record<Label, string>>>,
  other: Readonly<Partial<Record<Label, string>>>,
): Promise<void> {
  const names = Object.keys(forgotten) as Label[];
  const { values } = await counter.get();
  for (const { labels, value } of values.filter(({ labels }) =>
    names.every((name) => labels[name] === forgotten[name]),
  )) {
    counter.inc({ ...labels, ...other }, value);
    counter.remove(labels);
  }
}
