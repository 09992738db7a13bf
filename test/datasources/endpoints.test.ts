import fc from 'fast-check';
import { Agent } from 'undici';
import { ENDPOINTS, pathOf, type Endpoint } from '../../src/datasources/endpoints.js';
import { Meter } from '../../src/datasources/meter.js';
import { CircuitBreaker } from '../../src/datasources/transport/circuit-breaker.js';
import { Transport } from '../../src/datasources/transport/transport.js';
import { Upstream } from '../../src/datasources/upstream.js';
import { ScriptedServer } from '../support/scripted-server.js';

const HOSTILE = [
  ...[
    '',
    ' ',
    '.',
    '..',
    '../users',
    '..%2f',
    '%2e%2e',
    '..\\users',
    '/etc/passwd',
    '//example.com',
    '?',
    '#',
    ';a',
    'a b',
  ],
  ...['\0', 'a\0', 'a\r\nX: y', 'ü', '·', '{accountId}', 'http://example.com', '2026-01-01/', 'x'.repeat(65)],
  'x'.repeat(20_000),
];

const endpoints = Object.values<Endpoint>(ENDPOINTS);
const withParameters = endpoints.filter(({ route }) => route.includes('{'));

/** Every placeholder of a route filled with the same value. */
function filled({ route }: Endpoint, value: string): Record<string, string> {
  return Object.fromEntries([...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name ?? '', value]));
}

describe('paths of XS2A.api', () => {
  it('begin with the published roots', () => {
    for (const { route } of endpoints) expect(route).toMatch(/^\/v1\/[a-z]/);
  });

  it.each(withParameters)('take ids of the published form: $method $route', (endpoint) => {
    expect(pathOf(endpoint, filled(endpoint, 'aZ09_-'))).toBe(endpoint.route.replace(/\{\w+\}/g, 'aZ09_-'));
  });

  it('take dates', () => {
    expect(pathOf(ENDPOINTS.markSeenUpTo, { accountId: 'a', upTo: '2026-02-28' })).toBe(
      '/v1/api/accounts/a/markAsSeen/2026-02-28',
    );
  });

  it.each(withParameters)('are not built without a parameter: $method $route', (endpoint) => {
    expect(() => pathOf(endpoint, {})).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }) as Error);
    expect(() => pathOf(endpoint)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }) as Error);
  });

  it('never have more or other segments than their route', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE), fc.webPath());
    fc.assert(
      fc.property(fc.constantFrom(...withParameters), text, (endpoint, value) => {
        const path = pathOrNone(endpoint, value);
        if (path === undefined) return;
        expect(new URL(path, 'http://upstream').pathname).toBe(path);
        expect(path.split('/')).toHaveLength(endpoint.route.split('/').length);
      }),
      { numRuns: 500 },
    );
  });

  describe('with a hostile parameter', () => {
    let server: ScriptedServer;
    let dispatcher: Agent;

    beforeAll(async () => {
      server = await ScriptedServer.start();
      dispatcher = new Agent();
    });

    afterAll(async () => {
      await dispatcher.destroy();
      await server.stop();
    });

    it.each(withParameters)('never reach the wire: $method $route', async (endpoint) => {
      const upstream = new Upstream(new Transport(server.url, dispatcher), new CircuitBreaker(ignore), ignore);
      const meter = new Meter();
      for (const value of HOSTILE) {
        const call = upstream.call(endpoint, 'password', { path: filled(endpoint, value), meter });
        await expect(call).rejects.toMatchObject({ code: 'NOT_FOUND' });
      }
      expect(server.requests).toEqual([]);
      expect(meter.upstreamCalls).toBe(0);
    });
  });
});

function pathOrNone(endpoint: Endpoint, value: string): string | undefined {
  try {
    return pathOf(endpoint, filled(endpoint, value));
  } catch {
    return undefined;
  }
}

const ignore = (): void => undefined;
