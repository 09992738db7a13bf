import { RedisStore } from '../../src/store/redis-store.js';
import type { SecureStore, StoreEvent } from '../../src/store/secure-store.js';
import { block } from '../support/block.js';
import { describeWithRedis, redisConfig, RedisServer } from '../support/redis.js';
import { until } from '../support/until.js';

const HOUR = 3_600_000;

/** The names of the errors that operations failed with since the last look. */
function failures(events: StoreEvent[]): readonly string[] {
  return events
    .splice(0)
    .flatMap((event) => (event.kind === 'failed' && event.error instanceof Error ? [event.error.name] : []));
}

describeWithRedis('a store whose Redis', () => {
  let redis: RedisServer;
  let store: SecureStore;
  const events: StoreEvent[] = [];

  function open(url = redis.url, callTimeoutMs = 500): SecureStore {
    const onEvent = (event: StoreEvent) => events.push(event);
    const options = { namespace: 'tokens', encryptionKeys: [Buffer.alloc(32, 1)], onEvent, callTimeoutMs };
    return new RedisStore(redisConfig(url), options);
  }

  beforeEach(async () => {
    redis = await RedisServer.start();
    store = open();
    await store.ready();
    await store.set('anna', 'token', 'kept', HOUR);
    events.length = 0;
  });

  afterEach(async () => {
    redis.thaw();
    await store.close();
    await redis.kill();
  });

  it('is frozen: nothing hangs, nothing falsely succeeds, and it comes back by itself', async () => {
    redis.freeze();
    const outcomes = await Promise.all([
      store.get('anna', 'token'),
      store.set('anna', 'token', 'lost', HOUR),
      store.setIfAbsent('anna', 'other', 'lost', HOUR),
      store.delete('anna', 'token'),
    ]);
    expect(outcomes).toEqual([undefined, false, 'unknown', false]);
    expect(failures(events)).toContain('StoreTimeout');
    expect(store.available).toBe(false);

    // Now it is known, nobody waits any more.
    await store.get('anna', 'token');
    await store.setIfAbsent('anna', 'other', 'lost', HOUR);
    expect(failures(events)).toEqual(['StoreUnavailable', 'StoreUnavailable']);

    redis.thaw();
    await until('the store is back', () => store.available);
    await expect(store.set('anna', 'token', 'again', HOUR)).resolves.toBe(true);
    await expect(store.get('anna', 'token')).resolves.toBe('again');
    expect(events.map(({ kind }) => kind)).toEqual(['connected']);
  });

  it('is frozen for longer than a handshake may take', async () => {
    redis.freeze();
    await store.get('anna', 'token');
    await until('it is disconnected again', () => events.filter(({ kind }) => kind === 'disconnected').length > 1);
    redis.thaw();
    await until('the store is back', () => store.available);
    await expect(store.get('anna', 'token')).resolves.toBe('kept');
  });

  it('is killed and started again', async () => {
    await redis.kill();
    await expect(store.get('anna', 'token')).resolves.toBeUndefined();
    await expect(store.set('anna', 'token', 'lost', HOUR)).resolves.toBe(false);
    await expect(store.setIfAbsent('anna', 'token', 'lost', HOUR)).resolves.toBe('unknown');
    await redis.restart();
    await until('the store is back', () => store.available);
    await expect(store.get('anna', 'token')).resolves.toBeUndefined();
    await expect(store.set('anna', 'token', 'again', HOUR)).resolves.toBe(true);
    await expect(store.get('anna', 'token')).resolves.toBe('again');
  });

  it('is killed under load: every write that succeeded is a write, and none succeeds while it is down', async () => {
    let isDown = false;
    let falseSuccesses = 0;
    const write = async (index: number) => {
      const wasDown = isDown;
      const stored = await store.set('anna', String(index), index, HOUR);
      if (stored && wasDown) falseSuccesses += 1;
    };
    const load = async () => {
      for (let index = 0; index < 300; index += 1) await write(index);
    };
    const loads = Array.from({ length: 10 }, load);
    await redis.kill();
    isDown = true;
    await Promise.all(loads);
    expect(falseSuccesses).toBe(0);
    expect(store.available).toBe(false);
  });

  it('is not there at the start', async () => {
    await redis.kill();
    const early = open();
    await expect(early.ready()).resolves.toBe(false);
    expect(early.available).toBe(false);
    await expect(early.set('anna', 'token', 1, HOUR)).resolves.toBe(false);
    await redis.restart();
    await until('the store is there', () => early.available);
    await expect(early.set('anna', 'token', 1, HOUR)).resolves.toBe(true);
    await early.close();
  });

  it('is frozen at the start', async () => {
    redis.freeze();
    const early = open();
    await expect(early.set('anna', 'token', 1, HOUR)).resolves.toBe(false);
    redis.thaw();
    await expect(early.ready()).resolves.toBe(true);
    await early.close();
  });

  it('wants a password', async () => {
    const strict = await RedisServer.start('--requirepass', 'pass');
    const [without, wrong, right] = [
      strict.url,
      strict.url.replace('//', '//:wrong@'),
      strict.url.replace('//', '//:pass@'),
    ].map((url) => open(url, 5_000));
    await expect(without?.ready()).resolves.toBe(false);
    await expect(wrong?.ready()).resolves.toBe(false);
    await expect(right?.ready()).resolves.toBe(true);
    await expect(right?.set('anna', 'token', 1, HOUR)).resolves.toBe(true);
    await Promise.all([without?.close(), wrong?.close(), right?.close()]);
    await strict.kill();
  });

  it('refuses writes', async () => {
    const full = await RedisServer.start('--maxmemory', '1', '--maxmemory-policy', 'noeviction');
    const other = open(full.url, 5_000);
    await other.ready();
    await expect(other.set('anna', 'token', 1, HOUR)).resolves.toBe(false);
    await expect(other.setIfAbsent('anna', 'token', 1, HOUR)).resolves.toBe('unknown');
    await expect(other.get('anna', 'token')).resolves.toBeUndefined();
    // It answers, so it is there.
    expect(other.available).toBe(true);
    await other.close();
    await full.kill();
  });

  it('answered in time while this process was busy', async () => {
    const answers = Promise.all([store.get('anna', 'token'), store.set('anna', 'other', 1, HOUR)]);
    await new Promise(setImmediate);
    block(900);
    await expect(answers).resolves.toEqual(['kept', true]);
    expect(events).toEqual([]);
  });

  it('is frozen when the store is closed', async () => {
    redis.freeze();
    const last = store.set('anna', 'token', 'last', HOUR);
    await store.close();
    await expect(last).resolves.toBe(false);
    expect(store.available).toBe(false);
  });

  it('has no connection left after the store was closed', async () => {
    expect(await redis.connections()).toBe(1);
    await store.close();
    await until('no connection is left', async () => (await redis.connections()) === 0);
  });
});
