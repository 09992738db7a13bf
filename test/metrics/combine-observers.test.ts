import { combineObservers, type Observer } from '../../src/telemetry/observer.js';

const EVENTS: readonly (keyof Observer)[] = [
  'onConfigured',
  'onOperation',
  'onRequest',
  'onRefused',
  'onUnreadAnswer',
  'onExchange',
  'onCacheEvent',
  'onQueueWait',
  'onCircuitEvent',
  'onTokenEvent',
  'onSkippedRow',
  'onStoreEvent',
  'onAuthEvent',
  'onServerLog',
  'onInternalError',
  'onUnhandledRejection',
];

it.each(EVENTS)('%s is told to all, in their order', (event) => {
  const told: unknown[] = [];
  const observer = (name: string) =>
    Object.fromEntries(EVENTS.map((each) => [each, (...what: unknown[]) => told.push([name, each, ...what])]));
  const combined = combineObservers(observer('a'), observer('b'));
  (combined[event] as (...what: unknown[]) => void)('this', 'and that');
  expect(told).toEqual([
    ['a', event, 'this', 'and that'],
    ['b', event, 'this', 'and that'],
  ]);
});
