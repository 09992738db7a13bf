import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

const MAIN = resolve('dist/main.js');

/** The built program as a child process, in an environment that has nothing in it but what a test says. */
export class Program {
  stdout = '';
  stderr = '';
  /** The exit code; null where a signal has ended it. */
  readonly ended: Promise<number | null>;

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = once(child, 'close').then(([code]) => code as number | null);
  }

  /** Port 0 (any free one) where no other is given, and little patience with connections that tests leave idle. */
  static start(env: Readonly<Record<string, string>> = {}): Program {
    if (!existsSync(MAIN)) throw new Error('The program has not been built: npm run build');
    const { PATH = '' } = process.env;
    return new Program(
      spawn(process.execPath, [MAIN], { env: { PATH, PORT: '0', SHUTDOWN_GRACE_SECONDS: '1', ...env } }),
    );
  }

  /** What it says that matches, as soon as it does; fails when it ends before. */
  async says(pattern: RegExp): Promise<string> {
    for (;;) {
      const [, found] = pattern.exec(this.stdout) ?? [];
      if (found !== undefined) return found;
      if (this.child.exitCode !== null || this.child.signalCode !== null)
        throw new Error(`It ended:\n${this.stdout}${this.stderr}`);
      await new Promise((next) => setTimeout(next, 20));
    }
  }

  /** Where it listens, once it does. */
  url(): Promise<string> {
    return this.says(/"event":"gateway\.started","url":"(http:[^"]+)"/);
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Ends it where a test has not. */
  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    await this.ended;
  }
}
