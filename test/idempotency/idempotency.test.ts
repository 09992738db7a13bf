import type { Principal } from '../../src/auth/principal.js';
import { GatewayError } from '../../src/errors/gateway-error.js';
import { Idempotency } from '../../src/operation/idempotency.js';
import { MemoryStore } from '../../src/store/memory-store.js';
import type { SecureStore } from '../../src/store/secure-store.js';
import { until } from '../support/until.js';

const service: Principal = { kind: 'service', subject: 'backend', scopes: ['connections'] };
const person = (subject: string): Principal => ({ kind: 'bankUser', subject, bankUserId: 'U1' });
const write = (key: string, input: Record<string, string> = { name: 'Ada' }) => ({
  mutation: 'createThing',
  key,
  input,
});

let store: SecureStore;
let idempotency: Idempotency;
beforeEach(() => {
  store = new MemoryStore({ namespace: 'test', onEvent: () => undefined });
  idempotency = new Idempotency(store);
});
afterEach(() => store.close());

/** A write that counts how often it runs. */
function counted(keep: string | null = 'kept') {
  const runs = { count: 0 };
  const run = () => {
    runs.count++;
    return Promise.resolve({ result: `run ${runs.count}`, keep: keep ?? undefined });
  };
  return { runs, run };
}

it('runs once per key, and answers again with what was kept', async () => {
  const { runs, run } = counted();
  expect(await idempotency.once(service, write('k'), run)).toEqual({ kind: 'DONE', result: 'run 1' });
  expect(await idempotency.once(service, write('k'), run)).toEqual({ kind: 'REPLAYED', kept: 'kept' });
  expect(runs.count).toBe(1);
});

it('runs once for requests of the same moment, also in different instances that share the store', async () => {
  const { runs, run } = counted();
  const claims = jest.spyOn(store, 'setIfAbsent');
  const slow = async () => {
    await until('all three have asked for the key', () => claims.mock.calls.length >= instances.length);
    return run();
  };
  const instances = [idempotency, new Idempotency(store), new Idempotency(store)];
  const outcomes = await Promise.all(instances.map((instance) => instance.once(service, write('k'), slow)));
  expect(runs.count).toBe(1);
  expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['DONE', 'REPLAYED', 'REPLAYED']);
});

it('refuses a key with other input, however the members are ordered', async () => {
  const { runs, run } = counted();
  await idempotency.once(service, write('k', { a: '1', b: '2' }), run);
  expect((await idempotency.once(service, write('k', { b: '2', a: '1' }), run)).kind).toBe('REPLAYED');
  expect((await idempotency.once(service, write('k', { a: '1', b: '3' }), run)).kind).toBe('CONFLICT');
  expect(runs.count).toBe(1);
});

it('keeps callers and mutations apart', async () => {
  const { runs, run } = counted();
  const callers = [service, person('a'), person('b'), { ...person('a'), bankUserId: 'U2' } as Principal];
  for (const caller of callers) await idempotency.once(caller, write('k'), run);
  await idempotency.once(service, { ...write('k'), mutation: 'createOther' }, run);
  expect(runs.count).toBe(5);
});

it('keeps no failures', async () => {
  const { runs, run } = counted(null);
  await idempotency.once(service, write('k'), run);
  const failing = () => Promise.reject(new GatewayError('UPSTREAM_UNAVAILABLE'));
  await expect(idempotency.once(service, write('k'), failing)).rejects.toThrow(GatewayError);
  expect(await idempotency.once(service, write('k'), run)).toEqual({ kind: 'DONE', result: 'run 2' });
  expect(runs.count).toBe(2);
});

it.each([
  ['a lost answer', new GatewayError('OUTCOME_UNKNOWN')],
  ['a fault of the gateway itself', new TypeError('x is not a function')],
])('never repeats a write after %s', async (_, error) => {
  const { runs, run } = counted();
  await expect(idempotency.once(service, write('k'), () => Promise.reject(error))).rejects.toBe(error);
  await expect(idempotency.once(service, write('k'), run)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  expect(runs.count).toBe(0);
});

it('never repeats a write whose instance died before it ended', async () => {
  const dead = { state: 'RUNNING', fingerprint: '', startedAt: Date.now() - 61_000, kept: null };
  const { runs, run } = counted();
  let begun: [string, string] | undefined;
  const watching = new Idempotency({
    ...bound(store),
    setIfAbsent: (owner, key, value, ttl) => {
      begun = [owner, key];
      dead.fingerprint = (value as { fingerprint: string }).fingerprint;
      return store.setIfAbsent(owner, key, dead, ttl);
    },
  });
  // What an instance leaves behind that has died: its record, and nobody who ends it.
  await watching.once(service, write('other'), run);
  await store.set(...(begun ?? ['', '']), dead, 60_000);
  await expect(idempotency.once(service, write('other'), run)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  expect(runs.count).toBe(1);
});

it('writes nothing while the store cannot be asked', async () => {
  const { runs, run } = counted();
  await store.close();
  const refusal = { code: 'OVERLOADED', message: expect.stringMatching(/cannot be looked up/) as string };
  await expect(idempotency.once(service, write('k'), run)).rejects.toMatchObject(refusal);
  expect(runs.count).toBe(0);
});

it('writes nothing while an earlier request with the key has not ended, and says the same of it', async () => {
  const { runs, run } = counted();
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const first = idempotency.once(service, write('k'), () => ended.then(run));
  const second = new Idempotency(store, 0).once(service, write('k'), run);
  const refusal = { code: 'OVERLOADED', retryAfterSeconds: 1, extensions: { retryable: true } };
  await expect(second).rejects.toMatchObject(refusal);
  await expect(second).rejects.toThrow(/has not ended yet/);
  end();
  expect(await first).toEqual({ kind: 'DONE', result: 'run 1' });
  expect(runs.count).toBe(1);
});

function bound(inner: SecureStore): SecureStore {
  return {
    get: (owner, key) => inner.get(owner, key),
    set: (owner, key, value, ttl) => inner.set(owner, key, value, ttl),
    setIfAbsent: (owner, key, value, ttl) => inner.setIfAbsent(owner, key, value, ttl),
    delete: (owner, key) => inner.delete(owner, key),
    available: true,
    ready: () => inner.ready(),
    close: () => inner.close(),
  };
}
