import { head, isTrue, Tester, type Json } from '../tester.js';

describe('the interface for tests', () => {
  let tester: Tester;
  beforeEach(async () => {
    tester = await Tester.start({ seeded: false });
  });
  afterEach(() => tester.close());

  const requests = async () => (await tester.control('GET', '/requests')).json.requests as Json[];

  describe('the request log', () => {
    it('shows who asked for what, and nothing that opens anything', async () => {
      const person = await tester.newcomer();
      await tester.control('DELETE', '/requests');
      await person.call('GET', '/accounts?page=1&key=secret');
      await tester.service('GET', '/v1/api/nothing');
      await tester.raw('GET', '/v1/api/users');
      const log = await requests();
      expect(log.map(({ method, path, query, caller, status }) => ({ method, path, query, caller, status }))).toEqual([
        { method: 'GET', path: '/v1/api/accounts', query: { page: '1', key: '…' }, caller: person.id, status: 200 },
        { method: 'GET', path: '/v1/api/nothing', query: {}, caller: 'api-key', status: 404 },
        { method: 'GET', path: '/v1/api/users', query: {}, caller: 'nobody', status: 401 },
      ]);
      for (const secret of [person.token, tester.bank.apiKey, 'secret', 'Basic']) {
        expect(JSON.stringify(log)).not.toContain(secret);
      }
    });

    it('leaves its own interface out', async () => {
      await requests();
      expect(await requests()).toEqual([]);
    });
  });

  it('moves the clock, and sets it', async () => {
    const now = async () => Date.parse(String((await tester.control('GET', '/clock')).json.now));
    const before = await now();
    await tester.control('POST', '/clock', { advance: 3600 });
    expect((await now()) - before).toBeGreaterThanOrEqual(3_600_000);
    await tester.control('POST', '/clock', { now: '2026-03-29T01:00:00Z' });
    const { json } = await tester.service('PUT', '/v1/api/users', { name: 'Nele', email: 'n@example.com' });
    expect(json.created_at).toMatch(/^2026-03-29 03:00:0/);
    expect((await tester.control('POST', '/clock', { now: 'soon' })).status).toBe(422);
  });

  it('ends all tokens at once', async () => {
    const people = [await tester.newcomer(), await tester.newcomer()];
    await tester.control('POST', '/tokens/expire');
    for (const person of people) expect((await person.call('GET', '/accounts')).status).toBe(401);
    expect((await (await tester.newcomer()).call('GET', '/accounts')).status).toBe(200);
  });

  it('bounds pages', async () => {
    await tester.control('PATCH', '/settings', { maxPerPage: 2 });
    const { json } = await tester.service('GET', '/v1/bankcodes/all?per_page=50');
    expect([json.per_page, json.data.length]).toEqual([2, 2]);
  });

  it('delays every answer', async () => {
    await tester.control('PATCH', '/settings', { latency: { from: 60, to: 70 } });
    const start = performance.now();
    await tester.service('GET', '/v1/api/users');
    expect(performance.now() - start).toBeGreaterThanOrEqual(59);
    expect((await tester.control('PATCH', '/settings', { latency: 0 })).json.latency).toEqual({ from: 0, to: 0 });
  });

  describe('people by numbers', () => {
    interface Built {
      readonly id: string;
      readonly connections: readonly string[];
      readonly accounts: readonly string[];
    }
    const build = async (shape: Record<string, unknown>) =>
      (await tester.control('POST', '/people', shape)).json as unknown as Built;

    it('have as many connections, accounts and turnovers as were asked for', async () => {
      const shape = { connections: 3, accounts: 7, turnovers: 20, currency: 'JPY', turnoverIds: 'bank' };
      const built = await build(shape);
      const person = await tester.person(built.id);
      expect((await person.list('/connections')).map(({ id }) => id)).toEqual([...built.connections].reverse());
      expect((await person.list('/accounts')).map(({ id }) => id)).toEqual([...built.accounts].reverse());
      expect(await person.list(`/connections/${built.connections[0] ?? ''}/accounts`)).toHaveLength(3);
      const rows = await person.turnovers(built.accounts[6] ?? '');
      expect(new Set(rows.map(({ transaction_id }) => transaction_id)).size).toBe(20);
      expect(
        rows.every(
          ({ amount, currency, currency_id }) =>
            Math.abs(Math.round(amount as number) - (amount as number)) < 1e-6 && (currency ?? currency_id) === 'JPY',
        ),
      ).toBe(true);
    });

    it('can have fifty thousand turnovers', async () => {
      const built = await build({ turnovers: 50_000, days: 700 });
      const person = await tester.person(built.id);
      const rows = await person.turnovers(built.accounts[0] ?? '');
      expect(rows).toHaveLength(50_000);
      expect(new Set(rows.map(({ booking_date }) => booking_date)).size).toBe(700);
      expect(rows[0]?.booking_date).toBe(String(head(await person.list('/connections')).last_synced).slice(0, 10));
    });

    it('have as many turnovers on each day, on the first as well as on the last', async () => {
      const built = await build({ turnovers: 30, days: 3 });
      const rows = await (await tester.person(built.id)).turnovers(built.accounts[0] ?? '');
      const perDay = new Map<string, number>();
      for (const { booking_date } of rows) perDay.set(booking_date, (perDay.get(booking_date) ?? 0) + 1);
      expect([...perDay.values()]).toEqual([10, 10, 10]);
    });

    it('can have connections in any state, or none', async () => {
      const built = await build({ syncMode: 'none', failures: 2, consentIn: null, syncedAgo: null });
      const person = await tester.person(built.id);
      const connection = head(await person.list('/connections'));
      expect(connection).toMatchObject({ sync_mode: 'none', sync_fail_counter: 2, last_synced: '' });
      expect([null, '', '0000-00-00']).toContain(connection.consent_valid_until);
      const loose = await build({ connections: 0, accounts: 1, type: 'savings' });
      const accounts = await (await tester.person(loose.id)).list('/accounts');
      expect(accounts.map(({ type, bank_connection_id }) => [type, bank_connection_id])).toEqual([['savings', null]]);
    });

    it.each([
      ['accounts', -1],
      ['turnoverIds', 'some'],
      ['syncMode', 'often'],
      ['type', 'piggybank'],
      ['consentIn', 'soon'],
      ['currency', 7],
    ])('are refused with %s: %j', async (name, value) => {
      const { status, json } = await tester.control('POST', '/people', { [name]: value });
      expect([status, Object.keys(json.errors as object)]).toEqual([422, [name]]);
    });
  });

  it('adds turnovers to an account', async () => {
    const { json } = await tester.control('POST', '/people', { turnovers: 5 });
    const person = await tester.person(json.id);
    const id = (json.accounts as string[])[0] ?? '';
    const balance = async () => (await person.call('GET', `/accounts/${id}/balance`)).json.balance as number;
    const before = await balance();
    const added = { amount: -12.34, bookingDate: '2026-01-31', purpose: ['a', 'b'], tags: ['food'], categoryId: 'K.3' };
    await tester.control('POST', `/accounts/${id}/turnovers`, { turnovers: [added, { ...added, canceled: true }] });
    const rows = await person.turnovers(id, '?from=2026-01-31&to=2026-01-31');
    const mine = rows.filter(({ purpose }) => String(purpose) === 'a,b');
    expect(mine.map((row) => [isTrue(row.canceled), isTrue(row.new), row.tags, row.category_id]).sort()).toEqual([
      [false, true, ['food'], 'K.3'],
      [true, true, ['food'], 'K.3'],
    ]);
    expect(Math.round((await balance()) * 100)).toBe(Math.round(before * 100) - 1234);
    for (const wrong of [{ amount: 'much' }, { amount: 1, bookingDate: 'today' }, {}]) {
      expect((await tester.control('POST', `/accounts/${id}/turnovers`, { turnovers: [wrong] })).status).toBe(422);
    }
    expect((await tester.control('POST', '/accounts/none/turnovers', { turnovers: [] })).status).toBe(404);
    expect((await tester.control('POST', '/connections/none/failure', {})).status).toBe(404);
  });

  it.each([
    ['PATCH', '/settings', { maxPerpage: 1, syncDelay: 7 }, 'maxPerpage'],
    ['PATCH', '/settings', { latency: { form: 1 } }, 'form'],
    ['PATCH', '/settings', { rateLimit: { requests: 1, second: 1 } }, 'seconds'],
    ['PATCH', '/settings', { rateLimit: { requests: 1, seconds: 1, per: 'user' } }, 'per'],
    ['POST', '/clock', { advance: 60, unit: 'hours' }, 'unit'],
    ['POST', '/clock', { now: '+275760-01-01T00:00:00Z' }, 'now'],
    ['POST', '/people', { turnover: 5 }, 'turnover'],
    ['POST', '/faults', { path: '**', kind: 'status', code: 500 }, 'code'],
    ['POST', '/faults', { path: '**', kind: 'rate-limit', retryAfter: '1\n2' }, 'retryAfter'],
    ['POST', '/overrides', { path: '**', row: [] }, 'row'],
    ['POST', '/overrides', { path: '**', headers: { 'x-a': 1 } }, 'x-a'],
    ['POST', '/overrides', { path: '**', headers: { 'x a': 'b' } }, 'x a'],
  ])('refuses what it does not know: %s %s %j', async (method, path, body, name) => {
    const state = async () => {
      const answers = await Promise.all(['/settings', '/faults', '/overrides'].map((at) => tester.control('GET', at)));
      return answers.map(({ text }) => text);
    };
    const before = await state();
    const { status, json } = await tester.control(method, path, body);
    expect([status, Object.keys(json.errors as object)]).toEqual([422, [name]]);
    expect(await state()).toEqual(before);
    const now = Date.parse(String((await tester.control('GET', '/clock')).json.now));
    expect(Math.abs(now - Date.now())).toBeLessThan(60_000);
  });

  it.each([[null], [7], [[]], [{ amount: 1, bookedOn: '2026-01-31' }], [{ amount: 1, tags: [1] }]])(
    'refuses %j as a turnover',
    async (row) => {
      const { json } = await tester.control('POST', '/people', {});
      const path = `/accounts/${(json.accounts as string[])[0] ?? ''}/turnovers`;
      expect((await tester.control('POST', path, { turnovers: [row] })).status).toBe(422);
    },
  );

  it('limits rates, its own interface left out, until it is told otherwise', async () => {
    await tester.control('PATCH', '/settings', { rateLimit: { requests: 2, seconds: 60 } });
    const statuses = async (count: number) => {
      const answers = [];
      for (let calls = 0; calls < count; calls += 1) answers.push(await tester.service('GET', '/v1/api/users'));
      return answers.map(({ status }) => status);
    };
    expect(await statuses(4)).toEqual([200, 200, 429, 429]);
    const { headers, json } = await tester.service('GET', '/v1/api/users');
    const wait = Number(headers.get('retry-after'));
    expect([wait > 0, wait <= 60, json.code]).toEqual([true, true, 429]);
    await tester.control('POST', '/clock', { advance: wait });
    expect(await statuses(3)).toEqual([200, 200, 429]);
    await tester.control('PATCH', '/settings', { rateLimit: null });
    expect(await statuses(3)).toEqual([200, 200, 200]);
  });

  it('goes back to the seed', async () => {
    const seeded = await Tester.start();
    await seeded.service('DELETE', `/v1/api/users/${seeded.bank.people[0]?.id ?? ''}`);
    await seeded.newcomer();
    await seeded.control('POST', '/faults', { path: '**', kind: 'status' });
    await seeded.control('POST', '/clock', { advance: 1000 });
    await seeded.control('PATCH', '/settings', { maxPerPage: 1 });
    expect((await seeded.control('POST', '/reset')).json.people).toEqual(seeded.bank.people);
    const { json } = await seeded.service('GET', '/v1/api/users');
    expect(json.data.map(({ id }) => id).sort()).toEqual(seeded.bank.people.map(({ id }) => id).sort());
    await seeded.close();
  });
});
