import type { JsonValue, SecureStore } from '../../../src/store/secure-store.js';
import type { Scheduler } from './scheduler.js';

/** Each call reaches the store, and each answer the gateway, when it is their turn. */
export class ScheduledStore implements SecureStore {
  constructor(
    private readonly store: SecureStore,
    private readonly scheduler: Scheduler,
  ) {}

  get available(): boolean {
    return this.store.available;
  }

  get(owner: string, key: string): Promise<JsonValue | undefined> {
    return this.inTurn(`get ${key}`, () => this.store.get(owner, key));
  }

  set(owner: string, key: string, value: JsonValue, ttlMs: number): Promise<boolean> {
    return this.inTurn(`set ${key}`, () => this.store.set(owner, key, value, ttlMs));
  }

  setIfAbsent(owner: string, key: string, value: JsonValue, ttlMs: number) {
    return this.inTurn(`add ${key}`, () => this.store.setIfAbsent(owner, key, value, ttlMs));
  }

  delete(owner: string, key: string): Promise<boolean> {
    return this.inTurn(`delete ${key}`, () => this.store.delete(owner, key));
  }

  ready(): Promise<boolean> {
    return this.store.ready();
  }

  close(): Promise<void> {
    return this.store.close();
  }

  private async inTurn<T>(name: string, call: () => Promise<T>): Promise<T> {
    await this.scheduler.turn(`${name} goes`);
    const answer = await call();
    await this.scheduler.turn(`${name} comes back`);
    return answer;
  }
}
