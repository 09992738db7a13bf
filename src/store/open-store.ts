import type { StoreConfig } from '../config.js';
import { ProcessStore } from './process-store.js';
import { RedisRecords } from './redis-records.js';
import { SealedStore } from './sealed-store.js';
import type { SecureStore, StoreEvent } from './secure-store.js';
import { StoreKey } from './store-key.js';

export interface StoreOptions {
  /** Lower case letters; stores of different namespaces never see each other's records. */
  readonly namespace: string;
  /** 32 bytes each; for a store outside this process at least one. The first one writes, all of them read. */
  readonly encryptionKeys: readonly Buffer[];
  readonly onEvent: (event: StoreEvent) => void;
  /** How much a store in memory, which is not encrypted, holds before it gives up the least recently used; 64 MiB by default. */
  readonly memoryBytes?: number;
  /** How long one call to a store outside this process may take; 500 by default. */
  readonly callTimeoutMs?: number;
}

const MEMORY_BYTES = 64 * 1024 * 1024;
const CALL_TIMEOUT_MS = 500;

/** Opens a store and begins to connect to it; calls before that fail, as they do whenever the store cannot be reached. */
export function openStore(config: StoreConfig, options: StoreOptions): SecureStore {
  const { namespace, onEvent, memoryBytes = MEMORY_BYTES } = options;
  if (config.kind === 'memory') return new ProcessStore({ namespace, onEvent, maxBytes: memoryBytes });
  const [newest, ...older] = options.encryptionKeys.map((key) => new StoreKey(key));
  if (newest === undefined) throw new TypeError('A store needs an encryption key');
  return new SealedStore({ namespace, onEvent, keys: [newest, ...older], records: openRecords(config.url, options) });
}

function openRecords(url: string, options: StoreOptions): RedisRecords {
  const { namespace, onEvent, callTimeoutMs = CALL_TIMEOUT_MS } = options;
  return new RedisRecords({
    url,
    callTimeoutMs,
    onConnected: () => {
      onEvent({ kind: 'connected', namespace });
    },
    onDisconnected: (error) => {
      onEvent({ kind: 'disconnected', namespace, error });
    },
  });
}
