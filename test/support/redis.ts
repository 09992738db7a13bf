import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { createClient } from '@keyv/redis';
import { lastingPort } from './lasting-port.js';

type Client = ReturnType<typeof connection>;

const isInstalled = spawnSync('redis-server', ['--version']).status === 0;

/** Like `describe`, for tests that need a Redis of their own; skipped, aloud, where `redis-server` is not installed. */
export function describeWithRedis(name: string, tests: () => void): void {
  // Jest keeps back what a file writes to the console when all of its tests are skipped.
  if (!isInstalled) process.stderr.write(`Skipped, since redis-server is not installed: ${name}\n`);
  (isInstalled ? describe : describe.skip)(name, tests);
}

/** A Redis of one test, on a port of its own, with nothing on disk. */
export class RedisServer {
  readonly #options: readonly string[];
  #port = 0;
  #process: ChildProcess | undefined;

  private constructor(options: readonly string[]) {
    this.#options = options;
  }

  /** @param options further arguments of `redis-server`, such as `--requirepass`. */
  static async start(...options: readonly string[]): Promise<RedisServer> {
    const server = new RedisServer(options);
    server.#port = await lastingPort((port) => server.#listen(port));
    return server;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** It keeps its port, and has forgotten everything. */
  async restart(): Promise<void> {
    if (!(await this.#listen(this.port))) throw new Error(`Redis does not start on port ${this.port} again`);
  }

  async #listen(port: number): Promise<boolean> {
    const quiet = ['--save', '', '--appendonly', 'no', '--dir', tmpdir(), '--bind', '127.0.0.1'];
    const server = spawn('redis-server', ['--port', String(port), ...quiet, ...this.#options], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#process = server;
    let said = '';
    for await (const chunk of server.stdout) {
      said += String(chunk);
      if (said.includes('Ready to accept connections')) {
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

function connection(url: string) {
  return createClient({ url });
}
