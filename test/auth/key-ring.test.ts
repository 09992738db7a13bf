import type { JSONWebKeySet } from 'jose';
import type { AuthEvent } from '../../src/auth/auth-event.js';
import { KeyRing } from '../../src/auth/key-ring.js';
import { signingKey, type SigningKey } from './issuer.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const UNAVAILABLE = { code: 'AUTH_UNAVAILABLE' };
const UNKNOWN = { reason: 'unknown-key' };

/** An issuer on a clock of its own: nothing here depends on how fast the test runs. */
class Scene {
  clock = 0;
  loads = 0;
  published: JSONWebKeySet = { keys: [] };
  down = false;
  /** Holds an answer back until it is resolved. */
  gate: Promise<void> = Promise.resolve();
  readonly events: AuthEvent[] = [];
  readonly ring = new KeyRing({
    now: () => this.clock,
    onEvent: (event) => this.events.push(event),
    load: async () => {
      this.loads += 1;
      await this.gate;
      if (this.down) throw new Error('down');
      return this.published;
    },
  });

  keyFor(kid: string): Promise<unknown> {
    return this.ring.keyFor({ alg: 'ES256', kid });
  }
}

let one: SigningKey;
let two: SigningKey;
let scene: Scene;

beforeAll(async () => {
  one = await signingKey('one');
  two = await signingKey('two');
});

beforeEach(() => {
  scene = new Scene();
  scene.published = { keys: [one.jwk] };
});

it('keeps keys for ten minutes', async () => {
  await scene.keyFor('one');
  scene.clock = 10 * MINUTE - 1;
  await scene.keyFor('one');
  expect(scene.loads).toBe(1);
  scene.clock = 10 * MINUTE;
  await scene.keyFor('one');
  expect(scene.loads).toBe(2);
});

it('gives up a key that the issuer has withdrawn', async () => {
  await scene.keyFor('one');
  scene.published = { keys: [two.jwk] };
  scene.clock = 10 * MINUTE;
  await expect(scene.keyFor('one')).rejects.toMatchObject(UNKNOWN);
});

it('looks for an unknown key at the issuer, but not more than every thirty seconds', async () => {
  await scene.keyFor('one');
  scene.published = { keys: [one.jwk, two.jwk] };
  scene.clock = 30 * SECOND - 1;
  await expect(scene.keyFor('two')).rejects.toMatchObject(UNKNOWN);
  expect(scene.loads).toBe(1);
  scene.clock = 30 * SECOND;
  await expect(scene.keyFor('two')).resolves.toBeDefined();
  await expect(scene.keyFor('three')).rejects.toMatchObject(UNKNOWN);
  expect(scene.loads).toBe(2);
});

it('looks for other keys when none verifies a token, unless the token names one of them', async () => {
  await scene.keyFor('one');
  scene.clock = 30 * SECOND - 1;
  expect(await scene.ring.renewFor({})).toBe(false);
  scene.clock = 30 * SECOND;
  expect(await scene.ring.renewFor({ kid: 'one' })).toBe(false);
  expect(scene.loads).toBe(1);
  expect(await scene.ring.renewFor({ kid: 'two' })).toBe(true);
  expect(await scene.ring.renewFor({})).toBe(false);
  expect(scene.loads).toBe(2);
  scene.clock = 60 * SECOND;
  scene.down = true;
  await expect(scene.ring.renewFor({})).rejects.toMatchObject(UNAVAILABLE);
});

describe('while the issuer is down', () => {
  beforeEach(async () => {
    await scene.keyFor('one');
    scene.down = true;
  });

  it('knows known keys for a day, and nobody waits for a failing fetch', async () => {
    scene.clock = 10 * MINUTE;
    await expect(scene.keyFor('one')).resolves.toBeDefined();
    expect(scene.loads).toBe(2);
    scene.clock = 20 * MINUTE;
    scene.gate = new Promise(() => undefined);
    await expect(scene.keyFor('one')).resolves.toBeDefined();
    expect(scene.loads).toBe(3);
  });

  it('trusts no key for longer than that', async () => {
    scene.clock = 24 * 60 * MINUTE - 1;
    await expect(scene.keyFor('one')).resolves.toBeDefined();
    scene.clock = 24 * 60 * MINUTE;
    await expect(scene.keyFor('one')).rejects.toMatchObject(UNAVAILABLE);
  });

  it('cannot tell whether an unknown key is good, and asks every two seconds', async () => {
    scene.clock = MINUTE;
    await expect(scene.keyFor('two')).rejects.toMatchObject(UNAVAILABLE);
    expect(scene.loads).toBe(2);
    scene.clock += 2 * SECOND - 1;
    await expect(scene.keyFor('two')).rejects.toMatchObject(UNAVAILABLE);
    expect(scene.loads).toBe(2);
    scene.clock += 1;
    scene.down = false;
    scene.published = { keys: [two.jwk] };
    await expect(scene.keyFor('two')).resolves.toBeDefined();
    expect(scene.events.map(({ kind }) => kind)).toEqual(['keysLoaded', 'keysUnavailable', 'keysLoaded']);
  });
});

it('has nothing to verify with before the first keys', async () => {
  scene.down = true;
  await expect(scene.keyFor('one')).rejects.toMatchObject(UNAVAILABLE);
  await expect(scene.keyFor('one')).rejects.toMatchObject(UNAVAILABLE);
  expect(scene.loads).toBe(1);
  scene.down = false;
  scene.clock = 2 * SECOND;
  await expect(scene.keyFor('one')).resolves.toBeDefined();
});

it('fetches once for all who wait', async () => {
  let open: () => void = () => undefined;
  scene.gate = new Promise((resolve) => (open = resolve));
  const all = Promise.all(Array.from({ length: 50 }, () => scene.keyFor('one')));
  open();
  expect(new Set(await all).size).toBe(1);
  expect(scene.loads).toBe(1);
});
