import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Observer } from '../observer.js';
import { addQueueGauge, createInstruments } from './instruments.js';
import { metricsObserver } from './metrics-observer.js';

/** What a gateway counts, for Prometheus; each gateway has its own, and those of the process it runs in. */
export interface Metrics {
  readonly observer: Observer;
  /** @param length of the queue towards upstream, asked whenever the metrics are read */
  watchQueue(length: () => number): void;
  /** In Prometheus' text format. */
  read(): Promise<string>;
  readonly contentType: string;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  // Processor time, memory, garbage collection, open handles and the delay of the event loop.
  collectDefaultMetrics({ register: registry });
  return {
    observer: metricsObserver(createInstruments(registry)),
    watchQueue: (length) => {
      addQueueGauge(registry, length);
    },
    read: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
