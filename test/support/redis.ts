import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { createClient } from '@keyv/redis';
import { readConfig, type RedisConfig } from '../../src/config/config.js';
import { lastingPort } from './lasting-port.js';
import { describeUnless, notInstalled } from './unless.js';

type Client = ReturnType<typeof connection>;

const QUIET = ['--save', '', '--appendonly', 'no', '--dir', tmpdir(), '--bind', '127.0.0.1'];

export const noRedis = notInstalled('redis-server', ['--version']);

/** Like `describe`, for tests that need a Redis of their own. */
export const describeWithRedis = describeUnless(noRedis);

/** The arguments of a `redis-server` that is to have a port. */
type ArgumentsFor = (port: number) => readonly string[];

/** A Redis of one test, on a port of its own, with nothing on disk unless its options say so. */
export class RedisServer {
  readonly #argumentsFor: ArgumentsFor;
  readonly #readyText: string;
  #port = 0;
  #process: ChildProcess | undefined;

  private constructor(argumentsFor: ArgumentsFor, readyText: string) {
    this.#argumentsFor = argumentsFor;
    this.#readyText = readyText;
  }

  /** @param options further arguments of `redis-server`, such as `--requirepass`. */
  static start(...options: readonly string[]): Promise<RedisServer> {
    return RedisServer.startAs((port) => ['--port', String(port), ...QUIET, ...options]);
  }

  /** Over TLS only. */
  static startEncrypted(...options: readonly string[]): Promise<RedisServer> {
    return RedisServer.startAs((port) => ['--port', '0', '--tls-port', String(port), ...QUIET, ...options]);
  }

  /** @param readyText what it says as soon as it can be used */
  static async startAs(argumentsFor: ArgumentsFor, readyText = 'Ready to accept connections'): Promise<RedisServer> {
    const server = new RedisServer(argumentsFor, readyText);
    server.#port = await lastingPort((port) => server.#listen(port));
    return server;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** It keeps its port, and has forgotten everything unless its options say otherwise. */
  async restart(): Promise<void> {
    if (!(await this.#listen(this.port))) throw new Error(`Redis does not start on port ${this.port} again`);
  }

  async #listen(port: number): Promise<boolean> {
    const server = spawn('redis-server', [...this.#argumentsFor(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#process = server;
    let said = '';
    for await (const chunk of server.stdout) {
      said += String(chunk);
      if (said.includes(this.#readyText)) {
        server.stdout.resume();
        return true;
      }
    }
    if (said.includes('Address already in use')) return false;
    throw new Error(`Redis does not start: ${said}`);
  }

  /** It accepts connections, as the operating system does for it, and answers nothing. */
  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#process?.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    const server = this.#process;
    this.#process = undefined;
    if (server?.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGKILL');
    await once(server, 'exit');
  }

  /** Everything in it, as somebody sees who reads along. */
  async contents(): Promise<Map<string, string>> {
    return this.#ask(async (client) => {
      const names = await client.keys('*');
      return new Map(await Promise.all(names.map(async (name) => [name, String(await client.get(name))] as const)));
    });
  }

  /** For how many milliseconds each record will be kept; negative for one without an end. */
  async lifetimes(prefix = ''): Promise<readonly number[]> {
    return this.#ask(async (client) => Promise.all((await client.keys(`${prefix}*`)).map((name) => client.pTTL(name))));
  }

  /** How many clients are connected to it, the one that asks not counted. */
  async connections(): Promise<number> {
    return this.#ask(async (client) => (await client.clientList()).length - 1);
  }

  /** Writes to it behind everybody's back, without an end. */
  async overwrite(name: string, value: string): Promise<void> {
    await this.#ask((client) => client.set(name, value));
  }

  /** What it holds is more than its memory from now on: it throws nothing out, and takes nothing more. */
  async fill(): Promise<void> {
    await this.#ask((client) => client.configSet({ maxmemory: '1', 'maxmemory-policy': 'noeviction' }));
  }

  async makeRoom(): Promise<void> {
    await this.#ask((client) => client.configSet('maxmemory', '0'));
  }

  /** Makes it a replica, or a master again. */
  async follow(master: RedisServer | undefined): Promise<void> {
    const [host, port] = master === undefined ? ['NO', 'ONE'] : ['127.0.0.1', String(master.port)];
    await this.#ask((client) => client.sendCommand(['REPLICAOF', host, port]));
  }

  async empty(): Promise<void> {
    await this.#ask((client) => client.flushAll());
  }

  async #ask<T>(question: (client: Client) => Promise<T>): Promise<T> {
    const client = connection(this.url);
    await client.connect();
    try {
      return await question(client);
    } finally {
      client.destroy();
    }
  }
}

/** As the gateway reads it. */
export function redisConfig(url: string, variables: NodeJS.ProcessEnv = {}): RedisConfig {
  const { store } = readConfig({ ...variables, STORE_URL: url, ENCRYPTION_KEY: Buffer.alloc(32).toString('base64') });
  if (store.kind !== 'redis') throw new TypeError(`${url} is no Redis`);
  return store;
}

function connection(url: string) {
  return createClient({ url });
}
