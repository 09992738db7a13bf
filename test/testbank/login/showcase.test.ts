import { login, Tester, type Json, type Person } from '../tester.js';

/** The routes that the vendor's Java SDK is tested with at its test bank, and what they show. */
const routes: [string, string[]][] = [
  ['login_multi_credentials', ['text', 'text', 'text', 'password']],
  ['login_captcha', ['help_text', 'text', 'password', 'captcha']],
  ['multiform', ['multi']],
  ['radio_select', ['help_text', 'radio']],
  ['select', ['help_text', 'select']],
  ['tan_select', ['help_text', 'radio']],
  ['tan_iTAN', ['help_text', 'image', 'text']],
  ['tan_mTAN', ['help_text', 'text']],
  ['tan_flickerTAN', ['help_text', 'flicker']],
  ['tan_QR-TAN', ['help_text', 'image', 'text']],
  ['tabs', ['tabs']],
  ['hidden', ['hidden', 'text']],
  ['marked_text', ['help_text']],
  ['login_redirect', ['help_text', 'redirect']],
];

describe('the showcase of forms', () => {
  let tester: Tester;
  let person: Person;
  let key: string;
  beforeAll(async () => {
    tester = await Tester.start({ seeded: false });
    person = await tester.newcomer();
    ({ key } = await person.begin({ bic: 'TESTDEB8XXX' }));
    await submit({ ...login, USER_PIN: 'forms' });
  });
  afterAll(() => tester.close());

  const submit = async (fields: Record<string, unknown> = {}): Promise<Json> => (await person.wizard(key, fields)).json;
  const types = ({ form }: Json) => form.elements.map(({ type }) => type);

  it('offers them by their place', async () => {
    const { form } = await submit();
    expect(types(await submit())).toEqual(['help_text', 'select']);
    expect(Object.values(form.elements[1]?.options as object)).toEqual(routes.map(([name]) => name));
  });

  it.each(routes.map(([name, elements], index) => ({ name, elements, index })))(
    'shows $name, and comes back with whatever is entered',
    async ({ elements, index }) => {
      expect(types(await submit({ showcase: index }))).toEqual(elements);
      expect(types(await submit({ anything: 'at all' }))).toEqual(['help_text', 'select']);
    },
  );

  it('leads back to the login where the bank was picked first', async () => {
    const { key: other } = await person.begin({});
    await person.wizard(other, { country_id: 'DE', bank_code: '88888888' });
    await person.wizard(other, { ...login, USER_PIN: 'forms' });
    const names = [];
    for (let steps = 0; steps < 2; steps += 1)
      names.push((await person.wizard(other, { action: 'back' })).json.form.name);
    expect(names).toEqual(['login', 'bank']);
  });

  it('leads back to the login, which finishes as ever', async () => {
    await submit({ showcase: 'login_redirect' });
    await submit({ action: 'back' });
    expect(types(await submit({ action: 'back' }))).toEqual(['text', 'password', 'checkbox']);
    expect((await submit(login)).form.name).toBe('finish');
  });
});
