import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const MAIN = resolve(process.env.ACCEPTANCE_MAIN ?? 'dist/main.js');
const START_DEADLINE_MS = 20_000;
const POLL_MS = 40;

/** The built program as an operator runs it, in an environment that holds nothing but what the test says. */
export class GatewayProcess {
  private text = '';
  /** The exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  private hasEnded = false;
  private isTold = false;

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    const keep = (chunk: Buffer): void => void (this.text += chunk.toString('utf8'));
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    this.ended = new Promise((settle) => {
      child.once('close', (code) => {
        this.hasEnded = true;
        settle(code);
      });
    });
  }

  /** Starts it without waiting for anything. */
  static async spawn(env: Readonly<Record<string, string>>): Promise<GatewayProcess> {
    if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing: run \`npm run build\` first.`);
    const port = await freePort();
    const basics = { PATH: process.env.PATH ?? '', HOST: '127.0.0.1', PORT: String(port), SHUTDOWN_GRACE_SECONDS: '1' };
    const child = spawn(process.execPath, [MAIN], { env: { ...basics, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    return new GatewayProcess(child, `http://127.0.0.1:${port}`);
  }

  /** Starts it and waits until it says that it is ready. */
  static async start(env: Readonly<Record<string, string>>): Promise<GatewayProcess> {
    const gateway = await GatewayProcess.spawn(env);
    await gateway.becomeReady();
    return gateway;
  }

  /** Everything that it wrote to stdout and stderr so far. */
  get output(): string {
    return this.text;
  }

  /** Once only: a second signal may well mean to end at once. */
  terminate(): void {
    if (!this.isTold) this.child.kill('SIGTERM');
    this.isTold = true;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  async stop(): Promise<number | null> {
    this.terminate();
    return await this.ended;
  }

  /** The exit code of a start that must fail; undefined, and the end of it, where it goes on all the same. */
  async endByItself(): Promise<number | null | undefined> {
    const deadline = Date.now() + START_DEADLINE_MS;
    while (!this.hasEnded && !(await this.isReady())) {
      if (Date.now() > deadline) break;
      await pause(POLL_MS);
    }
    if (this.hasEnded) return await this.ended;
    await this.stop();
    return undefined;
  }

  private async becomeReady(): Promise<void> {
    const deadline = Date.now() + START_DEADLINE_MS;
    while (!(await this.isReady())) {
      if (this.hasEnded) throw new Error(`The gateway ended while starting:\n${this.text}`);
      if (Date.now() > deadline) {
        await this.stop();
        throw new Error(`The gateway did not become ready:\n${this.text}`);
      }
      await pause(POLL_MS);
    }
  }

  private async isReady(): Promise<boolean> {
    const response = await fetch(`${this.url}/health/ready`).catch(() => undefined);
    await response?.arrayBuffer();
    return response?.status === 200;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}
