import { randomBytes } from 'node:crypto';
import { Agent } from 'undici';
import {
  AccessTokens,
  type AccessTokenEvent,
  type AccessTokenStore,
} from '../../src/datasources/xs2a/access-tokens.js';
import { Meter } from '../../src/datasources/meter.js';
import { CircuitBreaker } from '../../src/datasources/xs2a/circuit-breaker/circuit-breaker.js';
import { FairQueue } from '../../src/datasources/xs2a/fair-queue.js';
import { Transport } from '../../src/datasources/xs2a/http/transport.js';
import { Upstream } from '../../src/datasources/xs2a/upstream.js';
import { openStore } from '../../src/store/open-store.js';
import type { SecureStore } from '../../src/store/secure-store.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';
import { until } from '../support/until.js';

const MINUTE_MS = 60_000;
const TOKENS = '/v1/api/users/*/accesstokens';
const TOKEN = '/v1/api/users/*/accesstokens/*';
const CREATED = 'PUT /v1/api/users/{id}/accesstokens';
const RENEWED = 'PATCH /v1/api/users/{id}/accesstokens/{id}';

describe('access tokens', () => {
  let bank: BankUnderTest;
  let dispatcher: Agent;
  let store: SecureStore;
  let events: AccessTokenEvent[];
  let meter: Meter;
  /** The time at the test bank and in the gateway. */
  let now: Date;
  let person: Person;

  beforeAll(async () => {
    now = new Date();
    bank = await BankUnderTest.start({ seeded: false, now: () => now });
    dispatcher = new Agent();
    store = openStore({ kind: 'memory' }, { namespace: 'store', encryptionKeys: [randomBytes(32)], onEvent: ignore });
  });

  beforeEach(async () => {
    events = [];
    meter = new Meter();
    now = new Date();
    person = await bank.addPerson({ accounts: 0 });
  });

  afterEach(async () => {
    await bank.heal();
  });

  afterAll(async () => {
    await dispatcher.destroy();
    await bank.close();
    await store.close();
  });

  /** An instance of the gateway. */
  function instance(over: AccessTokenStore = store, apiKey = bank.apiKey): AccessTokens {
    const queue = new FairQueue({ total: 100, perOwner: 100 });
    const upstream = new Upstream(new Transport(bank.url, dispatcher), new CircuitBreaker(ignore), queue, ignore);
    return new AccessTokens(
      upstream,
      apiKey,
      over,
      () => now,
      (event) => events.push(event),
    );
  }

  const pass = (minutes: number): void => void (now = new Date(now.getTime() + minutes * MINUTE_MS));
  const calls = async () => {
    const counted = Object.entries(await bank.callsFor(person));
    return Object.fromEntries(counted.filter(([route]) => route.includes('/accesstokens')));
  };

  /** Whether XS2A takes it. */
  async function opens(token: string): Promise<boolean> {
    const authorization = `Basic ${Buffer.from(`api:${token}`).toString('base64')}`;
    return (await fetch(`${bank.url}/v1/api/accounts`, { headers: { authorization } })).status === 200;
  }

  describe('are created', () => {
    it('once for 50 requests at the same moment', async () => {
      const tokens = instance();
      const given = await Promise.all(Array.from({ length: 50 }, () => tokens.of(person.id, meter)));
      expect(new Set(given).size).toBe(1);
      expect(await calls()).toEqual({ [CREATED]: 1 });
      expect(events).toEqual(['CREATED']);
      expect(await opens(given[0] ?? '')).toBe(true);
    });

    it('and kept for later requests, most of an hour', async () => {
      const tokens = instance();
      const first = await tokens.of(person.id, meter);
      pass(50);
      expect(await tokens.of(person.id, new Meter())).toBe(first);
      expect(await calls()).toEqual({ [CREATED]: 1 });
    });

    it('one for each bank user', async () => {
      const tokens = instance();
      const other = await bank.addPerson();
      expect(await tokens.of(person.id, meter)).not.toBe(await tokens.of(other.id, meter));
      expect(await bank.callsFor(other)).toEqual({ [CREATED]: 1 });
    });

    it('at the cost of the operation that needed one', async () => {
      const tokens = instance();
      const later = new Meter();
      await tokens.of(person.id, meter);
      await tokens.of(person.id, later);
      expect([meter.upstreamCalls, later.upstreamCalls]).toEqual([1, 0]);
    });

    it('once, although the answer is an error, and again for the next request', async () => {
      const tokens = instance();
      await bank.strike({ path: TOKENS, kind: 'status', status: 500 });
      const waiting = Array.from({ length: 20 }, () => tokens.of(person.id, meter));
      const outcomes = await Promise.allSettled(waiting);
      expect(new Set(outcomes.map(codeOf))).toEqual(new Set(['UPSTREAM_UNAVAILABLE']));
      expect(await calls()).toEqual({ [CREATED]: 1 });
      await bank.heal();
      expect(await opens(await tokens.of(person.id, meter))).toBe(true);
    });

    it('not for a bank user who does not exist', async () => {
      await expect(instance().of('nobody', meter)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });

    it('not with an API key that XS2A does not know', async () => {
      const refused = instance(store, 'another-key').of(person.id, meter);
      await expect(refused).rejects.toMatchObject({ code: 'UPSTREAM_REJECTED', status: 401 });
    });
  });

  describe('are renewed', () => {
    it('before they end, once for 50 requests at the same moment, keeping the id', async () => {
      const tokens = instance();
      await tokens.of(person.id, meter);
      pass(55);
      const given = await Promise.all(Array.from({ length: 50 }, () => tokens.of(person.id, meter)));
      expect(await calls()).toEqual({ [CREATED]: 1, [RENEWED]: 1 });
      expect(events).toEqual(['CREATED', 'RENEWED']);
      pass(30);
      expect(await opens(given[49] ?? '')).toBe(true);
      expect(await tokens.of(person.id, meter)).toBe(given[49]);
      expect(await calls()).toEqual({ [CREATED]: 1, [RENEWED]: 1 });
    });

    it('with what upstream answers, which may be another token', async () => {
      const tokens = instance();
      await tokens.of(person.id, meter);
      pass(55);
      await bank.override({ path: TOKEN, method: 'PATCH', merge: { token: 'another-token' } });
      expect(await tokens.of(person.id, meter)).toBe('another-token');
    });

    it.each(['status', 'reset', 'truncated', 'wrong-types'])(
      'later when that fails (%s): the old one serves to its end, and a try is made again after a pause',
      async (kind) => {
        const tokens = instance();
        const first = await tokens.of(person.id, meter);
        pass(55);
        await bank.strike({ path: TOKEN, method: 'PATCH', kind });
        expect(await tokens.of(person.id, meter)).toBe(first);
        expect(await tokens.of(person.id, meter)).toBe(first);
        expect(await calls()).toEqual({ [CREATED]: 1, [RENEWED]: 1 });
        await bank.heal();
        pass(1);
        await tokens.of(person.id, meter);
        expect(await calls()).toEqual({ [CREATED]: 1, [RENEWED]: 2 });
        expect(events).toEqual(['CREATED', 'RENEWAL_FAILED', 'RENEWED']);
      },
    );

    it('while the old one serves, where that takes long: one renewal, which nobody waits for', async () => {
      const tokens = instance();
      const first = await tokens.of(person.id, meter);
      pass(55);
      await bank.strike({ path: TOKEN, method: 'PATCH', kind: 'hang' });
      const given = await Promise.all(Array.from({ length: 50 }, () => tokens.of(person.id, meter)));
      expect(new Set(given)).toEqual(new Set([first]));
      pass(1);
      expect(await tokens.of(person.id, meter)).toBe(first);
      expect(await calls()).toEqual({ [CREATED]: 1, [RENEWED]: 1 });
      expect(events).toEqual(['CREATED']);
    });

    it('and the new one serves as soon as it is there', async () => {
      const tokens = instance();
      const first = await tokens.of(person.id, meter);
      pass(55);
      await bank.override({ path: TOKEN, method: 'PATCH', merge: { token: 'another-token' } });
      await bank.strike({ path: TOKEN, method: 'PATCH', kind: 'slow-drip', pause: 5 });
      expect(await tokens.of(person.id, meter)).toBe(first);
      await until('the token is renewed', () => events.includes('RENEWED'));
      expect(await tokens.of(person.id, meter)).toBe('another-token');
      expect(await instance().of(person.id, meter)).toBe('another-token');
      expect(await calls()).toEqual({ [CREATED]: 1, [RENEWED]: 1 });
    });

    it('for nothing where another one has taken its place meanwhile', async () => {
      const tokens = instance();
      const first = await tokens.of(person.id, meter);
      pass(55);
      await bank.override({ path: TOKEN, method: 'PATCH', merge: { token: 'another-token' } });
      await bank.strike({ path: TOKEN, method: 'PATCH', kind: 'slow-drip', pause: 5 });
      await tokens.of(person.id, meter);
      const { token: replaced } = await tokens.replacing(first, person.id, meter);
      await until('the token is renewed', () => events.includes('RENEWED'));
      expect(await tokens.of(person.id, meter)).toBe(replaced);
      expect(await instance().of(person.id, meter)).toBe(replaced);
    });

    it.each([401, 403])('later when XS2A refuses the API key (%i), which says nothing of the token', async (status) => {
      const tokens = instance();
      const first = await tokens.of(person.id, meter);
      pass(55);
      await bank.strike({ path: TOKEN, method: 'PATCH', kind: 'status', status });
      expect(await tokens.of(person.id, meter)).toBe(first);
      expect(await calls()).toEqual({ [CREATED]: 1, [RENEWED]: 1 });
    });

    it('not at all where there is no new one either: the old one serves to its end', async () => {
      const tokens = instance();
      const first = await tokens.of(person.id, meter);
      pass(55);
      await bank.strike({ path: TOKEN, method: 'PATCH', kind: 'status', status: 404 });
      await bank.strike({ path: TOKENS, method: 'PUT', kind: 'status', status: 500 });
      expect(await tokens.of(person.id, meter)).toBe(first);
      expect(await tokens.of(person.id, meter)).toBe(first);
      expect(await calls()).toEqual({ [CREATED]: 2, [RENEWED]: 1 });
      pass(6);
      await expect(tokens.of(person.id, meter)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    });

    it('by a new one when renewing has failed to the end', async () => {
      const tokens = instance();
      const first = await tokens.of(person.id, meter);
      await bank.strike({ path: TOKEN, method: 'PATCH', kind: 'status', status: 503 });
      pass(61);
      const second = await tokens.of(person.id, meter);
      expect(second).not.toBe(first);
      expect(await opens(second)).toBe(true);
    });

    it('by a new one when XS2A no longer knows the old one', async () => {
      const tokens = instance();
      const first = await tokens.of(person.id, meter);
      pass(55);
      await bank.strike({ path: TOKEN, method: 'PATCH', kind: 'status', status: 404 });
      const second = await tokens.of(person.id, meter);
      expect(second).not.toBe(first);
      expect(await opens(second)).toBe(true);
      expect(await calls()).toEqual({ [CREATED]: 2, [RENEWED]: 1 });
    });
  });

  describe('are replaced when XS2A refuses one', () => {
    it('once for 50 requests at the same moment', async () => {
      const tokens = instance();
      const refused = await tokens.of(person.id, meter);
      await bank.expireTokens();
      const given = await Promise.all(Array.from({ length: 50 }, () => tokens.replacing(refused, person.id, meter)));
      expect(new Set(given.map(({ token }) => token)).size).toBe(1);
      expect(given).not.toContainEqual(expect.objectContaining({ token: refused }));
      expect(given[0]?.isNew).toBe(true);
      expect(await calls()).toEqual({ [CREATED]: 2 });
      expect(events).toEqual(['CREATED', 'REPLACED']);
    });

    it('and not again for a request that comes late with the old one', async () => {
      const tokens = instance();
      const refused = await tokens.of(person.id, meter);
      const { token } = await tokens.replacing(refused, person.id, meter);
      expect(await tokens.replacing(refused, person.id, meter)).toEqual({ token, isNew: false });
      expect(await calls()).toEqual({ [CREATED]: 2 });
    });

    it('while the same one is being renewed', async () => {
      const tokens = instance();
      const refused = await tokens.of(person.id, meter);
      pass(55);
      const [, replaced] = await Promise.all([
        tokens.of(person.id, meter),
        tokens.replacing(refused, person.id, meter),
        tokens.replacing(refused, person.id, meter),
      ]);
      expect(replaced.token).not.toBe(refused);
      expect(await calls()).toEqual({ [CREATED]: 2, [RENEWED]: 1 });
    });
  });

  describe('of other instances', () => {
    it('are found in the store', async () => {
      const first = await instance().of(person.id, meter);
      expect(await instance().of(person.id, meter)).toBe(first);
      expect(await calls()).toEqual({ [CREATED]: 1 });
    });

    it('take the place of one that was refused', async () => {
      const [one, other] = [instance(), instance()];
      const refused = await one.of(person.id, meter);
      expect(await other.of(person.id, meter)).toBe(refused);
      await bank.expireTokens();
      const { token } = await one.replacing(refused, person.id, meter);
      expect(await other.replacing(refused, person.id, meter)).toEqual({ token, isNew: false });
      expect(await calls()).toEqual({ [CREATED]: 2 });
    });

    it('are not taken for usable because the store says something odd', async () => {
      await store.set(person.id, 'access-token', { id: 7, token: null }, 60_000);
      expect(await opens(await instance().of(person.id, meter))).toBe(true);
    });
  });

  it('are created, kept and renewed in the process while the store is down', async () => {
    const down = openStore(
      { kind: 'redis', url: 'redis://127.0.0.1:1' },
      { namespace: 'store', encryptionKeys: [randomBytes(32)], onEvent: ignore },
    );
    const tokens = instance(down);
    const first = await tokens.of(person.id, meter);
    expect(await tokens.of(person.id, meter)).toBe(first);
    pass(55);
    await tokens.of(person.id, meter);
    const { token: second } = await tokens.replacing(first, person.id, meter);
    expect(second).not.toBe(first);
    expect(await calls()).toEqual({ [CREATED]: 2, [RENEWED]: 1 });
    await down.close();
  });

  it('are forgotten with their bank user, in the store as well', async () => {
    const tokens = instance();
    await tokens.of(person.id, meter);
    await tokens.forget(person.id);
    expect(await store.get(person.id, 'access-token')).toBeUndefined();
    await tokens.of(person.id, meter);
    expect(await calls()).toEqual({ [CREATED]: 2 });
  });

  describe('are taken as upstream answers', () => {
    const unusable: readonly [string, unknown][] = [
      ['a list', []],
      ['nothing', 'null'],
      ['no token', { id: 'a' }],
      ['no id', { token: 'secret' }],
      ['an id that is a path', { id: '../users', token: 'secret' }],
      ['a blank token', { id: 'a', token: ' ' }],
    ];

    it.each(unusable)('but not when there is %s', async (_, body) => {
      await bank.override({ path: TOKENS, method: 'PUT', body });
      await expect(instance().of(person.id, meter)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
    });

    it.each([
      ['says nothing of its end', null],
      ['says something odd', 'soon'],
      ['puts it into another century', '2999-01-01 00:00:00'],
      ['means never by it', '9999-12-31 23:59:59'],
    ])('for an hour when it %s', async (_, validUntil) => {
      await bank.override({ path: TOKENS, method: 'PUT', merge: { valid_until: validUntil } });
      const tokens = instance();
      await tokens.of(person.id, meter);
      pass(50);
      await tokens.of(person.id, meter);
      expect(await calls()).toEqual({ [CREATED]: 1 });
      pass(5);
      await tokens.of(person.id, meter);
      expect(await calls()).toEqual({ [CREATED]: 1, [RENEWED]: 1 });
    });

    it('for a moment at least, whatever the clocks say', async () => {
      await bank.override({ path: TOKENS, method: 'PUT', merge: { valid_until: '2020-01-01 00:00:00' } });
      const tokens = instance();
      const first = await tokens.of(person.id, meter);
      expect(await tokens.of(person.id, meter)).toBe(first);
      expect(await calls()).toEqual({ [CREATED]: 1 });
    });
  });

  describe('around the change of clocks', () => {
    /** Every quarter of an hour around the hour that German clocks show twice, and around the one that they leave out. */
    const quarters = ['2026-10-24T23:00:00Z', '2026-03-28T23:00:00Z'].flatMap((start) =>
      Array.from({ length: 20 }, (_, index) => new Date(Date.parse(start) + index * 15 * MINUTE_MS).toISOString()),
    );

    it.each(quarters)('are never asked for with an end that is over: %s', async (time) => {
      now = new Date(time);
      person = await bank.addPerson();
      const tokens = instance();
      expect(await opens(await tokens.of(person.id, meter))).toBe(true);
      pass(55);
      // Renewed in time, so that no request is refused first.
      expect(await opens(await tokens.of(person.id, meter))).toBe(true);
      expect(await calls()).toEqual({ [CREATED]: 1, [RENEWED]: 1 });
    });
  });
});

const ignore = (): void => undefined;

function codeOf(outcome: PromiseSettledResult<unknown>): unknown {
  const error: unknown = outcome.status === 'rejected' ? outcome.reason : undefined;
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : outcome.status;
}
