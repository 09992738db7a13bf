import { cents, head, isTrue, login, Tester, type Json, type Person } from '../tester.js';

const day = 86_400;

describe('syncing a connection', () => {
  let tester: Tester;
  let person: Person;
  beforeEach(async () => {
    tester = await Tester.start({ seeded: false, now: () => new Date('2026-11-18T09:00:00Z') });
    await tester.control('PATCH', '/settings', { syncDelay: 0 });
    person = await tester.newcomer();
  });
  afterEach(() => tester.close());

  const read = async (id: string) => (await person.call('GET', `/connections/${id}`)).json;
  const sync = (id: string, body?: Record<string, unknown>) => person.call('POST', `/connections/${id}/sync`, body);
  /** Time passes, and the person's token is a new one. */
  const advance = async (seconds: number) => {
    await tester.control('POST', '/clock', { advance: seconds });
    person = await tester.person(person.id);
  };
  const failNext = (id: string, failure: Record<string, unknown> = {}) =>
    tester.control('POST', `/connections/${id}/failure`, failure);
  const giro = async () => head((await person.list('/accounts')).filter(({ type }) => type === 'giro'));
  const balance = async (id: string) => cents((await person.call('GET', `/accounts/${id}/balance`)).json.balance);
  const bookedSum = (rows: readonly Json[]) =>
    rows
      .filter(({ prebooked, canceled }) => !isTrue(prebooked) && !isTrue(canceled))
      .reduce((sum, { amount }) => sum + cents(amount), 0);

  it('brings new turnovers, a balance that agrees with them, and a later last_synced', async () => {
    const connection = await person.connect();
    const { id } = await giro();
    await person.call('POST', `/accounts/${id}/markAsSeen`);
    const [turnoversBefore, balanceBefore] = [await person.turnovers(id), await balance(id)];
    await advance(5 * 3600);
    expect((await sync(connection.id)).status).toBe(204);
    const turnovers = await person.turnovers(id);
    const fresh = turnovers.filter((row) => isTrue(row.new));
    expect(turnovers).toHaveLength(turnoversBefore.length + fresh.length);
    expect(fresh.length).toBeGreaterThan(0);
    expect((await balance(id)) - balanceBefore).toBe(bookedSum(turnovers) - bookedSum(turnoversBefore));
    expect((await read(connection.id)).last_synced).toMatch(/^2026-11-18.15:00:00/);
  });

  it('looks back 60 days, and misses what was before', async () => {
    const { id } = await person.connect();
    await failNext(id);
    await sync(id);
    await advance(80 * day);
    expect((await sync(id, { force: true })).status).toBe(204);
    const { id: accountId } = await giro();
    const dates = (await person.turnovers(accountId)).map(({ booking_date }) => booking_date).sort();
    const since = dates.filter((date) => date > '2026-11-18');
    expect(since.length).toBeGreaterThan(10);
    expect(since.filter((date) => date < '2026-12-08')).toEqual([]);
  });

  it('takes `new` off what an earlier sync had found', async () => {
    const { id } = await person.connect();
    const { id: accountId } = await giro();
    expect((await person.turnovers(accountId)).every((row) => isTrue(row.new))).toBe(true);
    await sync(id);
    const found = await person.turnovers(accountId, '?only_new=1');
    expect(found).toHaveLength(1);
    await sync(id);
    expect(await person.turnovers(accountId, '?only_new=1')).not.toEqual(found);
  });

  it('is refused by a bank that was asked too often within a day, where that is switched on', async () => {
    const { id } = await person.connect();
    await tester.control('PATCH', '/settings', { unattendedSyncs: 4 });
    for (let made = 0; made < 4; made++) expect((await sync(id)).status).toBe(204);
    expect((await sync(id)).status).toBe(429);
    expect((await read(id)).sync_fail_counter).toBe(0);
    await tester.control('PATCH', '/settings', { unattendedSyncs: null });
    expect((await sync(id)).status).toBe(204);
    await tester.control('PATCH', '/settings', { unattendedSyncs: 4 });
    // The sync that XS2A makes by itself counts as one.
    await advance(day + 1);
    for (let made = 0; made < 3; made++) expect((await sync(id)).status).toBe(204);
    expect((await sync(id)).status).toBe(429);
  });

  it('runs in the background', async () => {
    const { id, last_synced } = await person.connect();
    await advance(60);
    await tester.control('PATCH', '/settings', { syncDelay: 60_000 });
    expect((await sync(id)).status).toBe(204);
    expect((await sync(id)).status).toBe(204);
    expect((await read(id)).last_synced).toBe(last_synced);
    await tester.control('POST', '/settle');
    expect((await read(id)).last_synced).not.toBe(last_synced);
    expect(await person.turnovers((await giro()).id, '?only_new=1')).toHaveLength(1);
  });

  it('forgets what is older than limit_days, and keeps the balance', async () => {
    const { id } = await person.connect({ limit_days: 10 });
    const { id: accountId } = await giro();
    const before = await balance(accountId);
    await advance(8 * day);
    await sync(id);
    const turnovers = await person.turnovers(accountId);
    expect(turnovers.every(({ booking_date }) => booking_date >= '2026-11-17')).toBe(true);
    const change = bookedSum(await person.turnovers(accountId, '?from=2026-11-19'));
    expect(await balance(accountId)).toBe(before + change);
  });

  it('books what was pending', async () => {
    const { id } = await person.connect();
    const { id: accountId } = await giro();
    const pending = { amount: -12.5, bookingDate: '2026-11-18', prebooked: true, purpose: ['pending'] };
    await tester.control('POST', `/accounts/${accountId}/turnovers`, { turnovers: [pending] });
    const find = async () => (await person.turnovers(accountId)).filter(({ purpose }) => String(purpose) === 'pending');
    expect((await find()).map(({ prebooked }) => isTrue(prebooked))).toEqual([true]);
    await advance(2 * day);
    await sync(id);
    expect((await find()).map(({ prebooked }) => isTrue(prebooked))).toEqual([false]);
  });

  it('opens a login for mode none, whose end is the sync', async () => {
    const { id } = await person.connect({ sync_mode: 'none' });
    await advance(60);
    const { status, json } = await sync(id);
    expect(status).toBe(202);
    const start = await person.wizard(json.wizard_session_key);
    expect(start.json.form.name).toBe('login');
    expect((await person.wizard(json.wizard_session_key, login)).json.form).toEqual({
      name: 'finish',
      elements: [],
      parameters: [],
    });
    expect((await read(id)).last_synced).toMatch(/10:01:00/);
    expect(isTrue((await read(id)).sync_active)).toBe(false);
    expect(await person.turnovers((await giro()).id, '?only_new=1')).toHaveLength(1);
  });

  it('asks for the share with mode shared', async () => {
    const { key, transaction } = await person.begin({ sync_mode: 'shared', bic: 'TESTDEB8XXX' });
    const [share] = (await person.wizard(key, login)).json.form.parameters;
    const { id } = (await person.call('GET', `/connections/${transaction}`)).json;
    for (const credentials of [undefined, null, 'wrong', 7]) {
      const { status, json } = await sync(id, { credentials });
      expect([status, Object.keys(json.errors as object)]).toEqual([422, ['credentials']]);
    }
    expect((await sync(id, { credentials: share })).status).toBe(204);
  });

  it('hands out another share with every new login', async () => {
    const { key, transaction } = await person.begin({ sync_mode: 'shared', bic: 'TESTDEB8XXX' });
    const [old] = (await person.wizard(key, login)).json.form.parameters;
    const { json } = await person.call('POST', `/connections/${transaction}/reset`);
    const [share] = (await person.wizard(json.wizard_session_key, login)).json.form.parameters;
    expect((await sync(transaction, { credentials: old })).status).toBe(422);
    expect((await sync(transaction, { credentials: share })).status).toBe(204);
  });

  describe('that fails', () => {
    it('says why, counts, stops the daily sync and needs force', async () => {
      const { id } = await person.connect();
      await failNext(id, { message: 'init_failed' });
      expect((await sync(id)).status).toBe(204);
      const failed = await read(id);
      expect(failed).toMatchObject({ sync_message: 'init_failed', sync_fail_counter: 1, sync_mode: 'full' });
      expect(isTrue(failed.sync_active)).toBe(false);
      const refused = await sync(id);
      expect([refused.status, refused.json.code]).toEqual([409, 409]);
      expect((await sync(id, { force: true })).status).toBe(204);
      const mended = await read(id);
      expect(mended).toMatchObject({ sync_message: '', sync_fail_counter: 0 });
      expect(isTrue(mended.sync_active)).toBe(true);
    });

    it('falls back from full to none where the credentials are gone, and back by a login', async () => {
      const { id } = await person.connect();
      await failNext(id, { fallBack: true });
      await sync(id);
      expect((await read(id)).sync_mode).toBe('none');
      const { status, json } = await sync(id, { force: true });
      expect(status).toBe(202);
      await person.wizard(json.wizard_session_key, login);
      expect(await read(id)).toMatchObject({ sync_mode: 'full', sync_fail_counter: 0 });
    });

    it('counts a sync whose login was given up on as wrong', async () => {
      const { id } = await person.connect({ sync_mode: 'none' });
      const { json } = await sync(id);
      for (let tries = 0; tries < 3; tries += 1) {
        await person.wizard(json.wizard_session_key, { ...login, USER_PIN: 'wrongpin' });
      }
      expect(await read(id)).toMatchObject({ sync_fail_counter: 1, sync_message: 'max_login_tries' });
    });

    it('disables the connection for good after three failures', async () => {
      const { id } = await person.connect();
      const early = await person.call('POST', `/connections/${id}/reset`);
      for (let failures = 1; failures <= 3; failures += 1) {
        await failNext(id);
        await sync(id, { force: true });
        expect((await read(id)).sync_fail_counter).toBe(failures);
      }
      for (const answer of [
        await sync(id),
        await sync(id, { force: true }),
        await person.call('POST', `/connections/${id}/reset`),
        await person.wizard(early.json.wizard_session_key),
      ]) {
        expect([answer.status, answer.json.code]).toEqual([403, 403]);
      }
    });

    it('fails at a bank that is down', async () => {
      const seeded = await Tester.start();
      await seeded.control('PATCH', '/settings', { syncDelay: 0 });
      const klara = await seeded.seeded('Klara');
      const { id } = head((await klara.list('/connections')).filter(({ bank_name }) => bank_name === 'Flautebank'));
      await klara.call('POST', `/connections/${id}/sync`, { force: true });
      expect((await klara.call('GET', `/connections/${id}`)).json).toMatchObject({
        sync_message: 'init_failed',
        sync_fail_counter: 2,
      });
      await seeded.close();
    });
  });

  it('is renewed by a reset, whatever the mode: consent, failures and mode', async () => {
    const { id } = await person.connect();
    await failNext(id, { fallBack: true });
    await sync(id);
    await advance(80 * day);
    const { status, json } = await person.call('POST', `/connections/${id}/reset`);
    expect(status).toBe(202);
    await person.wizard(json.wizard_session_key, login);
    expect(await read(id)).toMatchObject({
      sync_mode: 'full',
      sync_fail_counter: 0,
      sync_message: '',
      consent_valid_until: '2027-05-07',
    });
  });

  describe('by itself', () => {
    const after = async (seconds: number, id: string) => {
      await advance(seconds);
      return read(id);
    };

    it('happens once a day with mode full', async () => {
      const { id } = await person.connect();
      expect((await after(day - 1, id)).last_synced).toMatch(/^2026-11-18/);
      expect((await after(1, id)).last_synced).toMatch(/^2026-11-19.10:00:00/);
      expect((await after(5 * day + 100, id)).last_synced).toMatch(/^2026-11-24.10:00:00/);
    });

    it('leaves only what the last day brought as new', async () => {
      const { id } = await person.connect();
      await after(30 * day, id);
      const dates = (await person.turnovers((await giro()).id, '?only_new=1')).map((row) => row.booking_date);
      expect(dates.every((date) => date >= '2026-12-18')).toBe(true);
      expect(dates.length).toBeGreaterThan(0);
    });

    it('ends with the consent', async () => {
      const { id } = await person.connect();
      expect(await after(200 * day, id)).toMatchObject({
        consent_valid_until: '2027-02-16',
        sync_message: 'consent_invalid',
        sync_fail_counter: 1,
        sync_mode: 'none',
        last_synced: expect.stringMatching(/^2027-02-16/) as string,
      });
    });

    it('does not happen with the other modes', async () => {
      const { id } = await person.connect({ sync_mode: 'none' });
      expect((await after(3 * day, id)).last_synced).toMatch(/^2026-11-18/);
    });
  });
});
