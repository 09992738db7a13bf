import { BankLogin, CREDENTIALS } from '../support/bank-login.js';
import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';

const SESSION = `query ($id: String!) {
  wizardSession(transactionId: $id) {
    key transactionId finished currentStep lastError { code retryable } connection { xs2aId transactionId bankName }
  }
}`;

let bank: BankUnderTest;
let gateway: GatewayUnderTest;
/** One that has begun none of the logins. */
let elsewhere: GatewayUnderTest;
let person: Person;
let caller: Caller;

beforeAll(async () => {
  bank = await BankUnderTest.start();
  gateway = await GatewayUnderTest.start(bank);
  elsewhere = await GatewayUnderTest.start(bank);
});

beforeEach(async () => {
  person = await bank.addPerson();
  caller = await gateway.as(person);
});

afterEach(async () => {
  await bank.heal();
});

afterAll(async () => {
  await gateway.close();
  await elsewhere.close();
  await bank.close();
});

const sessionOf = async ({ transactionId }: { transactionId: string }, asker = caller) =>
  (await asker.data<{ wizardSession: object }>(SESSION, { id: transactionId })).wizardSession;

interface Connection {
  readonly id: string;
  readonly xs2aId: string;
  readonly transactionId: string;
}

const connectionOf = async (asker: Caller): Promise<Connection> => {
  const { viewer } = await asker.data<{ viewer: { connections: [Connection] } }>(
    '{ viewer { connections { id xs2aId transactionId } } }',
  );
  return viewer.connections[0];
};

describe('the state of a login', () => {
  test('that has just begun is known without a call', async () => {
    const { errors, extensions, data } = await caller.ask(
      `mutation { createBankConnection(input: {}) { ... on CreateBankConnectionSuccess {
        wizardSession { finished currentStep testMode createdAt lastError { code } connection { id } }
      } } }`,
    );
    expect(errors).toEqual([]);
    expect(data).toEqual({
      createBankConnection: {
        wizardSession: {
          finished: false,
          currentStep: null,
          testMode: null,
          createdAt: null,
          lastError: null,
          connection: null,
        },
      },
    });
    expect(extensions.xs2a.upstreamCalls).toBe(2);
  });

  test('follows the person, and tells the key to nobody', async () => {
    const login = await BankLogin.begin(caller);
    const { transactionId } = login;
    const state = { key: null, transactionId, finished: false, lastError: null, connection: null };
    expect(await sessionOf(login)).toEqual({ ...state, currentStep: 'WizardStartStep' });
    await login.submit({ country_id: 'DE', bank_code: '88888888' });
    expect(await sessionOf(login)).toEqual({ ...state, currentStep: 'WizardLoginStep' });
  });

  test('says when it began, and whether with the test bank', async () => {
    const began = Date.now();
    const login = await BankLogin.begin(caller);
    const { data } = await caller.ask(
      'query ($id: String!) { wizardSession(transactionId: $id) { testMode createdAt } }',
      { id: login.transactionId },
    );
    const { wizardSession } = data as { wizardSession: { testMode: boolean; createdAt: string } };
    expect(wizardSession.testMode).toBe(true);
    const age = Date.parse(wizardSession.createdAt) - Math.floor(began / 1_000) * 1_000;
    expect(age).toBeGreaterThanOrEqual(0);
    expect(age).toBeLessThan(60_000);
  });

  test('says what went wrong, in the codes of XS2A', async () => {
    const login = await BankLogin.begin(caller);
    await login.submit({ country_id: 'DE', bank_code: '88888888' });
    await login.submit({ ...CREDENTIALS, USER_PIN: 'wrongpin' });
    expect(await sessionOf(login)).toMatchObject({ lastError: { code: 'login_failed', retryable: true } });
    await login.submit({ ...CREDENTIALS, USER_PIN: 'noaccounts' });
    expect(await sessionOf(login)).toMatchObject({
      finished: false,
      lastError: { code: 'no_compatible_accounts', retryable: false },
    });
  });

  test('tells an aborted login, and one that nobody came back to', async () => {
    const aborted = await BankLogin.begin(caller);
    await aborted.submit(undefined, 'ABORT');
    expect(await sessionOf(aborted)).toMatchObject({ lastError: { code: 'client_aborted', retryable: true } });
    const left = await BankLogin.begin(caller);
    await bank.set({ sessionLife: 1 });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await sessionOf(left)).toMatchObject({ lastError: { code: 'session_expired', retryable: true } });
    await bank.set({ sessionLife: 900_000 });
  });

  test('costs one call, and one more for the connection', async () => {
    const login = await BankLogin.begin(caller);
    expect((await caller.ask(SESSION, { id: login.transactionId })).extensions.xs2a.upstreamCalls).toBe(1);
    await login.logIn();
    expect((await caller.ask(SESSION, { id: login.transactionId })).extensions.xs2a.upstreamCalls).toBe(2);
  });
});

describe('its connection', () => {
  test('appears once the login has finished', async () => {
    const login = await BankLogin.begin(caller);
    await login.logIn();
    expect(await sessionOf(login)).toMatchObject({
      finished: true,
      currentStep: 'WizardFinishStep',
      lastError: null,
      connection: { transactionId: login.transactionId, bankName: 'Testbank' },
    });
  });

  test.each([
    [
      'a sync',
      'syncBankConnection(input: { id: $id }) { ... on SyncNeedsUser { wizardSession { key transactionId connection { id } } } }',
    ],
    [
      'a reset',
      'resetBankConnection(input: { id: $id }) { ... on SyncNeedsUser { wizardSession { key transactionId connection { id } } } }',
    ],
  ])('is the one that %s was asked for', async (_, mutation) => {
    const owner = await gateway.as(await bank.addPerson({ syncMode: 'none' }));
    const connection = await connectionOf(owner);
    const { result } = await owner.data<{
      result: { wizardSession: { key: string; transactionId: string; connection: null } };
    }>(`mutation ($id: ID!) { result: ${mutation} }`, { id: connection.id });
    const { key, transactionId } = result.wizardSession;
    expect(result.wizardSession.connection).toBeNull();
    expect(transactionId).not.toBe(connection.transactionId);
    expect(await sessionOf({ transactionId }, owner)).toMatchObject({ finished: false, connection: null });
    const values = Object.entries(CREDENTIALS).map(([name, value]) => ({ name, value }));
    await owner.data('mutation ($input: SubmitWizardStepInput!) { submitWizardStep(input: $input) { __typename } }', {
      input: { key, values },
    });
    expect(await sessionOf({ transactionId }, owner)).toMatchObject({
      finished: true,
      connection: { xs2aId: connection.xs2aId },
    });
  });
});

describe('whose it is', () => {
  const nobodys = 'no-such-transaction';

  test('somebody else cannot tell it from one that does not exist', async () => {
    const login = await BankLogin.begin(await gateway.as(await bank.addPerson()));
    await caller.data('{ viewer { connections { id } } }');
    const answers = [
      await caller.ask(SESSION, { id: login.transactionId }),
      await caller.ask(SESSION, { id: nobodys }),
    ];
    for (const { data, errors, extensions } of answers) {
      expect(data).toEqual({ wizardSession: null });
      expect(errors.map((error) => error.extensions.code)).toEqual(['NOT_FOUND']);
      expect(extensions).toEqual(answers[0]?.extensions);
    }
  });

  test('XS2A is not asked for the session of somebody else', async () => {
    const login = await BankLogin.begin(await gateway.as(await bank.addPerson()));
    await bank.forgetRequests();
    await caller.ask(SESSION, { id: login.transactionId });
    expect(Object.keys(await bank.calls())).not.toContain(`GET /v1/sessions/${login.transactionId}`);
  });

  test.each(['..', 'a/b', '', '%2e%2e', 'x'.repeat(65)])('%j is not found, without a call', async (id) => {
    const { errors, extensions } = await caller.ask(SESSION, { id });
    expect(errors.map((error) => error.extensions.code)).toEqual(['NOT_FOUND']);
    expect(extensions.xs2a.upstreamCalls).toBe(0);
  });

  test('where it is not known who began it, it is of the bank user among whose connections it is', async () => {
    const login = await BankLogin.begin(caller);
    await login.logIn();
    expect(await sessionOf(login, await elsewhere.as(person))).toMatchObject({
      finished: true,
      connection: { transactionId: login.transactionId },
    });
    const other = await elsewhere.as(await bank.addPerson());
    expect(await other.refusal(SESSION, { id: login.transactionId })).toBe('NOT_FOUND');
    const service = await elsewhere.service();
    expect(await service.refusal(SESSION, { id: login.transactionId })).toBe('NOT_FOUND');
  });

  test('a service sees every session that was begun here, and no other', async () => {
    const service = await gateway.service();
    const login = await BankLogin.begin(caller);
    await login.logIn();
    expect(await sessionOf(login, service)).toMatchObject({
      key: null,
      finished: true,
      connection: { transactionId: login.transactionId },
    });
    expect(await service.refusal(SESSION, { id: nobodys })).toBe('NOT_FOUND');
  });

  test('nobody unknown sees any', async () => {
    expect(await gateway.anonymous().refusal(SESSION, { id: nobodys })).toBe('UNAUTHENTICATED');
  });
});

describe('answers that make no sense', () => {
  test.each([[], 'session', { transaction: 'another', finished: true }])('%j is none', async (body) => {
    const login = await BankLogin.begin(caller);
    await bank.override({ path: '/v1/sessions/*', body });
    expect(await caller.refusal(SESSION, { id: login.transactionId })).toBe('UPSTREAM_UNAVAILABLE');
  });

  test('what is missing is null', async () => {
    const login = await BankLogin.begin(caller);
    await bank.override({ path: '/v1/sessions/*', body: { wizard_session_key: login.key } });
    expect(await sessionOf(login)).toEqual({
      key: null,
      transactionId: login.transactionId,
      finished: null,
      currentStep: null,
      lastError: null,
      connection: null,
    });
  });
});
