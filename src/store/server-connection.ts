import { createClient } from '@keyv/redis';
import type { Keyv } from 'keyv';
import type { RedisConfig, RedisHost } from '../config/config.js';
import { withDeadline } from './deadline.js';
import {
  CLIENT_OPTIONS,
  CONNECT_TIMEOUT_MS,
  explain,
  keyvOver,
  RedisMismatch,
  socketOptions,
  StoreUnavailable,
  type Client,
  type ConnectionOptions,
  type RedisConnection,
} from './redis-connection.js';

export const SENTINEL_TIMEOUT_MS = 1_000;

/**
 * To a server by its address, or to the master that Sentinels name. The client's own Sentinels are not used: they send a command
 * again whose reply was lost, search without an end, and write to standard output.
 */
export class ServerConnection implements RedisConnection {
  readonly #config: RedisConfig;
  readonly #options: ConnectionOptions;
  /** Of Sentinels as well. */
  readonly #clients = new Set<Client>();
  /** Their first errors: a server that refuses a client certificate does so after the connection was made. */
  readonly #failures = new Map<Client, unknown>();
  readonly #withSocket = new WeakSet<Client>();
  #client: Client | undefined;
  #keyv: Keyv<string> | undefined;
  #isDestroyed = false;

  constructor(config: RedisConfig, options: ConnectionOptions) {
    this.#config = config;
    this.#options = options;
  }

  get keyv(): Keyv<string> {
    return (this.#keyv ??= keyvOver(this.#connected));
  }

  async connect(): Promise<void> {
    const hosts = turned(this.#config.hosts, this.#options.turn);
    const host = this.#config.form === 'sentinel' ? await this.#findMaster(hosts) : hosts[0];
    const client = this.#open(serverOptions(this.#config, host));
    try {
      await client.connect();
      await this.#greet(client);
    } catch (error) {
      explain(this.#failures.get(client) ?? error);
    }
    client.on('error', this.#options.onError);
    this.#client = client;
  }

  async send(_: string, command: readonly string[]): Promise<unknown> {
    return this.#connected.sendCommand([...command]);
  }

  async subscribe(channels: readonly string[], listener: (message: string) => void): Promise<void> {
    await this.#connected.subscribe([...channels], listener);
  }

  async close(): Promise<void> {
    if (this.#client?.isOpen === true) await this.#client.close();
  }

  destroy(): void {
    this.#isDestroyed = true;
    for (const client of this.#clients) this.#destroy(client);
  }

  /** The client would leave a socket open for ever that is made after its destruction, so it is destroyed when the socket is there. */
  #destroy(client: Client): void {
    if (!client.isOpen) return;
    if (this.#withSocket.has(client)) client.destroy();
    else
      client.once('connect', () => {
        // After its greeting was sent, which fails then.
        setImmediate(() => {
          if (client.isOpen) client.destroy();
        });
      });
  }

  get #connected(): Client {
    if (this.#client === undefined) throw new StoreUnavailable();
    return this.#client;
  }

  #open(options: ServerOptions): Client {
    if (this.#isDestroyed) throw new StoreUnavailable();
    const client = createClient(options);
    client.on('error', (error: unknown) => {
      if (!this.#failures.has(client)) this.#failures.set(client, error);
      // The client listens for one error of its socket only. Over TLS there may be another one, which would end the process.
      if (client.isOpen) client.destroy();
    });
    client.once('connect', () => this.#withSocket.add(client));
    this.#clients.add(client);
    return client;
  }

  /** After a failover a Sentinel may still name the previous master. */
  async #greet(client: Client): Promise<void> {
    if (this.#config.form === 'standalone') {
      await client.ping();
      return;
    }
    const [role] = (await client.sendCommand(['ROLE'])) as unknown as readonly unknown[];
    if (role !== 'master') throw new RedisMismatch('NOT_A_MASTER');
  }

  async #findMaster(sentinels: readonly RedisHost[]): Promise<RedisHost> {
    let failure: unknown;
    for (const sentinel of sentinels) {
      try {
        return await this.#ask(sentinel);
      } catch (error) {
        failure = error;
      }
    }
    throw failure;
  }

  async #ask(sentinel: RedisHost): Promise<RedisHost> {
    const { masterName = '' } = this.#config;
    const client = this.#open(sentinelOptions(this.#config, sentinel));
    const command = ['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', masterName];
    const asked = client.connect().then(() => client.sendCommand(command));
    try {
      const address = (await withDeadline(asked, SENTINEL_TIMEOUT_MS)) as unknown as readonly string[] | null;
      const [host = '', port] = address ?? [];
      if (host === '') throw new RedisMismatch('NO_SUCH_MASTER');
      return { host, port: Number(port) };
    } catch (error) {
      return explain(this.#failures.get(client) ?? error);
    } finally {
      this.#destroy(client);
      this.#clients.delete(client);
      await asked.catch(() => undefined);
    }
  }
}

type ServerOptions = NonNullable<Parameters<typeof createClient>[0]>;

function serverOptions(config: RedisConfig, { host, port }: RedisHost): ServerOptions {
  return {
    ...CLIENT_OPTIONS,
    ...config.login,
    database: config.database,
    socket: { ...socketOptions(config), host, port, connectTimeout: CONNECT_TIMEOUT_MS },
  };
}

function sentinelOptions(config: RedisConfig, { host, port }: RedisHost): ServerOptions {
  return {
    ...CLIENT_OPTIONS,
    ...config.sentinelLogin,
    socket: { ...socketOptions(config), host, port, connectTimeout: SENTINEL_TIMEOUT_MS },
  };
}

function turned<T>(all: readonly [T, ...T[]], turn: number): readonly [T, ...T[]] {
  const at = turn % all.length;
  return [...all.slice(at), ...all.slice(0, at)] as unknown as readonly [T, ...T[]];
}
