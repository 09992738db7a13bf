import { setTimeout as pause } from 'node:timers/promises';
import type { RedisConfig } from '../../../src/config/config.js';
import { Countdowns } from '../../../src/store/countdowns.js';
import { RedisNoticeChannel } from '../../../src/store/notice-channel.js';
import { RedisStore } from '../../../src/store/redis-store.js';
import { Seal } from '../../../src/store/seal.js';
import type { SecureStore, StoreEvent } from '../../../src/store/secure-store.js';
import { describeFailure } from '../../../src/telemetry/logging/log-failure.js';
import { noRedis, redisConfig } from '../../support/redis.js';
import { REDIS_FORMS, type RedisForm, type RunningRedis } from '../../support/redis-forms.js';
import { describeUnless } from '../../support/unless.js';
import { until } from '../../support/until.js';

const KEY = Buffer.alloc(32, 1);
const NEWER_KEY = Buffer.alloc(32, 2);
const HOUR = 3_600_000;
/** Enough for every shard to have some. */
const PLACES = Array.from({ length: 30 }, (_, index) => `place ${index}`);

type Settings = Pick<RunningRedis, 'url' | 'variables'>;
type Mistake = readonly [code: string, change: (settings: Settings) => Settings];

/** Settings that do not fit, by form, and the code that the log has: an operator has nothing else to go by. */
const MISMATCHES: Readonly<Record<string, readonly Mistake[]>> = {
  'a server': [
    ['NO_SUCH_DATABASE', ({ url, variables }) => ({ url: `${url}/16`, variables })],
    ['NOT_A_CLUSTER', ({ url, variables }) => ({ url: url.replace('redis:', 'redis-cluster:'), variables })],
    [
      'NOT_A_SENTINEL',
      ({ url, variables }) => ({ url: `${url.replace('redis:', 'redis-sentinel:')}/main`, variables }),
    ],
  ],
  'a server with TLS and client certificates': [
    [
      'SELF_SIGNED_CERT_IN_CHAIN',
      ({ url, variables: { REDIS_CA_FILE: _, ...others } }) => ({ url, variables: others }),
    ],
    [
      'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
      ({ url, variables: { REDIS_CA_FILE = '' } }) => ({ url, variables: { REDIS_CA_FILE } }),
    ],
  ],
  'a server with a user of few permissions, and another database': [
    ['WRONGPASS', ({ url, variables }) => ({ url: url.replace(/:[^:]*@/, ':wrong@'), variables })],
  ],
  'Sentinels with TLS and passwords': [
    ['NO_SUCH_MASTER', ({ url, variables }) => ({ url: url.replace(/main$/, 'other'), variables })],
    ['NOAUTH', ({ url, variables: { REDIS_SENTINEL_PASSWORD: _, ...others } }) => ({ url, variables: others })],
  ],
  'a cluster of three shards': [
    ['NOT_A_SENTINEL', ({ url, variables }) => ({ url: `${url.replace('-cluster:', '-sentinel:')}/main`, variables })],
  ],
  'a cluster of one shard with TLS and a user of few permissions': [
    [
      'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
      ({ url, variables: { REDIS_CA_FILE = '' } }) => ({ url, variables: { REDIS_CA_FILE } }),
    ],
    ['NO_SUCH_DATABASE', ({ url, variables }) => ({ url: `${url.replace('-cluster:', ':')}/1`, variables })],
  ],
};

for (const form of REDIS_FORMS) {
  const tests = () => {
    describeForm(form);
  };
  describeUnless(noRedis ?? form.obstacle)(`Redis as ${form.name}`, tests);
}

/** What every form does; the last tests take its master away. */
function describeForm(form: RedisForm): void {
  let redis: RunningRedis;
  let config: RedisConfig;
  const events: StoreEvent[] = [];
  const opened: { ready?: () => Promise<boolean>; close: () => Promise<void> }[] = [];

  beforeAll(async () => {
    redis = await form.start();
    config = redisConfig(redis.url, redis.variables);
  });
  beforeEach(() => {
    events.length = 0;
  });
  afterEach(async () => {
    redis.master.thaw();
    redis.replica?.thaw();
    await Promise.all(opened.splice(0).map((one) => one.close()));
  });
  afterAll(async () => {
    await redis.stop();
  });

  function options(namespace: string, encryptionKeys: readonly Buffer[] = [KEY]) {
    // Generous, since other tests run beside this one.
    return { namespace, encryptionKeys, callTimeoutMs: 5_000, onEvent: (event: StoreEvent) => events.push(event) };
  }

  async function open(keys?: readonly Buffer[], callTimeoutMs = 5_000): Promise<SecureStore> {
    const store = new RedisStore(config, { ...options('store', keys), callTimeoutMs, survivesFailover: true });
    opened.push(store);
    expect([await store.ready(), failures(events)]).toEqual([true, []]);
    return store;
  }

  async function openCountdowns(): Promise<Countdowns> {
    const countdowns = new Countdowns(config, options('rates'));
    opened.push(countdowns);
    expect(await countdowns.ready()).toBe(true);
    return countdowns;
  }

  function openNotices(keys?: readonly Buffer[]): { channel: RedisNoticeChannel; heard: Set<string> } {
    const channel = new RedisNoticeChannel(config, options('notices', keys));
    opened.push(channel);
    const heard = new Set<string>();
    channel.listen((notice) => heard.add(notice));
    return { channel, heard };
  }

  /** Over all of the places at once. */
  async function everywhere<T>(act: (place: string) => Promise<T>): Promise<readonly T[]> {
    return Promise.all(PLACES.map(act));
  }

  const all = <T>(value: T): readonly T[] => PLACES.map(() => value);

  it('has no connection left after everything was closed', async () => {
    const [store, countdowns, { channel }] = [await open(), await openCountdowns(), openNotices()];
    await store.set('anna', 'token', 1, HOUR);
    await until('notices are passed on', async () => (await redis.connections()) >= 4);
    await Promise.all([store.close(), countdowns.close(), channel.close()]);
    await until('no connection is left', async () => (await redis.connections()) === 0);
  });

  if (form.name === 'a server' || form.name.startsWith('a cluster of one'))
    it('can be closed while its master is frozen', async () => {
      const store = await open([KEY], 500);
      redis.master.freeze();
      expect(await store.set('anna', 'token', 1, HOUR)).toBe(false);
      // Usually enough for it to be in the middle of its next attempt.
      await pause(150);
      await store.close();
      redis.master.thaw();
      await until('no connection is left', async () => (await redis.connections()) === 0);
    });

  it('shares records between instances, wherever they are', async () => {
    const [one, other] = [await open(), await open()];
    expect(await everywhere((place) => one.set('anna', place, `token of ${place}`, HOUR))).toEqual(all(true));
    expect(await everywhere((place) => other.get('anna', place))).toEqual(PLACES.map((place) => `token of ${place}`));
    expect(await everywhere((place) => other.delete('anna', place))).toEqual(all(true));
    expect(await everywhere((place) => one.get('anna', place))).toEqual(all(undefined));
    expect(failures(events)).toEqual([]);
  });

  it('lets one of many be the first, whichever instance they ask', async () => {
    const stores = [await open(), await open()];
    const firsts = await everywhere(async (place) => firstOf(await claimByAll(stores, place)));
    expect(firsts).toEqual(all(1));
    expect(failures(events)).toEqual([]);
  });

  it('goes on while encryption keys are rotated', async () => {
    const before = await open([KEY]);
    await everywhere((place) => before.set('bert', place, 'old', HOUR));
    const [prepared, rotated] = [await open([KEY, NEWER_KEY]), await open([NEWER_KEY, KEY])];
    expect(await everywhere((place) => rotated.setIfAbsent('bert', place, 'second', HOUR))).toEqual(all('exists'));
    expect(await everywhere((place) => rotated.get('bert', place))).toEqual(all('old'));
    await everywhere((place) => rotated.set('bert', place, 'new', HOUR));
    expect(await everywhere((place) => prepared.get('bert', place))).toEqual(all('new'));
    expect(await everywhere((place) => prepared.delete('bert', place))).toEqual(all(true));
    const firsts = await everywhere(async (place) => firstOf(await claimByAll([prepared, rotated], place, 'bert')));
    expect(firsts).toEqual(all(1));
    const after = await open([NEWER_KEY]);
    await everywhere((place) => rotated.set('bert', place, 'newest', HOUR));
    expect(await everywhere((place) => after.get('bert', place))).toEqual(all('newest'));
    expect(failures(events)).toEqual([]);
  });

  it('adds up rates of all instances', async () => {
    const [one, other] = [await openCountdowns(), await openCountdowns()];
    const sums = await everywhere(async (place) => {
      await one.extend(place, HOUR);
      return ((await other.extend(place, HOUR)) ?? 0) > HOUR;
    });
    expect(sums).toEqual(all(true));
  });

  it('passes notices on to the other instances, also while keys are rotated', async () => {
    const [one, two, three] = [openNotices(), openNotices([KEY, NEWER_KEY]), openNotices([NEWER_KEY, KEY])];
    await until('the others have heard', () => {
      one.channel.publish('changed');
      return two.heard.has('changed') && three.heard.has('changed');
    });
    expect(one.heard.size).toBe(0);
  });

  if (form.hasShards)
    it('follows slots that move', async () => {
      const stores = [await open(), await open()] as const;
      const [name] = new Seal([KEY]).namesOf({ namespace: 'store', owner: 'dora', key: 'moved' });
      const end = await redis.moveSlot?.(name);
      expect(await stores[0].setIfAbsent('dora', 'moved', 1, HOUR)).toBe('stored');
      expect(await stores[1].get('dora', 'moved')).toBe(1);
      await end?.();
      expect(await stores[1].setIfAbsent('dora', 'moved', 2, HOUR)).toBe('exists');
      expect(await stores[0].get('dora', 'moved')).toBe(1);
      expect(failures(events)).toEqual([]);
    });

  if (form.isReplicated)
    it('promises nothing that only the master has', async () => {
      const store = await open();
      redis.replica?.freeze();
      const outcomes = await everywhere((place) => store.setIfAbsent('carl', place, 'unsure', HOUR));
      expect(outcomes).toContain('unknown');
      expect(outcomes).not.toContain('exists');
      expect(failures(events)).toContain('NotReplicated');
      redis.replica?.thaw();
      // What is not promised does not stand in the way of the next attempt.
      await until(
        'the replica confirms again',
        async () => (await store.setIfAbsent('carl', 'next', 1, HOUR)) === 'stored',
      );
      const unsure = PLACES.filter((_, index) => outcomes[index] === 'unknown');
      const again = await Promise.all(unsure.map((place) => store.setIfAbsent('carl', place, 'sure', HOUR)));
      expect(again).toEqual(unsure.map(() => 'stored'));
    });

  it.each(MISMATCHES[form.name] ?? [])('tells why it cannot be used: %s', async (code, change) => {
    const changed = change(redis);
    const mistaken = new Countdowns(redisConfig(changed.url, changed.variables), options('rates'));
    opened.push(mistaken);
    expect(await mistaken.ready()).toBe(false);
    expect(events.map((event) => (event.kind === 'disconnected' ? codeOf(event.error) : event.kind))[0]).toBe(code);
  });

  it('loses its master under load: fails at once, comes back by itself, and keeps what it has promised', async () => {
    const stores = [await open([KEY], 500), await open([KEY], 500)];
    const [countdowns, notices, other] = [await openCountdowns(), openNotices(), openNotices()];
    const promised = new Set<string>();
    let writes = 0;
    let isEnding = false;
    const claimOnAndOn = async (store: SecureStore) => {
      while (!isEnding) {
        const place = String(writes++);
        if ((await store.setIfAbsent('load', place, 'promised', HOUR)) === 'stored') promised.add(place);
        // A store that is away answers at once.
        await pause(1);
      }
    };
    const load = [...stores, ...stores].map(claimOnAndOn);
    await until('there is some', () => promised.size > 200);
    await redis.loseMaster();
    await until('it is noticed', () => stores.every(({ available }) => !available));
    const before = promised.size;
    expect(await stores[0]?.setIfAbsent('anna', 'meanwhile', 1, HOUR)).toBe('unknown');
    expect(await stores[0]?.get('anna', 'meanwhile')).toBeUndefined();
    await redis.recover();
    await until('it is back', () => stores.every(({ available }) => available) && promised.size > before + 100);
    isEnding = true;
    await Promise.all(load);
    events.length = 0;
    const after = await open();
    const kept = await Promise.all([...promised].map((place) => after.get('load', place)));
    expect(kept.filter((record) => record !== 'promised')).toEqual([]);
    await until('rates are counted', async () => (await countdowns.extend('anna', 1)) !== undefined);
    await until('notices come', () => {
      notices.channel.publish('after');
      return other.heard.has('after');
    });
  });
}

/** Errors of Node itself are of another realm than the tests. */
function codeOf(error: unknown): string | undefined {
  return describeFailure(error).code ?? String((error as { readonly code?: unknown }).code);
}

async function claimByAll(stores: readonly SecureStore[], place: string, owner = 'anna'): Promise<readonly string[]> {
  const claims = [...stores, ...stores, ...stores].map((store, index) => store.setIfAbsent(owner, place, index, HOUR));
  return Promise.all(claims);
}

/** How many were the first, where all others were told so. */
function firstOf(outcomes: readonly string[]): number {
  const firsts = outcomes.filter((outcome) => outcome === 'stored').length;
  return outcomes.every((outcome) => outcome !== 'unknown') ? firsts : NaN;
}

/** The classes of the errors that operations failed with. */
function failures(events: readonly StoreEvent[]): readonly string[] {
  return events.flatMap((event) =>
    event.kind === 'failed' && event.error instanceof Error ? [event.error.constructor.name] : [],
  );
}
