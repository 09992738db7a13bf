import { impossible } from './bench.js';
import { CONTESTANTS } from './contestants.js';

/**
 * Rounds over everybody, in each of them every workload and every contestant once (A B C … A B C …), each time from another one on: what else the machine
 * does meanwhile falls on all alike.
 *
 * @param options `{workloads, rounds, seconds, faults, onProgress}`; `faults` are of `checkAnswers`: who answers wrong is not measured
 * @returns `{[workload]: {[contestant]: Sample[]}}`, one sample for each round
 */
export async function measure(bench, { workloads, rounds, seconds, faults, onProgress }) {
  const samples = Object.fromEntries(workloads.map((workload) => [workload, {}]));
  for (let round = 0; round < rounds; round++) {
    for (const workload of workloads) {
      for (const name of rotated(bench.contestants, round)) {
        if (impossible(name, workload) !== undefined || faults.has(`${name} ${workload}`)) continue;
        const place = `round ${round + 1} of ${rounds}, ${workload}, ${CONTESTANTS[name].title}`;
        try {
          if (round === 0) await bench.load(name, workload, { seconds: Math.max(seconds, LEAST_WARM_UP) });
          const sample = await measureOnce(bench, name, workload, seconds);
          (samples[workload][name] ??= []).push(sample);
          onProgress(`${place}${trouble(sample)}`);
        } catch (error) {
          // Whoever breaks down is out of this workload; the others go on.
          faults.set(`${name} ${workload}`, `broke down: ${error.message}`);
          samples[workload] = without(samples[workload], name);
          onProgress(`${place} BROKE DOWN: ${error.message}`);
        }
      }
    }
  }
  return samples;
}

function without(byName, name) {
  return Object.fromEntries(Object.entries(byName).filter(([other]) => other !== name));
}

/** Until compilers and connections are warm. */
const LEAST_WARM_UP = 1.5;

/** Throughput with many requests under way, latency with one. */
async function measureOnce(bench, name, workload, seconds) {
  const many = await bench.load(name, workload, { seconds });
  const one = await bench.load(name, workload, { atOnce: 1, seconds: seconds / 2 });
  const { rss } = bench.memoryOf(name);
  return {
    perSecond: many.perSecond,
    cpuMs: many.cpuMs,
    calls: many.calls,
    bytes: many.bytes,
    failures: many.failures + one.failures,
    latenciesMs: one.latenciesMs,
    upstreamMs: one.upstreamMs,
    loadedP99Ms: quantile(many.latenciesMs, 0.99),
    rss,
  };
}

function trouble({ failures }) {
  return failures === 0 ? '' : `: ${failures} FAILED`;
}

function rotated(list, by) {
  const start = by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}

export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return Number.isInteger(middle) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[Math.floor(middle)];
}

/**
 * Medians over the rounds. Percentiles of added latency are over all requests of all rounds, what the upstream itself took in their round taken off.
 *
 * @returns `{[workload]: {[contestant]: Figures}}`
 */
export function figuresOf(samples) {
  const results = {};
  for (const [workload, byName] of Object.entries(samples)) {
    results[workload] = Object.fromEntries(Object.entries(byName).map(([name, own]) => [name, summarise(own)]));
  }
  return results;
}

function summarise(samples) {
  const over = (member) => median(samples.map((sample) => sample[member]));
  const added = samples.flatMap(({ latenciesMs, upstreamMs }) => latenciesMs.map((each) => each - upstreamMs));
  return {
    rounds: samples.map(({ perSecond, cpuMs, loadedP99Ms, latenciesMs }) => {
      return { perSecond, cpuMs, loadedP99Ms, p50Ms: quantile(latenciesMs, 0.5) };
    }),
    perSecond: over('perSecond'),
    cpuMs: over('cpuMs'),
    calls: Math.round(over('calls') * 10) / 10,
    bytes: over('bytes'),
    p99Ms: quantile(
      samples.flatMap(({ latenciesMs }) => latenciesMs),
      0.99,
    ),
    addedP50Ms: quantile(added, 0.5),
    addedP99Ms: quantile(added, 0.99),
    rss: over('rss'),
    failures: samples.reduce((sum, { failures }) => sum + failures, 0),
  };
}

/** Who of the peers has the most requests per second; undefined when none was measured. */
export function bestPeer(byName) {
  const peers = Object.keys(byName).filter(isPeer);
  return peers.toSorted((a, b) => byName[b].perSecond - byName[a].perSecond)[0];
}

export function isPeer(name) {
  return !['warm', 'fresh', 'cold', 'rest'].includes(name);
}

/**
 * How many times as much one has as another: the median of the ratios of each round, in which both had the same machine.
 *
 * @param member `perSecond`, `cpuMs`, `p50Ms` or `loadedP99Ms`
 */
export function ratioOf(member, one, other) {
  return median(one.rounds.map((round, index) => round[member] / other.rounds[index][member]));
}
