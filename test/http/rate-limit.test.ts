import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';
import { readMetrics, valueOf } from '../support/prometheus.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';

/** Takes one unit. */
const CHEAPEST_QUERY = '{ viewer { id } }';
const NAME = '{ viewer { name } }';
/** By this clock, which only goes on where a test says so, what was used comes back. */
let now = 0;
const clock = () => now;
const RATES = { RATE_LIMIT_BANK_USER: '60', RATE_LIMIT_SERVICE: '90' };

/** A thing costs one: it asks for ten accounts with 500 turnovers each, however many there are, and for some calls. */
const COSTLY = '{ viewer { accounts { turnovers(first: 500) { nodes { id } } } } }';
const COSTLY_UNITS = 6;

let bank: BankUnderTest;
let gateway: GatewayUnderTest;
let person: Person;
let caller: Caller;

beforeAll(async () => {
  bank = await BankUnderTest.start();
  gateway = await GatewayUnderTest.start(bank, RATES, undefined, clock);
});
beforeEach(async () => {
  person = await bank.addPerson();
  caller = await gateway.as(person);
  // Their access token takes calls of its own, which have come back when the test begins.
  for (let asked = 0; asked < 2; asked++) await caller.data(CHEAPEST_QUERY);
  now += 60_000;
});
afterAll(async () => {
  await gateway.close();
  await bank.close();
});

function post(query: string, authorization = `Bearer ${caller.jwt ?? ''}`): Promise<Response> {
  const headers = { 'content-type': 'application/json', authorization };
  return fetch(`${gateway.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
}

interface Flood {
  readonly answered: number;
  readonly refused: number;
}

/** Asks as often, at the same time. */
async function flood(times: number, query: string): Promise<Flood> {
  const statuses = await Promise.all(
    Array.from({ length: times }, async () => {
      const response = await post(query);
      await response.arrayBuffer();
      return response.status;
    }),
  );
  const count = (status: number) => statuses.filter((one) => one === status).length;
  expect(count(200) + count(429)).toBe(times);
  return { answered: count(200), refused: count(429) };
}

/** Uses five units more than there are, so that it takes six seconds until there is one again. */
async function useUp(): Promise<void> {
  expect(await flood(59, CHEAPEST_QUERY)).toMatchObject({ answered: 59 });
  expect((await post(COSTLY)).status).toBe(200);
}

/** Asks again and again, until it is refused. */
async function untilRefused(asking: Caller, query: string) {
  const upstreamCalls: number[] = [];
  while (upstreamCalls.length < 1_000) {
    const { errors, extensions } = await asking.ask(query);
    if (errors[0]?.extensions.code === 'RATE_LIMITED') return { answered: upstreamCalls.length, upstreamCalls };
    expect(errors).toEqual([]);
    upstreamCalls.push(extensions.xs2a.upstreamCalls);
  }
  throw new Error('It was never refused');
}

it('refuses one caller who asks for more than its rate, and answers all the others', async () => {
  const other = await gateway.as(await bank.addPerson({ name: 'Somebody Else' }));
  const before = await readMetrics(gateway.url);
  const [{ answered, refused }, others] = await Promise.all([
    flood(200, CHEAPEST_QUERY),
    Promise.all(Array.from({ length: 30 }, () => other.data(NAME))),
  ]);
  expect(others).toEqual(Array(30).fill({ viewer: { name: 'Somebody Else' } }));
  expect(answered).toBe(60);
  const after = await readMetrics(gateway.url);
  const grown = (name: string, labels = {}) => valueOf(after, name, labels) - valueOf(before, name, labels);
  expect(grown('xs2a_gateway_refused_requests_total', { code: 'RATE_LIMITED', caller: 'bankUser' })).toBe(refused);
  expect(grown('xs2a_gateway_operations_total')).toBe(answered + 30);
});

it('says when to come again, before it reads anything, and lets the caller in then', async () => {
  await useUp();
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${caller.jwt ?? ''}` },
    body: '{"query": no JSON',
  });
  expect(response.status).toBe(429);
  const seconds = Number(response.headers.get('retry-after'));
  expect(seconds).toBe(6);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  expect(await response.json()).toEqual({
    errors: [
      {
        message: 'Too many requests; try again later.',
        extensions: {
          code: 'RATE_LIMITED',
          retryable: true,
          retryAfterSeconds: seconds,
          requestId: response.headers.get('x-request-id'),
        },
      },
    ],
  });
  now += seconds * 1_000 - 1_000;
  expect((await post(CHEAPEST_QUERY)).status).toBe(429);
  now += 1_000;
  expect((await post(CHEAPEST_QUERY)).status).toBe(200);
});

it('knows a caller by whom a token stands for, not by the token', async () => {
  await useUp();
  // To the gateway this is another header, which it has never verified.
  expect((await post(CHEAPEST_QUERY, `bearer ${caller.jwt ?? ''}`)).status).toBe(429);
  expect((await post(CHEAPEST_QUERY, 'Bearer no.good.token')).status).toBe(401);
});

it('charges what comes from the cache by its cost', async () => {
  const { answered, upstreamCalls } = await untilRefused(caller, COSTLY);
  expect(Math.max(...upstreamCalls.slice(1))).toBeLessThan(COSTLY_UNITS);
  expect(answered).toBeGreaterThanOrEqual(60 / COSTLY_UNITS);
  expect(answered).toBeLessThanOrEqual(60 / COSTLY_UNITS + 1);
});

it('charges nothing for what asks for nothing, but for what cannot be understood', async () => {
  for (let asked = 0; asked < 70; asked++) expect((await post('{ __typename }')).status).toBe(200);
  expect(await flood(60, CHEAPEST_QUERY)).toMatchObject({ answered: 60 });
  const misspelt = await gateway.as(await bank.addPerson());
  const statuses = [];
  for (let asked = 0; asked < 70; asked++)
    statuses.push((await post('{ viewer { nam } }', `Bearer ${misspelt.jwt ?? ''}`)).status);
  expect(new Set(statuses)).toEqual(new Set([400, 429]));
});

it('charges upstream calls', async () => {
  const fresh = await gateway.as(await bank.addPerson({ accounts: 20, syncedAgo: 0 }));
  const { upstreamCalls } = await untilRefused(fresh, '{ viewer { accounts { balance { amount { value } } } } }');
  const sum = (calls: readonly number[]) => calls.reduce((all, one) => all + one, 0);
  expect(Math.min(...upstreamCalls)).toBeGreaterThanOrEqual(20);
  expect(sum(upstreamCalls)).toBeGreaterThanOrEqual(60);
  expect(upstreamCalls.length).toBeLessThanOrEqual(4);
});

it('charges those that wait for their turn before they begin', async () => {
  const { answered } = await flood(100, COSTLY);
  // As many as run at a time.
  expect(answered).toBeLessThanOrEqual(60 / COSTLY_UNITS + 16);
});

it('charges a service that acts for a bank user, and not the bank user', async () => {
  const service = await gateway.service();
  const { data } = await caller.ask<{ viewer: { id: string } }>('{ viewer { id } }');
  const { answered } = await untilRefused(service, `{ bankUser(id: "${data.viewer.id}") { id } }`);
  expect(answered).toBeGreaterThan(60);
  expect(await caller.data(CHEAPEST_QUERY)).toEqual(data);
});

it('has a rate for each address without a token, which only a trusted proxy tells', async () => {
  const ask = async (url: string, forwardedFor: string) => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': forwardedFor };
    const init = { method: 'POST', headers, body: '{ malformed as well' };
    return (await fetch(`${url}/graphql`, init)).status;
  };
  const settings = { RATE_LIMIT_ANONYMOUS: '5' };
  const [direct, proxied] = await Promise.all([
    GatewayUnderTest.start(bank, settings, undefined, clock),
    GatewayUnderTest.start(bank, { ...settings, TRUSTED_PROXIES: '127.0.0.0/8' }, undefined, clock),
  ]);
  const eachFrom = async (url: string, addressOf: (n: number) => string) => {
    const statuses = await Promise.all(Array.from({ length: 20 }, (_, n) => ask(url, addressOf(n))));
    return statuses.filter((status) => status === 400).length;
  };
  // Whoever is connected says what they like.
  expect(await eachFrom(direct.url, (n) => `192.0.2.${n}`)).toBe(5);
  expect(await eachFrom(proxied.url, (n) => `192.0.2.${n}`)).toBe(20);
  // What stands before the address that the proxy has seen is the caller's word.
  expect(await eachFrom(proxied.url, (n) => `192.0.2.${n}, 198.51.100.1`)).toBe(5);
  const odd = { 'x-forwarded-proto': 'a b', 'x-forwarded-host': '[', 'apollo-require-preflight': '1' };
  expect((await fetch(`${proxied.url}/graphql?query={__typename}`, { headers: odd })).status).toBe(400);
  // A token has the rate of whom it stands for.
  const somebody = await direct.as(person);
  expect(await somebody.data(CHEAPEST_QUERY)).toMatchObject({ viewer: {} });
  const metrics = await readMetrics(direct.url);
  const refused = { code: 'RATE_LIMITED', caller: 'anonymous' };
  expect(valueOf(metrics, 'xs2a_gateway_refused_requests_total', refused)).toBe(15);
  await Promise.all([direct.close(), proxied.close()]);
});

it('has none where it is 0', async () => {
  const anybody = await Promise.all(Array.from({ length: 150 }, () => gateway.anonymous().data('{ __typename }')));
  expect(anybody).toEqual(Array(150).fill({ __typename: 'Query' }));
  const unlimited = await GatewayUnderTest.start(bank, { RATE_LIMIT_BANK_USER: '0', RATE_LIMIT_SERVICE: '60' });
  const everything = await unlimited.as(person);
  // More than the default.
  for (let asked = 0; asked * COSTLY_UNITS <= 1_000; asked++) await everything.data(COSTLY);
  const { viewer } = await everything.data<{ viewer: { id: string } }>(CHEAPEST_QUERY);
  const service = await untilRefused(await unlimited.service(), `{ bankUser(id: "${viewer.id}") { id } }`);
  await unlimited.close();
  expect(service.answered).toBeGreaterThanOrEqual(60);
});
