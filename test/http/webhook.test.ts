import { until } from '../support/until.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';
import { readMetrics, valueOf } from '../support/prometheus.js';
import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';

interface Event {
  readonly id: string;
  readonly type: string;
  readonly transaction: string | null;
}

let bank: BankUnderTest;
let gateway: GatewayUnderTest;
let person: Person;
let caller: Caller;

beforeAll(async () => {
  bank = await BankUnderTest.start({ seeded: false });
  gateway = await GatewayUnderTest.start(bank);
  person = await bank.addPerson({ syncMode: 'full', syncedAgo: 7200 });
  caller = await gateway.as(person);
});
afterAll(async () => {
  await gateway.close();
  await bank.close();
});
afterEach(() => bank.heal());

const BALANCES = '{ viewer { accounts { balance { amount { value } } } } }';
const cost = async () => (await caller.ask(BALANCES)).extensions.xs2a.upstreamCalls;

const JSON_TYPE = { 'content-type': 'application/json' };

async function send(body: unknown, headers: Record<string, string> = JSON_TYPE, path = '/webhooks/xs2a') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(gateway.url + path, { method: 'POST', headers, body: text });
  return { status: response.status, text: await response.text() };
}

/** In a gateway of its own, which has its whole budget. */
async function withNewGateway(settings: Record<string, string>, run: () => Promise<void>): Promise<void> {
  const [shared, ofShared] = [gateway, caller];
  gateway = await GatewayUnderTest.start(bank, settings);
  caller = await gateway.as(person);
  try {
    await run();
  } finally {
    await gateway.close();
    [gateway, caller] = [shared, ofShared];
  }
}

/** An event that really happened: a bank login of the person has begun. */
async function realEvent(): Promise<Event> {
  await caller.ask('mutation { createBankConnection(input: {}) { __typename } }');
  const authorization = `Basic ${Buffer.from(`api:${bank.apiKey}`).toString('base64')}`;
  const response = await fetch(`${bank.url}/v1/events`, { headers: { authorization } });
  const [event] = ((await response.json()) as { data: Event[] }).data;
  if (event === undefined) throw new Error('Nothing happened at the test bank');
  return event;
}

const reads = async () => (await bank.requests()).filter(({ path }) => path.startsWith('/v1/events/')).length;

it('reads a true event back once, and drops what was cached of its bank user', async () => {
  const event = await realEvent();
  const cold = await cost();
  const warm = await cost();
  expect(warm).toBeLessThan(cold);
  await bank.forgetRequests();
  expect((await send({ id: event.id, data: { id: 'something else' } })).status).toBe(204);
  expect(await cost()).toBeGreaterThan(warm);
  expect((await send({ id: event.id })).status).toBe(204);
  expect(await cost()).toBe(warm);
  expect((await bank.requests()).filter(({ path }) => path === `/v1/events/${event.id}`)).toHaveLength(1);
});

it('does nothing about a forged event, and does not use its id up', async () => {
  await cost();
  const warm = await cost();
  await bank.forgetRequests();
  expect(await send({ id: 'forged_1', type: 'transaction.updated', data: { id: person.connections[0] } })).toEqual({
    status: 204,
    text: '',
  });
  await send({ id: 'forged_1' });
  expect((await bank.requests()).filter(({ path }) => path === '/v1/events/forged_1')).toHaveLength(2);
  expect(await cost()).toBe(warm);
});

it('asks for another delivery when the event cannot be read back', async () => {
  await bank.strike({ path: '/v1/events/*', kind: 'status', status: 403 });
  expect((await send({ id: 'later_1' })).status).toBe(503);
  await bank.heal();
  expect((await send({ id: 'later_1' })).status).toBe(204);
});

it('reads back only once what is about nobody it knows', async () => {
  const event = await realEvent();
  await bank.strike({ path: '/v1/events/*', kind: 'status', status: 503, times: 1 });
  await bank.forgetRequests();
  expect((await send({ ...event, transaction: 'unknown_1', data: null })).status).toBe(503);
  expect(await reads()).toBe(1);
  await bank.heal();
  await bank.strike({ path: '/v1/events/*', kind: 'status', status: 503, times: 1 });
  expect((await send(event)).status).toBe(204);
  expect(await reads()).toBe(3);
});

it('bounds what forged events cost, and what is about a bank user gets through all the same', async () => {
  await withNewGateway({}, async () => {
    const events: Event[] = [];
    for (let count = 0; count < 5; count++) events.push(await realEvent());
    await bank.forgetRequests();
    const began = performance.now();
    const statuses = new Map<number, number>();
    let number = 0;
    const forgeOn = async () => {
      while (number < 1_000) {
        const { status } = await send({ id: `forged_${(number += 1)}`, transaction: `forged_${number}`, data: {} });
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    const forging = Promise.all(Array.from({ length: 20 }, forgeOn));
    for (const event of events) expect((await send(event)).status).toBe(204);
    await forging;
    const cameBack = (performance.now() - began) / 100;
    expect([...statuses.keys()].sort()).toEqual([204, 429]);
    expect(statuses.get(204)).toBeLessThanOrEqual(50 + cameBack);
    expect(await reads()).toBe((statuses.get(204) ?? 0) + events.length);
    const refused = await fetch(`${gateway.url}/webhooks/xs2a`, {
      ...{ method: 'POST', headers: JSON_TYPE, body: JSON.stringify({ id: 'forged_0' }) },
    });
    if (refused.status === 429) {
      expect(Number(refused.headers.get('retry-after'))).toBe(1);
      expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
    }
    const metrics = await readMetrics(gateway.url);
    const counted = (outcome: string) => valueOf(metrics, 'xs2a_gateway_webhook_events_total', { outcome });
    expect(counted('REFUSED')).toBeGreaterThanOrEqual(statuses.get(429) ?? 0);
    expect(counted('APPLIED')).toBe(events.length);
  });
});

it('is no obstacle to a bank user’s events that forged ones are read back slowly', async () => {
  await withNewGateway({}, async () => {
    const event = await realEvent();
    await bank.forgetRequests();
    await bank.strike({ path: '/v1/events/*', kind: 'hang', times: 8 });
    const forged = Array.from({ length: 8 }, (_, index) => send({ id: `slow_${index}` }));
    await until('all are under way', async () => (await reads()) === 8);
    const refused = await send({ id: 'slow_9' });
    expect(refused.status).toBe(429);
    expect(await send(event)).toEqual({ status: 204, text: '' });
    await bank.heal();
    await Promise.all(forged);
  });
});

it('has a secret path where one is configured, and nothing else there', async () => {
  const secret = 'the-secret_of-the-path-0123456789';
  await withNewGateway({ WEBHOOK_SECRET: secret }, async () => {
    const event = await realEvent();
    const nowhere = (await send(event, JSON_TYPE, '/nowhere')).text;
    await bank.forgetRequests();
    for (const path of ['', '/', `/${secret.slice(1)}`, `/${secret}x`, `/${secret.toUpperCase()}`, `/${secret}/x`]) {
      const { status, text } = await send(event, JSON_TYPE, `/webhooks/xs2a${path}`);
      expect([path, status]).toEqual([path, 404]);
      expect(text.replace(/"requestId":"[^"]*"/, '')).toBe(nowhere.replace(/"requestId":"[^"]*"/, ''));
    }
    expect(await reads()).toBe(0);
    // Not even the body is read.
    expect((await send('{', JSON_TYPE, '/webhooks/xs2a/guessed')).status).toBe(404);
    expect((await send(event, JSON_TYPE, `/webhooks/xs2a/${secret}`)).status).toBe(204);
    expect(await reads()).toBe(1);
    expect(gateway.observed.filter((line) => line.includes(secret) && !line.includes('onConfigured'))).toEqual([]);
  });
  expect((await send({ id: 'forged_1' }, JSON_TYPE, '/webhooks/xs2a/anything')).status).toBe(404);
});

it.each([
  ['no id', {}],
  ['an id that is a path', { id: '../users' }],
  ['an id that is an object', { id: { $ne: '' } }],
  ['a list', [{ id: 'a' }]],
  ['nothing', 'null'],
  ['malformed JSON', '{'],
])('refuses %s without an upstream call', async (_, body) => {
  await bank.forgetRequests();
  const { status, text } = await send(body);
  expect(status).toBe(400);
  expect(JSON.parse(text)).toMatchObject({
    errors: [{ extensions: { code: expect.stringMatching(/^BAD_/) as string } }],
  });
  expect(await reads()).toBe(0);
});
