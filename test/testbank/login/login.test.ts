import { banks } from '../../../src/testbank/bank/directory.js';
import { screensFor } from '../../../src/testbank/login/route.js';
import { head, isTrue, login, Tester, type Json, type Person } from '../tester.js';

it('has screens for whatever a bank asks for', () => {
  for (const challenge of banks.flatMap(({ challenges }) => challenges)) expect(screensFor(challenge)).not.toEqual([]);
});

describe('the wizard', () => {
  let tester: Tester;
  let person: Person;
  let key: string;
  let transaction: string;
  beforeAll(async () => {
    tester = await Tester.start({ seeded: false });
  });
  beforeEach(async () => {
    person = await tester.newcomer();
  });
  afterAll(() => tester.close());

  const begin = async (request: Record<string, unknown> = {}) => {
    ({ key, transaction } = await person.begin(request));
  };
  const submit = async (fields: Record<string, unknown> = {}): Promise<Json> => (await person.wizard(key, fields)).json;
  const shape = ({ form }: Json) => [
    form.name,
    ...form.elements.map(({ type, name }) => (name ? `${type} ${name}` : type)),
  ];
  const session = async () => (await tester.service('GET', `/v1/sessions/${transaction}`)).json;
  const pickBank = (code: string | number) => submit({ country_id: 'DE', bank_code: code });
  const element = ({ form }: Json, name: string) => head(form.elements.filter((candidate) => candidate.name === name));
  const finished = ['finish'];
  const loginForm = ['login', 'text USER_NAME', 'password USER_PIN', 'checkbox privacy_policy'];

  describe('at the test bank', () => {
    it('asks for the bank, the login, and finishes', async () => {
      await begin({ language: 'en' });
      expect(shape(await submit())).toEqual(['bank', 'select country_id', 'text bank_code']);
      expect(shape(await pickBank('88888888'))).toEqual(loginForm);
      expect(shape(await submit({ ...login, privacy_policy: 'true' }))).toEqual(finished);
      expect(await person.list('/accounts')).toHaveLength(3);
      const { sync_active, consent_valid_until } = (await person.call('GET', `/connections/${transaction}`)).json;
      expect(isTrue(sync_active)).toBe(true);
      expect(consent_valid_until).toMatch(/^\d{4}-\d\d-\d\d$/);
    });

    it('skips the bank where its BIC is known, and asks for it where the BIC is not', async () => {
      await begin({ bic: 'TESTDEB8XXX' });
      expect(shape(await submit())).toEqual(loginForm);
      await begin({ bic: 'NOBODYXX' });
      expect(shape(await submit())).toEqual(['bank', 'select country_id', 'text bank_code']);
    });

    it('has the known country selected', async () => {
      await begin({ country_id: 'AT' });
      expect(element(await submit(), 'country_id').selected).toBe('AT');
    });

    it('takes a country by its place as well', async () => {
      await begin();
      expect(shape(await submit({ country_id: '0', bank_code: '88888888' }))).toEqual(loginForm);
    });

    it.each([
      [{ country_id: 'DE', bank_code: '12345678' }, 'bank_code', 'bank_code_unknown'],
      [{ country_id: 'AT', bank_code: '88888888' }, 'bank_code', 'bank_code_unknown'],
      [{ country_id: 'DE', bank_code: '90050003' }, 'bank_code', 'no_transports_found'],
      [{ country_id: 'DE', bank_code: '' }, 'bank_code', 'validation_failed'],
      [{ country_id: 'XX', bank_code: '88888888' }, 'country_id', 'validation_failed'],
    ])('stays at the bank with %j', async (fields, name, code) => {
      await begin();
      const answer = await submit(fields);
      expect(answer.form.name).toBe('bank');
      expect(answer.error).toEqual({ message: expect.any(String) as string, recoverable: true });
      expect(element(answer, name).invalid).toBe(true);
      expect((await session()).last_error).toBe(code);
    });

    it('says what is wrong at the field alone', async () => {
      await begin({ bic: 'TESTDEB8XXX' });
      const answer = await submit({ USER_NAME: 'abcdef', USER_PIN: '123456', privacy_policy: false });
      expect(element(answer, 'privacy_policy')).toMatchObject({
        invalid: true,
        failed_validation_rules: ['accepted'],
        validation_error: 'Bitte stimmen Sie zu.',
      });
      for (const name of ['USER_NAME', 'USER_PIN']) {
        expect(element(answer, name)).toMatchObject({
          invalid: false,
          failed_validation_rules: '',
          validation_error: '',
        });
      }
      expect((await session()).last_error).toBe('pp_not_checked');
    });

    it('gives the user name back, and the PIN never', async () => {
      await begin({ bic: 'TESTDEB8XXX' });
      const answer = await submit({ USER_NAME: 'abcdef', USER_PIN: 'abc', privacy_policy: true });
      expect([element(answer, 'USER_NAME').value, element(answer, 'USER_PIN').value]).toEqual(['abcdef', '']);
      expect(element(answer, 'USER_PIN').failed_validation_rules).toEqual(['min:5']);
    });

    it.each(['wrongpin', '00000'])('refuses the PIN %s twice, and the third time for good', async (pin) => {
      await begin({ bic: 'TESTDEB8XXX' });
      for (let tries = 1; tries <= 2; tries += 1) {
        const answer = await submit({ ...login, USER_PIN: pin });
        expect([answer.error.recoverable, element(answer, 'USER_PIN').invalid]).toEqual([true, true]);
        expect((await session()).last_error).toBe('login_failed');
      }
      expect((await submit({ ...login, USER_PIN: pin })).error.recoverable).toBe(false);
      expect((await session()).last_error).toBe('max_login_tries');
      expect((await submit(login)).error.recoverable).toBe(false);
      expect(await person.list('/connections')).toEqual([]);
    });

    it('knows a login without any fitting account', async () => {
      await begin({ bic: 'TESTDEB8XXX' });
      expect((await submit({ ...login, USER_PIN: 'noaccounts' })).error.recoverable).toBe(false);
      expect((await session()).last_error).toBe('no_compatible_accounts');
    });

    it('hands out the share of mode shared at the end', async () => {
      await begin({ sync_mode: 'shared', bic: 'TESTDEB8XXX' });
      const { form } = await submit(login);
      expect(form.parameters).toEqual([expect.stringMatching(/^[\w-]{40,}$/)]);
    });
  });

  describe('with a choice of accounts', () => {
    it('imports the one that was picked', async () => {
      await begin({ bic: 'TESTDEB8XXX', account_selection: 'single' });
      const answer = await submit(login);
      expect(shape(answer)).toEqual(['accounts', 'radio account']);
      expect(element(answer, 'account').options).toHaveLength(3);
      expect((await submit({ account: '9' })).error.recoverable).toBe(true);
      expect(shape(await submit({ account: 1 }))).toEqual(finished);
      expect((await person.list('/accounts')).map(({ type }) => type)).toEqual(['savings']);
    });

    it('imports any that were picked', async () => {
      await begin({ bic: 'TESTDEB8XXX', account_selection: 'multi' });
      const boxes = [0, 1, 2].map((index) => `checkbox account_${index}`);
      expect(shape(await submit(login))).toEqual(['accounts', 'help_text', ...boxes]);
      expect((await submit({ account_0: false })).error.recoverable).toBe(true);
      expect(shape(await submit({ account_0: true, account_1: false, account_2: '1' }))).toEqual(finished);
      expect((await person.list('/accounts')).map(({ type }) => type)).toEqual(['creditcard', 'giro']);
    });
  });

  describe('at a bank with TANs', () => {
    beforeEach(async () => {
      await begin({ bic: 'TANNDEF1XXX' });
      await submit(login);
    });

    it('asks for the method, and for the TAN in its way', async () => {
      expect(shape(await submit())).toEqual(['tan-method', 'help_text', 'radio tan_method']);
      expect(shape(await submit({ tan_method: 0 }))).toEqual(['tan', 'help_text', 'flicker tan']);
      await submit({ action: 'back' });
      const photo = await submit({ tan_method: '1' });
      expect(shape(photo)).toEqual(['tan', 'help_text', 'image', 'text tan']);
      expect(Buffer.from(String(photo.form.elements[1]?.data), 'base64').subarray(1, 4).toString()).toBe('PNG');
      await submit({ action: 'back' });
      expect(shape(await submit({ tan_method: 2 }))).toEqual(['tan', 'help_text', 'text tan']);
      expect(shape(await submit({ tan: '123456' }))).toEqual(finished);
    });

    it('has a method that cannot be used', async () => {
      const { options } = element(await submit(), 'tan_method');
      expect((options as { disabled: boolean }[]).map(({ disabled }) => disabled)).toEqual([false, false, false, true]);
      expect((await submit({ tan_method: 3 })).form.name).toBe('tan-method');
      expect((await session()).last_error).toBe('tan_method_not_allowed');
    });

    it('refuses a wrong TAN twice, and the third time for good', async () => {
      await submit({ tan_method: 2 });
      for (let tries = 1; tries <= 2; tries += 1) {
        const answer = await submit({ tan: '654321' });
        expect([answer.error.recoverable, element(answer, 'tan').invalid]).toEqual([true, true]);
        expect(await session()).toMatchObject({ last_error: 'wrong_tan', current_step: 'WizardTanStep' });
      }
      expect((await submit({ tan: '654321' })).error.recoverable).toBe(false);
      expect((await session()).last_error).toBe('max_tan_tries');
    });
  });

  it('polls for an approval in the app', async () => {
    await begin({ bic: 'APFEDEF1XXX' });
    const first = await submit(login);
    expect(shape(first)).toEqual(['approval', 'help_text']);
    expect(first.polling).toEqual({ interval: 1000 });
    expect(shape(await submit({ action: 'poll' }))).toEqual(['approval', 'help_text']);
    expect(shape(await submit())).toEqual(['approval', 'help_text']);
    expect(shape(await submit({ action: 'poll' }))).toEqual(['approval', 'help_text']);
    const last = await submit({ action: 'poll' });
    expect([shape(last), last.polling]).toEqual([finished, {}]);
  });

  it('sends the person to the bank, and goes on once they were there', async () => {
    await begin({ bic: 'UMLEDEF1XXX' });
    const start = await submit();
    expect(shape(start)).toEqual(['redirect', 'help_text', 'redirect bank_redirect']);
    expect((await session()).current_step).toBe('WizardOauthRedirect');
    expect((await submit({ action: 'poll' })).form.name).toBe('redirect');
    const { url } = element(start, 'bank_redirect');
    expect(url.startsWith(tester.bank.url)).toBe(true);
    const page = await fetch(url);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(shape(await submit({ action: 'poll' }))).toEqual(finished);
    expect((await fetch(`${tester.bank.url}/_testbank/bank-login/nobody`)).status).toBe(404);
  });

  it('leads back from the redirect to the login form, and from there to the bank again', async () => {
    await begin({ bic: 'UMLEDEF1XXX' });
    expect(shape(await submit({ action: 'back' }))).toEqual(loginForm);
    expect(shape(await submit(login))).toEqual(['redirect', 'help_text', 'redirect bank_redirect']);
  });

  it('is busy at a slow bank for as long as the settings say, and goes on whether or not somebody waits', async () => {
    await tester.control('PATCH', '/settings', { slowStep: 600_000 });
    await begin({ bic: 'SCHNDEF1XXX' });
    const asked = await submit();
    const leaving = AbortSignal.timeout(200);
    const authorization = `Basic ${Buffer.from(`api:${person.token}`).toString('base64')}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const body = JSON.stringify({ key, ...login });
    const slow = fetch(`${tester.bank.url}/v1/api/wizard`, { method: 'POST', headers, body, signal: leaving });
    await expect(slow).rejects.toThrow();
    expect(shape(await submit())).toEqual(shape(asked));
    await tester.control('PATCH', '/settings', { slowStep: 1 });
    expect(shape(await submit(login))).toEqual(finished);
  });

  it('marks up its texts, and says of a checkbox whether it has to be ticked', async () => {
    await begin({ bic: 'TESTDEB8XXX', language: 'en' });
    expect(element(await submit(), 'privacy_policy')).toMatchObject({
      label: 'I agree to the [privacy policy|link::https://testbank.example/privacy].',
      required: true,
    });
  });

  it('switches between ways to log in', async () => {
    await begin({ bic: 'REGIDEF1XXX', language: 'en' });
    const start = await submit();
    expect(shape(start)).toEqual(['login', 'tabs login_tabs', ...loginForm.slice(1)]);
    expect(element(start, 'login_tabs')).toMatchObject({
      tabs: { ONLINE: 'Online banking', ACCOUNT: 'Account number' },
      selected: 'ONLINE',
    });
    const other = await submit({ action: 'switch-login-tabs', login_tabs: 'ACCOUNT' });
    expect(shape(other)[2]).toBe('text ACCOUNT_NUMBER');
    expect(element(other, 'login_tabs').selected).toBe('ACCOUNT');
    expect(shape(await submit({ action: 'switch-login-tabs' }))[2]).toBe('text USER_NAME');
    await submit({ action: 'switch-login-tabs', login_tabs: 'Account number' });
    expect(shape(await submit({ ACCOUNT_NUMBER: '1234567', USER_PIN: '12345', privacy_policy: 1 }))).toEqual(finished);
  });

  it('asks for what a picture shows', async () => {
    await begin({ bic: 'RAETDEF1XXX' });
    const captcha = await submit(login);
    expect(shape(captcha)).toEqual(['captcha', 'help_text', 'hidden captcha_id', 'captcha captcha']);
    expect((await session()).current_step).toBe('WizardLoginNextStep');
    const captcha_id = element(captcha, 'captcha_id').value;
    expect((await submit({ captcha: '1234', captcha_id })).error.recoverable).toBe(true);
    expect((await submit({ captcha: '4711' })).error.recoverable).toBe(true);
    expect(shape(await submit({ captcha: '4711', captcha_id }))).toEqual(finished);
  });

  it.each([
    [
      { identity: 'CARD', card_number: '1234' },
      { identity: 'CARD', card_number: '12' },
    ],
    [{ identity: 'PHONE', phone: '1' }, { identity: 'PHONE' }],
  ])('offers one of two ways to go on: %j', async (right, wrong) => {
    await begin({ bic: 'WAHLDEF1XXX' });
    expect(shape(await submit(login))).toEqual(['multi', 'help_text', 'multi identity']);
    expect((await submit({ identity: 'NEITHER' })).error.recoverable).toBe(true);
    expect((await submit(wrong)).error.recoverable).toBe(true);
    expect(shape(await submit(right))).toEqual(finished);
  });

  it('ends at a bank that is down', async () => {
    await begin({ bic: 'FLAUDEF1XXX' });
    expect((await submit(login)).error.recoverable).toBe(false);
    expect((await session()).last_error).toBe('tech_error');
  });

  it('goes through everything that a bank asks for, in turn', async () => {
    await begin({ bic: 'DOPPDEF1XXX', account_selection: 'multi' });
    const captcha = await submit(login);
    const answers = [
      captcha,
      await submit({ captcha: '4711', captcha_id: element(captcha, 'captcha_id').value }),
      await submit({ tan_method: 2 }),
      await submit({ tan: 123_456 }),
      await submit({ account_0: true }),
    ];
    expect(answers.map(({ form }) => form.name)).toEqual(['captcha', 'tan-method', 'tan', 'accounts', 'finish']);
  });
});
