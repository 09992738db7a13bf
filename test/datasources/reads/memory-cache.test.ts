import fc from 'fast-check';
import type { CacheEvent } from '../../../src/datasources/reads/cache-event.js';
import { MemoryCache } from '../../../src/datasources/reads/memory-cache.js';

const MAX_BYTES = 100_000;
const HOUR = 3_600_000;

describe('the cache of a process', () => {
  let now: number;
  let cache: MemoryCache<{ readonly readAt: number }>;
  let events: CacheEvent[];

  beforeEach(() => {
    now = 1_000_000;
    events = [];
    cache = new MemoryCache({ maxBytes: MAX_BYTES, now: () => new Date(now), onEvent: (event) => events.push(event) });
  });

  const set = (bankUserId: string, key: string, bytes = 100, value: object = { bankUserId, key }) => {
    cache.set(bankUserId, key, { stamp: { readAt: now }, value, bytes });
  };

  it('gives back what was put in, the thing itself', () => {
    const value = {};
    set('anna', 'balance 1', 100, value);
    expect(cache.get('anna', 'balance 1')?.value).toBe(value);
    expect(cache.has('anna', 'balance 1')).toBe(true);
  });

  it.each([
    ['something else', 'anna', 'balance 2'],
    ['somebody else', 'bert', 'balance 1'],
    ['nobody', '', 'anna balance 1'],
  ])('has nothing of %s', (_, bankUserId, key) => {
    set('anna', 'balance 1');
    expect(cache.get(bankUserId, key)).toBeUndefined();
  });

  it('keeps nothing for longer than an hour, from the moment on at which it was read', () => {
    cache.set('anna', 'balance 1', { stamp: { readAt: now - 1_000 }, value: {}, bytes: 1 });
    now += HOUR - 1_001;
    expect(cache.get('anna', 'balance 1')).toBeDefined();
    now += 1;
    expect(cache.get('anna', 'balance 1')).toBeUndefined();
  });

  it('tells what was pushed out and what was too large, without whose it was', () => {
    for (let number = 0; number < 6; number++) set('anna', `balance ${number}`, 20_000);
    set('anna', 'turnovers 1', 30_000);
    expect(events).toEqual([
      { read: 'balance', event: 'evicted', count: 1 },
      { read: 'balance', event: 'evicted', count: 1 },
      { read: 'turnovers', event: 'tooLarge', count: 1 },
    ]);
  });

  it('says nothing of what was replaced or forgotten', () => {
    set('anna', 'balance 1');
    set('anna', 'balance 1');
    cache.forget('anna');
    expect(events).toEqual([]);
    expect(cache.size).toBe(0);
  });

  it('never takes more than its bytes, and keeps what was used last', () => {
    const entry = fc.tuple(
      fc.constantFrom('a', 'b', 'c'),
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 0, max: 40_000 }),
    );
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 100 }), (entries) => {
        for (const [person, number, bytes] of entries) {
          set(person, `thing ${number}`, bytes);
          expect(cache.bytes).toBeLessThanOrEqual(MAX_BYTES);
          // What is around it takes a few hundred bytes as well.
          if (bytes < MAX_BYTES / 4 - 1_000) expect(cache.has(person, `thing ${number}`)).toBe(true);
          if (bytes > MAX_BYTES / 4 - 300) expect(cache.has(person, `thing ${number}`)).toBe(false);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('counts keys as well', () => {
    const long = 'x'.repeat(5_000);
    set('anna', long, 0);
    expect(cache.bytes).toBeGreaterThan(10_000);
  });

  it('lets the least recently used go', () => {
    for (let number = 0; number < 4; number++) set('anna', `list ${number}`, 24_000);
    expect(cache.get('anna', 'list 0')).toBeDefined();
    set('bert', 'list 4', 24_000);
    const kept = [0, 1, 2, 3].filter((number) => cache.has('anna', `list ${number}`));
    expect(kept).toEqual([0, 2, 3]);
  });

  it('does not keep what would drive out everybody else, nor what it would take the place of', () => {
    set('anna', 'turnovers 1');
    set('bert', 'turnovers 2');
    set('bert', 'turnovers 2', MAX_BYTES / 2);
    expect([cache.has('anna', 'turnovers 1'), cache.has('bert', 'turnovers 2')]).toEqual([true, false]);
  });

  it('forgets everything of one person, and nothing of another', () => {
    for (const person of ['anna', 'bert']) for (const key of ['accounts', 'balance 1']) set(person, key);
    set('anna', 'accounts');
    cache.forget('anna');
    expect([cache.has('anna', 'accounts'), cache.has('anna', 'balance 1')]).toEqual([false, false]);
    expect([cache.has('bert', 'accounts'), cache.has('bert', 'balance 1')]).toEqual([true, true]);
    cache.forget('bert');
    expect(cache.bytes).toBe(0);
  });
});
