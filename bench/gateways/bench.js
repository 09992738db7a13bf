import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Child } from './child.js';
import { CONTESTANTS, REQUEST_NUMBER } from './contestants.js';
import { recordShapes } from './upstream/record.js';
import { accessTokenOf } from './upstream/shapes.js';
import { newEachTime, requestsOf, WORKLOADS } from './workloads.js';

/** The upstream, the process that asks, and all contestants, each a process of its own. */
export class Bench {
  #children = [];
  #contestants = new Map();
  /** Why somebody does not take part, by name. */
  absent = new Map();

  /** @param options `{contestants, latencyMs, profile, onProgress}`; `profile` has the gateway write CPU profiles when it ends */
  async start({ contestants, latencyMs, profile, onProgress }) {
    this.shapes = await recordShapes();
    this.upstream = this.#own(new Child('upstream/serve.js'));
    this.upstreamUrl = await this.upstream.tell('start', { shapes: this.shapes, latencyMs });
    this.asker = this.#own(new Child('load.js'));
    for (const name of contestants) {
      onProgress(`starts ${CONTESTANTS[name].title}`);
      await this.#startContestant(name, await freePort(), { profile });
    }
  }

  async #startContestant(name, port, options) {
    try {
      const started = await CONTESTANTS[name].start(this.upstreamUrl, port, options);
      this.#own(started.child);
      this.#contestants.set(name, started);
    } catch (error) {
      this.absent.set(name, error.message);
    }
  }

  /** Names of those who listen. */
  get contestants() {
    return [...this.#contestants.keys()];
  }

  memoryOf(name) {
    return this.#contestants.get(name).child.memory;
  }

  /** The answer to one request: its text. */
  ask(name, workload, index = 0) {
    const { target, requests, asker } = this.#partsOf(name, workload);
    return asker.tell('askOnce', { target, request: requests[index] });
  }

  /** How many upstream calls one request makes. */
  async callsOf(name, workload) {
    await this.upstream.tell('counters');
    await this.ask(name, workload);
    return (await this.upstream.tell('counters')).calls;
  }

  /** Whether the gateway has answered anything from its result cache. */
  async hasServedResults(name) {
    const response = await fetch(`${this.#contestants.get(name).url}/metrics`);
    return (await response.text()).includes('cache_events_total{read="result",event="hit"}');
  }

  /**
   * Keeps so many requests under way for so long.
   *
   * @returns what was measured meanwhile; times are milliseconds, everything but latencies and failures is per request
   */
  async load(name, workload, { atOnce = WORKLOADS[workload].atOnce, seconds }) {
    const { target, requests, asker, child } = this.#partsOf(name, workload);
    await this.upstream.tell('counters');
    const cpuBefore = child.cpuMs;
    const load = { target, requests: requests.slice(0, atOnce), seconds };
    const { latenciesMs, failures, seconds: took } = await asker.tell('load', load);
    const cpuMs = child.cpuMs - cpuBefore;
    // Calls of somebody who does not wait for them are waited for here.
    await sleep(30);
    const upstream = await this.upstream.tell('counters');
    const count = latenciesMs.length;
    return {
      latenciesMs,
      failures,
      perSecond: count / took,
      cpuMs: cpuMs / count,
      calls: upstream.calls / count,
      bytes: upstream.bytes / count,
      upstreamMs: upstream.busyMs / count,
    };
  }

  stop() {
    for (const child of this.#children) child.stop();
  }

  #own(child) {
    this.#children.push(child);
    return child;
  }

  #partsOf(name, workload) {
    const { child, url, upstreamUrl } = this.#contestants.get(name);
    const { age, authorization } = CONTESTANTS[name];
    const requests = requestsOf(WORKLOADS[workload], age, this.shapes[WORKLOADS[workload].shape].accountIds);
    if (upstreamUrl !== undefined) {
      const asked = requests.map((request) => ({ ...request, accessToken: accessTokenOf(request.userId) }));
      return { child, asker: child, target: { kind: 'rest', upstreamUrl, workload }, requests: asked };
    }
    const query = documentOf(name, workload);
    const asked = requests.map(({ userId, id, xs2aId, representations }) => {
      const known = {
        id: CONTESTANTS[name].dialect === 'hive' ? xs2aId : id,
        representations,
        number: REQUEST_NUMBER,
      };
      const needed = Object.entries(known).filter(([variable]) => query.includes(`$${variable}`));
      const variables = Object.fromEntries(needed);
      const body = JSON.stringify({ query, variables }).split(REQUEST_NUMBER);
      return { authorization: authorization(userId), body };
    });
    return { child, asker: this.asker, target: { kind: 'graphql', url }, requests: asked };
  }
}

/** Why a contestant cannot do a workload; undefined when it can. */
export function impossible(name, workload) {
  const own = WORKLOADS[workload][CONTESTANTS[name].dialect];
  return own === undefined || own.includes('{') ? undefined : own;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

function documentOf(name, workload) {
  const { dialect, isNewEachTime } = CONTESTANTS[name];
  const document = WORKLOADS[workload][dialect] ?? WORKLOADS[workload].document;
  return isNewEachTime ? newEachTime(document) : document;
}
