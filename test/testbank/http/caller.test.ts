import { basic, Tester, type Person } from '../tester.js';

describe('who may call what', () => {
  let tester: Tester;
  let person: Person;
  beforeAll(async () => {
    tester = await Tester.start();
    person = await tester.seeded('Klara');
  });
  afterAll(() => tester.close());

  const forTheKey = [
    ['GET', '/v1/api/users'],
    ['PUT', '/v1/api/users'],
    ['GET', '/v1/api/users/x'],
    ['DELETE', '/v1/api/users/x'],
    ['GET', '/v1/api/users/x/accesstokens'],
    ['PUT', '/v1/api/users/x/accesstokens'],
    ['PATCH', '/v1/api/users/x/accesstokens/y'],
    ['GET', '/v1/sessions/x'],
    ['GET', '/v1/events'],
    ['GET', '/v1/events/x'],
    ['GET', '/v1/bankcodes?bank_code=88888888'],
    ['GET', '/v1/bankcodes/all'],
    ['GET', '/v1/bankcodes/autocomplete?q=bank'],
  ] as const;
  const forTheToken = [
    ['GET', '/v1/api/connections'],
    ['PUT', '/v1/api/connections'],
    ['GET', '/v1/api/connections/x'],
    ['DELETE', '/v1/api/connections/x'],
    ['GET', '/v1/api/connections/x/accounts'],
    ['POST', '/v1/api/connections/x/sync'],
    ['POST', '/v1/api/connections/x/reset'],
    ['GET', '/v1/api/accounts'],
    ['GET', '/v1/api/accounts/x'],
    ['DELETE', '/v1/api/accounts/x'],
    ['GET', '/v1/api/accounts/x/balance'],
    ['GET', '/v1/api/accounts/x/turnovers'],
    ['POST', '/v1/api/accounts/x/markAsSeen'],
    ['POST', '/v1/api/accounts/x/markAsSeen/2026-01-01'],
    ['GET', '/v1/api/accounts/x/report/income'],
    ['POST', '/v1/api/wizard'],
  ] as const;

  it.each(forTheKey)('%s %s opens to the API key, and not to a token', async (method, path) => {
    expect((await tester.as(person.token, method, path)).status).toBe(401);
    expect((await tester.service(method, path)).status).not.toBe(401);
  });

  it.each(forTheToken)('%s %s opens to a token, and not to the API key', async (method, path) => {
    expect((await tester.service(method, path)).status).toBe(401);
    expect((await tester.as(person.token, method, path)).status).not.toBe(401);
  });

  it.each([
    ['nothing', {}],
    ['another user name', basic('testbank', 'root')],
    ['no password', basic('')],
    ['a longer key', basic('testbank2')],
    ['a bearer', { authorization: 'Bearer testbank' }],
    ['no Base64', { authorization: 'Basic !' }],
  ])('refuses %s', async (_what, headers) => {
    const { status, json, headers: answered } = await tester.raw('GET', '/v1/api/users', headers);
    expect([status, json]).toEqual([401, { code: 401, message: 'Unauthenticated.' }]);
    expect(answered.get('www-authenticate')).toMatch(/^Basic/);
  });
});
