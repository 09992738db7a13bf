import { openStore, type StoreOptions } from '../../src/store/open-store.js';
import type { SecureStore, StoreEvent } from '../../src/store/secure-store.js';
import type { StoreConfig } from '../../src/config/config.js';
import { describeWithRedis, redisConfig, RedisServer } from '../support/redis.js';
import { until } from '../support/until.js';

const KEY = Buffer.alloc(32, 1);
const NEWER_KEY = Buffer.alloc(32, 2);
const HOUR = 3_600_000;

const opened: SecureStore[] = [];
let events: StoreEvent[] = [];

async function open(config: StoreConfig, options: Partial<StoreOptions> = {}): Promise<SecureStore> {
  const store = await openStore(config, {
    namespace: 'tokens',
    encryptionKeys: [KEY],
    // Generous, since other tests run beside this one.
    callTimeoutMs: 5_000,
    onEvent: (event) => events.push(event),
    ...options,
  });
  opened.push(store);
  expect(await store.ready()).toBe(true);
  return store;
}

beforeEach(() => (events = []));
afterEach(async () => {
  await Promise.all(opened.splice(0).map((store) => store.close()));
});

/** What every store does, wherever it keeps its records. */
function describeStore(openIt: () => Promise<SecureStore>): void {
  it('keeps what JSON can carry', async () => {
    const store = await openIt();
    const value = { token: 'secret', until: 1, tags: ['ä', null, true], nested: { '': '🏦' } };
    await expect(store.set('anna', 'token', value, HOUR)).resolves.toBe(true);
    await expect(store.get('anna', 'token')).resolves.toEqual(value);
    await expect(store.set('anna', 'token', null, HOUR)).resolves.toBe(true);
    await expect(store.get('anna', 'token')).resolves.toBeNull();
  });

  it('knows nothing that was not stored, and nothing of others', async () => {
    const store = await openIt();
    await store.set('anna', 'token', 1, HOUR);
    await expect(store.get('anna', 'tokens')).resolves.toBeUndefined();
    await expect(store.get('ann', 'atoken')).resolves.toBeUndefined();
    await expect(store.get('token', 'anna')).resolves.toBeUndefined();
    await store.set('ann', 'atoken', 2, HOUR);
    await expect(store.get('anna', 'token')).resolves.toBe(1);
  });

  it('forgets in time', async () => {
    const store = await openIt();
    await store.set('anna', 'brief', 1, 1.9);
    await until('it is forgotten', async () => (await store.get('anna', 'brief')) === undefined);
    const takesItsPlace = async () => (await store.setIfAbsent('anna', 'brief', 2, HOUR)) === 'stored';
    await until('another one can take its place', takesItsPlace);
  });

  it.each([0, -1, 0.5, NaN])('keeps nothing for %d ms, nor what was there before', async (ttlMs) => {
    const store = await openIt();
    await store.set('anna', 'token', 'old', HOUR);
    await expect(store.set('anna', 'token', 'new', ttlMs)).resolves.toBe(false);
    await expect(store.get('anna', 'token')).resolves.toBeUndefined();
  });

  it('deletes, whether or not there is anything', async () => {
    const store = await openIt();
    await store.set('anna', 'token', 1, HOUR);
    await expect(store.delete('anna', 'token')).resolves.toBe(true);
    await expect(store.delete('anna', 'token')).resolves.toBe(true);
    await expect(store.get('anna', 'token')).resolves.toBeUndefined();
  });

  it('lets one of many be the first', async () => {
    const store = await openIt();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) => store.setIfAbsent('anna', 'key', index, HOUR)),
    );
    expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'exists')).toHaveLength(19);
    await expect(store.get('anna', 'key')).resolves.toBe(outcomes.indexOf('stored'));
    await store.delete('anna', 'key');
    await expect(store.setIfAbsent('anna', 'key', 'again', HOUR)).resolves.toBe('stored');
  });

  it('stores nothing after it was closed', async () => {
    const store = await openIt();
    await store.set('anna', 'token', 1, HOUR);
    await store.close();
    await expect(store.get('anna', 'token')).resolves.toBeUndefined();
  });
}

describe('a store in memory', () => {
  describeStore(() => open({ kind: 'memory' }));

  it('keeps a record as it was when it was stored', async () => {
    const store = await open({ kind: 'memory' });
    const value = { until: [1] };
    await store.set('anna', 'token', value, HOUR);
    value.until.push(2);
    const found = (await store.get('anna', 'token')) as typeof value;
    expect(found).toEqual({ until: [1] });
    found.until.push(3);
    await expect(store.get('anna', 'token')).resolves.toEqual({ until: [1] });
  });

  it('gives up what was not used for longest when the bytes do not suffice', async () => {
    const store = await open({ kind: 'memory' }, { memoryBytes: 10_000 });
    for (let index = 0; index < 10; index += 1) {
      await store.set('anna', String(index), 'x'.repeat(1_000), HOUR);
      await store.get('anna', '0');
    }
    await expect(store.get('anna', '0')).resolves.toBeDefined();
    await expect(store.get('anna', '1')).resolves.toBeUndefined();
    await expect(store.get('anna', '9')).resolves.toBeDefined();
  });

  it('says that it did not store what is larger than itself', async () => {
    const store = await open({ kind: 'memory' }, { memoryBytes: 10_000 });
    await expect(store.set('anna', 'large', 'x'.repeat(10_000), HOUR)).resolves.toBe(false);
    await expect(store.setIfAbsent('anna', 'large', 'x'.repeat(10_000), HOUR)).resolves.toBe('unknown');
    await expect(store.get('anna', 'large')).resolves.toBeUndefined();
    expect(events.map(({ kind }) => kind)).toEqual(['failed', 'failed']);
  });

  it('stores nothing after it was closed', async () => {
    const store = await open({ kind: 'memory' });
    await store.close();
    await expect(store.set('anna', 'token', 1, HOUR)).resolves.toBe(false);
  });
});

describeWithRedis('a store in Redis', () => {
  let redis: RedisServer;
  const config = (): StoreConfig => redisConfig(redis.url);

  beforeAll(async () => (redis = await RedisServer.start()));
  afterEach(() => redis.empty());
  afterAll(() => redis.kill());

  describeStore(() => open(config()));

  it('is shared by instances, apart from namespaces', async () => {
    const [one, two, cache] = [
      await open(config()),
      await open(config()),
      await open(config(), { namespace: 'cache' }),
    ];
    await one.set('anna', 'token', 'shared', HOUR);
    await expect(two.get('anna', 'token')).resolves.toBe('shared');
    await expect(cache.get('anna', 'token')).resolves.toBeUndefined();
    await expect(two.setIfAbsent('anna', 'token', 'mine', HOUR)).resolves.toBe('exists');
  });

  it('tells nothing to who reads along', async () => {
    const store = await open(config());
    await store.set('anna@example.com', 'idempotency-1', { token: 'canary-token' }, HOUR);
    await store.setIfAbsent('anna@example.com', 'idempotency-2', { token: 'canary-token' }, HOUR);
    const contents = await redis.contents();
    expect(contents.size).toBe(2);
    for (const [name, record] of contents) {
      expect(name).toMatch(/^xs2a:tokens:[\w-]{43}$/);
      for (const text of [name, record, Buffer.from(record, 'base64').toString('latin1')]) {
        expect(text).not.toMatch(/canary|anna|example|idempotency/);
      }
    }
    expect(new Set([...contents.values()].map((record) => record.slice(8, 24))).size).toBe(2);
  });

  it('leaves every record to end by itself', async () => {
    const store = await open(config());
    await store.set('anna', 'a', 1, HOUR);
    await store.setIfAbsent('anna', 'b', 1, HOUR);
    const lifetimes = await redis.lifetimes();
    expect(lifetimes).toHaveLength(2);
    for (const lifetime of lifetimes) expect(lifetime).toBeGreaterThan(HOUR / 2);
  });

  describe('refuses records that are not as they were written', () => {
    const flip = (record: string, index: number) => {
      const bytes = Buffer.from(record, 'base64');
      bytes.writeUInt8(bytes.readUInt8(index) ^ 1, index);
      return bytes.toString('base64');
    };

    it.each<[string, (record: string, other: string) => string]>([
      ['empty', () => ''],
      ['with a character too many', (record) => `${record}\n`],
      ['no base64', () => '{"value":"token"}'],
      ['of another owner', (_, other) => other],
      ['of another version', (record) => flip(record, 0)],
      ['of another key', (record) => flip(record, 1)],
      ['with another nonce', (record) => flip(record, 5)],
      ['with another text', (record) => flip(record, 17)],
      ['with another tag', (record) => flip(record, Buffer.from(record, 'base64').length - 1)],
      ['cut by a byte', (record) => Buffer.from(record, 'base64').subarray(0, -1).toString('base64')],
      ['cut to its head', (record) => Buffer.from(record, 'base64').subarray(0, 5).toString('base64')],
      ['longer', (record) => Buffer.concat([Buffer.from(record, 'base64'), Buffer.alloc(1)]).toString('base64')],
    ])('%s', async (_, alter) => {
      const store = await open(config());
      await store.set('anna', 'token', 'hers', HOUR);
      const [[name = '', record = ''] = []] = await redis.contents();
      await store.set('bert', 'token', 'his', HOUR);
      const other = [...(await redis.contents())].find(([otherName]) => otherName !== name)?.[1] ?? '';
      await expect(store.get('anna', 'token')).resolves.toBe('hers');
      await redis.overwrite(name, alter(record, other));
      events = [];
      await expect(store.get('anna', 'token')).resolves.toBeUndefined();
      expect(events).toEqual([{ kind: 'recordRefused', namespace: 'tokens' }]);
    });

    it('moved to another key of the same owner', async () => {
      const store = await open(config());
      await store.set('anna', 'token', 1, HOUR);
      const [[name = ''] = []] = await redis.contents();
      await store.set('anna', 'other', 2, HOUR);
      const other = [...(await redis.contents())].find(([otherName]) => otherName !== name)?.[1] ?? '';
      await redis.overwrite(name, other);
      await expect(store.get('anna', 'token')).resolves.toBeUndefined();
    });

    it('kept alive beyond their end', async () => {
      const store = await open(config());
      await store.set('anna', 'token', 1, 200);
      const [[name = '', record = ''] = []] = await redis.contents();
      await redis.overwrite(name, record);
      await until('its end has come', async () => (await store.get('anna', 'token')) === undefined);
    });

    it('written by somebody with another key', async () => {
      await (await open(config(), { encryptionKeys: [NEWER_KEY] })).set('anna', 'token', 1, HOUR);
      await expect((await open(config())).get('anna', 'token')).resolves.toBeUndefined();
    });
  });

  describe('while keys are rotated', () => {
    const before = () => open(config(), { encryptionKeys: [KEY] });
    const prepared = () => open(config(), { encryptionKeys: [KEY, NEWER_KEY] });
    const rotated = () => open(config(), { encryptionKeys: [NEWER_KEY, KEY] });
    const after = () => open(config(), { encryptionKeys: [NEWER_KEY] });

    it('reads records of older keys, and writes with the newest', async () => {
      await (await before()).set('anna', 'token', 'old', HOUR);
      const store = await rotated();
      await expect(store.get('anna', 'token')).resolves.toBe('old');
      await store.set('anna', 'token', 'new', HOUR);
      await expect((await after()).get('anna', 'token')).resolves.toBe('new');
    });

    it('has one record between instances of both stages', async () => {
      const [one, two] = [await prepared(), await rotated()];
      await one.set('anna', 'token', 1, HOUR);
      await two.set('anna', 'token', 2, HOUR);
      await expect(one.get('anna', 'token')).resolves.toBe(2);
      await one.set('anna', 'token', 3, HOUR);
      await expect(two.get('anna', 'token')).resolves.toBe(3);
      expect((await redis.contents()).size).toBe(1);
      await expect(two.delete('anna', 'token')).resolves.toBe(true);
      await expect(one.get('anna', 'token')).resolves.toBeUndefined();
    });

    it('lets one of many be the first, whichever stage it is in', async () => {
      const [one, two] = [await prepared(), await rotated()];
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, index) => (index % 2 ? one : two).setIfAbsent('anna', 'key', index, HOUR)),
      );
      expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'exists')).toHaveLength(19);
    });
  });
});
