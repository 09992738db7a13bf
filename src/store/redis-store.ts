import type { RedisConfig } from '../config/config.js';
import { StoreUnavailable, type RedisConnection } from './redis-connection.js';
import { RedisLink, type RedisOptions } from './redis-link.js';
import { ReplicaWaits } from './replica-waits.js';
import { Seal, type Place } from './seal.js';
import type { JsonValue, SecureStore, StoreOperation } from './secure-store.js';

export interface RedisStoreOptions extends RedisOptions {
  /** Whether what `setIfAbsent` has stored outlives the failover of a Sentinel or a cluster. */
  readonly survivesFailover?: boolean;
}

/** There is a replica, and it did not confirm in time that it has the record. */
class NotReplicated extends Error {
  readonly code = 'NOT_REPLICATED';
}

/**
 * A store shared by instances: Keyv over Redis, with sealed records. Adds to Keyv the encryption, names that reveal nothing, the
 * atomic `setIfAbsent`, and a link that fails at once while Redis is down. Every command has one key, since those of a place may
 * be in several shards of a cluster.
 */
export class RedisStore implements SecureStore {
  readonly #options: RedisStoreOptions;
  readonly #seal: Seal;
  readonly #link: RedisLink;
  /** For `setIfAbsent`. Separate where it waits for replicas, since all that follows on a connection waits as well. */
  readonly #claimLink: RedisLink;
  readonly #isReplicated: boolean;
  readonly #waits = new WeakMap<RedisConnection, ReplicaWaits>();
  #closed = false;

  constructor(config: RedisConfig, options: RedisStoreOptions) {
    this.#options = options;
    this.#seal = new Seal(options.encryptionKeys);
    this.#link = new RedisLink(config, options);
    this.#isReplicated = options.survivesFailover === true && config.form !== 'standalone';
    this.#claimLink = this.#isReplicated ? new RedisLink(config, options) : this.#link;
  }

  get available(): boolean {
    return this.#link.connected && this.#claimLink.connected;
  }

  async get(owner: string, key: string): Promise<JsonValue | undefined> {
    const place = this.#place(owner, key);
    const record = await this.#attempt('get', undefined, async ({ keyv }) => {
      const records = await Promise.all(this.#seal.namesOf(place).map((name) => keyv.get(name)));
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
      await remove(keyv, older);
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
    const record = this.#seal.seal(place, value, lifetime);
    return this.#attempt(
      'setIfAbsent',
      'unknown',
      (connection) => this.#claim(connection, this.#seal.namesOf(place), record, lifetime),
      this.#claimLink,
    );
  }

  async delete(owner: string, key: string): Promise<boolean> {
    return this.#attempt('delete', false, async ({ keyv }) => {
      await remove(keyv, this.#seal.namesOf(this.#place(owner, key)));
      return true;
    });
  }

  async ready(): Promise<boolean> {
    return (await this.#link.ready()) && this.#claimLink.ready();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.all([this.#link.close(), ...(this.#isReplicated ? [this.#claimLink.close()] : [])]);
  }

  /**
   * Writes the record under all names, in an order that all instances have in common, whichever key is their newest: whoever has
   * the first name that others want as well is the first. An earlier record under one of the names ends it.
   */
  async #claim(
    connection: RedisConnection,
    names: readonly string[],
    record: string,
    lifetime: number,
  ): Promise<'stored' | 'exists'> {
    const claimed: string[] = [];
    let isKept = true;
    for (const name of [...names].sort()) {
      const set = connection.send(name, ['SET', name, record, 'PX', String(lifetime), 'NX']);
      const [reply, role] = await Promise.all([set, this.#isReplicated ? connection.send(name, ['ROLE']) : undefined]);
      if (reply === null) {
        await remove(connection.keyv, claimed);
        return 'exists';
      }
      claimed.push(name);
      if (this.#isReplicated) isKept &&= await this.#waitsOf(connection).isReplicated(name, role);
    }
    if (isKept) return 'stored';
    await remove(connection.keyv, claimed);
    throw new NotReplicated();
  }

  #waitsOf(connection: RedisConnection): ReplicaWaits {
    const waits = this.#waits.get(connection) ?? new ReplicaWaits(connection);
    this.#waits.set(connection, waits);
    return waits;
  }

  async #attempt<T>(
    operation: StoreOperation,
    otherwise: T,
    work: (connection: RedisConnection) => Promise<T>,
    link = this.#link,
  ): Promise<T> {
    const { namespace, onEvent } = this.#options;
    try {
      if (this.#closed) throw new StoreUnavailable();
      return await link.call(work);
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

async function remove(keyv: RedisConnection['keyv'], names: readonly string[]): Promise<void> {
  await Promise.all(names.map((name) => keyv.delete(name)));
}
