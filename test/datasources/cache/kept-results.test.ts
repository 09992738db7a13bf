import type { Scope } from '../../../src/domain/scope.js';
import type { Person } from '../../support/test-bank.js';
import { accountIdOf, CONNECTIONS, DASHBOARD, Gateways } from '../../support/gateways.js';
import type { GraphAnswer } from '../../support/in-process-gateway.js';

const HOUR = 3_600;

const CONSENTS = '{ viewer { accounts { iban } connections { bankName status consent { daysRemaining state } } } }';
const PAGE = `query ($id: ID!, $first: Int!) {
  account(id: $id) { balance { amount { value } } turnovers(first: $first) { nodes { id } } }
}`;

let gateways: Gateways;

beforeEach(async () => {
  gateways = await Gateways.open();
});

afterEach(() => gateways.close());

const ask = (person: Person, source = DASHBOARD, variables = {}) => gateways.first.as(person, source, variables);

/** What became of the reads of one answer, sorted. */
async function eventsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const { cacheEvents } = gateways.first;
  cacheEvents.length = 0;
  await work();
  return [...cacheEvents].sort();
}

/** Asks until there is nothing more to keep: the first time it is read, the second time the result is made of what is kept. */
async function settle(person: Person, source = DASHBOARD, variables = {}): Promise<void> {
  await ask(person, source, variables);
  await ask(person, source, variables);
}

const KEPT = ['hit result 1'];

const seen = ({ data, codes, meter }: GraphAnswer<unknown>) => ({ data, codes, ...meter.reading });

it('costs the list of connections, and says what it would say otherwise', async () => {
  const person = await gateways.person({ connections: 2, accounts: 3, turnovers: 5 });
  await ask(person);
  const second = await ask(person);
  expect(await gateways.callsOf(async () => seen(await ask(person)))).toEqual({ [CONNECTIONS]: 1 });
  expect(await eventsOf(() => ask(person))).toEqual(KEPT);
  expect(seen(await ask(person))).toEqual(seen(second));
  expect(second.data).toEqual((await gateways.freshly(person, DASHBOARD)).data);
});

it("is of one operation with its variables, and nobody else's", async () => {
  const [person, other] = await Promise.all([gateways.person({ turnovers: 5 }), gateways.person({ turnovers: 5 })]);
  const two = { id: accountIdOf(person), first: 2 };
  await settle(person, PAGE, two);
  await settle(other);
  await ask(other, PAGE, { id: accountIdOf(other), first: 2 });
  expect(await eventsOf(() => ask(person, PAGE, two))).toEqual(KEPT);
  for (const [asker, variables] of [
    [person, { ...two, first: 3 }],
    [other, { id: accountIdOf(other), first: 2 }],
    [other, two],
  ] as const) {
    const { data, codes } = await ask(asker, PAGE, variables);
    expect({ data, codes }).toMatchObject(seenOf(await gateways.freshly(asker, PAGE, variables)));
  }
  expect((await ask(other, PAGE, two)).codes).toEqual(['NOT_FOUND']);
});

it('is of one question, and no other that JSON cannot tell from it', async () => {
  const person = await gateways.person({});
  const source = 'query ($in: Int) { viewer { accounts { iban } connections(expiringWithinDays: $in) { bankName } } }';
  await settle(person, source, { in: null });
  expect(await eventsOf(() => ask(person, source, { in: null }))).toEqual(KEPT);
  const { codes } = await ask(person, source, JSON.parse('{ "in": 1e400 }') as object);
  expect(codes).not.toEqual([]);
});

it('is of one set of permissions: never of a token that may do less, nor the reverse', async () => {
  const person = await gateways.person({});
  const source = '{ viewer { name accounts { iban } } }';
  const askWith = (...limits: Scope[]) => gateways.first.asLimited(person, limits, source);
  await settle(person, source);
  expect(await eventsOf(() => ask(person, source))).toEqual(KEPT);
  for (const limits of [[], ['users'], ['connections', 'tokens']] satisfies Scope[][]) {
    expect(await askWith(...limits)).toMatchObject({ data: { viewer: null }, codes: ['FORBIDDEN'] });
  }
  for (const limits of [['read'], ['read', 'tokens']] satisfies Scope[][]) {
    expect(await eventsOf(() => askWith(...limits))).not.toContain(KEPT[0]);
    expect(await eventsOf(() => askWith(...limits))).toEqual(KEPT);
  }
  expect(await askWith('users')).toMatchObject({ codes: ['FORBIDDEN'] });
  expect(await eventsOf(() => ask(person, source))).toEqual(KEPT);
});

const seenOf = ({ data, codes }: GraphAnswer<unknown>) => ({ data, codes });

it('ends when the list of connections says anything else, be it by a day that is over in Germany', async () => {
  gateways.setTime('2026-06-15T21:59:59Z');
  const person = await gateways.person({ consentIn: 15 });
  await settle(person, CONSENTS);
  expect(await eventsOf(() => ask(person, CONSENTS))).toEqual(KEPT);
  gateways.pass(1);
  const answer = await ask(person, CONSENTS);
  expect(answer.data).toMatchObject({
    viewer: { connections: [{ consent: { daysRemaining: 14, state: 'EXPIRING' } }] },
  });
  expect(answer.data).toEqual((await gateways.freshly(person, CONSENTS)).data);
});

it('ends an hour after the oldest of what it was made of was read', async () => {
  const person = await gateways.person({});
  await ask(person);
  gateways.pass(HOUR - 1);
  await ask(person);
  expect(await eventsOf(() => ask(person))).toEqual(KEPT);
  gateways.pass(1);
  expect(await eventsOf(() => ask(person))).toContain('miss balance 1');
});

it('ends with a write, and its memory is given back', async () => {
  const person = await gateways.person({});
  await settle(person);
  const { kept } = gateways.first;
  await ask(person, 'mutation ($id: ID!) { markTurnoversSeen(input: { accountId: $id }) { __typename } }', {
    id: accountIdOf(person),
  });
  expect(gateways.first.kept).toBeLessThan(kept);
  const events = await eventsOf(() => ask(person));
  expect(events).toEqual(expect.arrayContaining(['miss turnovers 1', 'hit balance 1']));
});

describe('is not kept', () => {
  it('of what has an error in it', async () => {
    const person = await gateways.person({ accounts: 2 });
    await gateways.bank.strike({ kind: 'status', status: 422, path: `/v1/api/accounts/${person.accounts[0]}/balance` });
    const source = '{ viewer { accounts { balance { asOf } } } }';
    await settle(person, source);
    expect((await ask(person, source)).codes).toEqual(['UPSTREAM_REJECTED']);
  });

  it('of what is always read', async () => {
    const person = await gateways.person({});
    const source = '{ viewer { accounts { iban } } banks(search: "berlin") { name } }';
    await settle(person, source);
    expect((await ask(person, source)).codes).toEqual([]);
    expect(await eventsOf(() => ask(person, source))).not.toContain(KEPT[0]);
  });

  it('of what a service asks, who may ask for several bank users', async () => {
    const person = await gateways.person({});
    const source = `query ($id: ID!) { account(id: $id) { iban balance { asOf } } }`;
    const asService = () => gateways.first.asService(source, { id: accountIdOf(person) });
    await asService();
    await asService();
    expect(await eventsOf(asService)).not.toContain(KEPT[0]);
  });

  it('where rows were left out', async () => {
    const person = await gateways.person({ accounts: 2 });
    await gateways.bank.override({ path: '/v1/api/accounts', rows: [{ id: '' }] });
    await settle(person);
    const { meter } = await ask(person);
    expect(meter.skippedRows).toBe(1);
  });
});
