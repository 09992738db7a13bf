import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';
import { readMetrics, valueOf } from '../support/prometheus.js';
import { RecordingProxy } from '../support/recording-proxy.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';
import { until } from '../support/until.js';

const QUERY = '{ viewer { name } }';
const DASHBOARD = `{ viewer { name connections { accounts {
  id iban balance { amount { value } } turnovers(first: 50) { nodes { id purpose amount { value } } }
} } } }`;

let bank: BankUnderTest;
let proxy: RecordingProxy;
let gateway: GatewayUnderTest;
let person: Person;
let caller: Caller;

beforeAll(async () => {
  bank = await BankUnderTest.start();
  proxy = await RecordingProxy.before(bank.url);
  const xs2a = { url: proxy.url, apiKey: bank.apiKey };
  gateway = await GatewayUnderTest.start(xs2a, {
    OVERLOAD_REQUESTS: '4',
    OVERLOAD_WAIT_MS: '0',
    CORS_ORIGINS: 'https://app.example',
  });
});
beforeEach(async () => {
  person = await bank.addPerson();
  caller = await gateway.as(person);
});
afterAll(async () => {
  await gateway.close();
  await proxy.close();
  await bank.close();
});

interface Refusal {
  readonly errors: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[];
}

function post(body: string, jwt?: string, more: Readonly<Record<string, string>> = {}): Promise<Response> {
  const authorization = jwt === undefined ? {} : { authorization: `Bearer ${jwt}` };
  const headers = { 'content-type': 'application/json', ...authorization, ...more };
  return fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body });
}

const underWay = async () => valueOf(await readMetrics(gateway.url), 'xs2a_gateway_requests_under_way');

/** Requests of this caller that have all the places that one bank user can have, until they are released. */
async function occupy(): Promise<Promise<unknown>[]> {
  // Places are left a little after the answers have arrived.
  await until('0 are under way', async () => (await underWay()) === 0);
  proxy.held = `/v1/api/users/${person.id}`;
  const held = [caller.data(QUERY), caller.data(QUERY)];
  await until('2 are under way', async () => (await underWay()) === 2);
  return held;
}

async function release(held: readonly Promise<unknown>[]): Promise<void> {
  proxy.held = undefined;
  await Promise.all(held);
  await until('0 are under way', async () => (await underWay()) === 0);
}

it('refuses what is more than there is capacity for, before it reads or does anything', async () => {
  const before = valueOf(await readMetrics(gateway.url), 'xs2a_gateway_operations_total');
  const held = await occupy();
  const refused = await post('{"query": no JSON', caller.jwt);
  expect(refused.status).toBe(503);
  const seconds = Number(refused.headers.get('retry-after'));
  expect(seconds).toBeGreaterThanOrEqual(1);
  expect(refused.headers.get('content-type')).toMatch(/^application\/json/);
  expect(await refused.json()).toEqual({
    errors: [
      {
        message: 'The gateway is overloaded; retry later.',
        extensions: {
          code: 'OVERLOADED',
          retryable: true,
          retryAfterSeconds: seconds,
          requestId: refused.headers.get('x-request-id'),
        },
      },
    ],
  });
  await release(held);
  expect(await caller.data(QUERY)).toMatchObject({ viewer: { name: expect.any(String) as string } });
  const metrics = await readMetrics(gateway.url);
  expect(valueOf(metrics, 'xs2a_gateway_refused_requests_total', { code: 'OVERLOADED', caller: 'bankUser' })).toBe(1);
  expect(valueOf(metrics, 'xs2a_gateway_operations_total') - before).toBe(3);
});

it('says the same to a browser of another origin, which has to be allowed to read it', async () => {
  const held = await occupy();
  const origin = 'https://app.example';
  const [browser, other] = await Promise.all([post('{}', caller.jwt, { origin }), post('{}', caller.jwt)]);
  expect([browser.status, other.status]).toEqual([503, 503]);
  expect(browser.headers.get('access-control-allow-origin')).toBe(origin);
  const [first, second] = (await Promise.all([browser.json(), other.json()])) as Refusal[];
  const { requestId, retryAfterSeconds, ...said } = first?.errors[0]?.extensions ?? {};
  expect(second?.errors[0]).toMatchObject({ message: first?.errors[0]?.message, extensions: said });
  expect([requestId, retryAfterSeconds]).toEqual([
    browser.headers.get('x-request-id'),
    Number(browser.headers.get('retry-after')),
  ]);
  const namesOf = ({ headers }: Response) =>
    [...headers.keys()].filter((name) => !/^(access-control-|vary|date|keep-alive)/.test(name)).sort();
  expect(namesOf(other)).toEqual(namesOf(browser));
  await release(held);
});

it("a flood by one takes no other's place, and health and metrics go on", async () => {
  const held = await occupy();
  const other = await gateway.as(await bank.addPerson({ name: 'Somebody Else' }));
  const [flood, others] = await Promise.all([
    Promise.all(Array.from({ length: 50 }, () => post(JSON.stringify({ query: QUERY }), caller.jwt))),
    inTurn(10, () => other.data(QUERY)),
  ]);
  expect(flood.map(({ status }) => status)).toEqual(Array(50).fill(503));
  expect(others).toEqual(Array(10).fill({ viewer: { name: 'Somebody Else' } }));
  for (const path of ['/health/live', '/health/ready', '/metrics']) {
    expect((await fetch(`${gateway.url}${path}`)).status).toBe(200);
  }
  await release(held);
});

it('whoever has no token takes nothing from those who have', async () => {
  const held = await occupy();
  const strangers = Array.from({ length: 30 }, (_, n) => post('{"query":"{ __typename }"}', `x.${n}.y`));
  const other = await gateway.as(await bank.addPerson({ name: 'Somebody Else' }));
  expect(await inTurn(10, () => other.data(QUERY))).toEqual(Array(10).fill({ viewer: { name: 'Somebody Else' } }));
  for (const { status } of await Promise.all(strangers)) expect([401, 503]).toContain(status);
  await release(held);
});

it('gives places back, however a request ends', async () => {
  const { signal, abort } = control();
  await Promise.allSettled([
    post('{"query": no JSON', caller.jwt),
    post('{"query":"{ viewer { nam } }"}', caller.jwt),
    post('{"query":"{ viewer"}', caller.jwt),
    post(JSON.stringify({ query: QUERY }), 'no.good.token'),
    fetch(`${gateway.url}/graphql?query={__typename}`),
  ]);
  proxy.held = `/v1/api/users/${person.id}`;
  const leaving = fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${caller.jwt ?? ''}` },
    body: JSON.stringify({ query: QUERY }),
    signal,
  });
  await until('1 are under way', async () => (await underWay()) === 1);
  abort();
  await expect(leaving).rejects.toThrow();
  // The operation goes on without its caller, and keeps its place meanwhile.
  expect(await underWay()).toBe(1);
  await release([]);
});

it('after dashboards that waited too long, still answers a page that sends 30 queries at once', async () => {
  const busy = await GatewayUnderTest.start(bank, { OVERLOAD_WAIT_MS: '20' });
  const people = await Promise.all(Array.from({ length: 50 }, () => bank.addPerson({ accounts: 3, turnovers: 50 })));
  const callers = await Promise.all(people.map((one) => busy.as(one)));
  const four = callers.flatMap((one) => [one, one, one, one]);
  // Some are refused: it is late from the first of them.
  await Promise.all(four.map((one) => one.ask(DASHBOARD)));
  const viewer = await busy.as(person);
  const page = await Promise.all(Array.from({ length: 30 }, () => viewer.ask(QUERY)));
  expect(page.flatMap(({ errors }) => errors)).toEqual([]);
  await busy.close();
});

function control() {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    abort: () => {
      controller.abort();
    },
  };
}

async function inTurn<T>(times: number, ask: () => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  for (let time = 0; time < times; time++) answers.push(await ask());
  return answers;
}

it('does not begin an operation whose client has gone while it waited', async () => {
  const roomy = await GatewayUnderTest.start({ url: proxy.url, apiKey: bank.apiKey }, { OVERLOAD_WAIT_MS: '0' });
  try {
    const { jwt } = await roomy.as(person);
    const operations = async () => valueOf(await readMetrics(roomy.url), 'xs2a_gateway_operations_total');
    const under = async () => valueOf(await readMetrics(roomy.url), 'xs2a_gateway_requests_under_way');
    const send = (signal?: AbortSignal) =>
      fetch(`${roomy.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${jwt}` },
        body: JSON.stringify({ query: QUERY }),
        ...(signal && { signal }),
      });
    proxy.held = `/v1/api/users/${person.id}`;
    const running = Array.from({ length: 16 }, () => send());
    await until('16 are under way', async () => (await under()) === 16);
    // Their bodies may come after their headers: once a later one of somebody else is answered, the 16 run, and the next waits.
    const other = await roomy.as(await bank.addPerson());
    await other.data(QUERY);
    const leaving = new AbortController();
    const waiting = send(leaving.signal);
    await until('17 are under way', async () => (await under()) === 17);
    leaving.abort();
    await expect(waiting).rejects.toThrow();
    await until('16 are under way again', async () => (await under()) === 16);
    proxy.held = undefined;
    expect((await Promise.all(running)).map(({ status }) => status)).toEqual(Array(16).fill(200));
    await until('none is under way', async () => (await under()) === 0);
    expect(await operations()).toBe(17);
  } finally {
    proxy.held = undefined;
    await roomy.close();
  }
});
