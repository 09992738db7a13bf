import { createCluster } from '@keyv/redis';
import type { Keyv } from 'keyv';
import type { RedisConfig } from '../config/config.js';
import {
  CLIENT_OPTIONS,
  CONNECT_TIMEOUT_MS,
  explain,
  keyvOver,
  socketOptions,
  StoreUnavailable,
  type Cluster,
  type ConnectionOptions,
  type RedisConnection,
} from './redis-connection.js';

const ALIVE_MS = 1_000;
const SILENCE_MS = 4_000;

/**
 * To the masters of all shards. As long as one of them cannot be reached, nothing of the cluster can: that is what Redis does as
 * well, unless told otherwise (`cluster-require-full-coverage`). Redirections are followed.
 */
export class ClusterConnection implements RedisConnection {
  readonly keyv: Keyv<string>;
  readonly #cluster: Cluster;
  readonly #destroying = new AbortController();

  constructor(config: RedisConfig, { onError }: ConnectionOptions) {
    this.#cluster = createCluster(clusterOptions(config));
    this.#cluster.on('error', onError);
    this.#cluster.on('node-error', onError);
    this.keyv = keyvOver(this.#cluster);
  }

  /** The client cannot be told to stop asking a host that is frozen. */
  async connect(): Promise<void> {
    const { signal } = this.#destroying;
    const destroyed = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => {
        reject(new StoreUnavailable());
      });
    });
    await Promise.race([this.#connect(), destroyed]);
  }

  async #connect(): Promise<void> {
    let failure: unknown;
    this.#cluster.once('error', (error: unknown) => (failure = error));
    try {
      await this.#cluster.connect();
      // One that was lost meanwhile would never be connected again.
      if (this.#cluster.masters.some(({ client }) => client?.isReady !== true)) throw new StoreUnavailable();
    } catch (error) {
      // It says only that no host would do.
      explain(failure ?? error);
    } finally {
      // What it had begun may have gone on.
      if (this.#destroying.signal.aborted) this.destroy();
    }
  }

  async send(key: string, command: readonly string[]): Promise<unknown> {
    return this.#cluster.sendCommand(key, false, [...command]);
  }

  async subscribe(channels: readonly string[], listener: (message: string) => void): Promise<void> {
    await this.#cluster.subscribe([...channels], listener);
  }

  async close(): Promise<void> {
    await Promise.all(this.#openClients().map((client) => client.close()));
  }

  destroy(): void {
    this.#destroying.abort();
    for (const client of this.#openClients()) client.destroy();
    try {
      this.#cluster.destroy();
    } catch {
      // It refuses to destroy what is closed already, after it has marked itself as closed.
    }
  }

  #openClients() {
    const { nodeByAddress, pubSubNode } = this.#cluster;
    const clients = [...[...nodeByAddress.values()].map(({ client }) => client), pubSubNode?.client];
    return clients.filter((client) => client !== undefined).filter(({ isOpen }) => isOpen);
  }
}

function clusterOptions(config: RedisConfig): Parameters<typeof createCluster>[0] {
  const { hosts, login } = config;
  return {
    rootNodes: hosts.map((socket) => ({ socket })),
    defaults: {
      ...CLIENT_OPTIONS,
      ...login,
      // The client asks a host for the shards without a deadline.
      pingInterval: ALIVE_MS,
      socket: { ...socketOptions(config), connectTimeout: CONNECT_TIMEOUT_MS, socketTimeout: SILENCE_MS },
    },
    // A server that has never met another does not know its own address.
    nodeAddressMap: (address) => {
      const [, port] = /^(?:null|undefined)?:(\d+)$/.exec(address) ?? [];
      return port === undefined ? undefined : { host: hosts[0].host, port: Number(port) };
    },
  };
}
