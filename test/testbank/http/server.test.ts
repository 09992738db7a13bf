import { basic, Tester } from '../tester.js';

describe('the manners of the server', () => {
  let tester: Tester;
  beforeAll(async () => {
    tester = await Tester.start({ seeded: false });
  });
  afterAll(() => tester.close());

  it.each([
    ['an unknown path', 'GET', '/v1/api/nothing', 404],
    ['a path with a slash too many', 'GET', '/v1/api/users/', 404],
    ['an id with an encoded slash', 'GET', '/v1/api/users/a%2f..%2fb', 404],
    ['a very long id', 'GET', `/v1/api/users/${'a'.repeat(2000)}`, 414],
    ['an address that cannot be decoded', 'GET', '/v1/api/users/%zz', 400],
    ['the wrong method', 'POST', '/v1/api/users', 405],
    ['another wrong method', 'GET', '/v1/api/wizard', 405],
  ])('answers %s with JSON', async (_what, method, path, status) => {
    const answer = await tester.service(method, path);
    expect([answer.status, answer.json.code]).toEqual([status, status]);
    expect(answer.json.message).not.toBe('');
  });

  it('says which methods a path has', async () => {
    expect((await tester.service('POST', '/v1/api/users')).headers.get('allow')).toBe('GET, PUT');
  });

  it.each([
    ['malformed JSON', 'application/json', '{"name":', 400],
    ['JSON that is a list', 'application/json', '[1]', 400],
    ['JSON that is a text', 'application/json', '"name"', 400],
    ['an unknown type', 'text/plain', 'name', 415],
    ['a body too large', 'application/json', `{"name":"${'n'.repeat(2_000_000)}"}`, 413],
  ])('refuses %s', async (_what, type, body, status) => {
    const headers = { ...basic('testbank'), 'content-type': type };
    const answer = await tester.raw('PUT', '/v1/api/users', headers, body);
    expect([answer.status, answer.json.code]).toEqual([status, status]);
  });

  it('reads forms as well', async () => {
    const headers = { ...basic('testbank'), 'content-type': 'application/x-www-form-urlencoded' };
    const { status, json } = await tester.raw('PUT', '/v1/api/users', headers, 'name=Nele+Neu&email=n%40example.com');
    expect([status, json.name, json.email]).toEqual([201, 'Nele Neu', 'n@example.com']);
  });
});
