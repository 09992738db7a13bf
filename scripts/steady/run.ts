import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve as pathTo } from 'node:path';

/** How often the whole suite runs. */
const RUNS = Number(process.env.STEADY_RUNS ?? 10);

/** What a run of Jest is judged by, on the last lines that it says. */
const SAID = /^(FAIL |\s+● |Tests: |Time: )/;

/** Where everything is kept that failed runs said. */
const OUTPUT = mkdtempSync(join(tmpdir(), 'steady-'));

/** Runs the suite again and again while every core is kept busy by something else: no run may fail. */
async function main(): Promise<void> {
  const burners = Array.from({ length: availableParallelism() }, () => fork(pathTo('dist/scripts/steady/burn.js')));
  let failed = 0;
  try {
    for (let run = 1; run <= RUNS; run += 1) {
      const isGood = await runSuite(run);
      if (!isGood) failed += 1;
    }
  } finally {
    for (const burner of burners) burner.kill();
  }
  console.log(`${failed} of ${RUNS} runs failed`);
  if (failed > 0) process.exitCode = 1;
}

async function runSuite(run: number): Promise<boolean> {
  const jest = pathTo('node_modules/jest/bin/jest.js');
  const suite = spawn(process.execPath, [jest, '--config', 'jest.groups.config.js', ...process.argv.slice(2)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let rest = '';
  let whole = '';
  const tell = (line: string) => {
    if (SAID.test(line)) console.log(`run ${run}: ${line}`);
  };
  suite.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    whole += chunk;
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(tell);
  });
  const [code] = (await once(suite, 'close')) as [number | null];
  if (code === 0) return true;
  const file = join(OUTPUT, `run-${run}.txt`);
  writeFileSync(file, whole);
  console.log(`run ${run}: all of it is in ${file}`);
  return false;
}

await main();
