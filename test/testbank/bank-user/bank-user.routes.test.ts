import { Tester } from '../tester.js';

describe('/v1/api/users', () => {
  let tester: Tester;
  beforeEach(async () => {
    tester = await Tester.start({ seeded: false });
  });
  afterEach(() => tester.close());

  const nele = { name: 'Nele Neu', email: 'nele@example.com' };

  it('creates, reads and lists bank users, the newest first', async () => {
    const one = await tester.service('PUT', '/v1/api/users', nele);
    expect(one.status).toBe(201);
    expect(one.json).toEqual({
      ...nele,
      id: expect.stringMatching(/^[A-Za-z0-9]{20}$/) as string,
      testmode: true,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) as string,
      object: 'bank_user',
    });
    const other = await tester.service('PUT', '/v1/api/users', nele);
    expect((await tester.service('GET', `/v1/api/users/${one.json.id}`)).json).toEqual(one.json);
    expect((await tester.service('GET', '/v1/api/users')).json.data).toEqual([other.json, one.json]);
  });

  it.each([
    ['no name', { email: 'nele@example.com' }, 'name'],
    ['a name of blanks', { ...nele, name: ' ' }, 'name'],
    ['a name too long', { ...nele, name: 'n'.repeat(256) }, 'name'],
    ['a name that is no text', { ...nele, name: 7 }, 'name'],
    ['no email', { name: 'Nele' }, 'email'],
    ['an email without an @', { ...nele, email: 'nele' }, 'email'],
  ])('refuses %s', async (_what, body, field) => {
    const { status, json } = await tester.service('PUT', '/v1/api/users', body);
    expect(status).toBe(422);
    expect(json.code).toBe(422);
    expect(Object.keys(json.errors as object)).toEqual([field]);
  });

  it('deletes a bank user with everything under it', async () => {
    const person = await tester.newcomer();
    const connection = await person.connect();
    const { json } = await tester.service('DELETE', `/v1/api/users/${person.id}`);
    expect(json).toEqual({ code: 200, message: 'Deleted' });
    expect((await person.call('GET', '/connections')).status).toBe(401);
    expect((await tester.service('GET', `/v1/sessions/${connection.transaction}`)).status).toBe(404);
    expect((await tester.service('DELETE', `/v1/api/users/${person.id}`)).json).toEqual({
      code: 404,
      message: 'Not found.',
    });
  });
});
