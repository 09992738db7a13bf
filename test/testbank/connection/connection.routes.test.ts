import { head, Tester, type Person } from '../tester.js';

describe('/v1/api/connections', () => {
  let tester: Tester;
  let person: Person;
  beforeEach(async () => {
    tester = await Tester.start({ seeded: false });
    person = await tester.newcomer();
  });
  afterEach(() => tester.close());

  it('has a connection once the wizard has finished', async () => {
    const { key, transaction } = await person.begin({ bic: 'TESTDEB8XXX' });
    expect((await person.call('GET', `/connections/${transaction}`)).status).toBe(404);
    expect(await person.list('/connections')).toEqual([]);
    await person.wizard(key, { USER_NAME: 'abcdef', USER_PIN: '123456', privacy_policy: true });
    const { json } = await person.call('GET', `/connections/${transaction}`);
    expect(json).toMatchObject({
      transaction,
      bic: 'TESTDEB8XXX',
      bank_name: 'Testbank',
      country_id: 'DE',
      sync_mode: 'full',
      sync_message: '',
      sync_fail_counter: 0,
      object: 'bank_connection',
    });
    expect((await person.call('GET', `/connections/${json.id}`)).json).toEqual(json);
  });

  it.each([
    ['sync_mode', 'sometimes'],
    ['account_selection', 'none'],
    ['language', 'nl'],
    ['country_id', 'XX'],
    ['days', 0],
    ['days', 'many'],
    ['limit_days', 1.5],
    ['bic', 7],
    ['fints_product_id', {}],
  ])('refuses %s: %j', async (field, value) => {
    const { status, json } = await person.call('PUT', '/connections', { [field]: value });
    expect([status, Object.keys(json.errors as object)]).toEqual([422, [field]]);
  });

  it('takes null for nothing', async () => {
    const nothing = { sync_mode: null, bic: null, days: null, account_selection: null, language: null };
    expect((await person.call('PUT', '/connections', nothing)).status).toBe(200);
  });

  it('collects as many days as were asked for', async () => {
    await person.connect({ days: 30 });
    const { id } = head((await person.list('/accounts')).filter(({ type }) => type === 'giro'));
    const { json } = await person.call('GET', `/accounts/${id}/turnovers`);
    const oldest = json.turnovers.at(-1)?.booking_date ?? '';
    expect(json.days).toBe(30);
    expect((Date.now() - Date.parse(oldest)) / 86_400_000).toBeLessThan(31);
    expect(json.turnovers.length).toBeGreaterThan(0);
  });

  it('leaves the accounts of a deleted connection behind', async () => {
    const { id } = await person.connect();
    const accounts = await person.list(`/connections/${id}/accounts`);
    expect((await person.call('DELETE', `/connections/${id}`)).json).toEqual({ code: 200, message: 'Deleted' });
    expect((await person.call('GET', `/connections/${id}`)).status).toBe(404);
    const left = await person.list('/accounts');
    expect(left).toEqual(accounts.map((account) => ({ ...account, bank_connection_id: null })));
    expect((await person.turnovers(head(left).id)).length).toBeGreaterThan(0);
  });

  it('keeps bank users to their own connections', async () => {
    const { id, transaction } = await person.connect();
    const other = await tester.newcomer();
    for (const name of [id, transaction]) {
      for (const [method, rest] of [
        ['GET', ''],
        ['DELETE', ''],
        ['GET', '/accounts'],
        ['POST', '/sync'],
        ['POST', '/reset'],
      ] as const) {
        const { status, json } = await other.call(method, `/connections/${name}${rest}`);
        expect([status, json]).toEqual([404, { code: 404, message: 'Not found.' }]);
      }
    }
    expect((await person.call('GET', `/connections/${id}`)).status).toBe(200);
  });
});
