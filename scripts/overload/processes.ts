import { spawn, type ChildProcess } from 'node:child_process';
import { resolve as pathTo } from 'node:path';

const STARTED = /"event":"gateway\.started","url":"(http:[^"]+)"|Test bank: (http:\S+)/;

const MAX_OUTPUT = 10_000;

/** A built program of this project in a process of its own, once it says where it listens. */
export async function start(
  program: string,
  env: Readonly<Record<string, string>>,
  nodeOptions: readonly string[] = [],
): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [...nodeOptions, pathTo('dist', program)], {
    env: { PATH, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (said.length < MAX_OUTPUT) said += chunk.toString();
      const [, gateway, bank] = STARTED.exec(said) ?? [];
      const found = gateway ?? bank;
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => {
      reject(new Error(`${program} ended:\n${said}`));
    });
  });
  return { url, child };
}
