import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Copied as well, since building takes most of the time; with `npm run soak:package` it is built in both folders. */
const IS_BUILT_TWICE = process.env.PACKAGE_FROM === 'sources';
const BUILT = IS_BUILT_TWICE ? /^$/ : /(^|\/)dist$/;
const NO_SOURCES = /(^|\/)(\.git|node_modules|dist|coverage|\.build-[^/]*|\.tour-[^/]*|\.xs2a-graphql-gateway)$/;

/** Packing, starting and type-checking take seconds, and more where other work is going on beside them. */
jest.setTimeout(IS_BUILT_TWICE ? 900_000 : 180_000);

const NAME = 'xs2a-graphql-gateway';

interface PackageJson {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly bin: Readonly<Record<string, string>>;
}

let folder: string;
let installed: string;
let tarball: string;

/** As npm installs it into an empty folder: what the package does not name among its dependencies, it cannot import. */
beforeAll(() => {
  if (!existsSync('dist/index.js')) throw new Error('dist is missing: run `npm run build` first.');
  folder = mkdtempSync(join(tmpdir(), 'installed-'));
  installed = join(folder, 'node_modules', NAME);
  tarball = pack('.', folder);
  mkdirSync(installed, { recursive: true });
  run('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed], '.');
  const { dependencies, bin } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as PackageJson;
  for (const name of Object.keys(dependencies)) link(resolve('node_modules', name), join(folder, 'node_modules', name));
  for (const [name, path] of Object.entries(bin)) {
    chmodSync(join(installed, path), 0o755);
    link(join(installed, path), join(folder, 'node_modules/.bin', name));
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}

/** Packs as npm does for whoever publishes, with the build and the bill of materials. @returns the path of the package */
function pack(sources: string, destination: string): string {
  const args = ['pack', '--silent', '--pack-destination', destination];
  const printed = execFileSync('npm', args, { cwd: sources, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return join(destination, printed.trim().split('\n').at(-1) ?? '');
}

function run(command: string, args: readonly string[], cwd = folder): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

it('is packed into the same bytes of the same sources, in another folder and at another time', () => {
  const other = join(folder, 'another-name');
  // Copies have the time of the copy.
  cpSync('.', other, { recursive: true, filter: (path) => BUILT.test(path) || !NO_SOURCES.test(path) });
  symlinkSync(resolve('node_modules'), join(other, 'node_modules'));
  const [here, there] = [tarball, pack(other, other)].map((path) => readFileSync(path));
  expect(there?.equals(here ?? Buffer.alloc(0))).toBe(true);
  expect(here?.length).toBeGreaterThan(100_000);
});

it('lists what the package runs with, and nothing else', () => {
  const { metadata, components } = JSON.parse(readFileSync(join(installed, 'sbom.cdx.json'), 'utf8')) as {
    metadata: { component: { name: string } };
    components: readonly { purl: string; licenses?: readonly unknown[] }[];
  };
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Readonly<Record<string, { version?: string; dev?: boolean; link?: boolean }>>;
  };
  const locked = Object.entries(packages)
    .filter(([path, { dev, link }]) => path.includes('node_modules/') && dev !== true && link !== true)
    .map(([path, { version }]) => `pkg:npm/${path.replace(/^.*node_modules\//, '')}@${version ?? ''}`);
  expect(metadata.component.name).toBe('xs2a-graphql-gateway');
  expect(new Set(components.map(({ purl }) => decodeURIComponent(purl)))).toEqual(new Set(locked));
  expect(components.filter(({ licenses = [] }) => licenses.length === 0)).toEqual([]);
});

it('holds what runs and what one reads, and neither sources nor tests', () => {
  const files = run('find', [installed, '-type', 'f'])
    .trim()
    .split('\n')
    .map((path) => path.slice(installed.length + 1));
  expect(files).toEqual(
    expect.arrayContaining([
      'LICENSE',
      'README.md',
      'schema.graphql',
      'schema.client.graphql',
      'client/trusted-documents.json',
    ]),
  );
  const sources = files.filter(
    (path) => /(^|\/)(test|src|scripts|bench|examples|node_modules)\//.test(path) || /(?<!\.d)\.ts$/.test(path),
  );
  expect(sources).toEqual([]);
});

it('has a program that starts the gateway', async () => {
  const program = spawn(join(folder, 'node_modules/.bin', NAME), {
    cwd: folder,
    env: { PATH: process.env.PATH, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((settle) => program.once('exit', settle));
  let output = '';
  const url = await new Promise<string>((found) => {
    program.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const [, listening] = /listens at (http:\S+)\/graphql/.exec(output) ?? [];
      if (listening !== undefined) found(listening);
    });
  });
  expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  program.kill('SIGTERM');
  expect(await ended).toBe(0);
});

it('has a gateway to embed', () => {
  writeFileSync(
    join(folder, 'embed.js'),
    `import { createServer } from 'node:http';
    import { createGateway, ConfigError } from '${NAME}';

    const gateway = await createGateway({ LOG_LEVEL: 'silent' });
    const server = createServer(gateway.handle).listen(0, '127.0.0.1');
    await new Promise((listening) => server.once('listening', listening));
    const url = 'http://127.0.0.1:' + server.address().port + '/graphql';
    const headers = { 'content-type': 'application/json', authorization: 'Bearer ' + gateway.demo.bankUserToken };
    const response = await fetch(url, { method: 'POST', headers, body: '{"query":"{ viewer { name } }"}' });
    const { data } = await response.json();
    const faults = await createGateway({ PORT: 'x' }).catch((error) => error instanceof ConfigError && error.faults);
    console.log(JSON.stringify({ name: data.viewer.name, faults }));
    server.close();
    server.closeAllConnections();
    await gateway.close();`,
  );
  const output = JSON.parse(run(process.execPath, ['embed.js'])) as unknown;
  expect(output).toEqual({ name: 'Klara Vielkonto', faults: ['PORT is not a whole number from 0 to 65535'] });
});

it('has types', () => {
  writeFileSync(
    join(folder, 'typed.ts'),
    `import { createGateway, type Gateway, type Settings } from '${NAME}';

    const settings: Settings = { PORT: 0, XS2A_API_KEY: 'key' };
    export const gateway: Promise<Gateway> = createGateway(settings);
    export const fromEnvironment = createGateway(process.env);
    // @ts-expect-error there is no such variable
    void createGateway({ PROT: 1 });`,
  );
  const options = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--target',
    'ES2023',
    '--module',
    'NodeNext',
    '--types',
    'node',
  ];
  link(resolve('node_modules/@types/node'), join(folder, 'node_modules/@types/node'));
  const typescript = resolve('node_modules/.bin/tsc');
  expect(run(process.execPath, [typescript, ...options, 'typed.ts'])).toBe('');
});
