import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Observer } from '../observer.js';
import { addGauges, addStoreGauge, countFromZero, createInstruments } from './instruments.js';
import { metricsObserver } from './metrics-observer.js';

/** Prometheus metrics of one gateway, with those of its process. */
export interface Metrics {
  readonly observer: Partial<Observer>;
  /** @param values gauges, called on each scrape */
  watch(values: Parameters<typeof addGauges>[1], stores?: Parameters<typeof addStoreGauge>[1]): void;
  /** In Prometheus' text format. */
  read(): Promise<string>;
  readonly contentType: string;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  // CPU time, memory, garbage collection, open handles and event loop delay.
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
