import { BankLogin, CREDENTIALS, SUBMIT } from '../support/bank-login.js';
import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';
import { holdDate } from '../support/hold-date.js';
import { RecordingProxy } from '../support/recording-proxy.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';
import { until } from '../support/until.js';

const WIZARD = '/v1/api/wizard';

let bank: BankUnderTest;
let wire: RecordingProxy;
let gateway: GatewayUnderTest;
let person: Person;
let caller: Caller;

beforeAll(async () => {
  bank = await BankUnderTest.start();
  wire = await RecordingProxy.before(bank.url);
  gateway = await GatewayUnderTest.start({ url: wire.url, apiKey: bank.apiKey });
});

// Somebody new for each test: the gateway counts the steps of a bank user.
beforeEach(async () => {
  person = await bank.addPerson();
  caller = await gateway.as(person);
});

afterEach(async () => {
  jest.useRealTimers();
  await bank.heal();
  wire.forget();
});

afterAll(async () => {
  await gateway.close();
  await wire.close();
  await bank.close();
});

const sent = () => wire.bodiesOf('POST', WIZARD);

describe('the way to a connection', () => {
  test('has three screens, each with the elements of upstream in order', async () => {
    const login = await BankLogin.begin(caller);
    const first = await login.submit();
    expect(first).toMatchObject({ __typename: 'WizardStep', finished: false, pollAfterMs: null, error: null });
    expect(first.form?.elements).toMatchObject([
      { __typename: 'WizardChoiceField', type: 'select', name: 'country_id', required: true, selected: 'DE' },
      { __typename: 'WizardTextField', type: 'text', name: 'bank_code', required: true, value: null, secret: false },
    ]);
    const second = await login.submit({ country_id: 'DE', bank_code: '88888888' });
    expect(second.form?.elements).toMatchObject([
      { __typename: 'WizardTextField', type: 'text', name: 'USER_NAME', secret: false },
      { __typename: 'WizardTextField', type: 'password', name: 'USER_PIN', value: null, secret: true },
      { __typename: 'WizardCheckboxField', type: 'checkbox', name: 'privacy_policy', required: true, checked: false },
    ]);
    expect(await login.submit(CREDENTIALS)).toEqual({
      __typename: 'WizardStep',
      finished: true,
      pollAfterMs: null,
      credentialShare: null,
      error: null,
      form: { name: 'finish', elements: [] },
    });
  });

  test('sends each step once: text as text, ticks as booleans, nothing else', async () => {
    const login = await BankLogin.begin(caller);
    await login.logIn();
    expect(sent()).toEqual([
      { key: login.key },
      { key: login.key, country_id: 'DE', bank_code: '88888888' },
      { key: login.key, USER_NAME: 'abcdef', USER_PIN: '123456', privacy_policy: true },
    ]);
  });

  test.each(['true', 'false'])('sends what is asked for as text as text, also where it reads %j', async (text) => {
    const login = await BankLogin.begin(caller);
    await login.submit({ country_id: 'DE', bank_code: '88888888' });
    await login.submit({ USER_NAME: text, USER_PIN: text, privacy_policy: 'false', something: 'true' });
    const texts = { USER_NAME: text, USER_PIN: text };
    expect(sent().at(-1)).toEqual({ key: login.key, ...texts, privacy_policy: false, something: true });
  });

  test('sends what is hidden as it came', async () => {
    const login = await BankLogin.begin(caller, { bic: 'TESTDEB8XXX' });
    await login.submit({ ...CREDENTIALS, USER_PIN: 'forms' });
    const { form } = await login.submit({ showcase: '11' });
    expect(form?.elements[0]).toMatchObject({
      __typename: 'WizardHiddenField',
      name: 'reference',
      hiddenValue: 'true',
    });
    await login.submit({ reference: 'true', text: 'x' });
    expect(sent().at(-1)).toEqual({ key: login.key, reference: 'true', text: 'x' });
  });

  test('leads to a connection that is there at once, whatever was read before', async () => {
    const list = '{ viewer { connections { bankName } accounts { id } } }';
    const before = await caller.data<{ viewer: { connections: unknown[]; accounts: unknown[] } }>(list);
    await (await BankLogin.begin(caller)).logIn();
    const after = await caller.data<typeof before>(list);
    expect(after.viewer.connections).toHaveLength(before.viewer.connections.length + 1);
    expect(after.viewer.accounts.length).toBeGreaterThan(before.viewer.accounts.length);
  });

  test.each([
    ['step', 'TESTDEB8XXX', (login: BankLogin) => login.submit(CREDENTIALS)],
    ['poll', 'APFEDEF1XXX', (login: BankLogin) => login.submit(undefined, 'POLL')],
  ])('is seen by whoever reads after the last %s, also while an older answer is on its way', async (_, bic, finish) => {
    const accounts = '{ viewer { accounts { id } } }';
    const login = await BankLogin.begin(caller, { bic });
    await bank.set({ pollsUntilApproved: 1 });
    if (bic !== 'TESTDEB8XXX') await login.submit(CREDENTIALS);
    await bank.strike({ method: 'GET', path: '/v1/api/accounts', kind: 'slow-drip', pause: 1, times: 1 });
    wire.forget();
    const older = caller.ask(accounts);
    await until('accounts are asked for', () => wire.requests.some(({ path }) => path.startsWith('/v1/api/accounts')));
    expect(await finish(login)).toMatchObject({ finished: true });
    const { viewer } = await caller.data<{ viewer: { accounts: unknown[] } }>(accounts);
    expect(viewer.accounts.length).toBeGreaterThan(person.accounts.length);
    await older;
  });

  test.each([
    ['BACK', undefined, { action: 'back' }, 'bank'],
    ['CHANGE_LANGUAGE', { language: 'en' }, { action: 'change-language', language: 'en' }, 'login'],
    ['POLL', undefined, { action: 'poll' }, 'login'],
    ['SWITCH_LOGIN_TABS', { login_tabs: 'ACCOUNT' }, { action: 'switch-login-tabs', login_tabs: 'ACCOUNT' }, 'login'],
  ])('%s is an action of upstream', async (action, values, body, form) => {
    const login = await BankLogin.begin(caller);
    await login.submit({ country_id: 'DE', bank_code: '90010003' });
    const step = await login.submit(values, action);
    expect(sent().at(-1)).toEqual({ key: login.key, ...body });
    expect(step.form?.name).toBe(form);
  });

  test('the labels are in the language that was changed to', async () => {
    const login = await BankLogin.begin(caller, { language: 'DE' });
    const german = (await login.submit()).form?.elements;
    const english = (await login.submit({ language: 'en' }, 'CHANGE_LANGUAGE')).form?.elements;
    expect(german?.map(({ label }) => label)).not.toEqual(english?.map(({ label }) => label));
  });
});

describe('the share of sync mode SHARED', () => {
  const share = expect.stringMatching(/^\S{20,}$/) as string;
  const strayParameter = { form: { name: 'finish', elements: [], parameters: ['something'] } };

  test('is handed out with the last screen', async () => {
    const login = await BankLogin.begin(caller, { syncMode: 'SHARED' });
    expect(await login.logIn()).toMatchObject({ finished: true, credentialShare: share });
  });

  test.each(['FULL', 'NONE'])('is nothing that mode %s has, whatever upstream says', async (syncMode) => {
    await bank.override({ path: WIZARD, merge: strayParameter });
    const login = await BankLogin.begin(caller, { syncMode });
    expect(await login.submit(CREDENTIALS)).toMatchObject({ finished: true, credentialShare: null });
  });

  test('is handed out by a session of which the gateway does not know how it was begun', async () => {
    await bank.override({ path: WIZARD, merge: strayParameter });
    const { step } = await caller.data(SUBMIT, { input: { key: await beginElsewhere(person) } });
    expect(step).toMatchObject({ finished: true, credentialShare: 'something' });
  });

  test('is a new one after an existing connection was logged in to again', async () => {
    const owner = await gateway.as(await bank.addPerson({ syncMode: 'shared' }));
    const { viewer } = await owner.data<{ viewer: { connections: [{ id: string }] } }>(
      '{ viewer { connections { id } } }',
    );
    const { reset } = await owner.data<{ reset: { wizardSession: { key: string } } }>(
      `mutation ($id: ID!) {
        reset: resetBankConnection(input: { id: $id }) { ... on SyncNeedsUser { wizardSession { key } } }
      }`,
      { id: viewer.connections[0].id },
    );
    const values = Object.entries(CREDENTIALS).map(([name, value]) => ({ name, value }));
    const { step } = await owner.data(SUBMIT, { input: { key: reset.wizardSession.key, values } });
    expect(step).toMatchObject({ finished: true, credentialShare: share });
  });
});

describe('what goes wrong', () => {
  test('a wrong PIN shows at its field, and can be corrected', async () => {
    const login = await BankLogin.begin(caller);
    await login.submit({ country_id: 'DE', bank_code: '88888888' });
    const step = await login.submit({ ...CREDENTIALS, USER_PIN: 'wrongpin' });
    expect(step).toMatchObject({ __typename: 'WizardStep', finished: false, error: { recoverable: true } });
    expect(step.form?.elements.map(({ name, error }) => [name, error])).toEqual([
      ['USER_NAME', null],
      ['USER_PIN', step.error?.message],
      ['privacy_policy', null],
    ]);
    expect((await login.submit(CREDENTIALS)).finished).toBe(true);
  });

  test('after too many of them the session is over', async () => {
    const login = await BankLogin.begin(caller);
    await login.submit({ country_id: 'DE', bank_code: '88888888' });
    const wrong = { ...CREDENTIALS, USER_PIN: 'wrongpin' };
    await login.submit(wrong);
    await login.submit(wrong);
    const over = { __typename: 'WizardSessionOverError', code: 'WIZARD_SESSION_OVER', retryable: false };
    expect(await login.submit(wrong)).toMatchObject(over);
    expect(await login.submit(CREDENTIALS)).toMatchObject(over);
  });

  test('aborted, it is over', async () => {
    const login = await BankLogin.begin(caller);
    expect((await login.submit(undefined, 'ABORT')).__typename).toBe('WizardSessionOverError');
    expect(sent()).toEqual([{ key: login.key, action: 'abort' }]);
  });

  test('finished, it is over as well', async () => {
    const login = await BankLogin.begin(caller);
    await login.logIn();
    expect((await login.submit()).__typename).toBe('WizardSessionOverError');
  });

  test('a session that upstream has cleared away is over', async () => {
    const login = await BankLogin.begin(caller);
    await bank.strike({ path: WIZARD, kind: 'status', status: 410 });
    expect((await login.submit()).__typename).toBe('WizardSessionOverError');
  });

  test('a session of somebody else is not found, nor is one that never was', async () => {
    const login = await BankLogin.begin(await gateway.as(await bank.addPerson()));
    for (const key of [login.key, 'no-such-key']) {
      const { step } = await caller.data(SUBMIT, { input: { key } });
      expect(step).toMatchObject({ __typename: 'NotFoundError', code: 'NOT_FOUND' });
    }
  });

  test.each([400, 422])('values that upstream refuses with %i are bad input', async (status) => {
    const login = await BankLogin.begin(caller);
    await bank.strike({ path: WIZARD, kind: 'status', status, body: { message: 'SECRET' } });
    const input = login.inputOf({ language: 'xx' }, 'CHANGE_LANGUAGE');
    expect(await caller.refusal(SUBMIT, { input })).toBe('BAD_USER_INPUT');
  });
});

describe('a lost answer', () => {
  test.each(['lost-answer', 'truncated', 'html'])('(%s) to a step leaves open what happened', async (kind) => {
    const login = await BankLogin.begin(caller);
    await bank.strike({ path: WIZARD, kind });
    expect(await caller.refusal(SUBMIT, { input: login.inputOf(CREDENTIALS) })).toBe('OUTCOME_UNKNOWN');
    expect(sent()).toHaveLength(1);
  });

  test('so does one that makes no sense', async () => {
    const login = await BankLogin.begin(caller);
    await bank.override({ path: WIZARD, body: [] });
    expect(await caller.refusal(SUBMIT, { input: login.inputOf(CREDENTIALS) })).toBe('OUTCOME_UNKNOWN');
  });

  test.each([500, 502, 503, 504, 429, 408])('nothing is sent again after status %i', async (status) => {
    const login = await BankLogin.begin(caller);
    await bank.strike({ path: WIZARD, kind: 'status', status });
    await caller.refusal(SUBMIT, { input: login.inputOf(CREDENTIALS) });
    expect(sent()).toHaveLength(1);
  });

  test.each([undefined, 'POLL'])('to a question (%s) leaves nothing open, yet is not asked again', async (action) => {
    const login = await BankLogin.begin(caller);
    await bank.strike({ path: WIZARD, kind: 'lost-answer' });
    expect(await caller.refusal(SUBMIT, { input: login.inputOf(undefined, action) })).toBe('UPSTREAM_UNAVAILABLE');
    expect(sent()).toHaveLength(1);
  });

  test('a token that upstream no longer takes is replaced, for then it has not looked at the step', async () => {
    const login = await BankLogin.begin(caller);
    await bank.expireTokens();
    expect(await login.submit({ country_id: 'DE', bank_code: '88888888' })).toMatchObject({ form: { name: 'login' } });
  });
});

describe('guessing', () => {
  test.each([
    '{ a: submitWizardStep(input: $a) { __typename } b: submitWizardStep(input: $b) { __typename } }',
    '{ a: submitWizardStep(input: $a) { __typename } ... { b: submitWizardStep(input: $b) { __typename } } }',
    `{ ...A ...B }
     fragment A on Mutation { a: submitWizardStep(input: $a) { __typename } }
     fragment B on Mutation { ... on Mutation { submitWizardStep(input: $b) { __typename } } }`,
    `{ a: submitWizardStep(input: $a) { __typename }
       b: submitWizardStep(input: $b) @skip(if: true) { __typename } }`,
  ])('two steps in one operation are refused before upstream sees the first: %s', async (selections) => {
    const login = await BankLogin.begin(caller);
    const { errors } = await caller.ask(
      `mutation ($a: SubmitWizardStepInput!, $b: SubmitWizardStepInput!) ${selections}`,
      { a: login.inputOf(CREDENTIALS), b: login.inputOf({ ...CREDENTIALS, USER_PIN: '654321' }) },
    );
    expect(errors[0]?.message).toBe('An operation submits one wizard step at most.');
    expect(errors.every(({ extensions }) => extensions.code === 'OPERATION_LIMIT_EXCEEDED')).toBe(true);
    expect(sent()).toEqual([]);
  });

  test('one step that is written twice is one step', async () => {
    const login = await BankLogin.begin(caller);
    const source = `mutation ($a: SubmitWizardStepInput!) {
      step: submitWizardStep(input: $a) { ... on WizardStep { finished } }
      ... on Mutation { step: submitWizardStep(input: $a) { ... on WizardStep { form { name } } } }
    }`;
    expect(await caller.data(source, { a: login.inputOf() })).toEqual({
      step: { finished: false, form: { name: 'bank' } },
    });
    expect(sent()).toHaveLength(1);
  });

  test('many steps in a short time are refused before upstream sees them', async () => {
    holdDate();
    const login = await BankLogin.begin(caller);
    const answers = [];
    for (let attempt = 0; attempt < 25; attempt++) {
      const input = login.inputOf({ ...CREDENTIALS, USER_PIN: `guess${attempt}` });
      answers.push(await caller.ask(SUBMIT, { input }));
    }
    const refused = answers.flatMap(({ errors }) => errors);
    expect(refused).toHaveLength(5);
    for (const { extensions } of refused) {
      expect(extensions).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
      expect(extensions.retryAfterSeconds).toBeGreaterThan(0);
    }
    expect(sent()).toHaveLength(20);
  });

  test('a poll with values counts as a step', async () => {
    holdDate();
    const login = await BankLogin.begin(caller);
    const input = login.inputOf({ tan: '1' }, 'POLL');
    const answers = await Promise.all(Array.from({ length: 25 }, () => caller.ask(SUBMIT, { input })));
    expect(answers.flatMap(({ errors }) => errors)).toHaveLength(5);
  });

  test('polling goes on', async () => {
    holdDate();
    const login = await BankLogin.begin(caller);
    const input = login.inputOf(undefined, 'POLL');
    const answers = await Promise.all(Array.from({ length: 100 }, () => caller.ask(SUBMIT, { input })));
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
  });
});

describe('who may submit', () => {
  const idOf = async (someone: Caller) =>
    (await someone.data<{ viewer: { id: string } }>('{ viewer { id } }')).viewer.id;

  test('nobody unknown', async () => {
    expect(await gateway.anonymous().refusal(SUBMIT, { input: { key: 'x' } })).toBe('UNAUTHENTICATED');
  });

  test('a service for the bank user whom it names', async () => {
    const login = await BankLogin.begin(await gateway.service(), { bankUserId: await idOf(caller) });
    expect((await login.logIn()).finished).toBe(true);
  });

  test('a service that names nobody has made a mistake', async () => {
    const service = await gateway.service();
    expect(await service.refusal(SUBMIT, { input: { key: 'x' } })).toBe('BAD_USER_INPUT');
  });

  test('a bank user whom the caller may not act for is not found, nor is a malformed id', async () => {
    const other = await idOf(await gateway.as(await bank.addPerson()));
    for (const bankUserId of [other, person.id, '..']) {
      const { step } = await caller.data(SUBMIT, { input: { key: 'x', bankUserId } });
      expect(step).toMatchObject({ __typename: 'NotFoundError' });
    }
    expect(sent()).toEqual([]);
  });
});

describe('what no form can have led to', () => {
  const value = (name: string, text = 'x') => ({ name, value: text });

  test.each([
    { key: '' },
    { key: '   ' },
    { key: 'k'.repeat(513) },
    { key: 'k', values: [value('key', 'another')] },
    { key: 'k', values: [value('action', 'abort')] },
    { key: 'k', values: [value('tan', '1'), value('tan', '2')] },
    { key: 'k', values: [value('')] },
    { key: 'k', values: [value('n'.repeat(129))] },
    { key: 'k', values: [value('tan', 'v'.repeat(4097))] },
  ])('is refused: %#', async (input) => {
    expect(await caller.refusal(SUBMIT, { input })).toBe('BAD_USER_INPUT');
    expect(sent()).toEqual([]);
  });

  test('more values than a form can have are refused', async () => {
    const values = Array.from({ length: 51 }, (_, index) => value(`name${index}`));
    expect(await caller.refusal(SUBMIT, { input: { key: 'k', values } })).toBe('OPERATION_LIMIT_EXCEEDED');
    expect(sent()).toEqual([]);
  });

  test('a name that means something to JavaScript is a name like others', async () => {
    const login = await BankLogin.begin(caller);
    await login.submit(JSON.parse('{ "__proto__": "x", "constructor": "y" }') as Record<string, string>);
    expect(sent().map((body) => JSON.stringify(body))).toEqual([
      `{"__proto__":"x","constructor":"y","key":"${login.key}"}`,
    ]);
  });
});

/** Begins a login by talking to XS2A directly. @returns its key */
async function beginElsewhere({ id }: Person): Promise<string> {
  const put = async (path: string, password: string, body: object) => {
    const authorization = `Basic ${Buffer.from(`api:${password}`).toString('base64')}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const response = await fetch(bank.url + path, { method: 'PUT', headers, body: JSON.stringify(body) });
    return (await response.json()) as Record<string, string>;
  };
  const token = await put(`/v1/api/users/${id}/accesstokens`, bank.apiKey, { valid_until: '2099-01-01 00:00:00' });
  const session = await put('/v1/api/connections', token.token ?? '', { sync_mode: 'full' });
  return session.wizard_session_key ?? '';
}
