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

it.each(EVENTS)('%s reaches all observers, in their order', (event) => {
  const events: unknown[] = [];
  const observer = (name: string) =>
    Object.fromEntries(EVENTS.map((each) => [each, (...what: unknown[]) => events.push([name, each, ...what])]));
  const combined = combineObservers(observer('a'), observer('b'));
  (combined[event] as (...what: unknown[]) => void)('this', 'and that');
  expect(events).toEqual([
    ['a', event, 'this', 'and that'],
    ['b', event, 'this', 'and that'],
  ]);
});
