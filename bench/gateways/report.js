import { cpus, totalmem } from 'node:os';
import { impossible } from './bench.js';
import { CONTESTANTS } from './contestants.js';
import { factor, goalsOf } from './goals.js';
import { bestPeer, ratioOf } from './measure.js';
import { WORKLOADS } from './workloads.js';

/** Where the figures come from, in a line. */
export function machineLine({ rounds, seconds, latencyMs }) {
  const { model } = cpus()[0];
  const memory = Math.round(totalmem() / 2 ** 30);
  const machine = `${cpus().length} cores (${model.trim()}), ${memory} GB, Node ${process.versions.node}, ${process.platform}`;
  return `${machine}; upstream latency ${latencyMs} ms; ${rounds} rounds of ${seconds} s; ${new Date().toISOString().slice(0, 10)}.`;
}

/** The short table: requests per second as a multiple of the best peer's, and upstream calls. */
export function shortTable(results, names) {
  const workloads = Object.keys(results);
  const head = ['', ...workloads.map((workload) => WORKLOADS[workload].short)];
  const rows = names.map((name) => {
    const cells = workloads.map((workload) => {
      const own = results[workload][name];
      const best = bestPeer(results[workload]);
      if (own === undefined || best === undefined) return '–';
      return `${factor(ratioOf('perSecond', own, results[workload][best]))} (${own.calls})`;
    });
    return [CONTESTANTS[name].title, ...cells];
  });
  return markdown(head, rows);
}

/** One table for each workload, and what is not in them. */
export function longTables(results, names, faults) {
  return Object.keys(results)
    .map(
      (workload) =>
        `### ${capital(WORKLOADS[workload].title)}\n\n${tableOf(workload, results[workload], names, faults)}`,
    )
    .join('\n\n');
}

const COLUMNS = [
  ['upstream calls', ({ calls }) => String(calls)],
  ['upstream kB', ({ bytes }) => (bytes / 1000).toFixed(1)],
  ['requests per second', (own, { best }) => factor(ratioOf('perSecond', own, best))],
  ['CPU per request', (own, { best }) => factor(ratioOf('cpuMs', own, best))],
  ['of a core', (own) => `${(own.cpuMs * own.perSecond * 0.1).toFixed(0)} %`],
  ['p50', (own, { rest }) => (rest === undefined ? '–' : factor(ratioOf('p50Ms', own, rest)))],
  ['p99', (own, { rest }) => (rest === undefined ? '–' : factor(own.p99Ms / rest.p99Ms))],
  ['p50 added, ms', ({ addedP50Ms }) => addedP50Ms.toFixed(1)],
  ['p99 added, ms', ({ addedP99Ms }) => addedP99Ms.toFixed(1)],
  ['p99 under load', (own, { best }) => factor(ratioOf('loadedP99Ms', own, best))],
  ['memory, MB', ({ rss }) => rss.toFixed(0)],
];

function tableOf(workload, byName, names, faults) {
  const base = { best: byName[bestPeer(byName)] ?? byName[Object.keys(byName)[0]], rest: byName.rest };
  const rows = names.map((name) => {
    const own = byName[name];
    const cells = COLUMNS.map(([, cell]) => (own === undefined ? '' : cell(own, base)));
    if (own === undefined)
      cells[0] = impossible(name, workload) ?? faults.get(`${name} ${workload}`) ?? 'did not start';
    else if (own.failures > 0) cells[2] += ` (${own.failures} failed)`;
    return [CONTESTANTS[name].title, ...cells];
  });
  return markdown(['', ...COLUMNS.map(([title]) => title)], rows);
}

/** What `--quick` shows: who answers right, in how many calls. */
export function callTable(calls, names, faults) {
  const rows = names.map((name) => {
    const cells = Object.keys(calls).map((workload) => {
      const fault = faults.get(`${name} ${workload}`);
      return fault === undefined ? String(calls[workload][name] ?? '–') : 'WRONG';
    });
    return [CONTESTANTS[name].title, ...cells];
  });
  return markdown(['upstream calls', ...Object.keys(calls).map((workload) => WORKLOADS[workload].short)], rows);
}

export function goalTable(results) {
  const rows = goalsOf(results).map(({ workload, goal, met, figure }) => {
    return [WORKLOADS[workload].short, goal, figure, met ? 'met' : 'missed'];
  });
  return markdown(['', 'goal', 'measured', ''], rows);
}

function markdown(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

function capital(text) {
  return text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}
