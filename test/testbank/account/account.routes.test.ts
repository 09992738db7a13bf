import { head, Tester, type Json, type Person } from '../tester.js';

describe('/v1/api/accounts', () => {
  let tester: Tester;
  let klara: Person;
  let accounts: readonly Json[];
  beforeAll(async () => {
    tester = await Tester.start();
    klara = await tester.seeded('Klara');
    accounts = await klara.list('/accounts');
  });
  afterAll(() => tester.close());

  it('lists the accounts of all connections and those that outlived theirs', async () => {
    const connections = await klara.list('/connections');
    const lists = await Promise.all(connections.map(({ id }) => klara.list(`/connections/${id}/accounts`)));
    const orphans = accounts.filter(({ bank_connection_id }) => bank_connection_id === null);
    expect(orphans).toHaveLength(1);
    expect([...lists.flat(), ...orphans].map(({ id }) => id).sort()).toEqual(accounts.map(({ id }) => id).sort());
  });

  it('pages long lists', async () => {
    const magnus = await tester.seeded('Magnus');
    const { json } = await magnus.call('GET', '/accounts');
    expect(json).toMatchObject({ total: 40, per_page: 15, last_page: 3, current_page: 1 });
    expect(json.next_page_url).toBe(`${tester.bank.url}/v1/api/accounts?page=2&per_page=15`);
    expect(new Set((await magnus.list('/accounts')).map(({ id }) => id)).size).toBe(40);
  });

  it('answers balances in either form of the currency', async () => {
    const balances = () => Promise.all(accounts.map(({ id }) => klara.call('GET', `/accounts/${id}/balance`)));
    const members = async () =>
      new Set(
        (await balances()).map(({ json }) =>
          Object.keys(json)
            .filter((name) => name.startsWith('currency'))
            .join(),
        ),
      );
    expect(await members()).toEqual(new Set(['currency,currency_id']));
    await tester.control('PATCH', '/settings', { variants: ['currency'] });
    expect(await members()).toEqual(new Set(['currency', 'currency_id']));
    await tester.control('PATCH', '/settings', { variants: [] });
    expect(head(await balances()).json).toMatchObject({ id: head(accounts).id, object: 'bank_account_balance' });
  });

  it('keeps bank users to their own accounts', async () => {
    const emil = await tester.seeded('Emil');
    const { id } = head(accounts);
    const paths = ['', '/balance', '/turnovers', '/report/income'].map((rest) => `/accounts/${id}${rest}`);
    for (const path of paths) {
      expect((await emil.call('GET', path)).json).toEqual({ code: 404, message: 'Not found.' });
      expect((await klara.call('GET', path)).status).toBe(200);
    }
    for (const [method, path] of [
      ['POST', `/accounts/${id}/markAsSeen`],
      ['DELETE', `/accounts/${id}`],
    ] as const) {
      expect((await emil.call(method, path)).status).toBe(404);
    }
  });

  it('deletes an account', async () => {
    const emil = await tester.seeded('Emil');
    const { id } = head(await emil.list('/accounts'));
    expect((await emil.call('DELETE', `/accounts/${id}`)).json).toEqual({ code: 200, message: 'Deleted' });
    expect((await emil.call('GET', `/accounts/${id}`)).status).toBe(404);
    expect(await emil.list('/accounts')).toEqual([]);
  });
});
