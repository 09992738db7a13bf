import { combineObservers, type Observer } from '../../src/telemetry/observer.js';

const EVENTS = Object.keys(combineObservers()) as (keyof Observer)[];

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
