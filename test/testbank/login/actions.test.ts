import { login, Tester, type Json, type Person } from '../tester.js';

describe('the course of a wizard session', () => {
  let tester: Tester;
  let person: Person;
  let key: string;
  let transaction: string;
  beforeAll(async () => {
    tester = await Tester.start({ seeded: false });
  });
  beforeEach(async () => {
    person = await tester.newcomer();
    ({ key, transaction } = await person.begin({}));
  });
  afterAll(() => tester.close());

  const submit = async (fields: Record<string, unknown> = {}): Promise<Json> => (await person.wizard(key, fields)).json;
  const session = async () => (await tester.service('GET', `/v1/sessions/${transaction}`)).json;
  const pickBank = () => submit({ country_id: 'DE', bank_code: '90010001' });

  it('goes back step by step, and not beyond the first', async () => {
    await pickBank();
    await submit(login);
    await submit({ tan_method: 1 });
    const names = [];
    for (let steps = 0; steps < 5; steps += 1) names.push((await submit({ action: 'back' })).form.name);
    expect(names).toEqual(['tan-method', 'login', 'bank', 'bank', 'bank']);
  });

  it('starts afresh at a bank that is picked again', async () => {
    const pickRedirect = () => submit({ country_id: 'DE', bank_code: '90010004' });
    const { form } = await pickRedirect();
    await fetch(form.elements[1]?.url ?? '');
    await submit({ action: 'back' });
    expect((await submit({ action: 'back' })).form.name).toBe('bank');
    await pickRedirect();
    expect((await submit({ action: 'poll' })).form.name).toBe('redirect');
  });

  it('shows the form again for the key alone, and for a poll where there is nothing to poll', async () => {
    await pickBank();
    for (const fields of [{}, { action: 'poll' }, { action: null }, { action: 'switch-login-tabs' }]) {
      const { form } = await submit(fields);
      expect(form.name).toBe('login');
      expect(form.elements.some(({ invalid }) => invalid)).toBe(false);
    }
  });

  it('changes the language; those that it does not speak are English', async () => {
    const labels = [];
    for (const language of ['de', 'en', 'es', 'fr', 'it']) {
      labels.push((await submit({ action: 'change-language', language })).form.elements[1]?.label);
    }
    expect(labels).toEqual(['Bankleitzahl', 'Bank code', 'Bank code', 'Bank code', 'Bank code']);
    expect((await person.wizard(key, { action: 'change-language', language: 'nl' })).status).toBe(422);
  });

  it('ends when the person aborts', async () => {
    await pickBank();
    expect((await submit({ action: 'abort' })).error.recoverable).toBe(false);
    expect(await session()).toMatchObject({ last_error: 'client_aborted', current_step: 'WizardLoginStep' });
    expect((await submit(login)).error.recoverable).toBe(false);
  });

  it('ends when nobody comes back for a quarter of an hour', async () => {
    await tester.control('POST', '/clock', { advance: 14 * 60 });
    expect((await submit()).form.name).toBe('bank');
    await tester.control('POST', '/clock', { advance: 15 * 60 + 1 });
    expect(await session()).toMatchObject({ last_error: 'session_expired' });
    const answer = await submit();
    expect([answer.error.recoverable, answer.form]).toEqual([false, null]);
  });

  it('is over once it has finished', async () => {
    await submit({ country_id: 'DE', bank_code: '88888888' });
    await submit(login);
    expect(await session()).toMatchObject({ current_step: 'WizardFinishStep', last_error: '' });
    expect((await submit(login)).error.recoverable).toBe(false);
    expect(await person.list('/connections')).toHaveLength(1);
  });

  it('ends when the connection that it renews is deleted', async () => {
    const connection = await person.connect();
    const { json } = await person.call('POST', `/connections/${connection.id}/reset`);
    await person.call('DELETE', `/connections/${connection.id}`);
    expect((await person.wizard(json.wizard_session_key, login)).json.error.recoverable).toBe(false);
    expect(await person.list('/connections')).toEqual([]);
  });

  it('says in three ways that there is no error', async () => {
    const answers = [await submit(), await submit(), await submit()];
    expect(answers.map(({ error }) => JSON.stringify(error)).sort()).toEqual(['[]', '{}', undefined].sort());
  });

  it('is for its bank user alone, with a key that exists', async () => {
    const other = await tester.newcomer();
    expect((await other.wizard(key)).json).toEqual({ code: 404, message: 'Not found.' });
    expect((await person.wizard('nokey')).status).toBe(404);
    for (const wrong of [{}, { key: '' }, { key: 7 }]) {
      expect((await person.call('POST', '/wizard', wrong)).status).toBe(422);
    }
    expect((await person.wizard(key, { action: 'submit' })).status).toBe(422);
  });

  it('has a session that the API key reads', async () => {
    expect(await session()).toMatchObject({
      transaction,
      wizard_session_key: key,
      product: 'xs2a_api',
      last_error: '',
      current_step: 'WizardStartStep',
      parameters: { sync_mode: 'full', account_selection: 'all', language: 'de' },
      object: 'wizard_session',
    });
    expect((await tester.service('GET', '/v1/sessions/none')).status).toBe(404);
  });
});
