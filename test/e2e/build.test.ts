import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { until } from '../support/until.js';

const CONSOLE = 'declare const console: { log(text: string): void };\n';

const OUTPUT = ['.build', 'greeting.d.ts', 'greeting.js', 'greeting.js.map', 'main.d.ts', 'main.js', 'main.js.map'];

describe('the build', () => {
  let folder: string;

  const inFolder = (path: string) => join(folder, path);
  const read = (path: string) => readFileSync(inFolder(path), 'utf8');
  const write = (path: string, text: string) => {
    writeFileSync(inFolder(path), text);
  };
  const build = () =>
    new Promise<{ code: number; said: string }>((settle) => {
      const child = execFile(
        process.execPath,
        ['scripts/build.js', 'gateway'],
        { cwd: folder },
        (_, stdout, stderr) => {
          settle({ code: child.exitCode ?? -1, said: stdout + stderr });
        },
      );
    });
  const built = { code: 0, said: 'Building gateway …\n' };
  const unchanged = { code: 0, said: '' };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'build-'));
    for (const path of ['src', 'scripts']) mkdirSync(inFolder(path));
    for (const path of ['tsconfig.json', 'scripts/build.js', 'scripts/dev.js']) cpSync(path, inFolder(path));
    const config = JSON.parse(readFileSync('tsconfig.build.json', 'utf8')) as { compilerOptions: object };
    // The declarations of Node and of every library take the compiler most of its time.
    const few = { ...config.compilerOptions, lib: ['ES5'], types: [] };
    write('tsconfig.build.json', JSON.stringify({ ...config, compilerOptions: few }));
    symlinkSync(resolve('node_modules'), inFolder('node_modules'));
    write('package.json', '{ "type": "module" }');
    write('src/main.ts', `import { greeting } from './greeting.js';\n${CONSOLE}console.log(greeting);\n`);
    write('src/greeting.ts', `export const greeting = 'first';\n`);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is made by two at one moment, in place of what something else has left', async () => {
    mkdirSync(inFolder('dist'));
    write('dist/left.js', '');
    expect(await Promise.all([build(), build()])).toMatchObject([{ code: 0 }, { code: 0 }]);
    expect(readdirSync(inFolder('dist')).sort()).toEqual(OUTPUT);
    expect(JSON.parse(read('dist/main.js.map'))).toMatchObject({ sources: ['../src/main.ts'] });
  });

  it('compiles only what has changed, and never leaves a program without its files', async () => {
    const inode = (path: string) => statSync(inFolder(path)).ino;
    const inodes = [inode('dist/main.js'), inode('dist/greeting.js')];
    write('src/greeting.ts', `export const greeting = 'second';\n`);
    const building = { ended: false };
    const result = build().finally(() => (building.ended = true));
    const seen = new Set<string>();
    const look = () => {
      expect(read('dist/main.js')).toContain('greeting');
      seen.add(/'(\w+)'/.exec(read('dist/greeting.js'))?.[1] ?? '');
    };
    while (!building.ended) {
      look();
      await setImmediate();
    }
    look();
    expect(await result).toEqual(built);
    expect(seen).toEqual(new Set(['first', 'second']));
    expect(inode('dist/main.js')).toBe(inodes[0]);
    expect(inode('dist/greeting.js')).not.toBe(inodes[1]);
    // The compiler is not asked again.
    rmSync(inFolder('node_modules'));
    expect(await build()).toEqual(unchanged);
    // Nor for a working copy of a test.
    mkdirSync(inFolder('src/.copy'));
    write(
      'src/.copy/greeting.ts',
      `export const greeting = 'third';
`,
    );
    expect(await build()).toEqual(unchanged);
    rmSync(inFolder('src/.copy'), { recursive: true });
    rmSync(inFolder('dist/main.js'));
    expect(await build()).toMatchObject({ code: 1 });
    symlinkSync(resolve('node_modules'), inFolder('node_modules'));
    expect(await build()).toEqual(built);
    expect(readdirSync(inFolder('dist')).sort()).toEqual(OUTPUT);
  });

  it('leaves everything as it was where a source is wrong, and nothing of a source that is gone', async () => {
    write('src/main.ts', `import { greeting } from './gone.js';\nconsole.log(greeting);\n`);
    const refused = await build();
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.said).toMatch(/src\/main\.ts.*gone\.js/);
    expect(readdirSync(inFolder('dist')).sort()).toEqual(OUTPUT);
    write('src/main.ts', `${CONSOLE}console.log('alone');\nexport {};\n`);
    rmSync(inFolder('src/greeting.ts'));
    expect(await build()).toEqual(built);
    expect(readdirSync(inFolder('dist')).sort()).toEqual(OUTPUT.filter((name) => !name.startsWith('greeting')));
    expect(readdirSync(folder).filter((name) => name.startsWith('.build'))).toEqual([]);
  });

  it('is made anew after each change in development, and restarts the program once it has worked', async () => {
    const serve = (name: string) => `
      // @ts-ignore: the declarations of Node are not here
      import { createServer } from 'node:http';
      ${CONSOLE}const server = createServer((_: unknown, response: { end(text: string): void }) => response.end('${name}')).listen(0, '127.0.0.1', () => {
        const address = server.address();
        console.log('${name} at ' + (typeof address === 'object' ? String(address?.port) : ''));
      });`;
    write('src/main.ts', serve('first'));
    expect(await build()).toEqual(built);
    const dev = spawn(process.execPath, ['scripts/dev.js'], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    dev.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const portOf = async (name: string) => {
      const line = new RegExp(`${name} at (\\d+)`);
      await until(`${name} runs`, () => line.test(said));
      return line.exec(said)?.[1] ?? '';
    };
    const answer = async (port: string) => (await fetch(`http://127.0.0.1:${port}`)).text();

    const first = await portOf('first');
    write('src/main.ts', 'this is wrong');
    await until('the fault is told', () => said.includes('src/main.ts'));
    expect(await answer(first)).toBe('first');
    write('src/main.ts', serve('second'));
    const second = await portOf('second');
    expect(await answer(second)).toBe('second');
    await expect(answer(first)).rejects.toThrow();

    const end = once(dev, 'exit');
    dev.kill('SIGTERM');
    expect(await end).toEqual([0, null]);
    await expect(answer(second)).rejects.toThrow();
  });
});
