// This gateway and its peers over the same upstream, in one run: see README.md beside this file.
//
//   node bench/gateways/run.js [--quick] [--write] [--profile] [--rounds 3] [--seconds 2] [--latency 20] [--only dashboard,warm,mercurius …]
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { Bench } from './bench.js';
import { chartOf } from './chart.js';
import { checkAnswers, countCalls } from './check.js';
import { CONTESTANTS } from './contestants.js';
import { figuresOf, measure } from './measure.js';
import { callTable, goalTable, longTables, machineLine, shortTable } from './report.js';
import { WORKLOADS } from './workloads.js';

const options = readOptions();
const bench = new Bench();
const onProgress = (line) => process.stderr.write(`${line}\n`);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
process.once('exit', () => bench.stop());

compilePeers();
await bench.start({ ...options, onProgress });
for (const [name, why] of bench.absent) onProgress(`${CONTESTANTS[name].title} does not take part: ${why}`);
const faults = await checkAnswers(bench, options.workloads, onProgress);
for (const [where, fault] of faults) onProgress(`${where}: ${fault}`);
const names = options.contestants;
const areAllRight = options.quick ? await count() : await measureAll();
process.exit(faults.size === 0 && bench.absent.size === 0 && areAllRight ? 0 : 1);

async function count() {
  const calls = await countCalls(bench, options.workloads);
  console.log(callTable(calls, names, faults));
  return true;
}

async function measureAll() {
  const results = figuresOf(await measure(bench, { ...options, faults, onProgress }));
  const machine = machineLine(options);
  const tables = `${longTables(results, names, faults)}\n\n### Goals\n\n${goalTable(results)}\n\n${machine}`;
  console.log(tables);
  if (options.write) await writeAll(results, tables, machine);
  return Object.values(results).every((byName) => Object.values(byName).every(({ failures }) => failures === 0));
}

function readOptions() {
  const flags = {
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    latency: { type: 'string', default: '20' },
    only: { type: 'string', default: '' },
  };
  const { values } = parseArgs({ options: flags });
  const only = values.only === '' ? [] : values.only.split(',');
  return {
    contestants: chosen(Object.keys(CONTESTANTS), only, ['rest']),
    workloads: chosen(Object.keys(WORKLOADS), only),
    quick: values.quick,
    rounds: Number(values.rounds),
    seconds: Number(values.seconds),
    latencyMs: Number(values.latency),
    write: values.write,
    profile: values.profile,
  };
}

/** All of them where none is named; those that answers are compared with are always there. */
function chosen(all, only, always = []) {
  const named = all.filter((name) => only.includes(name));
  return named.length === 0 ? all : all.filter((name) => named.includes(name) || always.includes(name));
}

/** type-graphql needs what TypeScript writes down about decorated classes. */
function compilePeers() {
  const tsc = fileURLToPath(new URL('node_modules/.bin/tsc', import.meta.url));
  const { status, stdout } = spawnSync(tsc, ['-p', fileURLToPath(new URL('.', import.meta.url))], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The peers do not compile: ${stdout}`);
}

async function writeAll(results, tables, machine) {
  const what = "Requests per second as a multiple of the best peer's, in brackets the upstream calls of one request";
  await replaceIn(
    '../../README.md',
    `${what}:

${shortTable(results, names)}

${machine}`,
  );
  await replaceIn('README.md', tables);
  writeFileSync(new URL('chart.svg', import.meta.url), chartOf(results, names, machine));
}

/** What stands between the two marks of a Markdown file. */
async function replaceIn(path, text) {
  const url = new URL(path, import.meta.url);
  const marked = /(<!-- bench:begin -->)[^]*(<!-- bench:end -->)/;
  const before = readFileSync(url, 'utf8');
  if (!marked.test(before)) throw new Error(`${path} has no marks for the table`);
  const after = before.replace(marked, (_, begin, end) => `${begin}\n\n${text}\n\n${end}`);
  writeFileSync(
    url,
    await format(after, { parser: 'markdown', singleQuote: true, printWidth: 120, trailingComma: 'all' }),
  );
}
