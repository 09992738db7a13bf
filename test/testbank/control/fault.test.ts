import { until } from '../../support/until.js';
import { Tester, type Person } from '../tester.js';

const path = '/v1/api/accounts';

describe('faults', () => {
  let tester: Tester;
  let person: Person;
  beforeAll(async () => {
    tester = await Tester.start({ seeded: false });
    person = await tester.newcomer();
    await person.connect();
  });
  afterEach(async () => {
    await tester.control('DELETE', '/faults');
    await tester.control('DELETE', '/overrides');
  });
  afterAll(() => tester.close());

  const fault = (fields: Record<string, unknown>) => tester.control('POST', '/faults', { path, ...fields });
  const call = () => person.call('GET', '/accounts');
  const causeOf = async (request: Promise<unknown>): Promise<string> =>
    request.then(
      () => 'answered',
      (error: unknown) => (error as { cause?: { code?: string } }).cause?.code ?? 'broken',
    );

  it('answer with a status and a body', async () => {
    await fault({ kind: 'status', status: 503 });
    expect([(await call()).status, (await call()).json.code]).toEqual([503, 503]);
    await tester.control('DELETE', '/faults');
    await fault({ kind: 'status', status: 200, body: 'not JSON' });
    expect([(await call()).status, (await call()).text]).toEqual([200, 'not JSON']);
  });

  it('strike as often as they were told to', async () => {
    await fault({ kind: 'status', times: 2 });
    const statuses = [];
    for (let calls = 0; calls < 3; calls += 1) statuses.push((await call()).status);
    expect(statuses).toEqual([500, 500, 200]);
    expect((await tester.control('GET', '/faults')).json.faults).toEqual([]);
  });

  it('strike by chance', async () => {
    await fault({ kind: 'status', probability: 0.5 });
    const statuses = new Set<number>();
    for (let calls = 0; calls < 40; calls += 1) statuses.add((await call()).status);
    expect(statuses).toEqual(new Set([200, 500]));
  });

  it('strike only what they are meant for', async () => {
    await fault({ path: '/v1/api/*/x/balance', method: 'get', kind: 'status' });
    expect((await call()).status).toBe(200);
    expect((await person.call('GET', '/accounts/x/balance')).status).toBe(500);
    expect((await person.call('DELETE', '/accounts/x')).status).toBe(404);
    await fault({ path: '/v1/**', method: 'POST', kind: 'status' });
    expect((await call()).status).toBe(200);
    expect((await person.call('POST', '/wizard')).status).toBe(500);
  });

  it('ask to wait', async () => {
    await fault({ kind: 'rate-limit', retryAfter: '7' });
    const { status, headers, json } = await call();
    expect([status, headers.get('retry-after'), json.code]).toEqual([429, '7', 429]);
  });

  it('answer with HTML, and with a redirect', async () => {
    await fault({ kind: 'html', status: 200, times: 1 });
    expect((await call()).headers.get('content-type')).toMatch(/^text\/html/);
    await fault({ kind: 'redirect', location: 'http://elsewhere.test/' });
    const { status, headers } = await call();
    expect([status, headers.get('location')]).toEqual([302, 'http://elsewhere.test/']);
  });

  it('reset the connection before anything is done', async () => {
    await fault({ path: '/v1/api/users', method: 'PUT', kind: 'reset' });
    const before = (await tester.service('GET', '/v1/api/users')).json.total as number;
    expect(await causeOf(tester.newcomer())).toBe('ECONNRESET');
    expect((await tester.service('GET', '/v1/api/users')).json.total).toBe(before);
  });

  it('lose the answer to what was done', async () => {
    await fault({ path: '/v1/api/users', method: 'PUT', kind: 'lost-answer' });
    const before = (await tester.service('GET', '/v1/api/users')).json.total as number;
    expect(await causeOf(tester.newcomer())).not.toBe('answered');
    expect((await tester.service('GET', '/v1/api/users')).json.total).toBe(before + 1);
  });

  it('lose an answer without a body as well', async () => {
    const [connection] = await person.list('/connections');
    await fault({ path: '/v1/api/connections/*/sync', kind: 'lost-answer' });
    expect(await causeOf(person.call('POST', `/connections/${connection?.id ?? ''}/sync`))).not.toBe('answered');
  });

  const isWaiting = () =>
    until('it is there, and has no answer', async () => {
      const { json } = await tester.control('GET', '/requests');
      const entry = (json.requests as { path: string; status: number | null }[]).at(-1);
      return entry?.path === path && entry.status === null;
    });

  it('keep an answer back until they are ended', async () => {
    await fault({ kind: 'hold' });
    const answering = call();
    await isWaiting();
    await tester.control('DELETE', '/faults');
    expect((await answering).status).toBe(200);
  });

  it('never answer', async () => {
    await fault({ kind: 'hang' });
    const leaving = new AbortController();
    const headers = { authorization: `Basic ${Buffer.from(`api:${person.token}`).toString('base64')}` };
    const request = fetch(tester.bank.url + path, { headers, signal: leaving.signal });
    const refused = expect(request).rejects.toThrow(/aborted/);
    await isWaiting();
    leaving.abort();
    await refused;
  });

  it('break off in the middle', async () => {
    await fault({ kind: 'truncated' });
    const headers = { authorization: `Basic ${Buffer.from(`api:${person.token}`).toString('base64')}` };
    const response = await fetch(tester.bank.url + path, { headers });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  it('send one byte after another', async () => {
    await fault({ kind: 'slow-drip', pause: 0 });
    expect((await call()).json.total).toBe(3);
  });

  it('send a body of any size, packed or not', async () => {
    await fault({ kind: 'huge', bytes: 3_000_000, times: 1 });
    const huge = await call();
    expect(huge.text.length).toBeGreaterThan(3_000_000);
    expect(huge.headers.get('content-encoding')).toBeNull();
    await fault({ kind: 'gzip-bomb', bytes: 3_000_000 });
    const bomb = await call();
    expect(bomb.text.length).toBeGreaterThan(3_000_000);
    expect(bomb.headers.get('content-encoding')).toBe('gzip');
  });

  it('mix up all types', async () => {
    await fault({ kind: 'wrong-types' });
    const { json } = await call();
    expect([json.total, json.prev_page_url]).toEqual(['NaN', 0]);
    expect(json.data[0]).toMatchObject({ id: { text: expect.any(String) as string }, country_id: { text: 'DE' } });
  });

  it.each(['wrong-types', 'truncated', 'slow-drip'])('%s: have nothing to do where there is no body', async (kind) => {
    const [connection] = await person.list('/connections');
    await fault({ path: '/v1/api/connections/*/sync', kind, pause: 0 });
    const request = person.call('POST', `/connections/${connection?.id ?? ''}/sync`, { force: true });
    expect(await request.then(({ status }) => status)).toBe(204);
  });

  it('leave the types of what is no JSON alone', async () => {
    const [account] = await person.list('/accounts');
    const report = () => person.call('GET', `/accounts/${account?.id ?? ''}/report/income`);
    const { text } = await report();
    await fault({ path: '/v1/api/accounts/*/report/*', kind: 'wrong-types' });
    const answer = await report();
    expect([answer.status, answer.text]).toEqual([200, text]);
  });

  it.each([
    { kind: 'plague' },
    { kind: 'status', times: 0 },
    { kind: 'status', status: 99 },
    { path: 7, kind: 'html' },
  ])('are refused as %j', async (fields) => {
    expect((await fault(fields)).status).toBe(422);
  });

  describe('overrides', () => {
    const override = (fields: Record<string, unknown>) => tester.control('POST', '/overrides', { path, ...fields });

    it('replace an answer, its status and its headers', async () => {
      await override({ body: { data: 'none' }, status: 203, headers: { 'x-test': 'yes' } });
      const { status, headers, text } = await call();
      expect([status, headers.get('x-test'), text]).toEqual([203, 'yes', '{"data":"none"}']);
    });

    it('add rows to lists and turnovers, and put members in the place of others', async () => {
      await override({ rows: [{ id: 'odd' }, null], merge: { total: 'five' } });
      const { json } = await call();
      expect([json.total, json.data.length, json.data[3], json.data[4]]).toEqual(['five', 5, { id: 'odd' }, null]);
      await override({ path: '/v1/api/accounts/*/turnovers', rows: [7] });
      const [account] = json.data;
      expect((await person.turnovers(account?.id ?? '')).at(-1)).toBe(7);
    });

    it.each([{ rows: [1] }, { merge: { a: 1 } }])('leave what is no JSON as it is: %j', async (fields) => {
      const [account] = await person.list('/accounts');
      const report = () => person.call('GET', `/accounts/${account?.id ?? ''}/report/income`);
      const { text } = await report();
      await override({ path: '/v1/api/accounts/*/report/*', ...fields });
      const answer = await report();
      expect([answer.status, answer.text]).toEqual([200, text]);
    });

    it('leave refusals as they are', async () => {
      await override({ body: {} });
      const { status, json } = await tester.service('GET', path);
      expect([status, json.code]).toEqual([401, 401]);
    });

    it('apply as often as they were told to, the last one first', async () => {
      await override({ body: 1 });
      await override({ body: 2, times: 1 });
      const texts = [(await call()).text, (await call()).text, (await call()).text];
      expect(texts).toEqual(['2', '1', '1']);
    });
  });
});
