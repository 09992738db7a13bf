import fc from 'fast-check';
import { ENDPOINTS, pathOf, type Endpoint } from '../../src/datasources/xs2a/endpoints.js';

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

const DAY = '2026-02-28';

describe('paths of XS2A.api', () => {
  it('begin with the published roots', () => {
    for (const { route } of endpoints) expect(route).toMatch(/^\/v1\/[a-z]/);
  });

  it.each(withParameters)('take ids of the published form: $method $route', (endpoint) => {
    const path = endpoint.route.replace('{upTo}', DAY).replace(/\{\w+\}/g, 'aZ09_-');
    expect(pathOf(endpoint, { ...filled(endpoint, 'aZ09_-'), upTo: DAY })).toBe(path);
  });

  it.each(['a', '2026-02-30', '20260228', '2026-02-28T00'])('take days where a day is meant, and not %j', (upTo) => {
    expect(() => pathOf(ENDPOINTS.markSeenUpTo, { accountId: 'a', upTo })).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }) as Error,
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
});

function pathOrNone(endpoint: Endpoint, value: string): string | undefined {
  try {
    return pathOf(endpoint, filled(endpoint, value));
  } catch {
    return undefined;
  }
}
