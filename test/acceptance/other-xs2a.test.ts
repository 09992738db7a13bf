import { berlinInstant, berlinText } from './other-xs2a/berlin.js';
import { OtherXs2a } from './other-xs2a/server.js';
import { newPerson, type JsonObject } from './other-xs2a/world.js';
import { manyBanks } from './people/dashboard.js';

/** The server that judges the gateway is judged here, by plain requests and the contract of XS2A.api. */
describe('the other XS2A server', () => {
  const { person, accounts, connections } = manyBanks();
  const other = newPerson('Other', { name: 'O', email: 'o@o.example' });
  let xs2a: OtherXs2a;
  let token: JsonObject;

  beforeAll(async () => {
    xs2a = await OtherXs2a.start([person, other]);
  });

  beforeEach(async () => {
    token = await createToken(hourFromNow());
  });

  afterAll(async () => {
    await xs2a.stop();
  });

  const hourFromNow = (): string => berlinText(new Date(Date.now() + 3_600_000));

  async function call(
    method: string,
    path: string,
    secret?: unknown,
    body?: JsonObject,
  ): Promise<{ status: number; body: JsonObject }> {
    const authorization = `Basic ${Buffer.from(`api:${String(secret)}`).toString('base64')}`;
    const response = await fetch(`${xs2a.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(secret === undefined ? {} : { authorization }) },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as JsonObject) };
  }

  async function createToken(validUntil: unknown): Promise<JsonObject> {
    const path = `/v1/api/users/${person.id}/accesstokens`;
    const { status, body } = await call('PUT', path, xs2a.apiKey, { valid_until: validUntil });
    return { ...body, status };
  }

  it('tells credentials apart, and writes down which was used', async () => {
    const statuses = await Promise.all([
      call('GET', '/v1/api/users', xs2a.apiKey),
      call('GET', '/v1/api/users', token.token),
      call('GET', '/v1/api/users'),
      call('GET', '/v1/api/accounts', token.token),
      call('GET', '/v1/api/accounts', xs2a.apiKey),
      call('GET', '/v1/api/accounts', 'nonsense'),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([200, 401, 401, 200, 401, 401]);
    expect(
      xs2a.requests
        .slice(-6)
        .map(({ credential }) => credential.kind)
        .sort(),
    ).toEqual(['api-key', 'token', 'none', 'token', 'api-key', 'unknown'].sort());
  });

  it.each([
    '2020-01-01 00:00:00',
    '2999-01-01 00:00:00',
    '',
    null,
    5,
    'soon',
    new Date(Date.now() + 1_800_000).toISOString(),
  ])('refuses a token until %p', async (validUntil) => {
    expect(await createToken(validUntil)).toMatchObject({ status: 422 });
  });

  it('changes the text of a token that is refreshed, and lets the old one go', async () => {
    const path = `/v1/api/users/${person.id}/accesstokens/${String(token.id)}`;
    const { body } = await call('PATCH', path, xs2a.apiKey, { valid_until: hourFromNow() });
    expect(body.id).toBe(token.id);
    expect(body.token).not.toBe(token.token);
    expect((await call('GET', '/v1/api/accounts', token.token)).status).toBe(401);
    expect((await call('GET', '/v1/api/accounts', body.token)).status).toBe(200);
    xs2a.expireAllTokens();
    expect((await call('GET', '/v1/api/accounts', body.token)).status).toBe(401);
  });

  it('gives pages of 15 with links that lead elsewhere', async () => {
    const pages = await Promise.all(
      [1, 2, 3, 4].map((page) => call('GET', `/v1/api/accounts?per_page=100&page=${page}`, token.token)),
    );
    const rows = pages.map(({ body }) => body.data as JsonObject[]);
    expect(rows.map(({ length }) => length)).toEqual([15, 15, 10, 0]);
    expect(rows.flat().map(({ id }) => id)).toEqual(accounts.map(({ id }) => id));
    expect(pages[0]?.body).toMatchObject({ total: 40, per_page: 15, last_page: 3 });
    expect(String(pages[0]?.body.next_page_url)).toContain(xs2a.foreign.url);
  });

  it('filters turnovers by whole days, and shuffles each day', async () => {
    const path = `/v1/api/accounts/${accounts[0]?.id ?? ''}/turnovers`;
    const ask = async (query: string): Promise<JsonObject[]> =>
      (await call('GET', path + query, token.token)).body.turnovers as JsonObject[];
    expect(await ask('?from=2025-01-02&to=2025-01-02&only_new=0')).toHaveLength(4);
    expect(await ask('?from=&to=2025-01-01')).toHaveLength(4);
    expect(await ask('?only_new=1')).toEqual([]);
    const orders = await Promise.all(Array.from({ length: 8 }, () => ask('')));
    expect(new Set(orders.map((order) => JSON.stringify(order))).size).toBeGreaterThan(1);
    expect((await call('GET', `${path}?from=01.01.2025`, token.token)).status).toBe(422);
  });

  it('knows a connection by its transaction, too, and nothing of another person', async () => {
    const [connection] = connections;
    const { body } = await call('GET', `/v1/api/connections/${connection?.transaction ?? ''}`, token.token);
    expect(body.id).toBe(connection?.id);
    expect((await call('GET', '/v1/api/connections/absent', token.token)).status).toBe(404);
  });
});

describe('German wall time', () => {
  it.each([
    ['2026-07-01 12:00:00', '2026-07-01T10:00:00.000Z'],
    ['2026-01-15 12:00:00', '2026-01-15T11:00:00.000Z'],
    ['2025-10-26 02:30:00', '2025-10-26T00:30:00.000Z'],
    ['2026-03-29 02:30:00', undefined],
    ['2026-13-01 00:00:00', undefined],
  ])('%s is %s', (text, instant) => {
    expect(berlinInstant(text)?.toISOString()).toBe(instant);
  });
});
