import { LRUCache } from 'lru-cache';
import type { JsonValue, SecureStore } from './secure-store.js';

/** Some hundred bytes each. */
const MOST_RECORDS = 200_000;

/**
 * A store that one process has for itself, in which nothing is confidential and nothing leaves the memory: so nothing is
 * encrypted, and looking something up costs next to nothing. The least recently used records go when there are too many.
 */
export class ProcessStore implements SecureStore {
  private readonly records = new LRUCache<string, { readonly value: JsonValue }>({ max: MOST_RECORDS });
  private closed = false;

  get available(): boolean {
    return !this.closed;
  }

  get(owner: string, key: string): Promise<JsonValue | undefined> {
    return Promise.resolve(this.records.get(nameOf(owner, key))?.value);
  }

  set(owner: string, key: string, value: JsonValue, ttlMs: number): Promise<boolean> {
    const ttl = Math.floor(ttlMs);
    if (this.closed || !(ttl >= 1)) return this.delete(owner, key).then(() => false);
    this.records.set(nameOf(owner, key), { value }, { ttl });
    return Promise.resolve(true);
  }

  setIfAbsent(owner: string, key: string, value: JsonValue, ttlMs: number): Promise<'stored' | 'exists' | 'unknown'> {
    if (this.closed) return Promise.resolve('unknown');
    if (this.records.has(nameOf(owner, key))) return Promise.resolve('exists');
    this.records.set(nameOf(owner, key), { value }, { ttl: Math.max(1, Math.floor(ttlMs)) });
    return Promise.resolve('stored');
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
}

function nameOf(owner: string, key: string): string {
  return JSON.stringify([owner, key]);
}
