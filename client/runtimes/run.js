// Runs the packed client in the runtimes that it is made for: `npm run client:runtimes`. Each comes from the npm registry, and stays in npm's cache.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { createGateway } from '../../dist/index.js';
import { EXPECTED } from './program.js';

const HERE = import.meta.dirname;
const run = promisify(execFile);

const RUNTIMES = [
  { name: 'node@22', command: ['node', 'main.js'] },
  { name: 'node@24', command: ['node', 'main.js'] },
  { name: 'deno', command: ['deno', 'run', '--allow-net', 'main.js'] },
  { name: 'bun', command: ['bun', 'main.js'] },
];

const gateway = await createGateway({ LOG_LEVEL: 'error', PORT: 0, SHUTDOWN_GRACE_SECONDS: 0 });
const url = `${await gateway.listen()}/graphql`;
const token = gateway.demo.bankUserToken;
const folder = await mkdtemp(join(tmpdir(), 'runtimes-'));
try {
  await install();
  for (const { name, command } of RUNTIMES) {
    const { stdout } = await npx(name, ...command, url, token);
    assert.deepEqual(JSON.parse(stdout), EXPECTED, name);
    console.log(`${name}: as it should be`);
  }
  assert.deepEqual(await askWorker(), EXPECTED, 'workerd');
  console.log('workerd: as it should be');
} finally {
  await gateway.close();
  await rm(folder, { recursive: true });
}

/** The packed client and the programs, in a folder of their own. */
async function install() {
  const packing = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
  const { stdout: tarball } = await run('npm', packing, { cwd: join(HERE, '..') });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${tarball.trim()}`], { cwd: folder });
  for (const file of ['program.js', 'main.js', 'worker.js', 'worker.capnp'])
    await cp(join(HERE, file), join(folder, file));
}

function npx(name, ...command) {
  return run('npx', ['--yes', '--package', name, '--', ...command], { cwd: folder });
}

/** As the tools of edge workers do it: bundled into one module, and asked over HTTP. */
async function askWorker() {
  const outfile = join(folder, 'worker.bundle.js');
  await build({ entryPoints: [join(folder, 'worker.js')], bundle: true, format: 'esm', outfile, logLevel: 'error' });
  const { stdout } = await npx('workerd', 'which', 'workerd');
  const worker = spawn(stdout.trim(), ['serve', 'worker.capnp', '--control-fd=1'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((settle) => worker.once('exit', settle));
  try {
    const { port } = JSON.parse(await new Promise((told) => worker.stdout.once('data', told)));
    const query = new URLSearchParams({ url, token });
    return await (await fetch(`http://127.0.0.1:${port}/?${query}`)).json();
  } finally {
    worker.kill();
    await ended;
  }
}
