import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { post } from '../support/demo-gateway.js';
import { GatewayProcess } from '../support/gateway-process.js';
import { bankUserToken } from '../support/jwt.js';
import { Random, SEED } from '../support/random.js';
import { ScriptedServer } from '../support/scripted-server.js';
import { BankUnderTest, type FaultRequest, type Person } from '../support/test-bank.js';
import { until } from '../support/until.js';
import { loadUntilGone, type Tally } from './load/keep-alive-load.js';

/** How often the program is ended under load; 20 times by `npm run soak:shutdown`. */
const ROUNDS = Number(process.env.SHUTDOWN_ROUNDS ?? 1);
jest.setTimeout(180_000 + ROUNDS * 30_000);

const JWT_SECRET = 'a secret of more than thirty-two characters';
const QUERY = '{ viewer { name accounts { iban balance { amount { value } } } } }';
/** Some clients never pause; others leave their connections idle, for longer than readiness is over before nobody listens. */
const PAUSES = [0, 0, 0, 20, 20, 100, 100, ...Array.from({ length: 33 }, (_, index) => (index % 2 ? 800 : 2_000))];
/** Longer than a test may take: what waits for its end fails. */
const NO_END = '300';

describe('the built program, told to end', () => {
  let bank: BankUnderTest;
  let person: Person;
  let jwt: string;
  const programs: GatewayProcess[] = [];

  beforeAll(async () => {
    bank = await BankUnderTest.start();
    person = await bank.addPerson({ name: 'Hannes Halt', accounts: 2 });
    jwt = bankUserToken(person.id, JWT_SECRET);
  });

  afterEach(async () => {
    await bank.heal();
    await Promise.all(programs.splice(0).map((program) => program.kill()));
  });

  afterAll(() => bank.close());

  function start(env: Readonly<Record<string, string>> = {}): GatewayProcess {
    const program = GatewayProcess.spawn({
      XS2A_BASE_URL: bank.url,
      XS2A_API_KEY: bank.apiKey,
      AUTH_JWT_SECRET: JWT_SECRET,
      ...env,
    });
    programs.push(program);
    return program;
  }

  /** Asks, and resolves with what will be the answer as soon as upstream has been asked, which does not answer. */
  async function hanging(url: string, fault: Omit<FaultRequest, 'kind'>, query: string) {
    await bank.strike({ ...fault, kind: 'hang' });
    await bank.forgetRequests();
    const answer = post(url, { query }, jwt);
    const early = answer.then((given) => {
      throw new Error(`It was answered: ${JSON.stringify(given)}`);
    });
    await Promise.race([
      early,
      until('upstream is asked', async () => (await bank.requests()).some(({ path }) => path === fault.path)),
    ]);
    early.catch(() => undefined);
    return { answer };
  }

  it(`under load, ${ROUNDS} times, fails no request and ends well (SEED=${SEED})`, async () => {
    await bank.set({ latency: { from: 0, to: 30 } });
    const random = new Random(SEED);
    const tally: Tally = { answered: 0, reused: 0, failures: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      const program = start({ SHUTDOWN_GRACE_SECONDS: '8', RATE_LIMIT_BANK_USER: '0' });
      const load = loadUntilGone({ url: await program.listening(), jwt, query: QUERY, pauses: PAUSES, random, tally });
      await until('connections have served again', () => tally.reused > (round + 1) * 20);
      // At any moment of their pauses.
      await pause(random.next() * 1_000);
      program.signal('SIGTERM');
      expect(await program.ended).toBe(0);
      await load;
      await bank.forgetRequests();
    }
    await bank.set({ latency: 0 });
    if (process.env.SHUTDOWN_ROUNDS !== undefined) process.stdout.write(`${ROUNDS} times: ${JSON.stringify(tally)}\n`);
    expect(tally.failures).toEqual([]);
    expect(tally.reused).toBeGreaterThan(ROUNDS * 20);
  });

  it('does not wait for upstream beyond its grace time, and answers all the same: a write may have happened', async () => {
    const program = start({ SHUTDOWN_GRACE_SECONDS: '1' });
    const url = await program.listening();
    const list = await post(url, { query: '{ viewer { connections { id } } }' }, jwt);
    const [connection] = (list.data as { viewer: { connections: { id: string }[] } }).viewer.connections;
    const path = `/v1/api/connections/${person.connections[0] ?? ''}/sync`;
    const sync = `mutation { syncBankConnection(input: { id: "${connection?.id ?? ''}" }) { __typename } }`;
    const write = await hanging(url, { method: 'POST', path }, sync);
    const read = await hanging(url, { path: '/v1/api/accounts' }, '{ viewer { name accounts { iban } } }');
    program.signal('SIGTERM');
    expect(await read.answer).toMatchObject({
      status: 200,
      data: { viewer: { name: 'Hannes Halt', accounts: null } },
      errors: [{ extensions: { code: 'UPSTREAM_UNAVAILABLE', retryable: true } }],
    });
    expect(await write.answer).toMatchObject({ status: 200, errors: [{ extensions: { code: 'OUTCOME_UNKNOWN' } }] });
    expect(await program.ended).toBe(0);
  });

  it('does not wait for connections that were never used, with half a request, or kept after one', async () => {
    const program = start({ SHUTDOWN_GRACE_SECONDS: NO_END });
    const { port } = new URL(await program.listening());
    const half = 'POST /graphql HTTP/1.1\r\nhost: a\r\n';
    const sockets = ['', half, 'GET /health/live HTTP/1.1\r\nhost: a\r\n\r\n'].map((text) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(text)).resume();
      return socket.on('error', () => undefined);
    });
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    // It is answered after all of them have been accepted.
    await fetch(`http://127.0.0.1:${port}/health/live`);
    program.signal('SIGTERM');
    expect(await program.ended).toBe(0);
    for (const socket of sockets) socket.destroy();
  });

  it('is told again and ends at once, whatever is under way', async () => {
    const program = start({ SHUTDOWN_GRACE_SECONDS: NO_END });
    const { answer } = await hanging(await program.listening(), { path: '/v1/api/accounts' }, QUERY);
    const lost = expect(answer).rejects.toThrow();
    program.signal('SIGTERM');
    await program.says(/"event":"gateway\.draining","signal":"(SIGTERM)"/);
    program.signal('SIGINT');
    expect(await program.ended).toBe(130);
    await lost;
  });

  it('ends at once where it has no grace time', async () => {
    const program = start({ SHUTDOWN_GRACE_SECONDS: '0' });
    const { answer } = await hanging(await program.listening(), { path: '/v1/api/accounts' }, QUERY);
    program.signal('SIGTERM');
    expect(await answer).toMatchObject({ errors: [{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }] });
    expect(await program.ended).toBe(0);
  });

  describe('while it starts', () => {
    it('ends well', async () => {
      const issuer = await ScriptedServer.start();
      const asked = new Promise<void>((resolve) => {
        issuer.script = () => {
          resolve();
        };
      });
      const keys = { AUTH_JWKS_URL: `${issuer.url}/keys`, AUTH_JWT_SECRET: '' };
      const program = start(keys);
      await asked;
      program.signal('SIGTERM');
      expect(await program.ended).toBe(0);
      const events = [...program.stdout.matchAll(/"event":"([\w.]+)"/g)].map(([, event]) => event);
      expect(events.filter((event) => event !== 'config.warning')).toEqual(['config.mode']);
      expect(program.stderr).toBe('');
      await issuer.stop();
    });

    it('ends well before it has even loaded', async () => {
      const program = start({
        NODE_OPTIONS: preload(
          `setInterval(() => process.listenerCount('SIGTERM') > 0 && process.kill(process.pid, 'SIGTERM'), 1)`,
        ),
      });
      expect(await program.ended).toBe(0);
      expect([program.stdout, program.stderr]).toEqual(['', '']);
    });
  });
});

describe('the built program', () => {
  it('goes on after a rejection that nobody heard, which it logs without a secret, and counts, and ends by an exception', async () => {
    const reject = `process.on('SIGUSR2', () => void Promise.reject(new TypeError('geheim')))`;
    const crash = `process.on('SIGHUP', () => { throw new Error('geheim') })`;
    const program = GatewayProcess.spawn({ NODE_OPTIONS: preload(`${reject}; ${crash}`) });
    const url = await program.listening();
    const counted = async () => {
      const metrics = await (await fetch(`${url}/metrics`)).text();
      return Number(/^xs2a_gateway_unhandled_rejections_total (\d+)$/m.exec(metrics)?.[1]);
    };
    expect(await counted()).toBe(0);
    for (const count of [1, 2]) {
      program.signal('SIGUSR2');
      await until('it is counted', async () => (await counted()) === count);
    }
    const jwt = await program.says(/Token of Klara Vielkonto:\n\s+(ey\S+)\n/);
    expect(await post(url, { query: '{ viewer { name } }' }, jwt)).toMatchObject({ status: 200 });
    program.signal('SIGHUP');
    expect(await program.ended).toBe(1);
    // The last lines may change places: those of the end are written at once, and others may still be on their way.
    const saidOf = (event: string) =>
      program.stdout
        .split('\n')
        .filter((line) => line.includes(`"event":"${event}"`))
        .map((line) => JSON.parse(line) as unknown);
    expect(saidOf('gateway.crashed')).toHaveLength(1);
    expect(saidOf('error.unhandledRejection')).toMatchObject([
      { level: 'error', error: { name: 'TypeError' } },
      { level: 'error', error: { name: 'TypeError' } },
    ]);
    expect(program.output).not.toContain('geheim');
  });
});

/** Runs code in the program before its own, which stands for what nobody has thought of. */
function preload(code: string): string {
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}
