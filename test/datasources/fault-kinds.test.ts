import { Agent } from 'undici';
import { ENDPOINTS, type Endpoint } from '../../src/datasources/endpoints.js';
import { Meter } from '../../src/datasources/meter.js';
import { CIRCUIT_LIMITS, CircuitBreaker } from '../../src/datasources/transport/circuit-breaker.js';
import { Transport } from '../../src/datasources/transport/transport.js';
import { Upstream } from '../../src/datasources/upstream.js';
import { FAULT_KINDS, MOST_BYTES } from '../support/fault-kinds.js';
import { json, ScriptedServer } from '../support/scripted-server.js';
import { until } from '../support/until.js';

const LIMITS = {
  read: { attempts: 2, totalMs: 1_000, attemptMs: 400, pauseMs: 1, longestPauseMs: 1 },
  writeMs: 400,
  maxBytes: MOST_BYTES,
};
const READS = Object.values<Endpoint>(ENDPOINTS).filter(({ method }) => method === 'GET');
const WRITE = ENDPOINTS.createConnection;
const IDS = { bankUserId: 'u', accountId: 'a', eventId: 'e', transactionId: 't', reportId: 'r' };

const GOOD = { good: true };

describe('each kind of fault, at every read', () => {
  let server: ScriptedServer;
  let dispatcher: Agent;
  let upstream: Upstream;

  beforeEach(async () => {
    server = await ScriptedServer.start();
    dispatcher = new Agent();
    // Here everything fails at once, which is what opens the circuit.
    const breaker = new CircuitBreaker(() => undefined, { ...CIRCUIT_LIMITS, failures: Infinity });
    upstream = new Upstream(new Transport(server.url, dispatcher), breaker, () => undefined, LIMITS);
  });

  afterEach(async () => {
    await dispatcher.destroy();
    await server.stop();
  });

  const call = (endpoint: Endpoint) => upstream.call(endpoint, 'password', { path: IDS, meter: new Meter() });
  const failure = (endpoint: Endpoint) =>
    call(endpoint).then(
      () => undefined,
      (error: unknown) => error,
    );

  it.each(FAULT_KINDS)('%s', async (_, strike, code) => {
    server.script = (response) => {
      strike(response, Buffer.from(JSON.stringify(GOOD)));
    };
    const errors = await Promise.all(READS.map(failure));
    expect(errors).toEqual(READS.map(() => expect.objectContaining({ code }) as unknown));
    expect(JSON.stringify(errors)).not.toContain('SECRET');
    if (code === 'RATE_LIMITED') {
      expect(errors[0]).toMatchObject({ retryAfterSeconds: 3600 });
      expect(server.requests).toHaveLength(READS.length);
    }

    server.requests.length = 0;
    await failure(WRITE);
    expect(server.requests).toHaveLength(1);

    server.script = json(GOOD);
    for (const { body: answer } of await Promise.all(READS.map(call))) expect(answer).toEqual(GOOD);
    // What failed has let go of its connection.
    await dispatcher.close();
    await until('every connection is let go', async () => (await server.openConnections()) === 0);
  });
});
