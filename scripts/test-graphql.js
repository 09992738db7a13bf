import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

// How far the gateway runs on another version of graphql-js, against what its libraries ask for:
// `npm run test:graphql -- 17`, in a copy that is left for a look; further arguments go to Jest. Nothing stops at a failure.

const [version = '17', ...args] = process.argv.slice(2);
const LEFT_OUT = ['.git', 'node_modules', 'dist', 'coverage', '.xs2a-graphql-gateway'];

const copy = mkdtempSync(join(tmpdir(), `graphql-${version}-`));
cpSync('.', copy, { recursive: true, filter: (path) => !LEFT_OUT.includes(basename(path)) });
const path = join(copy, 'package.json');
const manifest = JSON.parse(readFileSync(path, 'utf8'));
manifest.dependencies.graphql = version;
manifest.overrides.graphql = version;
writeFileSync(path, JSON.stringify(manifest, null, 2));

const STEPS = {
  'the packages are installed': [
    'npm',
    'install',
    '--force',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel',
    'error',
  ],
  'the types fit': ['npx', 'tsc', '--noEmit'],
  'the schema is the same': ['npm', 'run', '--silent', 'schema:check'],
  'the tests pass': ['npx', 'jest', '--config', 'jest.groups.config.js', '--forceExit', ...args],
};
const outcomes = Object.entries(STEPS).map(([what, [command, ...rest]]) => {
  const { status } = spawnSync(command, rest, { cwd: copy, stdio: 'inherit' });
  return `${status === 0 ? 'yes' : 'no '}  ${what}`;
});
console.log(`\ngraphql ${version} in ${copy}:\n${outcomes.join('\n')}`);
process.exitCode = outcomes.some((outcome) => outcome.startsWith('no')) ? 1 : 0;
