import { berlinTime } from '../../../src/testbank/calendar.js';
import { Tester, type Answer, type Person } from '../tester.js';

const noon = new Date('2026-07-15T10:00:00Z');

describe('/v1/api/users/{id}/accesstokens', () => {
  let tester: Tester;
  let person: Person;
  beforeEach(async () => {
    tester = await Tester.start({ seeded: false, now: () => noon });
    person = await tester.newcomer();
  });
  afterEach(() => tester.close());

  const tokens = (method: string, path = '', body?: Record<string, unknown>): Promise<Answer> =>
    tester.service(method, `/v1/api/users/${person.id}/accesstokens${path}`, body);
  const opens = async (token: string) => (await tester.as(token, 'GET', '/v1/api/accounts')).status;
  const advance = (seconds: number) => tester.control('POST', '/clock', { advance: seconds });

  it('echoes the end that was asked for, and lists tokens with their secrets, the newest first', async () => {
    const { json } = await tokens('PUT', '', { valid_until: '2050-01-01 11:11:11' });
    expect(json).toEqual({
      id: expect.any(String) as string,
      token: expect.any(String) as string,
      valid_until: '2050-01-01 11:11:11',
      created_at: '2026-07-15 12:00:00',
      object: 'bank_user_access_token',
    });
    expect((await tokens('GET', `/${json.id}`)).json).toEqual(json);
    expect((await tokens('GET')).json.data[0]).toEqual(json);
  });

  it('ends a token after an hour, whatever was asked for', async () => {
    const { json } = await tokens('PUT', '', { valid_until: '2050-01-01 11:11:11' });
    await advance(3599);
    expect(await opens(json.token)).toBe(200);
    await advance(1);
    expect(await opens(json.token)).toBe(401);
  });

  it('ends a token earlier where that was asked for, in German time', async () => {
    const { json } = await tokens('PUT', '', { valid_until: '2026-07-15 12:10:00' });
    await advance(599);
    expect(await opens(json.token)).toBe(200);
    await advance(1);
    expect(await opens(json.token)).toBe(401);
  });

  it('refreshes a token for another hour under the same id, even after its end', async () => {
    const { json } = await tokens('PUT', '', { valid_until: '2050-01-01 11:11:11' });
    await advance(4000);
    const refreshed = await tokens('PATCH', `/${json.id}`, { valid_until: '2050-02-02 22:22:22' });
    expect(refreshed.json).toEqual({ ...json, valid_until: '2050-02-02 22:22:22' });
    expect(await opens(refreshed.json.token)).toBe(200);
    await advance(3600);
    expect(await opens(refreshed.json.token)).toBe(401);
  });

  it.each([
    ['Node', '2026-07-15 12:30:00', 30],
    ['Java', '2026-07-15 T12:30:00.000000+02:00', 30],
    ['Java, elsewhere', '2026-07-15 T10:20:00.000000+00:00', 20],
  ])('reads and echoes times as the SDK for %s sends them', async (_sdk, valid_until, minutes) => {
    const { json } = await tokens('PUT', '', { valid_until });
    expect(json.valid_until).toBe(valid_until);
    await advance(minutes * 60 - 1);
    expect(await opens(json.token)).toBe(200);
    await advance(1);
    expect(await opens(json.token)).toBe(401);
  });

  it('revokes a token', async () => {
    const { json } = await tokens('PUT', '', { valid_until: '2050-01-01 11:11:11' });
    expect((await tokens('DELETE', `/${json.id}`)).json).toEqual({ code: 200, message: 'Deleted' });
    expect(await opens(json.token)).toBe(401);
    expect((await tokens('GET', `/${json.id}`)).status).toBe(404);
  });

  it.each([
    ['nothing', undefined],
    ['ISO 8601 in the past', '2026-07-15T09:30:00Z'],
    ['an hour that no day has', '2050-01-01 T25:11:11+01:00'],
    ['a mere day', '2050-01-01'],
    ['a day that is not in the calendar', '2050-02-30 11:11:11'],
    ['a number', 1_234],
    ['the present in UTC, which is two hours ago in Germany', '2026-07-15 10:30:00'],
    ['now', berlinTime(noon)],
  ])('refuses %s for an end', async (_what, valid_until) => {
    for (const answer of [
      await tokens('PUT', '', { valid_until }),
      await tokens('PATCH', `/${(await tokens('GET')).json.data[0]?.id ?? ''}`, { valid_until }),
    ]) {
      expect([answer.status, Object.keys(answer.json.errors as object)]).toEqual([422, ['valid_until']]);
    }
  });

  it('keeps every bank user to their own tokens', async () => {
    const other = await tester.newcomer();
    const { json } = await tokens('PUT', '', { valid_until: '2050-01-01 11:11:11' });
    for (const method of ['GET', 'DELETE']) {
      expect((await tester.service(method, `/v1/api/users/${other.id}/accesstokens/${json.id}`)).status).toBe(404);
    }
    expect((await tester.service('PUT', '/v1/api/users/nobody/accesstokens', { valid_until: 'x' })).status).toBe(404);
    expect(await opens(json.token)).toBe(200);
  });
});
