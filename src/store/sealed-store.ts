import type { RecordNames, Records } from './records.js';
import type { JsonValue, SecureStore, StoreEvent, StoreOperation } from './secure-store.js';
import { StoreUnavailable } from './store-errors.js';
import type { Place, StoreKey } from './store-key.js';

export interface SealedStoreDependencies {
  readonly namespace: string;
  /** The first seals, all of them open. */
  readonly keys: readonly [StoreKey, ...StoreKey[]];
  readonly records: Records;
  readonly onEvent: (event: StoreEvent) => void;
}

/** Seals what goes into the records behind it, and trusts nothing that comes out. */
export class SealedStore implements SecureStore {
  readonly #dependencies: SealedStoreDependencies;
  #closed = false;

  constructor(dependencies: SealedStoreDependencies) {
    this.#dependencies = dependencies;
  }

  get available(): boolean {
    return !this.#closed && this.#dependencies.records.available;
  }

  async get(owner: string, key: string): Promise<JsonValue | undefined> {
    const place = this.#place(owner, key);
    const record = await this.#attempt('get', undefined, (records) => records.get(this.#names(place)));
    return record === undefined ? undefined : this.#open(place, record);
  }

  async set(owner: string, key: string, value: JsonValue, ttlMs: number): Promise<boolean> {
    const lifetime = Math.floor(ttlMs);
    if (!(lifetime >= 1)) {
      await this.delete(owner, key);
      return false;
    }
    const place = this.#place(owner, key);
    return this.#attempt('set', false, async (records) => {
      await records.set(this.#names(place), this.#seal(place, value, lifetime), lifetime);
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
    return this.#attempt('setIfAbsent', 'unknown', async (records) => {
      const stored = await records.add(this.#names(place), this.#seal(place, value, lifetime), lifetime);
      return stored ? 'stored' : 'exists';
    });
  }

  async delete(owner: string, key: string): Promise<boolean> {
    return this.#attempt('delete', false, async (records) => {
      await records.delete(this.#names(this.#place(owner, key)));
      return true;
    });
  }

  async ready(): Promise<boolean> {
    return this.#dependencies.records.ready();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#dependencies.records.close();
  }

  async #attempt<T>(operation: StoreOperation, otherwise: T, work: (records: Records) => Promise<T>): Promise<T> {
    const { records, namespace, onEvent } = this.#dependencies;
    try {
      if (this.#closed) throw new StoreUnavailable();
      return await work(records);
    } catch (error) {
      onEvent({ kind: 'failed', namespace, operation, error });
      return otherwise;
    }
  }

  #place(owner: string, key: string): Place {
    return { namespace: this.#dependencies.namespace, owner, key };
  }

  #names(place: Place): RecordNames {
    const [newest, ...older] = this.#dependencies.keys;
    return [newest.nameOf(place), ...older.map((key) => key.nameOf(place))];
  }

  #seal(place: Place, value: JsonValue, lifetime: number): string {
    return this.#dependencies.keys[0].seal(place, value, Date.now() + lifetime);
  }

  #open(place: Place, record: string): JsonValue | undefined {
    const { keys, namespace, onEvent } = this.#dependencies;
    const bytes = Buffer.from(record, 'base64');
    try {
      if (bytes.toString('base64') !== record) throw new Error('Not exactly base64');
      const key = keys.find((candidate) => candidate.sealed(bytes));
      if (key === undefined) throw new Error('Sealed with no known key');
      const { value, expiresAt } = key.open(place, bytes);
      return Date.now() < expiresAt ? value : undefined;
    } catch {
      onEvent({ kind: 'recordRefused', namespace });
      return undefined;
    }
  }
}
