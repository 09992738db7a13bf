import { BankLogin } from '../support/bank-login.js';
import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';

const EVENTS = `query ($from: DateTime, $to: DateTime, $type: String, $transactionId: String, $first: Int) {
  events(from: $from, to: $to, type: $type, transactionId: $transactionId, first: $first) {
    id type transactionId createdAt bankUser { xs2aId }
  }
}`;

let bank: BankUnderTest;
let gateway: GatewayUnderTest;
let service: Caller;
let person: Person;
let caller: Caller;

beforeAll(async () => {
  bank = await BankUnderTest.start();
  gateway = await GatewayUnderTest.start(bank);
  service = await gateway.service();
});

beforeEach(async () => {
  person = await bank.addPerson();
  caller = await gateway.as(person);
});

afterEach(async () => {
  await bank.heal();
  await bank.set({ maxPerPage: 100 });
});

afterAll(async () => {
  await gateway.close();
  await bank.close();
});

interface Event {
  readonly id: string;
  readonly type: string;
  readonly transactionId: string;
  readonly createdAt: string;
  readonly bankUser: { readonly xs2aId: string } | null;
}

const events = async (variables: object = {}) => (await service.data<{ events: Event[] }>(EVENTS, variables)).events;
const ids = (list: readonly Event[]) => list.map(({ id }) => id);
/** Rows at XS2A, of these times. */
const listing = (times: readonly string[]) => ({
  path: '/v1/events',
  body: {
    data: times.map((created_at, index) => ({ id: `e${index}`, type: 'some.type', created_at })),
    current_page: 1,
    last_page: 1,
  },
});

test('tells of a login, and whose it is', async () => {
  const { transactionId } = await BankLogin.begin(caller);
  const [event, ...others] = await events({ transactionId });
  expect(others).toEqual([]);
  expect(event).toMatchObject({ type: 'transaction.created', transactionId, bankUser: { xs2aId: person.id } });
  expect(Date.parse(event?.createdAt ?? '')).toBeLessThanOrEqual(Date.now());
});

test('where the gateway cannot tell whose it is, it says so', async () => {
  const { transactionId } = await BankLogin.begin(caller);
  const elsewhere = await GatewayUnderTest.start(bank);
  const data = await (await elsewhere.service()).data<{ events: Event[] }>(EVENTS, { transactionId });
  await elsewhere.close();
  expect(data.events).toMatchObject([{ transactionId, bankUser: null }]);
});

test('by type', async () => {
  const login = await BankLogin.begin(caller);
  await login.logIn();
  const { transactionId } = login;
  const updated = await events({ transactionId, type: 'transaction.updated' });
  expect(updated.map(({ type }) => type)).toEqual(['transaction.updated']);
  expect((await events({ transactionId })).length).toBeGreaterThan(1);
});

test('the newest first, as many as are asked for, from however many pages', async () => {
  for (let number = 0; number < 5; number++) await BankLogin.begin(caller);
  const all = await events();
  await bank.set({ maxPerPage: 2 });
  expect(ids(await events({ first: 3 }))).toEqual(ids(all).slice(0, 3));
  expect(ids(await events())).toEqual(ids(all));
});

test('in a time range, and in order, whatever XS2A makes of it', async () => {
  const times = ['2026-07-01 12:00:01', '2026-07-01 14:00:00', '2026-07-01 12:00:00', '2026-07-01 11:59:59', ''];
  await bank.override(listing(times));
  expect(ids(await events({ from: '2026-07-01T10:00:00.5Z', to: '2026-07-01T11:00:00Z' }))).toEqual(['e0', 'e2', 'e4']);
});

test('asks XS2A for German time', async () => {
  await bank.forgetRequests();
  await events({ from: '2026-07-01T10:00:00Z', to: '2026-07-01T11:00:00Z' });
  const [{ query } = { query: {} }] = (await bank.requests()).filter(({ path }) => path === '/v1/events');
  expect(query).toMatchObject({ from: '2026-07-01 12:00:00', to: '2026-07-01 14:00:00' });
});

test('rows that cannot be read are left out and counted', async () => {
  await bank.override({ path: '/v1/events', rows: [{ id: '../x', type: 'a' }, { id: 'x' }, null] });
  const { extensions } = await service.ask(EVENTS, { transactionId: 'nothing' });
  expect(extensions.xs2a).toMatchObject({ skippedRows: 3 });
});

test.each<[object]>([[{ transactionId: '../users' }], [{ from: '2026-07-02T00:00:00Z', to: '2026-07-01T00:00:00Z' }]])(
  'of %j there are none, without a call',
  async (variables) => {
    await bank.forgetRequests();
    expect(await events(variables)).toEqual([]);
    expect((await bank.requests()).filter(({ path }) => path === '/v1/events')).toEqual([]);
  },
);

test.each<[object]>([[{ first: 0 }], [{ first: 501 }], [{ type: '' }], [{ type: 'x'.repeat(101) }]])(
  '%j is refused',
  async (variables) => {
    expect(await service.refusal(EVENTS, variables)).toBe('BAD_USER_INPUT');
  },
);

test('more than an operation may read are refused', async () => {
  await bank.override({ path: '/v1/events', merge: { last_page: 101 } });
  expect(await service.refusal(EVENTS)).toBe('UPSTREAM_BUDGET_EXCEEDED');
});

test('are for services alone', async () => {
  expect(await caller.refusal(EVENTS)).toBe('FORBIDDEN');
  expect(await gateway.anonymous().refusal(EVENTS)).toBe('UNAUTHENTICATED');
});
