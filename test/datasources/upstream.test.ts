import { Agent } from 'undici';
import { ENDPOINTS, type Endpoint } from '../../src/datasources/endpoints.js';
import { Meter } from '../../src/datasources/meter.js';
import { CircuitBreaker } from '../../src/datasources/transport/circuit-breaker.js';
import { Transport } from '../../src/datasources/transport/transport.js';
import type { UpstreamError } from '../../src/datasources/upstream-error.js';
import { Upstream, type UpstreamCall, type UpstreamExchange } from '../../src/datasources/upstream.js';
import { json, ScriptedServer, type Script } from '../support/scripted-server.js';

const READS = { attempts: 3, totalMs: 5_000, attemptMs: 5_000, pauseMs: 1, longestPauseMs: 1 };
const LIMITS = { read: READS, writeMs: 5_000, maxBytes: 1_000 };
/** For what never comes; long enough for everything else, on a busy machine as well. */
const IMPATIENT = { ...LIMITS, read: { ...LIMITS.read, attemptMs: 300 }, writeMs: 300 };

const READ = ENDPOINTS.getBankUser;
const WRITES = [ENDPOINTS.createConnection, ENDPOINTS.markSeen, ENDPOINTS.deleteAccount, ENDPOINTS.renewAccessToken];
const PATH = { bankUserId: 'user', accountId: 'account', tokenId: 'token' };

const limitsFor = (trouble: Script) => (trouble === hang ? IMPATIENT : LIMITS);

const reset: Script = (response) => response.socket?.resetAndDestroy();
const hang: Script = () => undefined;
const html: Script = (response) => response.writeHead(200).end('<h1>down</h1>');
const cut: Script = (response) => response.writeHead(200).end('{"id":');
const large: Script = json('x'.repeat(2_000));
const status = (code: number, headers?: Record<string, string>): Script => json({ message: 'secret' }, code, headers);

describe('a call upstream', () => {
  let server: ScriptedServer;
  let dispatcher: Agent;
  let exchanges: UpstreamExchange[];
  let meter: Meter;
  let breaker: CircuitBreaker;

  beforeEach(async () => {
    server = await ScriptedServer.start();
    dispatcher = new Agent();
    exchanges = [];
    meter = new Meter();
    breaker = new CircuitBreaker(() => undefined);
  });

  afterEach(async () => {
    await dispatcher.destroy();
    await server.stop();
  });

  const call = (endpoint: Endpoint, details: Partial<UpstreamCall> = {}, limits = LIMITS) =>
    new Upstream(new Transport(server.url, dispatcher), breaker, (exchange) => exchanges.push(exchange), limits).call(
      endpoint,
      'the-password',
      { path: PATH, meter, ...details },
    );

  async function failure(endpoint: Endpoint, script: Script, limits = LIMITS): Promise<Partial<UpstreamError>> {
    server.script = script;
    return call(endpoint, {}, limits).then(
      () => ({}),
      (error: unknown) => error as UpstreamError,
    );
  }

  it('names itself by HTTP Basic, with the user name that is always the same', async () => {
    await call(READ);
    const authorization = `Basic ${Buffer.from('api:the-password').toString('base64')}`;
    expect(server.requests).toMatchObject([{ method: 'GET', url: '/v1/api/users/user', headers: { authorization } }]);
  });

  it('carries the parameters that are there', async () => {
    await call(ENDPOINTS.listTurnovers, { query: { from: '2026-01-01', to: undefined, only_new: 0 } });
    expect(server.requests[0]?.url).toBe('/v1/api/accounts/account/turnovers?from=2026-01-01&only_new=0');
  });

  it('is told to observers by its route, without ids', async () => {
    server.script = (response, request, nth) => {
      (nth === 1 ? reset : json({}))(response, request, nth);
    };
    await call(READ);
    const told = { method: 'GET', route: '/v1/api/users/{bankUserId}', durationMs: expect.any(Number) as number };
    expect(exchanges).toEqual([
      { ...told, outcome: 'UNREACHABLE', attempt: 1 },
      { ...told, outcome: 200, attempt: 2 },
    ]);
    expect(meter.upstreamCalls).toBe(2);
  });

  describe('that reads', () => {
    it.each<[string, Script]>([
      ['a reset', reset],
      ['a hang', hang],
      ['HTML', html],
      ['cut JSON', cut],
      ...[408, 500, 502, 503, 504].map((code): [string, Script] => [String(code), status(code)]),
    ])('is made again after %s, and then answers', async (_, trouble) => {
      server.script = (response, request, nth) => {
        (nth < 3 ? trouble : json({ id: 'user' }))(response, request, nth);
      };
      expect((await call(READ, {}, limitsFor(trouble))).body).toEqual({ id: 'user' });
      expect(server.requests).toHaveLength(3);
    });

    it.each<[string, Script, string]>([
      ['a reset', reset, 'UPSTREAM_UNAVAILABLE'],
      ['a hang', hang, 'UPSTREAM_TIMEOUT'],
      ['HTML', html, 'UPSTREAM_UNAVAILABLE'],
      ['408', status(408), 'UPSTREAM_TIMEOUT'],
      ['500', status(500), 'UPSTREAM_UNAVAILABLE'],
      ['502', status(502), 'UPSTREAM_UNAVAILABLE'],
      ['503', status(503), 'UPSTREAM_UNAVAILABLE'],
      ['504', status(504), 'UPSTREAM_TIMEOUT'],
    ])('gives up after some attempts: %s', async (_, trouble, code) => {
      expect(await failure(READ, trouble, limitsFor(trouble))).toMatchObject({ code });
      expect(server.requests).toHaveLength(3);
    });

    it('gives up when its time is over, however many attempts there might be', async () => {
      const limits = { ...LIMITS, read: { ...READS, attempts: 1_000_000, totalMs: 400, attemptMs: 150 } };
      expect(await failure(READ, hang, limits)).toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
      expect(server.requests.length).toBeLessThan(20);
    });

    it.each<[string, Script, string]>([
      ['400', status(400), 'UPSTREAM_REJECTED'],
      ['401', status(401), 'UPSTREAM_REJECTED'],
      ['403', status(403), 'UPSTREAM_REJECTED'],
      ['404', status(404), 'NOT_FOUND'],
      ['410', status(410), 'NOT_FOUND'],
      ['422', status(422), 'UPSTREAM_REJECTED'],
      ['429', status(429), 'RATE_LIMITED'],
      ['501', status(501), 'UPSTREAM_UNAVAILABLE'],
      ['too much', large, 'UPSTREAM_UNAVAILABLE'],
      ['a redirect', status(302, { location: 'http://127.0.0.1:1/' }), 'UPSTREAM_UNAVAILABLE'],
    ])('is not made again after %s', async (_, trouble, code) => {
      expect(await failure(READ, trouble)).toMatchObject({ code });
      expect(server.requests).toHaveLength(1);
    });
  });

  describe.each(WRITES)('that writes ($method $route)', (endpoint) => {
    it.each<[string, Script, string]>([
      ['a reset', reset, 'OUTCOME_UNKNOWN'],
      ['a hang', hang, 'OUTCOME_UNKNOWN'],
      ['HTML', html, 'OUTCOME_UNKNOWN'],
      ['cut JSON', cut, 'OUTCOME_UNKNOWN'],
      ['too much', large, 'OUTCOME_UNKNOWN'],
      ...[500, 501, 502, 503, 504].map((code): [string, Script, string] => [
        String(code),
        status(code),
        'OUTCOME_UNKNOWN',
      ]),
      ['a redirect', status(303, { location: 'http://127.0.0.1:1/' }), 'OUTCOME_UNKNOWN'],
      ['408', status(408), 'UPSTREAM_TIMEOUT'],
      ['429', status(429), 'RATE_LIMITED'],
      ['404', status(404), 'NOT_FOUND'],
      ['422', status(422), 'UPSTREAM_REJECTED'],
    ])('is sent once: %s', async (_, trouble, code) => {
      expect(await failure(endpoint, trouble, limitsFor(trouble))).toMatchObject({ code });
      expect(server.requests).toHaveLength(1);
      expect(meter.upstreamCalls).toBe(1);
    });

    it('did not happen when nobody listens', async () => {
      await server.stop();
      await expect(call(endpoint)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' });
      server = await ScriptedServer.start();
    });

    it.each<[string, Script, string]>([
      ['a reset', reset, 'UPSTREAM_UNAVAILABLE'],
      ['a hang', hang, 'UPSTREAM_TIMEOUT'],
      ['502', status(502), 'UPSTREAM_UNAVAILABLE'],
      ['504', status(504), 'UPSTREAM_TIMEOUT'],
    ])('is like a read, but sent once, when its loss does no harm: %s', async (_, trouble, code) => {
      server.script = trouble;
      await expect(call(endpoint, { lossIsHarmless: true }, limitsFor(trouble))).rejects.toMatchObject({ code });
      expect(server.requests).toHaveLength(1);
    });
  });

  describe('that comes too often', () => {
    const inAMinute = () => new Date(Date.now() + 60_000).toUTCString();

    it.each<[string, string, number | undefined]>([
      ['seconds', '120', 120],
      ['none', '0', 0],
      ['more than an hour', '86400', 3600],
      ['a date that is over', 'Wed, 21 Oct 2015 07:28:00 GMT', 0],
      ['a fraction', '1.5', undefined],
      ['something negative', '-5', undefined],
      ['a word', 'soon', undefined],
      ['nothing', '', undefined],
    ])('says how long to wait: %s', async (_, header, retryAfterSeconds) => {
      const error = await failure(READ, status(429, { 'retry-after': header }));
      expect(error.retryAfterSeconds).toBe(retryAfterSeconds);
      expect(error.extensions?.retryAfterSeconds).toBe(retryAfterSeconds);
    });

    it('says how long to wait: a date', async () => {
      const error = await failure(READ, status(429, { 'retry-after': inAMinute() }));
      expect(error.retryAfterSeconds).toBeGreaterThan(50);
      expect(error.retryAfterSeconds).toBeLessThanOrEqual(60);
    });

    it('says nothing when upstream does not', async () => {
      expect((await failure(READ, status(429))).extensions).toEqual({ code: 'RATE_LIMITED', retryable: true });
    });
  });

  it('never tells what upstream or the call said', async () => {
    for (const trouble of [reset, html, status(500), status(422), large]) {
      const error = await failure(READ, trouble);
      expect(`${JSON.stringify(error)} ${String(error.stack)}`).not.toMatch(/secret|the-password|users\/user|<h1>/);
    }
  });
});
