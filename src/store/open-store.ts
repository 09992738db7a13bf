import type { StoreConfig } from '../config/config.js';
import type { Countdowns } from './countdowns.js';
import { MemoryStore } from './memory-store.js';
import type { NoticeChannel } from './notice-channel.js';
import type { RedisOptions } from './redis-link.js';
import type { RedisStoreOptions } from './redis-store.js';
import type { SecureStore } from './secure-store.js';

export interface StoreOptions extends RedisStoreOptions {
  /** Size at which a memory store, which is not encrypted, evicts the least recently used records; 64 MiB by default. */
  readonly memoryBytes?: number;
}

// Redis' client is a fifth of the files that are loaded at startup, so it is only loaded when used.

/** Opens a store and begins to connect; until then, calls fail as they do while the store is unreachable. */
export async function openStore(config: StoreConfig, options: StoreOptions): Promise<SecureStore> {
  if (config.kind === 'memory') return new MemoryStore(options);
  const { RedisStore } = await import('./redis-store.js');
  return new RedisStore(config, options);
}

/** @returns undefined for a memory store, which nobody shares */
export async function openCountdowns(config: StoreConfig, options: RedisOptions): Promise<Countdowns | undefined> {
  if (config.kind === 'memory') return undefined;
  const { Countdowns } = await import('./countdowns.js');
  return new Countdowns(config, options);
}

/** @returns undefined for a memory store, which nobody shares */
export async function openNoticeChannel(
  config: StoreConfig,
  options: RedisOptions,
): Promise<NoticeChannel | undefined> {
  if (config.kind === 'memory') return undefined;
  const { RedisNoticeChannel } = await import('./notice-channel.js');
  return new RedisNoticeChannel(config, options);
}
