// Asks, in a process of its own: one request at a time, or as many as are told for as long as is told. The plain REST client runs in here as well, in another such
// process, because it is the client.
import { Pool } from 'undici';
import { openUpstream } from './peers/bank.js';
import { askRest } from './peers/rest-client.js';

const state = { upstream: undefined, pools: new Map(), asked: 0 };

process.on('message', ({ id, command, ...message }) => {
  COMMANDS[command](message).then(
    (result) => process.send({ id, result }),
    (error) => process.send({ id, error: error.message }),
  );
});
process.on('disconnect', () => process.exit(0));

const COMMANDS = {
  /** @returns the answer as it came in */
  async askOnce({ target, request }) {
    return String(await askerOf(target)(request));
  },

  /**
   * Keeps so many requests under way as there are `requests`, until `seconds` are over.
   *
   * @returns `{latenciesMs, failures, seconds}`
   */
  async load({ target, requests, seconds }) {
    const ask = askerOf(target);
    const latenciesMs = [];
    let failures = 0;
    const begin = performance.now();
    const end = begin + seconds * 1000;
    const askOn = async (request) => {
      while (performance.now() < end) {
        const start = performance.now();
        try {
          const answer = await ask(request);
          // Nothing else than data: GraphQL answers 200 to what has failed.
          if (answer.includes('"errors"')) failures++;
          else latenciesMs.push(performance.now() - start);
        } catch {
          failures++;
        }
      }
    };
    await Promise.all(requests.map(askOn));
    return { latenciesMs, failures, seconds: (performance.now() - begin) / 1000 };
  },
};

function askerOf(target) {
  return target.kind === 'rest' ? restAsker(target) : graphqlAsker(target);
}

function restAsker({ upstreamUrl, workload }) {
  state.upstream ??= openUpstream(upstreamUrl);
  return async ({ accessToken, ...request }) => {
    return JSON.stringify({ data: await askRest(state.upstream, workload, accessToken, request) });
  };
}

function graphqlAsker({ url }) {
  let pool = state.pools.get(url);
  if (pool === undefined) state.pools.set(url, (pool = new Pool(url, { connections: null, pipelining: 1 })));
  return async ({ authorization, body }) => {
    const headers = { authorization, 'content-type': 'application/json', accept: 'application/json' };
    // Its parts, between which the number goes that no other request has.
    const numbered = body.join(String(++state.asked));
    const response = await pool.request({ path: '/graphql', method: 'POST', headers, body: numbered });
    const answer = Buffer.from(await response.body.arrayBuffer());
    if (response.statusCode !== 200) throw new Error(`HTTP ${response.statusCode}: ${answer}`);
    return answer;
  };
}
