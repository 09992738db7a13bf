import { cents, head, isTrue, Tester, type Json, type Person } from '../tester.js';

describe('/v1/api/accounts/{id}/report/{report}', () => {
  let tester: Tester;
  let person: Person;
  let path: string;
  let rows: readonly Json[];
  beforeAll(async () => {
    tester = await Tester.start({ seeded: false });
    person = await tester.newcomer();
    await person.connect();
    const { id } = head((await person.list('/accounts')).filter(({ type }) => type === 'giro'));
    path = `/accounts/${id}/report`;
    rows = (await person.turnovers(id)).filter(({ prebooked, canceled }) => !isTrue(prebooked) && !isTrue(canceled));
  });
  afterAll(() => tester.close());

  const report = async (id: string) => (await person.call('GET', `${path}/${id}?format=json`)).json;
  const months = (json: Json) => json.months as { month: string; amount: number }[];
  const sum = (json: Json) => months(json).reduce((total, { amount }) => total + cents(amount), 0);

  it('adds up what the turnovers say', async () => {
    const income = rows.filter(({ tags }) => (tags as string[]).includes('income'));
    const spent = rows.filter(({ amount }) => cents(amount) < 0);
    const total = (entries: readonly Json[]) => entries.reduce((all, { amount }) => all + cents(amount), 0);
    expect(sum(await report('income'))).toBe(total(income));
    expect(total(income)).toBeGreaterThan(0);
    expect(sum(await report('expenses'))).toBe(total(spent));
  });

  it('ends the history of the balance at the balance', async () => {
    const { json } = await person.call('GET', path.replace('/report', '/balance'));
    const history = months(await report('balance-history'));
    expect(cents(history.at(-1)?.amount)).toBe(cents(json.balance));
    expect(history.map(({ month }) => month)).toEqual(history.map(({ month }) => month).sort());
  });

  it('is HTML where nothing is asked for, in German or English', async () => {
    const german = await person.call('GET', `${path}/income`);
    expect(german.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(german.text).toContain('<h1>Einnahmen</h1>');
    expect((await person.call('GET', `${path}/income?format=html&locale=en`)).text).toContain('<h1>Income</h1>');
  });

  it('is a PDF whose table of contents is right', async () => {
    const { text, headers } = await person.call('GET', `${path}/income?format=pdf`);
    expect(headers.get('content-type')).toBe('application/pdf');
    const table = Number(/startxref\n(\d+)/.exec(text)?.[1]);
    expect(text.slice(table, table + 4)).toBe('xref');
    const offsets = [...text.matchAll(/^(\d{10}) 00000 n/gm)].map(([, offset]) => Number(offset));
    expect(offsets.map((offset) => /^\d+ 0 obj/.exec(text.slice(offset))?.[0])).toEqual(
      offsets.map((_, index) => `${index + 1} 0 obj`),
    );
    expect(text).toContain('(Einnahmen) Tj');
  });

  it.each([
    ['income?format=xml', 422],
    ['income?locale=fr', 422],
    ['horoscope', 404],
    ['__proto__', 404],
  ])('answers %s with %i', async (rest, status) => {
    expect((await person.call('GET', `${path}/${rest}`)).status).toBe(status);
  });
});
