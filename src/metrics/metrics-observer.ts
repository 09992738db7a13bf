import type { Observer } from '../observer.js';
import type { Instruments } from './instruments.js';
import { callOutcomeOf, outcomeOf, routeLabelOf } from './labels.js';
import { OperationNames } from './operation-names.js';

/** Counts what happens. */
export function metricsObserver(instruments: Instruments): Observer {
  const names = new OperationNames();
  return {
    onOperation: (report) => {
      const type = report.type ?? 'none';
      const outcome = outcomeOf(report.codes);
      instruments.operations.inc({ operation: names.labelOf(report), type, outcome });
      instruments.operationDuration.observe({ type }, report.durationMs / 1000);
      instruments.cacheHits.inc(report.cacheHits);
    },
    onExchange: ({ method, route, outcome, durationMs }) => {
      const labels = { method, route: routeLabelOf(route) };
      instruments.upstreamCalls.inc({ ...labels, outcome: callOutcomeOf(outcome) });
      instruments.upstreamDuration.observe(labels, durationMs / 1000);
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
    onInternalError: () => {
      instruments.internalErrors.inc();
    },
  };
}
