import { isDeepStrictEqual } from 'node:util';
import { impossible } from './bench.js';
import { CONTESTANTS } from './contestants.js';
import { normalise } from './workloads.js';

const REFERENCE = 'rest';

/**
 * Compares everybody's answer with the plain REST client's, deep and exact.
 *
 * @returns what is wrong, by `contestant workload`; nothing for who answers right
 */
export async function checkAnswers(bench, workloads, onProgress) {
  const faults = new Map();
  for (const workload of workloads) {
    const reference = dataOf(REFERENCE, workload, await bench.ask(REFERENCE, workload));
    for (const name of bench.contestants) {
      if (impossible(name, workload) !== undefined) continue;
      const fault = await faultOf(bench, name, workload, reference);
      if (fault !== undefined) faults.set(`${name} ${workload}`, fault);
      onProgress(`${fault === undefined ? 'right' : 'WRONG'}  ${CONTESTANTS[name].title}: ${workload}`);
    }
  }
  return faults;
}

/** Upstream calls of one more request of each kind: `{[workload]: {[contestant]: number}}`. */
export async function countCalls(bench, workloads) {
  const calls = {};
  for (const workload of workloads) {
    calls[workload] = {};
    for (const name of bench.contestants) {
      if (impossible(name, workload) !== undefined) continue;
      calls[workload][name] = await bench.callsOf(name, workload).catch(() => 'failed');
    }
  }
  return calls;
}

async function faultOf(bench, name, workload, reference) {
  try {
    // The gateway caches answers the first time, and the result that it has made of them the second time.
    for (let times = 0; times < 3; times++) {
      const data = dataOf(name, workload, await bench.ask(name, workload));
      if (!isDeepStrictEqual(data, reference)) return `answers otherwise: ${firstDifference(data, reference)}`;
    }
    if (CONTESTANTS[name].isNewEachTime && (await bench.hasServedResults(name))) return 'is not executed each time';
    return undefined;
  } catch (error) {
    return error.message;
  }
}

function dataOf(name, workload, text) {
  const { data, errors } = JSON.parse(text);
  if (errors !== undefined) throw new Error(`errors: ${JSON.stringify(errors).slice(0, 500)}`);
  const read = CONTESTANTS[name].read?.(workload, data) ?? data;
  return normalise(withoutAge(read));
}

/** Account ids carry the bank user's, and who is cold is another bank user. */
function withoutAge(data) {
  const accounts = data._entities;
  if (accounts === undefined) return data;
  const plain = (id) => Buffer.from(id, 'base64url').toString('latin1').replace('-cold-', '-warm-');
  return { _entities: accounts.map(({ id, ...account }) => ({ ...account, id: plain(id) })) };
}

function firstDifference(a, b, path = 'data') {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') {
    return `${path} is ${JSON.stringify(a)}, not ${JSON.stringify(b)}`;
  }
  const key = [...new Set([...Object.keys(a), ...Object.keys(b)])].find((key) => !isDeepStrictEqual(a[key], b[key]));
  return firstDifference(a[key] ?? null, b[key] ?? null, `${path}.${key}`);
}
