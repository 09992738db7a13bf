import { accountIdOf, BALANCE, CONNECTIONS, Gateways, TOKEN as CREATED } from '../support/gateways.js';
import { ownedGlobalId, bankUserGlobalId } from '../../src/domain/global-id.js';
import { FaultyFront } from '../support/faulty-front.js';
import { memoryStore, type InProcessGateway } from '../support/in-process-gateway.js';
import type { Person } from '../support/test-bank.js';
import { until } from '../support/until.js';

const MINUTE = 60;
const TOKENS = '/v1/api/users/*/accesstokens';
const TOKEN = '/v1/api/users/*/accesstokens/*';
const RENEWED = 'PATCH /v1/api/users/{id}/accesstokens/{id}';
/** Always read, with the access token. */
const READ = '{ viewer { connections { id } } }';
const ACCOUNT_COUNT = 40;

let gateways: Gateways;
let person: Person;
let events: string[];

const ask = (gateway: InProcessGateway = gateways.first, asker: Pick<Person, 'id'> = person) =>
  gateway.as<{ viewer: { connections: unknown } | null }>(asker, READ);

/** Some forty calls at the same moment, none of which is kept. */
const askForMuch = (gateway: InProcessGateway = gateways.first) => {
  const balances = person.accounts.map((xs2aId, index) => {
    const id = ownedGlobalId('Account', { bankUserId: person.id, xs2aId });
    return `a${index}: account(id: "${id}") { balance { asOf } }`;
  });
  return gateway.as(person, `{ ${balances.join(' ')} }`);
};

const calls = async () => {
  const counted = Object.entries(await gateways.bank.callsFor(person));
  return Object.fromEntries(counted.filter(([route]) => route.includes('/accesstokens')));
};

/** How many calls were refused because of their token. */
const refused = async () => (await gateways.bank.requests()).filter(({ status }) => status === 401).length;

const meet = async (accounts = 0) => {
  person = await gateways.person({ accounts, syncedAgo: null });
  await gateways.bank.forgetRequests();
  events.length = 0;
};

async function openGateways(options = {}): Promise<void> {
  gateways = await Gateways.open({ count: 2, ...options });
  events = gateways.first.tokenEvents;
  await meet();
}

describe('access tokens', () => {
  beforeAll(() => openGateways());

  beforeEach(async () => {
    gateways.setTime('2026-06-15T10:00:00Z');
    await gateways.restart(0);
    events = gateways.first.tokenEvents;
    await meet();
  });

  afterEach(() => gateways.bank.heal());

  afterAll(() => gateways.close());

  describe('are created', () => {
    it('once for forty calls at the same moment', async () => {
      await meet(ACCOUNT_COUNT);
      expect((await askForMuch()).codes).toEqual([]);
      expect((await gateways.bank.calls())[BALANCE]).toBe(ACCOUNT_COUNT);
      expect(await calls()).toEqual({ [CREATED]: 1 });
      expect({ events, refused: await refused() }).toEqual({ events: ['CREATED'], refused: 0 });
    });

    it('and kept for most of an hour', async () => {
      await ask();
      gateways.pass(50 * MINUTE);
      expect((await ask()).codes).toEqual([]);
      expect(await calls()).toEqual({ [CREATED]: 1 });
    });

    it('one for each bank user', async () => {
      const other = await gateways.person({ accounts: 0 });
      await ask();
      await ask(gateways.first, other);
      expect(await calls()).toEqual({ [CREATED]: 1 });
      expect(await gateways.bank.callsFor(other)).toMatchObject({ [CREATED]: 1, [CONNECTIONS]: 1 });
    });

    it('at the cost of the operation that needed one', async () => {
      const { meter } = await ask();
      const made = await gateways.bank.calls();
      expect(made).toMatchObject({ [CREATED]: 1, [CONNECTIONS]: 1 });
      expect(meter.upstreamCalls).toBe(Object.values(made).reduce((sum, count) => sum + count, 0));
      expect((await ask()).meter.upstreamCalls).toBe(1);
    });

    it('again for the next operation where the answer is an error', async () => {
      await gateways.bank.strike({ path: TOKENS, kind: 'status', status: 500 });
      expect((await ask()).codes).toEqual(['UPSTREAM_UNAVAILABLE']);
      expect(await calls()).toEqual({ [CREATED]: 1 });
      await gateways.bank.heal();
      expect((await ask()).codes).toEqual([]);
    });

    it('not for a bank user who does not exist', async () => {
      expect(await ask(gateways.first, { id: 'nobody' })).toMatchObject({
        data: { viewer: null },
        codes: ['NOT_FOUND'],
      });
    });

    it('not with an API key that XS2A does not know', async () => {
      await gateways.bank.strike({ path: TOKENS, kind: 'status', status: 401 });
      expect((await ask()).codes).toEqual(['UPSTREAM_REJECTED']);
      expect(await calls()).toEqual({ [CREATED]: 1 });
    });
  });

  describe('are renewed', () => {
    it('before they end, once for forty calls at the same moment', async () => {
      await meet(ACCOUNT_COUNT);
      await ask();
      gateways.pass(55 * MINUTE);
      expect((await askForMuch()).codes).toEqual([]);
      expect(await calls()).toEqual({ [CREATED]: 1, [RENEWED]: 1 });
      expect(events).toEqual(['CREATED', 'RENEWED']);
      gateways.pass(30 * MINUTE);
      expect((await askForMuch()).codes).toEqual([]);
      expect(await calls()).toEqual({ [CREATED]: 1, [RENEWED]: 1 });
      expect(await refused()).toBe(0);
    });

    it('with what upstream answers, which may be another token', async () => {
      await ask();
      gateways.pass(55 * MINUTE);
      await gateways.bank.override({ path: TOKEN, method: 'PATCH', merge: { token: 'another-token' } });
      expect((await ask()).codes).toEqual([]);
      // The test bank does not know the other one, which shows that it was used.
      expect({ events, refused: await refused() }).toEqual({ events: ['CREATED', 'RENEWED', 'REPLACED'], refused: 1 });
    });

    it.each([
      { kind: 'status', status: 500 },
      { kind: 'reset' },
      { kind: 'truncated' },
      { kind: 'wrong-types' },
      // XS2A refuses the API key, which says nothing of the token.
      { kind: 'status', status: 401 },
      { kind: 'status', status: 403 },
    ])('later when that fails (%j): the old one serves, and a try is made again after a pause', async (fault) => {
      await ask();
      gateways.pass(55 * MINUTE);
      await gateways.bank.strike({ path: TOKEN, method: 'PATCH', ...fault });
      for (const answer of [await ask(), await ask()]) expect(answer.codes).toEqual([]);
      expect(await calls()).toEqual({ [CREATED]: 1, [RENEWED]: 1 });
      await gateways.bank.heal();
      gateways.pass(MINUTE);
      expect((await ask()).codes).toEqual([]);
      expect(await calls()).toEqual({ [CREATED]: 1, [RENEWED]: 2 });
      expect(events).toEqual(['CREATED', 'RENEWAL_FAILED', 'RENEWED']);
    });

    it('while the old one serves, where that takes long: one renewal, which nobody waits for', async () => {
      await meet(ACCOUNT_COUNT);
      await ask();
      gateways.pass(55 * MINUTE);
      await gateways.bank.strike({ path: TOKEN, method: 'PATCH', kind: 'hang' });
      expect((await askForMuch()).codes).toEqual([]);
      gateways.pass(MINUTE);
      expect((await ask()).codes).toEqual([]);
      expect(await calls()).toEqual({ [CREATED]: 1, [RENEWED]: 1 });
      expect({ events, refused: await refused() }).toEqual({ events: ['CREATED'], refused: 0 });
    });

    it('and the new one serves as soon as it is there, in every instance', async () => {
      await ask();
      gateways.pass(55 * MINUTE);
      await gateways.bank.strike({ path: TOKEN, method: 'PATCH', kind: 'slow-drip', pause: 5 });
      expect((await ask()).codes).toEqual([]);
      await until('the token is renewed', () => events.includes('RENEWED'));
      await gateways.bank.heal();
      gateways.pass(30 * MINUTE);
      for (const gateway of [gateways.first, gateways.second]) expect((await ask(gateway)).codes).toEqual([]);
      expect(await calls()).toEqual({ [CREATED]: 1, [RENEWED]: 1 });
      expect(await refused()).toBe(0);
    });

    it('for nothing where another one has taken its place meanwhile', async () => {
      await ask();
      gateways.pass(55 * MINUTE);
      await gateways.bank.override({ path: TOKEN, method: 'PATCH', merge: { token: 'another-token' } });
      await gateways.bank.strike({ path: TOKEN, method: 'PATCH', kind: 'slow-drip', pause: 10 });
      await ask();
      await gateways.bank.expireTokens();
      expect((await ask()).codes).toEqual([]);
      await until('the token is renewed', () => events.includes('RENEWED'));
      for (const gateway of [gateways.first, gateways.second]) expect((await ask(gateway)).codes).toEqual([]);
      expect({ ...(await calls()), refused: await refused() }).toEqual({ [CREATED]: 2, [RENEWED]: 1, refused: 1 });
    });

    it('not at all where there is no new one either: the old one serves to its end', async () => {
      await ask();
      gateways.pass(55 * MINUTE);
      await gateways.bank.strike({ path: TOKEN, method: 'PATCH', kind: 'status', status: 404 });
      await gateways.bank.strike({ path: TOKENS, method: 'PUT', kind: 'status', status: 500 });
      for (const answer of [await ask(), await ask()]) expect(answer.codes).toEqual([]);
      expect(await calls()).toEqual({ [CREATED]: 2, [RENEWED]: 1 });
      gateways.pass(6 * MINUTE);
      expect((await ask()).codes).toEqual(['UPSTREAM_UNAVAILABLE']);
    });

    it('by a new one when renewing has failed to the end', async () => {
      await ask();
      await gateways.bank.strike({ path: TOKEN, method: 'PATCH', kind: 'status', status: 503 });
      gateways.pass(61 * MINUTE);
      expect((await ask()).codes).toEqual([]);
      expect({ ...(await calls()), refused: await refused() }).toMatchObject({ [CREATED]: 2, refused: 0 });
    });

    it('by a new one when XS2A no longer knows the old one', async () => {
      await ask();
      gateways.pass(55 * MINUTE);
      await gateways.bank.strike({ path: TOKEN, method: 'PATCH', kind: 'status', status: 404 });
      expect((await ask()).codes).toEqual([]);
      gateways.pass(10 * MINUTE);
      expect((await ask()).codes).toEqual([]);
      expect({ ...(await calls()), refused: await refused() }).toEqual({ [CREATED]: 2, [RENEWED]: 1, refused: 0 });
    });
  });

  describe('are replaced when XS2A refuses one', () => {
    it('once for forty calls at the same moment', async () => {
      await meet(ACCOUNT_COUNT);
      await ask();
      await gateways.bank.expireTokens();
      expect((await askForMuch()).codes).toEqual([]);
      expect(await calls()).toEqual({ [CREATED]: 2 });
      expect(events).toEqual(['CREATED', 'REPLACED']);
    });

    it('and the call is made once more, whose first try did nothing', async () => {
      await ask();
      await gateways.bank.expireTokens();
      expect((await ask()).codes).toEqual([]);
      expect(await gateways.bank.callsFor(person)).toMatchObject({ [CREATED]: 2, [CONNECTIONS]: 2 });
      expect(await refused()).toBe(1);
    });

    it('and not with a third one where a new one is refused', async () => {
      await gateways.bank.strike({ path: '/v1/api/connections', kind: 'status', status: 401 });
      expect((await ask()).codes).toEqual(['UPSTREAM_REJECTED']);
      expect(await gateways.bank.callsFor(person)).toMatchObject({ [CREATED]: 2, [CONNECTIONS]: 2 });
    });

    it('by the one that another instance has, and by a new one where that is refused as well', async () => {
      for (const gateway of [gateways.first, gateways.second]) await ask(gateway);
      expect(await calls()).toEqual({ [CREATED]: 1 });
      await gateways.bank.expireTokens();
      for (const gateway of [gateways.first, gateways.second]) expect((await ask(gateway)).codes).toEqual([]);
      expect({ ...(await calls()), refused: await refused() }).toEqual({ [CREATED]: 2, refused: 2 });
      await gateways.bank.expireTokens();
      await ask();
      await gateways.bank.expireTokens();
      await gateways.bank.forgetRequests();
      expect((await ask(gateways.second)).codes).toEqual([]);
      expect({ ...(await calls()), refused: await refused() }).toEqual({ [CREATED]: 1, refused: 2 });
    });
  });

  it('are forgotten with their bank user, in the store as well', async () => {
    await ask();
    const source = 'mutation ($id: ID!) { deleteBankUser(input: { id: $id }) { __typename } }';
    expect((await gateways.first.asService(source, { id: bankUserGlobalId(person.id) })).codes).toEqual([]);
    await gateways.restart(1);
    for (const gateway of [gateways.first, gateways.second]) {
      expect(await ask(gateway)).toMatchObject({ data: { viewer: null }, codes: ['NOT_FOUND'] });
    }
    expect(await refused()).toBe(0);
  });

  describe('are taken as upstream answers', () => {
    it.each([
      ['a list', []],
      ['nothing', 'null'],
      ['no token', { id: 'a' }],
      ['no id', { token: 'secret' }],
      ['an id that is a path', { id: '../users', token: 'secret' }],
      ['a blank token', { id: 'a', token: ' ' }],
    ])('but not when there is %s', async (_, body) => {
      await gateways.bank.override({ path: TOKENS, method: 'PUT', body });
      expect((await ask()).codes).toEqual(['UPSTREAM_UNAVAILABLE']);
    });

    it.each([
      ['says nothing of its end', null],
      ['says something odd', 'soon'],
      ['puts it into another century', '2999-01-01 00:00:00'],
      ['means never by it', '9999-12-31 23:59:59'],
    ])('for an hour when it %s', async (_, validUntil) => {
      await gateways.bank.override({ path: TOKENS, method: 'PUT', merge: { valid_until: validUntil } });
      await ask();
      gateways.pass(50 * MINUTE);
      await ask();
      expect(await calls()).toEqual({ [CREATED]: 1 });
      gateways.pass(5 * MINUTE);
      await ask();
      expect(await calls()).toEqual({ [CREATED]: 1, [RENEWED]: 1 });
    });

    it('for a moment at least, whatever the clocks say', async () => {
      await gateways.bank.override({ path: TOKENS, method: 'PUT', merge: { valid_until: '2020-01-01 00:00:00' } });
      for (const answer of [await ask(), await ask()]) expect(answer.codes).toEqual([]);
      expect(await calls()).toEqual({ [CREATED]: 1 });
    });
  });

  describe('around the change of clocks', () => {
    /** Every quarter of an hour around the hour that German clocks show twice, and around the one that they leave out. */
    const quarters = ['2026-10-24T23:00:00Z', '2026-03-28T23:00:00Z'].flatMap((start) =>
      Array.from({ length: 20 }, (_, index) => new Date(Date.parse(start) + index * 15 * MINUTE * 1_000).toISOString()),
    );

    it.each(quarters)('are never asked for with an end that is over: %s', async (time) => {
      gateways.setTime(time);
      expect((await ask()).codes).toEqual([]);
      gateways.pass(55 * MINUTE);
      expect((await ask()).codes).toEqual([]);
      // Renewed in time, so that no call is refused first.
      expect({ ...(await calls()), refused: await refused() }).toEqual({ [CREATED]: 1, [RENEWED]: 1, refused: 0 });
    });
  });
});

it('are created, kept and renewed in the process while the store is down', async () => {
  const openStore = () => {
    const down = memoryStore('store');
    void down.close();
    return down;
  };
  await openGateways({ openStore });
  await ask();
  gateways.pass(55 * MINUTE);
  for (const answer of [await ask(), await ask()]) expect(answer.codes).toEqual([]);
  expect(await calls()).toEqual({ [CREATED]: 1, [RENEWED]: 1 });
  await gateways.bank.expireTokens();
  expect((await ask()).codes).toEqual([]);
  expect(await calls()).toEqual({ [CREATED]: 2, [RENEWED]: 1 });
  await gateways.close();
});

it('are not replaced again for a call that is refused late with the old one', async () => {
  let front: FaultyFront | undefined;
  const frontOf = async (bankUrl: string) => (front = await FaultyFront.before(bankUrl)).url;
  await openGateways({ frontOf });
  await meet(1);
  await ask();
  await gateways.bank.expireTokens();
  const late = front?.strike({ method: 'GET', path: /\/connections$/ }, (response) => {
    late?.lift();
    void until('the token is replaced', () => events.includes('REPLACED')).then(() => response.writeHead(401).end());
  });
  const read = ask();
  await until('it is under way', () => late?.hits === 1);
  const source = 'mutation ($id: ID!) { markTurnoversSeen(input: { accountId: $id }) { __typename } }';
  expect((await gateways.first.as(person, source, { id: accountIdOf(person) })).codes).toEqual([]);
  expect((await read).codes).toEqual([]);
  expect(await calls()).toEqual({ [CREATED]: 2 });
  await gateways.close();
  await front?.close();
});
