import type { StoreConfig } from '../config/config.js';
import type { Countdowns } from './countdowns.js';
import { MemoryStore } from './memory-store.js';
import type { RedisOptions } from './redis-link.js';
import type { SecureStore } from './secure-store.js';

export interface StoreOptions extends RedisOptions {
  /** How much a store in memory, which is not encrypted, holds before it evicts the least recently used; 64 MiB by default. */
  readonly memoryBytes?: number;
}

// The client of Redis is a fifth of the files that a start loads, and is loaded only where there is a Redis.

/** Opens a store and begins to connect to it; calls before that fail, as they do whenever the store cannot be reached. */
export async function openStore(config: StoreConfig, options: StoreOptions): Promise<SecureStore> {
  if (config.kind === 'memory') return new MemoryStore(options);
  const { RedisStore } = await import('./redis-store.js');
  return new RedisStore(config.url, options);
}

/** @returns undefined where the store is this process's memory, and there is nobody to share with */
export async function openCountdowns(config: StoreConfig, options: RedisOptions): Promise<Countdowns | undefined> {
  if (config.kind === 'memory') return undefined;
  const { Countdowns } = await import('./countdowns.js');
  return new Countdowns(config.url, options);
}
