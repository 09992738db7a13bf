import type { Keyv } from 'keyv';
import { LRUCache } from 'lru-cache';
import { recordKeyv } from './record-keyv.js';
import type { RecordNames, Records } from './records.js';

/** What an entry takes beside its text, roughly. */
const OVERHEAD_BYTES = 300;

/** The form of a store that Keyv takes. The least recently used entries go when the bytes do not suffice. */
class LruStore {
  readonly opts = {};
  readonly #entries: LRUCache<string, string>;

  constructor(bytes: number) {
    this.#entries = new LRUCache({
      maxSize: bytes,
      sizeCalculation: (record, name) => record.length + name.length + OVERHEAD_BYTES,
    });
  }

  get(name: string): string | undefined {
    return this.#entries.get(name);
  }

  /** False when the record is larger than the whole store. */
  set(name: string, record: string, ttlMs: number): boolean {
    return this.#entries.set(name, record, { ttl: ttlMs }).has(name);
  }

  delete(name: string): boolean {
    return this.#entries.delete(name);
  }

  clear(): void {
    this.#entries.clear();
  }
}

/** Only the newest names matter: what is in memory was written since the start. */
export class MemoryRecords implements Records {
  readonly available = true;
  readonly #store: LruStore;
  readonly #keyv: Keyv<string>;

  constructor(bytes: number) {
    this.#store = new LruStore(bytes);
    this.#keyv = recordKeyv(this.#store);
  }

  async get([name]: RecordNames): Promise<string | undefined> {
    return this.#keyv.get(name);
  }

  async set([name]: RecordNames, record: string, ttlMs: number): Promise<void> {
    if (!(await this.#keyv.set(name, record, ttlMs))) throw tooLarge();
  }

  /** Without Keyv, in which others could come between the look and the write. */
  add([name]: RecordNames, record: string, ttlMs: number): Promise<boolean> {
    if (this.#store.get(name) !== undefined) return Promise.resolve(false);
    return this.#store.set(name, record, ttlMs) ? Promise.resolve(true) : Promise.reject(tooLarge());
  }

  async delete([name]: RecordNames): Promise<void> {
    await this.#keyv.delete(name);
  }

  ready(): Promise<boolean> {
    return Promise.resolve(true);
  }

  async close(): Promise<void> {
    await this.#keyv.clear();
  }
}

function tooLarge(): RangeError {
  return new RangeError('The record is larger than the store');
}
