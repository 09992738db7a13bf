import { bestPeer, isPeer, ratioOf } from './measure.js';

/** What is aimed at, workload by workload: `{goal, met, figure}`, with the figure as a ratio and what it is a ratio to. */
export function goalsOf(results) {
  return Object.entries(results).flatMap(([workload, byName]) => {
    return GOALS.map((goal) => goal(workload, byName))
      .filter((outcome) => outcome !== undefined)
      .map((outcome) => ({ workload, ...outcome }));
  });
}

const GOALS = [
  (_, byName) => callsBelowPeers('warm', byName),
  (_, byName) => callsBelowPeers('cold', byName),
  (_, byName) => throughput('warm', byName, 5),
  (workload, byName) => throughput('fresh', byName, FRESH[workload]),
  (_, byName) => throughput('cold', byName, 1),
  (workload, byName) => (workload === 'turnovers' ? overApollo(byName) : undefined),
  (_, byName) => latency('warm', byName),
  (_, byName) => latency('cold', byName),
  (workload, byName) => (workload === 'dashboard' ? processorTimeOfACall(byName) : undefined),
];

/** How many times the best peer's throughput is aimed at for a new query over cached answers. */
const FRESH = { dashboard: 3, turnovers: 1.5, balance: 1, aggregate: 10, entities: 1.5 };

/** Warm it is to be below every peer, but for the one call that tells whether what is kept holds; cold nobody can be below what has to be read. */
function callsBelowPeers(state, byName) {
  const peers = Object.keys(byName).filter(isPeer);
  if (byName[state] === undefined || peers.length === 0) return undefined;
  const fewest = Math.min(...peers.map((name) => byName[name].calls));
  const { calls } = byName[state];
  const met = state === 'warm' ? calls < fewest || calls === 1 : calls <= fewest;
  const goal =
    state === 'warm' ? 'fewer upstream calls than any peer, or just one' : 'no more upstream calls than any peer';
  return { goal: `${state}: ${goal}`, met, figure: `${calls} against ${fewest}` };
}

function throughput(state, byName, times) {
  const best = bestPeer(byName);
  if (byName[state] === undefined || best === undefined) return undefined;
  const ratio = ratioOf('perSecond', byName[state], byName[best]);
  return { goal: `${state}: ${times} times the best peer's throughput`, met: ratio >= times, figure: factor(ratio) };
}

function overApollo({ warm, apollo }) {
  if (warm === undefined || apollo === undefined) return undefined;
  const ratio = ratioOf('perSecond', warm, apollo);
  return { goal: 'warm: 10 times Apollo Server as it comes', met: ratio >= 10, figure: factor(ratio) };
}

function latency(state, byName) {
  if (byName[state] === undefined || byName.rest === undefined) return undefined;
  const ratio = ratioOf('p50Ms', byName[state], byName.rest);
  return { goal: `${state}: p50 within 1.2 of the plain REST client's`, met: ratio <= 1.2, figure: factor(ratio) };
}

/** Where a request is many calls, so that these are most of what it costs. */
function processorTimeOfACall({ cold, rest }) {
  if (cold === undefined || rest === undefined) return undefined;
  const ratio = (ratioOf('cpuMs', cold, rest) * rest.calls) / cold.calls;
  const goal = "cold: processor time of a call within 1.5 of the plain REST client's";
  return { goal, met: ratio <= 1.5, figure: factor(ratio) };
}

export function factor(ratio) {
  if (!Number.isFinite(ratio)) return '–';
  return `${ratio >= 100 ? ratio.toFixed(0) : ratio >= 10 ? ratio.toFixed(1) : ratio.toFixed(2)}×`;
}
