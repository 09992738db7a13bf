import { BankUnderTest, type Person } from '../support/test-bank.js';
import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';

interface Event {
  readonly id: string;
  readonly type: string;
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

async function send(body: unknown, headers: Record<string, string> = { 'content-type': 'application/json' }) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${gateway.url}/webhooks/xs2a`, { method: 'POST', headers, body: text });
  return { status: response.status, text: await response.text() };
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

const reads = async () => (await bank.calls())['GET /v1/events/{id}'] ?? 0;

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
