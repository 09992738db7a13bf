import { setTimeout as sleep } from 'node:timers/promises';
import { UPSTREAM_LIMITS } from '../../src/datasources/xs2a/upstream.js';
import { BankLogin, CREDENTIALS, STEP, SUBMIT, type Step } from '../support/bank-login.js';
import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';
import { Gateways } from '../support/gateways.js';
import { RecordingProxy } from '../support/recording-proxy.js';
import { BankUnderTest } from '../support/test-bank.js';
import { until } from '../support/until.js';

const WIZARD = '/v1/api/wizard';
const PENDING = expect.objectContaining({ __typename: 'WizardStepPending' }) as unknown;

let bank: BankUnderTest;
let wire: RecordingProxy;
let gateway: GatewayUnderTest;
let caller: Caller;

beforeAll(async () => {
  bank = await BankUnderTest.start();
  wire = await RecordingProxy.before(bank.url);
  // Whatever has this limit is over long before a step of a bank login.
  gateway = await GatewayUnderTest.start(
    { url: wire.url, apiKey: bank.apiKey },
    { OPERATION_SECONDS: '2' },
    { ...UPSTREAM_LIMITS, writeMs: 500 },
  );
});

beforeEach(async () => {
  caller = await gateway.as(await bank.addPerson({ connections: 0 }));
});

afterEach(() => {
  wire.held = undefined;
  wire.forget();
});

afterAll(async () => {
  await gateway.close();
  await wire.close();
  await bank.close();
});

const sent = () => wire.bodiesOf('POST', WIZARD);

/** A login of which XS2A answers no step; the first one has been submitted, and is pending. */
async function pendingLogin(input: object = {}): Promise<BankLogin> {
  const login = await BankLogin.begin(caller, { bic: 'TESTDEB8XXX', ...input });
  wire.held = WIZARD;
  expect(await submit(login, CREDENTIALS)).toEqual(PENDING);
  return login;
}

async function submit(login: BankLogin, values?: Record<string, string>, waitSeconds = 1, action?: string) {
  const input = { ...login.inputOf(values, action), waitSeconds };
  return (await caller.data<{ step: Step }>(SUBMIT, { input })).step;
}

test('a step that takes longer than a write or an operation may goes on, and its outcome is got by the key alone', async () => {
  const login = await pendingLogin({ syncMode: 'SHARED' });
  // Longer than either.
  await sleep(2_500);
  expect(await submit(login)).toMatchObject({ pendingFor: 5_000 });
  wire.held = undefined;
  expect(await submit(login, undefined, 170)).toMatchObject({
    finished: true,
    credentialShare: expect.stringMatching(/^\S{20,}$/) as string,
  });
  expect(sent()).toHaveLength(1);
  expect(await login.state('finished connection { transactionId }')).toMatchObject({ finished: true });
});

test('who waits is answered as soon as the bank is', async () => {
  const login = await BankLogin.begin(caller, { bic: 'TESTDEB8XXX' });
  wire.held = WIZARD;
  const waiting = submit(login, CREDENTIALS, 170);
  await until('the step is on its way', () => sent().length === 1);
  wire.held = undefined;
  expect(await waiting).toMatchObject({ finished: true });
});

test('an outcome that came while nobody waited is handed out once, and nothing is sent for it', async () => {
  const login = await pendingLogin({ syncMode: 'SHARED' });
  wire.held = undefined;
  await until('the login has finished', async () => (await login.state<{ finished: boolean }>())?.finished);
  expect(await submit(login)).toMatchObject({ finished: true, credentialShare: expect.any(String) as string });
  expect(sent()).toHaveLength(1);
  expect((await submit(login)).__typename).toBe('WizardSessionOverError');
  expect(sent()).toHaveLength(2);
});

test.each([
  ['the same again', CREDENTIALS, undefined],
  ['something else', { USER_PIN: 'wrongpin' }, undefined],
  ['an action', undefined, 'ABORT'],
  ['a poll', undefined, 'POLL'],
])('%s is not sent while a step is under way, and gets the outcome of that', async (_, values, action) => {
  const login = await pendingLogin();
  expect(await submit(login, values, 1, action)).toEqual(PENDING);
  const [one, other] = [submit(login, values, 170, action), submit(login, undefined, 170)];
  wire.held = undefined;
  expect(await Promise.all([one, other])).toMatchObject([{ finished: true }, { finished: true }]);
  expect(sent()).toHaveLength(1);
});

test('two at once are one', async () => {
  const login = await BankLogin.begin(caller, { bic: 'TESTDEB8XXX' });
  const both = await Promise.all([submit(login, CREDENTIALS), submit(login, CREDENTIALS)]);
  expect(both).toMatchObject([{ finished: true }, { finished: true }]);
  expect(sent()).toHaveLength(1);
});

test('a failure that came late is told as well', async () => {
  const login = await pendingLogin();
  await bank.strike({ path: WIZARD, kind: 'lost-answer', times: 1 });
  wire.held = undefined;
  expect(await caller.refusal(SUBMIT, { input: { ...login.inputOf(), waitSeconds: 170 } })).toBe('OUTCOME_UNKNOWN');
  expect((await submit(login)).__typename).toBe('WizardSessionOverError');
});

test('a pending step is nobody else’s', async () => {
  const login = await pendingLogin();
  const other = await gateway.as(await bank.addPerson());
  wire.held = undefined;
  const { step } = await other.data<{ step: Step }>(SUBMIT, { input: login.inputOf() });
  expect(step).toMatchObject({ __typename: 'NotFoundError' });
  expect(await submit(login, undefined, 170)).toMatchObject({ finished: true });
});

test('asking for the outcome is no step', async () => {
  const login = await pendingLogin();
  const input = { ...login.inputOf(), waitSeconds: 1 };
  const answers = await Promise.all(Array.from({ length: 30 }, () => caller.ask(SUBMIT, { input })));
  expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
});

test('what is read after the outcome is known has what came of it', async () => {
  const accounts = '{ viewer { accounts { id } connections { id } } }';
  const login = await pendingLogin();
  const meanwhile = await caller.data<{ viewer: { accounts: unknown[] } }>(accounts);
  expect(meanwhile.viewer.accounts).toHaveLength(1);
  wire.held = undefined;
  await submit(login, undefined, 170);
  const after = await caller.data<{ viewer: { accounts: unknown[]; connections: unknown[] } }>(accounts);
  expect(after.viewer.accounts.length).toBeGreaterThan(1);
  expect(after.viewer.connections).toHaveLength(1);
});

test('the rest of an operation has its time, and no more', async () => {
  const login = await BankLogin.begin(caller, { bic: 'TESTDEB8XXX' });
  wire.held = WIZARD;
  const source = `mutation ($input: SubmitWizardStepInput!) {
    step: submitWizardStep(input: $input) { __typename ${STEP} }
    next: createBankConnection(input: {}) { __typename }
  }`;
  const input = { ...login.inputOf(CREDENTIALS), waitSeconds: 3 };
  expect(await caller.data(source, { input })).toMatchObject({ step: PENDING, next: {} });
});

test('a hundred slow logins hold up nobody who reads', async () => {
  const crowded = await GatewayUnderTest.start({ url: wire.url, apiKey: bank.apiKey }, { UPSTREAM_CONCURRENCY: '4' });
  const logins = await Promise.all(
    Array.from({ length: 8 }, async () =>
      BankLogin.begin(await crowded.as(await bank.addPerson()), { bic: 'TESTDEB8XXX' }),
    ),
  );
  wire.held = WIZARD;
  const steps = logins.map((login) => login.submit(CREDENTIALS));
  const reader = await crowded.as(await bank.addPerson());
  expect(await reader.data('{ viewer { accounts { id } } }')).toMatchObject({ viewer: { accounts: [{}] } });
  wire.held = undefined;
  for (const step of await Promise.all(steps)) expect(step.finished).toBe(true);
  await crowded.close();
});

test('a step is over when the time of steps is', async () => {
  const settings = { UPSTREAM_WIZARD_SECONDS: '1' };
  const hasty = await GatewayUnderTest.start({ url: wire.url, apiKey: bank.apiKey }, settings);
  const login = await BankLogin.begin(await hasty.as(await bank.addPerson()), { bic: 'TESTDEB8XXX' });
  wire.held = WIZARD;
  await expect(login.submit(CREDENTIALS)).rejects.toThrow('OUTCOME_UNKNOWN');
  await expect(login.submit()).rejects.toThrow('UPSTREAM_TIMEOUT');
  await hasty.close();
});

test.each([0, -1, 171])('nobody waits for %i seconds', async (waitSeconds) => {
  const input = { key: 'k', waitSeconds };
  expect(await caller.refusal(SUBMIT, { input })).toBe('BAD_USER_INPUT');
  expect(sent()).toEqual([]);
});

test('another instance says that the step is pending, and sends nothing until it has ended', async () => {
  const proxy: { wire?: RecordingProxy } = {};
  const gateways = await Gateways.open({
    count: 2,
    frontOf: async (url) => (proxy.wire = await RecordingProxy.before(url)).url,
  });
  const front = proxy.wire;
  if (front === undefined) throw new Error('There is no proxy.');
  const person = await gateways.person({ connections: 0 });
  const begun = await gateways.first.as<{ begun: { wizardSession: { key: string } } }>(
    person,
    `mutation { begun: createBankConnection(input: { bic: "TESTDEB8XXX" }) {
      ... on CreateBankConnectionSuccess { wizardSession { key } }
    } }`,
  );
  const { key } = begun.data.begun.wizardSession;
  const values = Object.entries(CREDENTIALS).map(([name, value]) => ({ name, value }));
  const steps = () => front.bodiesOf('POST', WIZARD).length;
  front.held = WIZARD;
  const first = gateways.first.as<{ step: Step }>(person, SUBMIT, { input: { key, values, waitSeconds: 170 } });
  await until('the step is on its way', () => steps() === 1);
  for (const input of [{ key }, { key, values }]) {
    expect((await gateways.second.as<{ step: Step }>(person, SUBMIT, { input })).data.step).toEqual(PENDING);
  }
  front.held = undefined;
  expect((await first).data.step).toMatchObject({ finished: true });
  const after = await gateways.second.as<{ step: Step }>(person, SUBMIT, { input: { key } });
  expect(after.data.step.__typename).toBe('WizardSessionOverError');
  expect(steps()).toBe(2);
  await gateways.close();
  await front.close();
});
