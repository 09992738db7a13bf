import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { until } from './until.js';

const MAIN = resolve(process.env.ACCEPTANCE_MAIN ?? 'dist/main.js');

/** The built program as an operator runs it, in an environment that holds nothing but what the test says. */
export class GatewayProcess {
  stdout = '';
  stderr = '';
  /** The exit code; null where a signal has ended it. */
  readonly ended: Promise<number | null>;
  private isToEnd = false;

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = once(child, 'close').then(([code]) => code as number | null);
  }

  /** Starts it without waiting for anything, on a free port, with no patience for connections that tests leave idle. */
  static spawn(
    env: Readonly<Record<string, string>> = {},
    { args = [], cwd }: { readonly args?: readonly string[]; readonly cwd?: string } = {},
  ): GatewayProcess {
    if (!existsSync(MAIN)) throw new Error(`${MAIN} is missing: npm run build`);
    const basics = { PATH: process.env.PATH ?? '', HOST: '127.0.0.1', PORT: '0', SHUTDOWN_GRACE_SECONDS: '0' };
    return new GatewayProcess(spawn(process.execPath, [MAIN, ...args], { env: { ...basics, ...env }, cwd }));
  }

  /** Starts it and waits until it listens, which its log has to say: LOG_LEVEL is info or lower. */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<GatewayProcess> {
    const gateway = GatewayProcess.spawn(env);
    try {
      await gateway.listening();
    } catch (error) {
      gateway.signal('SIGKILL');
      throw error;
    }
    return gateway;
  }

  /** Everything that it wrote so far. */
  get output(): string {
    return this.stdout + this.stderr;
  }

  /** Where it listens. */
  get url(): string {
    const url = this.address();
    if (url === undefined) throw new Error('It does not listen yet.');
    return url;
  }

  /** Where it listens, as soon as it does. */
  listening(): Promise<string> {
    return this.wait('it listens', () => this.address());
  }

  /** What it writes to stdout that the group matches, as soon as it does. */
  says(pattern: RegExp): Promise<string> {
    return this.wait(`it says ${String(pattern)}`, () => pattern.exec(this.stdout)?.[1]);
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** Whoever reads what it writes is gone, as after `| head -1`. */
  stopReading(): void {
    this.child.stdout?.destroy();
  }

  /** Once only: a second signal means to end at once. */
  terminate(): void {
    if (!this.isToEnd) this.child.kill('SIGTERM');
    this.isToEnd = true;
  }

  /** Ends it as an operator does; its exit code. */
  async stop(): Promise<number | null> {
    this.terminate();
    return this.ended;
  }

  /** Ends it where a test has not. */
  async kill(): Promise<void> {
    if (!this.hasEnded) this.child.kill('SIGKILL');
    await this.ended;
  }

  /** The exit code of a start that must fail; undefined, and the end of it, where it goes on all the same. */
  async endByItself(): Promise<number | null | undefined> {
    const url = await this.listening().catch(() => undefined);
    if (url === undefined && this.hasEnded) return this.ended;
    await this.kill();
    return undefined;
  }

  private get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private address(): string | undefined {
    return /"event":"gateway\.started","url":"(http:[^"]+)"/.exec(this.stdout)?.[1];
  }

  private wait(what: string, find: () => string | undefined): Promise<string> {
    return until(what, async () => {
      const hasEnded = this.hasEnded;
      // What it wrote last arrives after it has ended.
      if (hasEnded) await this.ended;
      const found = find();
      if (found === undefined && hasEnded) throw new Error(`It ended before ${what}:\n${this.output}`);
      return found;
    });
  }
}
