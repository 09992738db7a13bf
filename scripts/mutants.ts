import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { mutationsOf, type Mutation } from './mutants/mutations.js';
import { sampleOf } from './mutants/sample.js';
import { sourceFiles } from './mutants/source-files.js';

// Changes one expression at a time in a copy of the source, and names the changes that no related test notices. `--only` names a part
// of the paths of sources, `--tests` one of the paths of tests, where the related ones are not all to run.
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    size: { type: 'string', default: '20' },
    minutes: { type: 'string', default: '30' },
    only: { type: 'string', default: '' },
    tests: { type: 'string', default: '' },
  },
});

/** What no test can finish by itself within counts as noticed: a change may well make a loop endless. */
const MAX_RUN_MS = 600_000;
const ROOMS = ['domain', 'datasources', 'auth', 'graphql'];
/** Of the copy. */
const LEFT_OUT = /^(\.git|dist|coverage|(.*\/)?node_modules)(\/|$)/;
/** These run the built program, which is not built of the copy, or are about time and other rooms alone. */
const BUILT = 'test/(acceptance|browser|docs|e2e|examples|http|package|separation|standards|tracing)/|memory\\.test';

const house = mkdtempSync(join(tmpdir(), 'mutants-'));
cpSync('.', house, { recursive: true, filter: (path) => !LEFT_OUT.test(path) });
symlinkSync(resolve('node_modules'), join(house, 'node_modules'));

const files = sourceFiles(ROOMS.map((room) => join('src', room))).filter((file) => file.includes(values.only));
const all = files.flatMap((file) => mutationsOf(file, readFileSync(file, 'utf8')));
const sample = sampleOf(all, Number(values.size), Number(values.seed));
const endsAt = performance.now() + Number(values.minutes) * 60_000;
console.log(`${sample.length} of ${all.length} changes, seed ${values.seed}`);
try {
  if (await fails(files)) throw new Error('Tests fail without any change: survivors could not be recognised.');
  let survivors = 0;
  let tried = 0;
  for (const mutation of sample) {
    if (performance.now() > endsAt) break;
    tried += 1;
    const isNoticed = await isNoticedOf(mutation);
    if (!isNoticed) survivors += 1;
    console.log(`${isNoticed ? 'noticed ' : 'SURVIVES'} ${mutation.name}`);
  }
  console.log(`${survivors} of ${tried} survive`);
} finally {
  rmSync(house, { recursive: true });
}

async function isNoticedOf({ file, start, end, replacement }: Mutation): Promise<boolean> {
  const path = join(house, file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.slice(0, start) + replacement + text.slice(end));
  const [, room = ''] = file.split(sep);
  try {
    // Those of the same room are the most likely to notice.
    return (await fails([file], values.tests || `test/${room}/`)) || (values.tests === '' && (await fails([file])));
  } finally {
    writeFileSync(path, text);
  }
}

/** Whether one of the named tests fails; without a name, one of all that reach one of the files. */
function fails(changed: readonly string[], tests = values.tests): Promise<boolean> {
  const args = ['--roots', 'test', '--roots', 'src', '--bail', '--passWithNoTests', '--testPathIgnorePatterns', BUILT];
  // Jest takes either.
  const chosen = tests === '' ? ['--findRelatedTests', ...changed] : ['--testPathPatterns', tests];
  const jest = resolve('node_modules/jest/bin/jest.js');
  const run = spawn(process.execPath, [jest, ...args, ...chosen], {
    ...{ cwd: house, stdio: 'ignore', timeout: MAX_RUN_MS },
  });
  return new Promise((ended) =>
    run.once('exit', (code) => {
      ended(code !== 0);
    }),
  );
}
