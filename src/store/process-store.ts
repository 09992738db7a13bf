import { LRUCache } from 'lru-cache';
import type { JsonValue, SecureStore, StoreEvent, StoreOperation } from './secure-store.js';

export interface ProcessStoreOptions {
  readonly namespace: string;
  /** How much it holds, as an estimate, before it gives up the least recently used records. */
  readonly maxBytes: number;
  readonly onEvent: (event: StoreEvent) => void;
}

/** What a record takes beside its text, roughly. */
const OVERHEAD_BYTES = 300;

/**
 * A store that one process has for itself. Nothing leaves the memory, in which the process has everything anyway: so nothing is
 * encrypted. Records are kept as text: nobody can change one by what was given or taken.
 */
export class ProcessStore implements SecureStore {
  private readonly records: LRUCache<string, string>;
  private closed = false;

  constructor(private readonly options: ProcessStoreOptions) {
    this.records = new LRUCache({
      maxSize: options.maxBytes,
      // Records end by the clock on the wall, as those in Redis do.
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

  set(owner: string, key: string, value: JsonValue, ttlMs: number): Promise<boolean> {
    const ttl = Math.floor(ttlMs);
    if (!(ttl >= 1)) return this.delete(owner, key).then(() => false);
    if (this.closed) return Promise.resolve(false);
    return this.keep(owner, key, value, ttl) ? Promise.resolve(true) : this.refused('set', false);
  }

  setIfAbsent(owner: string, key: string, value: JsonValue, ttlMs: number): Promise<'stored' | 'exists' | 'unknown'> {
    if (this.closed) return Promise.resolve('unknown');
    if (this.records.has(nameOf(owner, key))) return Promise.resolve('exists');
    const isKept = this.keep(owner, key, value, Math.max(1, Math.floor(ttlMs)));
    return isKept ? Promise.resolve('stored') : this.refused('setIfAbsent', 'unknown');
  }

  delete(owner: string, key: string): Promise<boolean> {
    this.records.delete(nameOf(owner, key));
    return Promise.resolve(!this.closed);
  }

  ready(): Promise<boolean> {
    return Promise.resolve(true);
  }

  close(): Promise<void> {
    this.closed = true;
    this.records.clear();
    return Promise.resolve();
  }

  /** False when the record is larger than the whole store. */
  private keep(owner: string, key: string, value: JsonValue, ttl: number): boolean {
    const name = nameOf(owner, key);
    return this.records.set(name, JSON.stringify(value), { ttl }).has(name);
  }

  private refused<T>(operation: StoreOperation, otherwise: T): Promise<T> {
    const { namespace, onEvent } = this.options;
    const error = new RangeError('The record is larger than the store');
    onEvent({ kind: 'failed', namespace, operation, error });
    return Promise.resolve(otherwise);
  }
}

function nameOf(owner: string, key: string): string {
  return JSON.stringify([owner, key]);
}
