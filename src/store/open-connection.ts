import type { RedisConfig } from '../config/config.js';
import { ClusterConnection } from './cluster-connection.js';
import { CONNECT_TIMEOUT_MS, type ConnectionOptions, type RedisConnection } from './redis-connection.js';
import { SENTINEL_TIMEOUT_MS, ServerConnection } from './server-connection.js';

/** How long `connect` may take. */
export function handshakeMs({ form, hosts }: RedisConfig): number {
  return 2 * CONNECT_TIMEOUT_MS + (form === 'sentinel' ? hosts.length * SENTINEL_TIMEOUT_MS : 0);
}

export function openConnection(config: RedisConfig, options: ConnectionOptions): RedisConnection {
  return config.form === 'cluster' ? new ClusterConnection(config, options) : new ServerConnection(config, options);
}

/** Any server of a cluster, since all of them pass on what is published. */
export function anyServerOf(config: RedisConfig): RedisConfig {
  return config.form === 'cluster' ? { ...config, form: 'standalone' } : config;
}
