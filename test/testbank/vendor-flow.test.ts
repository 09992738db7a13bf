import { head, Tester } from './tester.js';

/** The complete flow that the vendor's own SDKs are tested with, step by step and in their forms. */
describe('the flow of the vendor’s client libraries', () => {
  let tester: Tester;
  beforeAll(async () => {
    tester = await Tester.start();
  });
  afterAll(() => tester.close());

  it('goes from a new bank user to its end', async () => {
    const created = await tester.service('PUT', '/v1/api/users', { name: 'Mustermann', email: 'user@example.com' });
    expect(created.json).toMatchObject({
      name: 'Mustermann',
      email: 'user@example.com',
      testmode: true,
      object: 'bank_user',
    });
    const newest = await tester.service('GET', '/v1/api/users?page=1&per_page=1');
    expect(newest.json.data).toEqual([created.json]);
    const userPath = `/v1/api/users/${created.json.id}`;

    const first = { valid_until: '2050-01-01 11:11:11' };
    const token = await tester.service('PUT', `${userPath}/accesstokens`, first);
    expect(token.json).toMatchObject({ ...first, object: 'bank_user_access_token' });
    expect((await tester.service('GET', `${userPath}/accesstokens`)).json.data).toEqual([token.json]);
    const later = { valid_until: '2050-02-02 22:22:22' };
    const refreshed = await tester.service('PATCH', `${userPath}/accesstokens/${token.json.id}`, later);
    expect(refreshed.json).toMatchObject({ ...later, id: token.json.id });

    const person = await tester.person(created.json.id);
    const { key, transaction } = await person.begin({ sync_mode: 'full' });
    expect((await tester.service('GET', `/v1/sessions/${transaction}`)).json.wizard_session_key).toBe(key);

    const types = async (fields: Record<string, unknown>) => {
      const { json } = await person.wizard(key, fields);
      return [json.form.name, ...json.form.elements.map((element) => `${element.type} ${element.name}`)];
    };
    expect(await types({})).toEqual(['bank', 'select country_id', 'text bank_code']);
    const atTestbank = { country_id: 'DE', bank_code: 88_888_888 };
    const form = ['text USER_NAME', 'password USER_PIN', 'checkbox privacy_policy'];
    expect(await types(atTestbank)).toEqual(['login', ...form]);
    expect(await types({ USER_NAME: 'abcdef', USER_PIN: '123456', privacy_policy: true })).toEqual(['finish']);

    const connections = await person.call('GET', '/connections?page=1&per_page=1');
    const connection = head(connections.json.data);
    expect(connection).toMatchObject({ country_id: 'DE', transaction, sync_mode: 'full' });
    expect((await person.call('POST', `/connections/${connection.id}/sync`, {})).status).toBe(204);
    const reset = await person.call('POST', `/connections/${connection.id}/reset`);
    expect([reset.status, Object.keys(reset.json)]).toEqual([202, ['wizard_session_key', 'transaction']]);

    const accounts = await person.call('GET', '/accounts?page=1&per_page=1');
    const account = head(accounts.json.data);
    expect(account).toMatchObject({ country_id: 'DE', bank_code: '88888888', bank_connection_id: connection.id });
    expect((await person.call('GET', `/connections/${connection.id}/accounts`)).json.data[0]).toEqual(account);
    expect((await person.call('GET', `/accounts/${account.id}`)).json).toEqual(account);
    const balance = await person.call('GET', `/accounts/${account.id}/balance`);
    expect([typeof balance.json.available, typeof balance.json.balance]).toEqual(['number', 'number']);
    const turnovers = await person.call('GET', `/accounts/${account.id}/turnovers?from=&only_new=0&to=`);
    expect(typeof head(turnovers.json.turnovers).amount).toBe('number');
    expect((await person.call('POST', `/accounts/${account.id}/markAsSeen`)).json).toEqual({
      code: 200,
      message: 'OK',
    });

    expect((await person.call('DELETE', `/connections/${connection.id}`)).status).toBe(200);
    expect((await person.call('DELETE', `/accounts/${account.id}`)).status).toBe(200);
    expect((await tester.service('DELETE', `${userPath}/accesstokens/${token.json.id}`)).status).toBe(200);
    expect((await tester.service('DELETE', userPath)).status).toBe(200);
    expect((await tester.service('GET', userPath)).json.code).toBe(404);
  });

  it('takes posts without a body under the type of a form, as axios sends them', async () => {
    const person = await tester.newcomer();
    const { id } = await person.connect();
    const headers = {
      authorization: `Basic ${Buffer.from(`api:${person.token}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    };
    expect((await tester.raw('POST', `/v1/api/connections/${id}/reset`, headers)).status).toBe(202);
  });
});
