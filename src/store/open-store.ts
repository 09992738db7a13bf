import type { StoreConfig } from '../config/config.js';
import { Countdowns } from './countdowns.js';
import { MemoryStore } from './memory-store.js';
import type { RedisOptions } from './redis-link.js';
import { RedisStore } from './redis-store.js';
import type { SecureStore } from './secure-store.js';

export interface StoreOptions extends RedisOptions {
  /** How much a store in memory, which is not encrypted, holds before it evicts the least recently used; 64 MiB by default. */
  readonly memoryBytes?: number;
}

/** Opens a store and begins to connect to it; calls before that fail, as they do whenever the store cannot be reached. */
export function openStore(config: StoreConfig, options: StoreOptions): SecureStore {
  return config.kind === 'memory' ? new MemoryStore(options) : new RedisStore(config.url, options);
}

/** @returns undefined where the store is this process's memory, and there is nobody to share with */
export function openCountdowns(config: StoreConfig, options: RedisOptions): Countdowns | undefined {
  return config.kind === 'memory' ? undefined : new Countdowns(config.url, options);
}
