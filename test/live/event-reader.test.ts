import { EventReader } from '../../src/datasources/live/event-reader.js';
import type { EventQuery } from '../../src/datasources/event.source.js';
import { GatewayError } from '../../src/errors/gateway-error.js';
import type { Xs2aEvent } from '../../src/schema/xs2a-event.type.js';
import { memoryStore } from '../support/in-process-gateway.js';

const START = Date.parse('2026-06-15T10:00:00Z');
const TURN_MS = 15_000;

let at = START;
let store: ReturnType<typeof memoryStore>;
let events: readonly Xs2aEvent[];
let failure: GatewayError | undefined;
let asked: EventQuery[];
let received: string[];
let gaps: number;

beforeEach(() => {
  [at, events, failure, asked, received, gaps] = [START, [], undefined, [], [], 0];
  jest.useFakeTimers({ now: START });
  store = memoryStore('store');
});

afterEach(async () => {
  await store.close();
  jest.useRealTimers();
});

function reader(): EventReader {
  const list = (query: EventQuery) => {
    asked.push(query);
    return failure === undefined ? Promise.resolve([...events]) : Promise.reject(failure);
  };
  const receiveRead = ({ id }: Xs2aEvent) => {
    received.push(id);
    return Promise.resolve('APPLIED');
  };
  return new EventReader({
    ...{ store, sources: () => ({ events: { list } }) as never, receiver: { receiveRead } as never },
    onGap: () => gaps++,
    now: () => new Date(at),
  });
}

function pass(ms: number): void {
  at += ms;
  jest.advanceTimersByTime(ms);
}

function event(id: string): Xs2aEvent {
  return { id, type: 'synced', createdAt: null, subjectXs2aId: null, transactionId: null };
}

it('one of several instances reads, from where the last reading ended', async () => {
  const [first, second] = [reader(), reader()];
  expect([await first.turn(), await second.turn()]).toEqual(['READ', 'ELSEWHERE']);
  pass(TURN_MS);
  expect([await second.turn(), await first.turn()]).toEqual(['ELSEWHERE', 'READ']);
  expect(asked.map(({ from }) => from?.toISOString())).toEqual([
    '2026-06-15T09:59:00.000Z',
    '2026-06-15T09:59:00.000Z',
  ]);
  expect([first.areRead, second.areRead]).toEqual([true, true]);
});

it('another instance goes on where one has stopped, whether it has said so or not', async () => {
  const [first, second, third] = [reader(), reader(), reader()];
  await first.turn();
  await first.release();
  expect(await second.turn()).toBe('READ');
  pass(TURN_MS);
  expect(await third.turn()).toBe('ELSEWHERE');
  pass(41_000);
  expect(await third.turn()).toBe('READ');
  // Since the second one has read last, and a minute more.
  expect(asked.at(-1)?.from?.toISOString()).toBe('2026-06-15T09:59:00.000Z');
});

it('gives events in the order in which they happened', async () => {
  events = [event('newest'), event('older'), event('oldest')];
  await reader().turn();
  expect(received).toEqual(['oldest', 'older', 'newest']);
});

it('what could not be read is read the next time; others know that nobody reads meanwhile', async () => {
  const [first, second] = [reader(), reader()];
  await first.turn();
  failure = new GatewayError('NOT_FOUND');
  pass(TURN_MS);
  expect([await first.turn(), await second.turn()]).toEqual(['FAILED', 'UNKNOWN']);
  expect([first.areRead, second.areRead]).toEqual([false, false]);
  failure = undefined;
  pass(4 * TURN_MS);
  expect(await first.turn()).toBe('READ');
  expect(asked.at(-1)?.from?.toISOString()).toBe('2026-06-15T09:59:00.000Z');
  expect(gaps).toBe(0);
});

it.each([
  ['more than an operation may read', () => (failure = new GatewayError('UPSTREAM_BUDGET_EXCEEDED'))],
  [
    'more than an hour',
    () => {
      pass(3 * 3_600_000);
    },
  ],
])('a gap of %s is told, and not read', async (_, happens) => {
  const one = reader();
  await one.turn();
  happens();
  expect(await one.turn()).toBe('READ');
  expect(gaps).toBe(1);
});

it('nobody reads while the store is unreachable', async () => {
  await store.close();
  const one = reader();
  expect(await one.turn()).toBe('UNKNOWN');
  expect(asked).toEqual([]);
});
