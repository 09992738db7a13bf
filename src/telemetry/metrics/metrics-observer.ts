import type { Observer } from '../observer.js';
import type { Instruments } from './instruments.js';
import { callOutcomeOf, methodLabelOf, outcomeOf, routeLabelOf } from './labels.js';
import { OperationNames } from './operation-names.js';

/**
 * Counts events.
 *
 * @param now monotonic time in milliseconds
 */
export function metricsObserver(instruments: Instruments, now = () => performance.now()): Partial<Observer> {
  const names = new OperationNames((name) => void mergeIntoOther(instruments, name), now);
  return {
    onOperation: (report) => {
      const type = report.type ?? 'none';
      const outcome = outcomeOf(report.codes);
      instruments.operations.inc({ operation: names.labelOf(report), type, outcome });
      instruments.operationDuration.observe({ type }, report.durationMs / 1000);
      instruments.callsOfOperations.observe({ type }, report.upstreamCalls);
      instruments.cacheHits.inc(report.cacheHits);
    },
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
    onExchange: ({ method, route, outcome, durationMs }) => {
      const labels = { method, route: routeLabelOf(route) };
      instruments.upstreamCalls.inc({ ...labels, outcome: callOutcomeOf(outcome) });
      instruments.upstreamDuration.observe(labels, durationMs / 1000);
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

/** Merges an evicted name into `other`, so that sums over all operations never decrease. */
async function mergeIntoOther({ operations }: Instruments, name: string): Promise<void> {
  const { values } = await operations.get();
  for (const { labels, value } of values.filter(({ labels: { operation } }) => operation === name)) {
    operations.inc({ ...labels, operation: 'other' }, value);
    operations.remove(labels);
  }
}
