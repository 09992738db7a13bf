import { RedisLink, StoreUnavailable, type RedisOptions } from './redis-link.js';
import { Seal, type Place } from './seal.js';
import type { JsonValue, SecureStore, StoreOperation } from './secure-store.js';

/** Writes the first key unless one of all the keys exists. */
const ADD_SCRIPT = `
if redis.call('EXISTS', unpack(KEYS)) > 0 then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1`;

/**
 * A store shared by instances: Keyv over Redis, with sealed records. Adds to Keyv the encryption, names that reveal nothing, the
 * atomic `setIfAbsent`, and a link that fails at once while Redis is down.
 */
export class RedisStore implements SecureStore {
  readonly #options: RedisOptions;
  readonly #seal: Seal;
  readonly #link: RedisLink;
  #closed = false;

  constructor(url: string, options: RedisOptions) {
    this.#options = options;
    this.#seal = new Seal(options.encryptionKeys);
    this.#link = new RedisLink(url, options);
  }

  get available(): boolean {
    return this.#link.connected;
  }

  async get(owner: string, key: string): Promise<JsonValue | undefined> {
    const place = this.#place(owner, key);
    const record = await this.#attempt('get', undefined, async ({ keyv }) => {
      const records = await keyv.getMany(this.#seal.namesOf(place));
      return records.find((found) => found !== undefined);
    });
    return record === undefined ? undefined : this.#open(place, record);
  }

  async set(owner: string, key: string, value: JsonValue, ttlMs: number): Promise<boolean> {
    const lifetime = Math.floor(ttlMs);
    if (!(lifetime >= 1)) {
      await this.delete(owner, key);
      return false;
    }
    const place = this.#place(owner, key);
    const [name, ...older] = this.#seal.namesOf(place);
    return this.#attempt('set', false, async ({ keyv }) => {
      await keyv.set(name, this.#seal.seal(place, value, lifetime), lifetime);
      // Instances without the newest key would still find it.
      if (older.length > 0) await keyv.deleteMany(older);
      return true;
    });
  }

  async setIfAbsent(
    owner: string,
    key: string,
    value: JsonValue,
    ttlMs: number,
  ): Promise<'stored' | 'exists' | 'unknown'> {
    const lifetime = Math.max(1, Math.floor(ttlMs));
    const place = this.#place(owner, key);
    return this.#attempt('setIfAbsent', 'unknown', async ({ client }) => {
      const keys = this.#seal.namesOf(place);
      const added = await client.eval(ADD_SCRIPT, {
        keys,
        arguments: [this.#seal.seal(place, value, lifetime), String(lifetime)],
      });
      return added === 1 ? 'stored' : 'exists';
    });
  }

  async delete(owner: string, key: string): Promise<boolean> {
    return this.#attempt('delete', false, async ({ keyv }) => {
      await keyv.deleteMany(this.#seal.namesOf(this.#place(owner, key)));
      return true;
    });
  }

  async ready(): Promise<boolean> {
    return this.#link.ready();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#link.close();
  }

  async #attempt<T>(operation: StoreOperation, otherwise: T, work: (link: RedisLink) => Promise<T>): Promise<T> {
    const { namespace, onEvent } = this.#options;
    try {
      if (this.#closed) throw new StoreUnavailable();
      return await this.#link.call(() => work(this.#link));
    } catch (error) {
      onEvent({ kind: 'failed', namespace, operation, error });
      return otherwise;
    }
  }

  #open(place: Place, record: string): JsonValue | undefined {
    try {
      return this.#seal.open(place, record);
    } catch {
      const { namespace, onEvent } = this.#options;
      onEvent({ kind: 'recordRefused', namespace });
      return undefined;
    }
  }

  #place(owner: string, key: string): Place {
    return { namespace: this.#options.namespace, owner, key };
  }
}
