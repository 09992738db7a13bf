import { accountIdOf, ACCOUNTS, BALANCE, CONNECTIONS, Gateways, TURNOVERS } from '../../support/gateways.js';
import { until } from '../../support/until.js';

const BALANCES = '{ viewer { accounts { balance { asOf } } } }';
const LISTS = '{ viewer { accounts { turnovers { totalCount } } } }';
const BOTH = '{ viewer { accounts { balance { asOf } turnovers { totalCount } } } }';

describe('an operation may plan a hundred reads', () => {
  let gateways: Gateways;

  beforeAll(async () => {
    gateways = await Gateways.open();
  });

  afterEach(async () => {
    await gateways.bank.set({ maxPerPage: 100 });
  });

  afterAll(async () => {
    await gateways.close();
  });

  const refusals = (codes: readonly unknown[]) => codes.filter((code) => code === 'UPSTREAM_BUDGET_EXCEEDED').length;

  it('which is the bank user, the two lists, and 97 things of accounts', async () => {
    const person = await gateways.person({ accounts: 97, turnovers: 0 });
    const calls = await gateways.callsOf(async () => {
      expect((await gateways.first.as(person, BALANCES)).codes).toEqual([]);
    });
    expect(calls).toMatchObject({ [CONNECTIONS]: 1, [ACCOUNTS]: 1, [BALANCE]: 97 });
  });

  it('and none of those is read that would be one too many', async () => {
    const person = await gateways.person({ accounts: 98, turnovers: 0 });
    const calls = await gateways.callsOf(async () => {
      const { data, codes } = await gateways.first.as(person, BALANCES);
      expect(refusals(codes)).toBe(98);
      expect(data).toMatchObject({ viewer: { accounts: Array(98).fill({ balance: null }) } });
    });
    expect(calls).toMatchObject({ [ACCOUNTS]: 1 });
    expect(Object.keys(calls)).not.toContain(BALANCE);
  });

  it('while what comes first is read and stays in the answer', async () => {
    const person = await gateways.person({ accounts: 49, turnovers: 0 });
    const calls = await gateways.callsOf(async () => {
      const { codes, data } = await gateways.first.as<{ viewer: { accounts: unknown[] } }>(person, BOTH);
      expect(refusals(codes)).toBe(49);
      expect(data.viewer.accounts.every((account) => (account as { balance: unknown }).balance !== null)).toBe(true);
    });
    expect(calls).toMatchObject({ [BALANCE]: 49 });
    expect(Object.keys(calls)).not.toContain(TURNOVERS);
  });

  it('not counting what is kept', async () => {
    const person = await gateways.person({ accounts: 90, turnovers: 0 });
    await gateways.first.as(person, BALANCES);
    await gateways.first.as(person, LISTS);
    const calls = await gateways.callsOf(async () => {
      expect((await gateways.first.as(person, BOTH)).codes).toEqual([]);
    });
    expect(calls).toEqual({ [CONNECTIONS]: 1 });
  });

  it('not counting what is kept beside what is not', async () => {
    const person = await gateways.person({ accounts: 60, turnovers: 0 });
    await gateways.first.as(person, BALANCES);
    const calls = await gateways.callsOf(async () => {
      expect((await gateways.first.as(person, BOTH)).codes).toEqual([]);
    });
    expect(calls).toEqual({ [CONNECTIONS]: 1, [TURNOVERS]: 60 });
  });

  it('not counting what was refused: what fits is read', async () => {
    const person = await gateways.person({ accounts: 98, turnovers: 0 });
    const source = `query ($id: ID!) {
      viewer { accounts { balance { asOf } } }
      account(id: $id) { turnovers { totalCount } }
    }`;
    const { data, codes } = await gateways.first.as(person, source, { id: accountIdOf(person) });
    expect(refusals(codes)).toBe(98);
    expect(data).toMatchObject({ account: { turnovers: { totalCount: 0 } } });
  });

  it('counting each page of a list', async () => {
    const person = await gateways.person({ accounts: 60, turnovers: 0 });
    await gateways.bank.set({ maxPerPage: 1 });
    const calls = await gateways.callsOf(async () => {
      expect(refusals((await gateways.first.as(person, BALANCES)).codes)).toBe(60);
    });
    expect(calls).toMatchObject({ [ACCOUNTS]: 60 });
    expect(Object.keys(calls)).not.toContain(BALANCE);
  });

  it('so that a list of more pages is not read beyond its first', async () => {
    const person = await gateways.person({ accounts: 110, turnovers: 0 });
    await gateways.bank.set({ maxPerPage: 1 });
    const calls = await gateways.callsOf(async () => {
      expect((await gateways.first.as(person, '{ viewer { accounts { id } } }')).codes).toEqual([
        'UPSTREAM_BUDGET_EXCEEDED',
      ]);
    });
    expect(calls).toMatchObject({ [ACCOUNTS]: 1 });
  });

  it('neither access tokens nor repetitions', async () => {
    const person = await gateways.person({ accounts: 97, turnovers: 0 });
    await gateways.first.as(person, '{ viewer { id } }');
    await gateways.bank.expireTokens();
    await gateways.bank.strike({ path: '/v1/api/accounts/*/balance', kind: 'status', status: 503, times: 5 });
    const { codes, meter } = await gateways.first.as(person, BALANCES);
    expect(codes).toEqual([]);
    expect(meter.upstreamCalls).toBeGreaterThan(100);
  });

  it('by itself: who has joined a read of an operation that is refused begins it anew', async () => {
    const person = await gateways.person({ accounts: 10, turnovers: 0 });
    await gateways.bank.set({ maxPerPage: 1 });
    await gateways.bank.strike({ path: '/v1/api/accounts', kind: 'slow-drip', pause: 2, times: 1 });
    const searches = Array.from({ length: 95 }, (_, number) => `b${number}: banks(search: "bank ${number}") { name }`);
    const own = '{ viewer { accounts { id } } }';
    await gateways.bank.forgetRequests();
    const refused = gateways.first.as(person, `{ viewer { accounts { id } } ${searches.join(' ')} }`);
    await until('the accounts are being read', async () => (await gateways.bank.callsFor(person))[ACCOUNTS] === 1);
    const { cacheEvents } = gateways.first;
    cacheEvents.length = 0;
    const joined = await gateways.first.as<{ viewer: { accounts: unknown[] } }>(person, own);
    expect((await refused).codes).toEqual(['UPSTREAM_BUDGET_EXCEEDED']);
    expect(cacheEvents.some((event) => event.startsWith('joined accounts'))).toBe(true);
    expect(joined.codes).toEqual([]);
    expect(joined.data.viewer.accounts).toHaveLength(10);
    expect((await gateways.bank.callsFor(person))[ACCOUNTS]).toBe(11);
  });
});
