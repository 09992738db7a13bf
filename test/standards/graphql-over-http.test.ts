import { serverAudits } from 'graphql-http';
import { startDemoGateway, type DemoGateway } from '../support/demo-gateway.js';

let gateway: DemoGateway;

beforeAll(async () => {
  gateway = await startDemoGateway();
});

afterAll(() => gateway.close());

/** What browsers send by themselves lacks this header: with it, a GET is no forgery by another site's page. */
const audits = serverAudits({
  url: () => `${gateway.url}/graphql`,
  fetchFn: (url: string, init?: RequestInit) => {
    const headers = new Headers(init?.headers);
    headers.set('apollo-require-preflight', 'yes');
    return fetch(url, { ...init, headers });
  },
});

/**
 * To clients that accept nothing newer than application/json, the specification would rather have 200 said of requests that
 * cannot run. Apollo Server says 400 to them as well; proxies, logs and retries then see what the answer is.
 */
const SAYS_400: readonly string[] = ['572B', 'FDE2', '7B9B'];

it('is audited as a whole', () => {
  expect(audits.length).toBeGreaterThan(50);
});

it.each(audits.map((audit) => [`${audit.id}: ${audit.name}`, audit] as const))('%s', async (_, audit) => {
  const { status } = await audit.fn();
  expect(status).toBe(SAYS_400.includes(audit.id) ? 'warn' : 'ok');
});

describe('what a page of another site could make a browser send', () => {
  const query = '{ __typename }';

  it.each<[string, string, RequestInit]>([
    ['a link', `?query=${encodeURIComponent(query)}`, {}],
    ['a form', '', { method: 'POST', body: JSON.stringify({ query }), headers: { 'content-type': 'text/plain' } }],
    ['an urlencoded form', '', { method: 'POST', body: new URLSearchParams({ query }) }],
    ['a form with parts', '', { method: 'POST', body: formOf({ query }) }],
  ])('is refused: %s', async (_, search, init) => {
    const response = await fetch(`${gateway.url}/graphql${search}`, init);
    expect([400, 415]).toContain(response.status);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'BAD_REQUEST', retryable: false } }],
    });
  });
});

describe('requests that are none', () => {
  it.each<[string, number, string, RequestInit]>([
    ['JSON that is cut off', 400, '', json('{"query":')],
    ['no body', 400, '', { method: 'POST', headers: { 'content-type': 'application/json' } }],
    ['a body that is no object', 400, '', json('"query"')],
    ['a list of operations', 400, '', json('[{"query":"{ __typename }"}]')],
    ['a body that is too large', 413, '', json(`"${'x'.repeat(2 * 1024 * 1024)}"`)],
    ['variables that are no object', 400, '', json('{"query":"{ __typename }","variables":7}')],
    ['another method', 405, '', { method: 'DELETE' }],
    ['another path', 404, '/nowhere', {}],
  ])('get JSON for %s', async (_, status, path, init) => {
    const response = await fetch(`${gateway.url}/graphql${path}`, init);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/(graphql-response\+)?json/);
    expect(await response.json()).toMatchObject({
      errors: [{ message: expect.any(String) as string, extensions: { code: expect.any(String) as string } }],
    });
  });
});

function json(body: string): RequestInit {
  return { method: 'POST', body, headers: { 'content-type': 'application/json' } };
}

function formOf(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}
