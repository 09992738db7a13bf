import { Agent } from 'undici';
import { CircuitBreaker } from '../../../src/datasources/xs2a/circuit-breaker/circuit-breaker.js';
import { ENDPOINTS } from '../../../src/datasources/xs2a/endpoints.js';
import { FairQueue } from '../../../src/datasources/xs2a/fair-queue.js';
import { Transport } from '../../../src/datasources/xs2a/http/transport.js';
import { Upstream, UPSTREAM_LIMITS } from '../../../src/datasources/xs2a/upstream.js';
import { Meter } from '../../../src/datasources/meter.js';
import { json, ScriptedServer } from '../../support/scripted-server.js';
import { until } from '../../support/until.js';

const ignore = () => undefined;

it('leaves its place while it pauses before another attempt', async () => {
  const server = await ScriptedServer.start();
  const agent = new Agent();
  server.script = (response, request, nth) => {
    if (nth === 1) response.writeHead(503).end();
    else json({})(response, request, nth);
  };
  // Long enough for the other call to come first, whatever else the machine does.
  const read = { ...UPSTREAM_LIMITS.read, pauseMs: 3_000, longestPauseMs: 3_000 };
  const queue = new FairQueue({ total: 1, perOwner: 1 });
  const transport = new Transport(server.url, agent);
  const upstream = new Upstream(transport, new CircuitBreaker(ignore, ignore), queue, ignore, {
    ...UPSTREAM_LIMITS,
    read,
  });
  const ask = (accountId: string) =>
    upstream.call(ENDPOINTS.getBalance, 'token', { path: { accountId }, meter: new Meter() }, { owner: 'anna' });
  const first = ask('one');
  await until('the first has failed', () => queue.running === 0 && server.requests.length === 1);
  await ask('two');
  expect(server.requests.map(({ url }) => /accounts\/(\w+)/.exec(url)?.[1])).toEqual(['one', 'two']);
  await first;
  expect(queue.running).toBe(0);
  await agent.close();
  await server.stop();
});
