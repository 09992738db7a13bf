import { BankLogin, CREDENTIALS, type FormElement, type NewConnection, type Step } from '../support/bank-login.js';
import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';

let bank: BankUnderTest;
let gateway: GatewayUnderTest;
let person: Person;
let caller: Caller;

beforeAll(async () => {
  bank = await BankUnderTest.start();
  await bank.set({ pollInterval: 1 });
  gateway = await GatewayUnderTest.start(bank);
});

beforeEach(async () => {
  person = await bank.addPerson({ connections: 0 });
  caller = await gateway.as(person);
});

afterAll(async () => {
  await gateway.close();
  await bank.close();
});

type Values = Readonly<Record<string, string>>;

/** What a person does at the test bank, by the names of fields; everything else is taken as it is offered. */
const ANSWERS: Values = { ...CREDENTIALS, captcha: '4711', card_number: '1234', phone: '1', tan: '123456' };

/** Fills in a form as a frontend that knows nothing but the types of the schema. */
function fillIn({ form }: Step, answers: Values): Values {
  const values: Record<string, string> = {};
  for (const element of form?.elements ?? []) {
    const { name, shownWhen } = element;
    const condition = shownWhen as { name: string; value: string } | null;
    const isDrawn = condition === null || values[condition.name] === condition.value;
    const value = name === undefined || !isDrawn ? undefined : (answers[name] ?? offered(element));
    if (name !== undefined && value !== undefined) values[name] = value;
  }
  return values;
}

function offered(element: FormElement): string | undefined {
  if (element.__typename === 'WizardHiddenField') return element.hiddenValue as string;
  if (element.__typename === 'WizardCheckboxField') return String(element.checked);
  if (element.__typename === 'WizardChoiceField') return element.selected as string;
  return element.__typename === 'WizardTextField' ? ((element.value ?? '') as string) : undefined;
}

/** Goes on as the screens say, until the login has ended or `isEnough`. @returns all screens */
async function goThrough(login: BankLogin, answers: Values, isEnough?: (step: Step) => boolean): Promise<Step[]> {
  const steps: Step[] = [];
  for (let step = await login.submit(); steps.push(step) < 15;) {
    if (!step.form || step.finished || isEnough?.(step)) break;
    const redirect = step.form.elements.find(({ __typename }) => __typename === 'WizardRedirect');
    if (redirect) await fetch(redirect.url as string);
    step = await (step.pollAfterMs === null ? login.submit(fillIn(step, answers)) : login.submit(undefined, 'POLL'));
  }
  return steps;
}

/** The kinds of elements that were seen, field names included. */
const seen = (steps: readonly Step[]) =>
  steps
    .flatMap(({ form }) => form?.elements ?? [])
    .map(({ __typename, name }) => (name ? `${__typename} ${name}` : __typename));

const journeys: readonly [name: string, answers: Values, connection: NewConnection, sees: readonly string[]][] = [
  [
    '88888888',
    {},
    {},
    ['WizardChoiceField country_id', 'WizardTextField USER_PIN', 'WizardCheckboxField privacy_policy'],
  ],
  ['88888888', { account: '1' }, { accountSelection: 'SINGLE' }, ['WizardChoiceField account']],
  [
    '88888888',
    { account_0: 'true' },
    { accountSelection: 'MULTI' },
    ['WizardHelpText', 'WizardCheckboxField account_0'],
  ],
  ['88888888', {}, { syncMode: 'NONE', language: 'EN' }, []],
  ['88888888', {}, { syncMode: 'SHARED' }, []],
  ['90010001', { tan_method: '0' }, {}, ['WizardChoiceField tan_method', 'WizardFlickerField tan']],
  ['90010001', { tan_method: '1' }, {}, ['WizardImage', 'WizardTextField tan']],
  ['90010001', { tan_method: '2' }, {}, ['WizardTextField tan']],
  ['90010002', {}, {}, ['WizardHelpText']],
  ['90010003', {}, {}, ['WizardTabs', 'WizardTextField USER_NAME']],
  ['90010004', {}, {}, ['WizardRedirect']],
  ['90010005', {}, {}, ['WizardCaptchaField captcha', 'WizardHiddenField captcha_id']],
  ['90010006', {}, {}, ['WizardChoiceField identity', 'WizardTextField card_number', 'WizardChoiceField phone']],
  ['90010006', { identity: 'PHONE' }, {}, ['WizardChoiceField phone']],
  ['90010008', {}, {}, ['WizardCaptchaField captcha', 'WizardFlickerField tan']],
  ['99004', { country_id: 'AT' }, {}, ['WizardHelpText']],
  ['99103', { country_id: 'CH' }, {}, ['WizardChoiceField tan_method']],
  ['9900400001', { country_id: 'FR' }, {}, ['WizardRedirect']],
  ['99010001', { country_id: 'ES' }, { language: 'ES' }, []],
  ['9900100002', { country_id: 'IT' }, { language: 'IT' }, []],
  ['990004', { country_id: 'GB' }, {}, ['WizardHelpText']],
];

test.each(journeys)('bank %s with %j and %j', async (bankCode, answers, connection, sees) => {
  const login = await BankLogin.begin(caller, connection);
  const steps = await goThrough(login, { ...ANSWERS, bank_code: bankCode, ...answers });
  expect(steps.at(-1)).toMatchObject({
    __typename: 'WizardStep',
    finished: true,
    error: null,
    form: { name: 'finish' },
  });
  expect(steps.map(({ error }) => error)).toEqual(steps.map(() => null));
  expect(seen(steps)).toEqual(expect.arrayContaining([...sees]));
  expect(steps.at(-1)?.credentialShare === null).toBe(connection.syncMode !== 'SHARED');
  const { viewer } = await caller.data<{ viewer: { connections: [{ accounts: unknown[] }] } }>(
    '{ viewer { connections { transactionId sync { mode } accounts { id } } } }',
  );
  const { accounts, ...created } = viewer.connections[0];
  expect(created).toEqual({ transactionId: login.transactionId, sync: { mode: connection.syncMode ?? 'FULL' } });
  expect(viewer.connections).toHaveLength(1);
  expect(accounts.length > 1).toBe(connection.accountSelection === undefined);
});

test('at a bank that is known by its BIC, the person is not asked for it', async () => {
  const login = await BankLogin.begin(caller, { bic: 'TESTDEB8XXX' });
  expect((await login.submit()).form?.name).toBe('login');
  expect((await login.submit(CREDENTIALS)).finished).toBe(true);
});

test('another tab asks for something else', async () => {
  const login = await BankLogin.begin(caller);
  await login.submit();
  const first = await login.submit({ country_id: 'DE', bank_code: '90010003' });
  const { tabsName = '', tabs = [] } = (first.form?.elements[0] ?? {}) as { tabsName?: string; tabs?: string[] };
  const second = await login.submit({ [tabsName]: tabs[1] ?? '' }, 'SWITCH_LOGIN_TABS');
  expect(second.form?.elements).toMatchObject([
    { __typename: 'WizardTabs', tabs, selected: tabs[1] },
    { name: 'ACCOUNT_NUMBER' },
    { name: 'USER_PIN' },
    { name: 'privacy_policy' },
  ]);
  const { USER_NAME, ...others } = CREDENTIALS;
  expect((await login.submit({ ACCOUNT_NUMBER: USER_NAME, ...others })).finished).toBe(true);
});

test('an app that has to be approved in is polled until it was', async () => {
  await bank.set({ pollInterval: 1234 });
  const login = await BankLogin.begin(caller);
  const approval = await login.logIn('90010002');
  expect(approval).toMatchObject({ finished: false, pollAfterMs: 1234, form: { name: 'approval' } });
  expect(await login.submit(undefined, 'POLL')).toMatchObject({ finished: false, pollAfterMs: 1234 });
  expect(await login.submit(undefined, 'POLL')).toMatchObject({ finished: false, pollAfterMs: 1234 });
  expect(await login.submit(undefined, 'POLL')).toMatchObject({ finished: true, pollAfterMs: null });
  expect(await login.state('finished connection { transactionId }')).toEqual({
    finished: true,
    connection: { transactionId: login.transactionId },
  });
  await bank.set({ pollInterval: 1 });
});

test.each([
  ['90010001', { tan: '000000' }, 'tan', 'wrong_tan'],
  ['90010001', { tan_method: '3' }, 'tan_method', 'tan_method_not_allowed'],
  ['90010005', { captcha: '1' }, 'captcha', 'login_next_failed'],
  ['90010006', { card_number: '1' }, 'card_number', 'validation_failed'],
  ['1', {}, 'bank_code', 'bank_code_unknown'],
  ['90050003', {}, 'bank_code', 'no_transports_found'],
  ['88888888', { privacy_policy: 'false' }, 'privacy_policy', 'pp_not_checked'],
])('what is wrong at bank %s with %j shows at %s', async (bankCode, wrong, field, code) => {
  const login = await BankLogin.begin(caller);
  const answers = { ...ANSWERS, bank_code: bankCode, ...wrong };
  const refused = (await goThrough(login, answers, ({ error }) => error !== null)).at(-1);
  expect(refused?.error?.recoverable).toBe(true);
  const faulty = refused?.form?.elements.filter(({ error }) => typeof error === 'string');
  expect(faulty?.map(({ name }) => name)).toEqual([field]);
  expect(await login.state('lastError { code }')).toMatchObject({ lastError: { code } });
});

test.each([
  ['90010007', {}, 'tech_error'],
  ['88888888', { USER_PIN: 'noaccounts' }, 'no_compatible_accounts'],
  ['88888888', { USER_PIN: '00000' }, 'max_login_tries'],
  ['90010001', { tan: '000000' }, 'max_tan_tries'],
])('at bank %s with %j it ends', async (bankCode, wrong, code) => {
  const login = await BankLogin.begin(caller);
  const steps = await goThrough(login, { ...ANSWERS, bank_code: bankCode, ...wrong });
  expect(steps.at(-1)?.__typename).toBe('WizardSessionOverError');
  expect(await login.state('finished lastError { code } connection { id }')).toEqual({
    finished: false,
    lastError: { code },
    connection: null,
  });
});

test.each([
  ['text', 'text', 'text', 'password'],
  ['help_text', 'text', 'password', 'captcha'],
  ['multi', 'text', 'checkbox'],
  ['help_text', 'radio'],
  ['help_text', 'select'],
  ['help_text', 'radio'],
  ['help_text', 'image', 'text'],
  ['help_text', 'text'],
  ['help_text', 'flicker'],
  ['help_text', 'image', 'text'],
  ['tabs'],
  ['hidden', 'text'],
  ['help_text'],
  ['help_text', 'redirect'],
])('each element of showcase %# has a type of its own', async (...types) => {
  const showcase = showcases++;
  const login = await BankLogin.begin(caller, { bic: 'TESTDEB8XXX' });
  await login.submit({ ...CREDENTIALS, USER_PIN: 'forms' });
  const { form } = await login.submit({ showcase: String(showcase) });
  expect(form?.elements.map(({ type }) => type)).toEqual(types);
  expect(form?.elements.map(({ __typename }) => __typename)).not.toContain('WizardOtherElement');
  expect((await login.submit(undefined, 'BACK')).form?.elements).toMatchObject([{}, { name: 'showcase' }]);
});
let showcases = 0;

test('the consent has the link to what is agreed to', async () => {
  const login = await BankLogin.begin(caller, { bic: 'TESTDEB8XXX', language: 'EN' });
  const rich = `mutation ($input: SubmitWizardStepInput!) {
    step: submitWizardStep(input: $input) {
      ... on WizardStep {
        form { elements { ... on WizardCheckboxField { label richLabel { plain parts { kind text url values { name value } } } } } }
      }
    }
  }`;
  const { step } = await caller.data<{ step: Step }>(rich, { input: login.inputOf() });
  const plain = 'I agree to the privacy policy.';
  const text = { url: null, values: null };
  expect(step.form?.elements[2]).toEqual({
    label: plain,
    richLabel: {
      plain,
      parts: [
        { ...text, kind: 'TEXT', text: 'I agree to the ' },
        { ...text, kind: 'LINK', text: 'privacy policy', url: 'https://testbank.example/privacy' },
        { ...text, kind: 'TEXT', text: '.' },
      ],
    },
  });
});

test('tabs that come as a list are told by their labels', async () => {
  await bank.set({ variants: ['tabs'] });
  const login = await BankLogin.begin(caller, { bic: 'REGIDEF1XXX', language: 'EN' });
  const tabs = ['Online banking', 'Account number'];
  expect((await login.submit()).form?.elements[0]).toMatchObject({ tabs, selected: tabs[0] });
  const other = await login.submit({ login_tabs: 'Account number' }, 'SWITCH_LOGIN_TABS');
  expect(other.form?.elements[0]).toMatchObject({ tabs, selected: tabs[1] });
  await bank.set({ variants: ['booleans', 'currency', 'times'] });
});
