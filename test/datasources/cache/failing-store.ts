import type { JsonValue, SecureStore } from '../../../src/store/secure-store.js';

/** One instance's way to a store that works: it can be cut off, in both directions or for what is written, and slow. */
export class FailingStore implements SecureStore {
  isReadable = true;
  isWritable = true;
  /** What is written arrives, and nobody gets to know. */
  isLost = false;
  /** So many more times something can be looked for; then the connection breaks. */
  looksLeft = Infinity;
  delayMs = 0;

  constructor(private readonly store: SecureStore) {}

  get available(): boolean {
    return this.isReadable && this.looksLeft === Infinity;
  }

  async get(owner: string, key: string): Promise<JsonValue | undefined> {
    await this.delay();
    return this.isReadable && this.looksLeft-- > 0 ? this.store.get(owner, key) : undefined;
  }

  async set(owner: string, key: string, value: JsonValue, ttlMs: number): Promise<boolean> {
    await this.delay();
    return this.isWritable && (await this.store.set(owner, key, value, ttlMs)) && !this.isLost;
  }

  async setIfAbsent(owner: string, key: string, value: JsonValue, ttlMs: number) {
    await this.delay();
    return this.isWritable ? this.store.setIfAbsent(owner, key, value, ttlMs) : 'unknown';
  }

  async delete(owner: string, key: string): Promise<boolean> {
    await this.delay();
    return this.isWritable && this.store.delete(owner, key);
  }

  ready(): Promise<boolean> {
    return this.store.ready();
  }

  close(): Promise<void> {
    return this.store.close();
  }

  private async delay(): Promise<void> {
    if (this.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
  }
}
