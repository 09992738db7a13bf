import { LRUCache } from 'lru-cache';
import type { JsonValue, SecureStore, StoreEvent, StoreOperation } from './secure-store.js';

export interface MemoryStoreOptions {
  readonly namespace: string;
  /** Estimated size at which the least recently used records are evicted. */
  readonly memoryBytes?: number;
  readonly onEvent: (event: StoreEvent) => void;
}

const DEFAULT_BYTES = 64 * 1024 * 1024;

/** Estimated overhead of a record. */
const OVERHEAD_BYTES = 300;

/**
 * A store private to one process. Not encrypted, since nothing leaves the process's memory. Records are stored as text, so that
 * callers cannot mutate them.
 */
export class MemoryStore implements SecureStore {
  private readonly records: LRUCache<string, string>;
  private closed = false;

  constructor(private readonly options: MemoryStoreOptions) {
    this.records = new LRUCache({
      maxSize: options.memoryBytes ?? DEFAULT_BYTES,
      // Records expire by wall-clock time, like those in Redis.
      perf: Date,
      sizeCalculation: (record, name) => record.length + name.length + OVERHEAD_BYTES,
    });
  }

  get available(): boolean {
    return !this.closed;
  }

  get(owner: string, key: string): Promise<JsonValue | undefined> {
    const record = this.records.get(nameOf(owner, key));
    return Promise.resolve(record === undefined ? undefined : (JSON.parse(record) as JsonValue));
  }

  async set(owner: string, key: string, value: JsonValue, ttlMs: number): Promise<boolean> {
    const isStored = ttlMs >= 1 && this.keep('set', nameOf(owner, key), value, ttlMs);
    if (!isStored) await this.delete(owner, key);
    return isStored;
  }

  setIfAbsent(owner: string, key: string, value: JsonValue, ttlMs: number): Promise<'stored' | 'exists' | 'unknown'> {
    const name = nameOf(owner, key);
    if (this.records.has(name)) return Promise.resolve('exists');
    return Promise.resolve(this.keep('setIfAbsent', name, value, Math.max(1, ttlMs)) ? 'stored' : 'unknown');
  }

  async delete(owner: string, key: string): Promise<boolean> {
    this.records.delete(nameOf(owner, key));
    return Promise.resolve(!this.closed);
  }

  async ready(): Promise<boolean> {
    return Promise.resolve(true);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.records.clear();
    return Promise.resolve();
  }

  /** False when the record is larger than the whole store, or the store is closed. */
  private keep(operation: StoreOperation, name: string, value: JsonValue, ttlMs: number): boolean {
    if (this.closed) return false;
    const isStored = this.records.set(name, JSON.stringify(value), { ttl: Math.floor(ttlMs) }).has(name);
    if (isStored) return true;
    const error = new RangeError('The record is larger than the store');
    this.options.onEvent({ kind: 'failed', namespace: this.options.namespace, operation, error });
    return false;
  }
}

function nameOf(owner: string, key: string): string {
  return JSON.stringify([owner, key]);
}
