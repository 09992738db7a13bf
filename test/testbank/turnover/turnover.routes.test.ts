import { head, isTrue, Tester, type Json, type Person } from '../tester.js';

describe('/v1/api/accounts/{id}/turnovers', () => {
  let tester: Tester;
  let klara: Person;
  let id: string;
  beforeAll(async () => {
    tester = await Tester.start();
    klara = await tester.seeded('Klara');
    id = head((await klara.list('/accounts')).filter(({ description }) => description === 'Girokonto Alltag')).id;
  });
  afterAll(() => tester.close());

  const days = (rows: readonly Json[]) => rows.map(({ booking_date }) => booking_date);

  it('answers all of them, the newest day first', async () => {
    const rows = await klara.turnovers(id);
    expect(rows.length).toBeGreaterThan(500);
    expect(days(rows)).toEqual(days(rows).sort().reverse());
  });

  it('orders a day differently from answer to answer', async () => {
    const texts = async () => (await klara.turnovers(id)).map((row) => JSON.stringify(row));
    const one = await texts();
    const other = await texts();
    expect(other).not.toEqual(one);
    expect([...other].sort()).toEqual([...one].sort());
  });

  it('writes rows anew where their forms have changed', async () => {
    const kinds = async () => new Set((await klara.turnovers(id)).map((row) => typeof row.new));
    expect(await kinds()).toEqual(new Set(['boolean']));
    await tester.control('PATCH', '/settings', { variants: ['booleans'] });
    expect(await kinds()).toEqual(new Set(['boolean', 'number', 'string']));
    expect((await tester.control('PATCH', '/settings', { variants: ['rounding'] })).status).toBe(422);
    await tester.control('PATCH', '/settings', { variants: [] });
  });

  it('keeps to both bounds, inclusive, and to neither where they are empty', async () => {
    const all = await klara.turnovers(id);
    const [to, from] = [days(all)[20] ?? '', days(all)[60] ?? ''];
    const between = all.filter(({ booking_date }) => from <= booking_date && booking_date <= to).length;
    expect(await klara.turnovers(id, `?from=${from}&to=${to}`)).toHaveLength(between);
    expect(await klara.turnovers(id, '?from=&to=&only_new=0')).toHaveLength(all.length);
    expect(await klara.turnovers(id, `?from=${to}&to=${from}`)).toEqual([]);
  });

  it('answers only new ones when asked', async () => {
    const all = await klara.turnovers(id);
    const fresh = await klara.turnovers(id, '?only_new=1');
    expect(fresh).toHaveLength(all.filter((row) => isTrue(row.new)).length);
    expect(fresh.length).toBeGreaterThan(0);
    expect(fresh.every((row) => isTrue(row.new))).toBe(true);
    for (const query of ['?onlyNew=true', '?onlyNew=1', '?only_new=true']) {
      expect(await klara.turnovers(id, query)).toHaveLength(fresh.length);
    }
    for (const query of ['?onlyNew=false', '?onlyNew=&only_new=']) {
      expect(await klara.turnovers(id, query)).toHaveLength(all.length);
    }
  });

  it.each(['from=yesterday', 'to=2026-02-30', 'from=2026-1-1', 'only_new=yes', 'onlyNew=yes'])(
    'refuses %s',
    async (query) => {
      const { status, json } = await klara.call('GET', `/accounts/${id}/turnovers?${query}`);
      expect([status, json.code]).toEqual([422, 422]);
    },
  );

  describe('marked as seen', () => {
    let nele: Person;
    let newId: string;
    beforeEach(async () => {
      nele = await tester.newcomer();
      await nele.connect();
      newId = head((await nele.list('/accounts')).filter(({ type }) => type === 'giro')).id;
    });
    const fresh = async () => days(await nele.turnovers(newId, '?only_new=1'));

    it('are all of them', async () => {
      expect((await fresh()).length).toBeGreaterThan(1);
      const { json } = await nele.call('POST', `/accounts/${newId}/markAsSeen`);
      expect(json).toEqual({ code: 200, message: 'OK' });
      expect(await fresh()).toEqual([]);
    });

    it('are those up to a day, inclusive', async () => {
      const before = await fresh();
      const day = before[Math.floor(before.length / 2)] ?? '';
      await nele.call('POST', `/accounts/${newId}/markAsSeen/${day}`);
      expect(await fresh()).toEqual(before.filter((date) => date > day));
      expect((await fresh()).length).toBeGreaterThan(0);
    });

    it('are none where the day is none', async () => {
      expect((await nele.call('POST', `/accounts/${newId}/markAsSeen/today`)).status).toBe(404);
      expect((await fresh()).length).toBeGreaterThan(1);
    });
  });
});
