import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Observer } from '../observer.js';
import { addGauges, addStoreGauge, countFromZero, createInstruments } from './instruments.js';
import { metricsObserver } from './metrics-observer.js';

/** What a gateway counts, for Prometheus; each gateway has its own, and those of the process it runs in. */
export interface Metrics {
  readonly observer: Partial<Observer>;
  /** @param values of gauges, asked whenever the metrics are read */
  watch(values: Parameters<typeof addGauges>[1], stores?: Parameters<typeof addStoreGauge>[1]): void;
  /** In Prometheus' text format. */
  read(): Promise<string>;
  readonly contentType: string;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  // Processor time, memory, garbage collection, open handles and the delay of the event loop.
  collectDefaultMetrics({ register: registry });
  const instruments = createInstruments(registry);
  return {
    observer: metricsObserver(instruments),
    watch: (values, stores) => {
      addGauges(registry, values);
      if (stores === undefined) return;
      countFromZero(instruments, Object.keys(stores));
      addStoreGauge(registry, stores);
    },
    read: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
