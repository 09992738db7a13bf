import {
  accountIdOf,
  ACCOUNTS,
  BALANCE,
  BANK_USER,
  CONNECTIONS,
  DASHBOARD,
  Gateways,
  TOKEN,
  TURNOVERS,
} from '../../support/gateways.js';
import { until } from '../../support/until.js';

const TURNOVERS_OF = `query ($id: ID!, $from: Date, $to: Date) {
  account(id: $id) { turnovers(first: 500, filter: { from: $from, to: $to }) { totalCount nodes { id } } }
}`;

describe('upstream calls', () => {
  let gateways: Gateways;

  beforeAll(async () => {
    gateways = await Gateways.open();
  });

  afterEach(async () => {
    await gateways.bank.heal();
  });

  afterAll(async () => {
    await gateways.close();
  });

  describe('for a dashboard', () => {
    it.each([
      [0, 0],
      [0, 1],
      [1, 1],
      [3, 7],
      [5, 40],
    ])(
      'of %i connections and %i accounts: each thing once, and then the connections alone',
      async (connections, accounts) => {
        const person = await gateways.person({ connections, accounts });
        const ask = () => gateways.first.as(person, DASHBOARD);
        const each = accounts === 0 ? {} : { [BALANCE]: accounts, [TURNOVERS]: accounts };
        const cold = { [TOKEN]: 1, [BANK_USER]: 1, [CONNECTIONS]: 1, [ACCOUNTS]: 1, ...each };
        expect(await gateways.callsOf(ask)).toEqual(cold);
        for (const minutes of [0, 10, 40]) {
          gateways.pass(minutes * 60);
          expect(await gateways.callsOf(ask)).toEqual({ [CONNECTIONS]: 1 });
        }
      },
    );

    it('over several pages: the pages of the lists, and then those of the connections', async () => {
      await gateways.bank.set({ maxPerPage: 3 });
      const person = await gateways.person({ connections: 7, accounts: 8 });
      const ask = () => gateways.first.as(person, '{ viewer { connections { id } accounts { balance { asOf } } } }');
      expect(await gateways.callsOf(ask)).toMatchObject({ [CONNECTIONS]: 3, [ACCOUNTS]: 3, [BALANCE]: 8 });
      expect(await gateways.callsOf(ask)).toEqual({ [CONNECTIONS]: 3 });
      await gateways.bank.set({ maxPerPage: 100 });
    });

    it('are told with the answer, and so are the reads that were spared', async () => {
      const person = await gateways.person({ accounts: 3 });
      const cold = await gateways.first.as(person, DASHBOARD);
      const warm = await gateways.first.as(person, DASHBOARD);
      // The token, the bank user, the two lists, and the balance and the turnovers of each account.
      expect(cold.meter.reading).toEqual({ upstreamCalls: 10, cacheHits: 0, skippedRows: 0 });
      expect(warm.meter.reading).toMatchObject({ upstreamCalls: 1, skippedRows: 0 });
      expect(warm.meter.cacheHits).toBeGreaterThan(0);
      expect(warm.data).toEqual(cold.data);
    });
  });

  describe('for turnovers', () => {
    const countFor = async (windows: readonly { from?: string; to?: string }[]) => {
      const person = await gateways.person({ turnovers: 300, days: 300 });
      const asked: unknown[] = [];
      for (const window of windows) {
        const ask = () => gateways.first.as(person, TURNOVERS_OF, { id: accountIdOf(person), ...window });
        await gateways.bank.forgetRequests();
        const [answer, fresh] = [
          await ask(),
          await gateways.freshly(person, TURNOVERS_OF, { id: accountIdOf(person), ...window }),
        ];
        expect(answer.data).toEqual(fresh.data);
        const own = (await gateways.bank.requests()).filter(({ path }) => path.endsWith('/turnovers'));
        asked.push(own.length === 1 ? 'nothing' : own[0]?.query);
      }
      return asked;
    };

    it('of dates that have been read with others: none', async () => {
      const january = { from: '2026-01-01', to: '2026-01-31' };
      expect(await countFor([{}, january, { from: '2026-01-10' }, { to: '2025-12-31' }, {}])).toEqual([
        {},
        'nothing',
        'nothing',
        'nothing',
        'nothing',
      ]);
    });

    it('of other dates: one, for all that is wanted so far', async () => {
      const windows = [
        { from: '2026-03-01', to: '2026-03-31' },
        { from: '2026-01-01', to: '2026-01-31' },
        { from: '2026-02-01', to: '2026-02-28' },
        { from: '2026-03-01', to: '2026-03-31' },
        { from: '2026-03-10' },
        { from: '2026-01-15', to: '2026-05-31' },
      ];
      expect(await countFor(windows)).toEqual([
        { from: '2026-03-01', to: '2026-03-31' },
        { from: '2026-01-01', to: '2026-03-31' },
        'nothing',
        'nothing',
        { from: '2026-01-01' },
        'nothing',
      ]);
    });
  });

  it('for turnovers are spared when more of them was read at the same time, whichever came first', async () => {
    const person = await gateways.person({ turnovers: 3 });
    const ask = (window = {}) => gateways.first.as(person, TURNOVERS_OF, { id: accountIdOf(person), ...window });
    await gateways.bank.strike({ path: '/v1/api/accounts/*/turnovers', kind: 'slow-drip', pause: 1, times: 1 });
    const narrow = ask({ from: '2026-06-01' });
    await until('turnovers are asked for', async () => (await gateways.bank.callsFor(person))[TURNOVERS] === 1);
    await ask();
    await narrow;
    expect(await gateways.callsOf(() => ask())).toEqual({ [CONNECTIONS]: 1 });
  });

  it.each([
    ['a report', '/v1/api/accounts/*/report/*', 'report(id: "risk")', /\/report\//],
    ['the profile of the bank user', '/v1/api/users/*', 'bankUser { name }', /\/users\/[^/]+$/],
  ])('for turnovers do not wait for %s', async (_, path, field, slow) => {
    const person = await gateways.person();
    await gateways.bank.strike({ path, kind: 'status', status: 503, times: 4 });
    await gateways.bank.forgetRequests();
    const source = `query ($id: ID!) { account(id: $id) { ${field} turnovers { totalCount } } }`;
    await gateways.first.as(person, source, { id: accountIdOf(person) });
    const paths = (await gateways.bank.requests()).map((request) => request.path);
    expect(paths.filter((each) => slow.test(each))).toHaveLength(5);
    const lastSlow = paths.findLastIndex((each) => slow.test(each));
    expect(paths.findIndex((each) => each.endsWith('/turnovers'))).toBeLessThan(lastSlow);
  });
});
