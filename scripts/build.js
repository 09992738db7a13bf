import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';

// Compiles the named projects: `node scripts/build.js gateway client`. A project whose sources have not changed is not
// compiled again. Programs run from dist meanwhile, and other builds at the same time, so every file is replaced in one step, and
// only when its content is new.

const PROJECTS = {
  gateway: { config: 'tsconfig.build.json', output: 'dist' },
  client: { config: 'client/tsconfig.json', output: 'client/dist' },
  scripts: { config: 'tsconfig.scripts.json', output: 'dist' },
  importer: { config: 'examples/importer/tsconfig.json', output: 'dist' },
  // Has packages of its own, and a build that takes `--outDir`.
  money: { folder: 'examples/money', output: 'examples/money/dist' },
};
const CONFIGS = ['tsconfig.json', ...Object.values(PROJECTS).flatMap(({ config }) => config ?? [])];
const SOURCES = ['src', 'client', 'scripts', 'examples', 'package-lock.json', 'schema.client.graphql', ...CONFIGS];
// `gql` is what a build generates from the rest.
const NO_SOURCES = ['node_modules', 'dist', 'gql'];

class NotBuilt extends Error {}

/** What each project has put where, and from which sources. */
const RECORDS = 'dist/.build/records';

// Compiled by something else: nobody knows which of its files still have a source.
if (!existsSync(RECORDS))
  for (const { output } of Object.values(PROJECTS)) rmSync(output, { recursive: true, force: true, maxRetries: 5 });
mkdirSync(RECORDS, { recursive: true });
try {
  for (const name of process.argv.slice(2)) build(name);
} catch (error) {
  if (!(error instanceof NotBuilt)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function build(name) {
  if (!Object.hasOwn(PROJECTS, name)) throw new NotBuilt(`${name} is none of ${Object.keys(PROJECTS).join(', ')}`);
  const before = recordOf(name);
  const digest = digestOfSources();
  if (before.digest === digest && before.files.every((file) => existsSync(file))) return;
  console.error(`Building ${name} …`);
  // Beside the output, because source maps name their sources from where they are.
  const staging = mkdtempSync('.build-');
  const { config, folder, output } = PROJECTS[name];
  try {
    if (folder === undefined)
      run(process.execPath, ['node_modules/.bin/tsc', '-p', config, '--outDir', staging], config);
    else runOwnBuild(folder, staging);
    // Edited while the compiler ran: what another build has made of the newer sources must not be replaced.
    if (digestOfSources() !== digest) return build(name);
    const files = filesIn(staging);
    for (const file of files) install(join(staging, file), join(output, file));
    const installed = files.map((file) => join(output, file));
    write(join(RECORDS, `${name}.json`), JSON.stringify({ digest, files: installed }));
    removeOrphans(before.files);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

function runOwnBuild(folder, staging) {
  if (!isInstalled(folder))
    run('npm', ['--prefix', folder, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel', 'error'], folder);
  run(
    'npm',
    ['--prefix', folder, 'run', '--silent', 'build', '--', '--outDir', resolve(staging), '--emptyOutDir'],
    folder,
  );
}

/** By what npm notes of what it has installed, since a checkout gives the lock file a new time. */
function isInstalled(folder) {
  const packagesIn = (path) => JSON.parse(readFileSync(join(folder, path), 'utf8')).packages;
  if (!existsSync(join(folder, 'node_modules/.package-lock.json'))) return false;
  const installed = packagesIn('node_modules/.package-lock.json');
  const wanted = packagesIn('package-lock.json');
  const isThere = ([path, { version, integrity, optional }]) => {
    // That of the folder itself, or of another platform.
    if (!(path in installed)) return path === '' || optional === true;
    return installed[path].version === version && installed[path].integrity === integrity;
  };
  return Object.entries(wanted).every(isThere) && Object.keys(installed).every((path) => path in wanted);
}

function run(command, args, project) {
  // Whoever builds may be a test; what is built is not.
  const env = { ...process.env, NODE_ENV: 'production' };
  try {
    execFileSync(command, args, { stdio: 'inherit', env });
  } catch {
    throw new NotBuilt(`${project} was not built; its output is what it was.`);
  }
}

function recordOf(name) {
  const path = join(RECORDS, `${name}.json`);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : { digest: undefined, files: [] };
}

function digestOfSources() {
  const hash = createHash('sha256');
  for (const source of SOURCES.filter((path) => existsSync(path)))
    for (const path of statSync(source).isDirectory() ? filesIn(source).map((file) => join(source, file)) : [source])
      hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (entry.isFile()) return [entry.name];
      // Hidden folders are copies that tests work on, which come and go.
      if (!entry.isDirectory() || entry.name.startsWith('.') || NO_SOURCES.includes(entry.name)) return [];
      return filesIn(join(folder, entry.name)).map((file) => join(entry.name, file));
    });
}

function install(from, to) {
  if (existsSync(to) && readFileSync(to).equals(readFileSync(from))) return;
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}

function write(path, text) {
  const beside = `${path}.${randomUUID()}`;
  writeFileSync(beside, text);
  renameSync(beside, path);
}

/** Removes those of the files that no project makes any more. */
function removeOrphans(files) {
  const made = new Set(Object.keys(PROJECTS).flatMap((name) => recordOf(name).files));
  for (const file of files) if (!made.has(file)) rmSync(file, { force: true });
}
