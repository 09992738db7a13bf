import { BankLogin, CREDENTIALS, SUBMIT } from '../support/bank-login.js';
import { GatewayUnderTest, type Answer } from '../support/gateway-under-test.js';
import { BankUnderTest } from '../support/test-bank.js';

const PIN = 'canary-PIN-4f1d';
const USER = 'canary-user-77aa';
const TAN = 'canary-TAN-90c2';

let bank: BankUnderTest;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  bank = await BankUnderTest.start();
  gateway = await GatewayUnderTest.start(bank);
});

afterAll(async () => {
  await gateway.close();
  await bank.close();
});

/** Everything that can go wrong with a step, on the way to upstream and back. */
const TROUBLES = [
  { kind: 'status', status: 400 },
  { kind: 'status', status: 403 },
  { kind: 'status', status: 422 },
  { kind: 'status', status: 500 },
  { kind: 'rate-limit', retryAfter: '7' },
  { kind: 'html' },
  { kind: 'reset' },
  { kind: 'truncated' },
  { kind: 'lost-answer' },
  { kind: 'wrong-types' },
];

test('PINs, TANs, wizard keys, shares and tokens are nowhere but where they belong', async () => {
  const person = await bank.addPerson({ connections: 0 });
  const caller = await gateway.as(person);
  const service = await gateway.service();
  const answers: Answer<unknown>[] = [];
  const keys: string[] = [];

  for (const trouble of TROUBLES) {
    const login = await BankLogin.begin(caller, { syncMode: 'SHARED' });
    keys.push(login.key);
    await bank.strike({ path: '/v1/api/wizard', ...trouble });
    const values = { ...CREDENTIALS, USER_NAME: USER, USER_PIN: PIN, tan: TAN, trouble: JSON.stringify(trouble) };
    answers.push(await caller.ask(SUBMIT, { input: login.inputOf(values) }));
    await bank.heal();
    answers.push(await caller.ask(SUBMIT, { input: login.inputOf({ key: PIN }) }));
    answers.push(await caller.ask(SUBMIT, { input: { ...login.inputOf({ tan: TAN }), unknown: PIN } }));
    answers.push(await caller.ask(SUBMIT, { input: { ...login.inputOf(), action: PIN } }));
    answers.push(
      await caller.ask(SUBMIT, { input: { ...login.inputOf(), values: [{ name: 'x', value: { pin: PIN } }] } }),
    );
    answers.push(
      await caller.ask(`mutation { submitWizardStep(input: { key: "${login.key}", action: ${USER} }) { __typename } }`),
    );
    answers.push(await caller.ask(`query { wizardSession(transactionId: "${PIN}") { key } }`));
  }
  expect(answers.flatMap(({ errors }) => errors).length).toBeGreaterThan(5 * TROUBLES.length);
  for (const secret of [PIN, USER, TAN, ...keys]) expect(JSON.stringify(answers)).not.toContain(secret);

  const login = await BankLogin.begin(caller, { syncMode: 'SHARED' });
  await login.submit({ country_id: 'DE', bank_code: '88888888' });
  const { credentialShare } = await login.submit({ ...CREDENTIALS, USER_NAME: USER, USER_PIN: PIN });
  const { viewer } = await caller.data<{ viewer: { id: string } }>('{ viewer { id } }');
  const { result } = await service.data<{ result: { accessToken: { token: string } } }>(
    `mutation ($input: CreateAccessTokenInput!) {
      result: createAccessToken(input: $input) { ... on CreateAccessTokenSuccess { accessToken { token } } }
    }`,
    { input: { bankUserId: viewer.id, validUntil: new Date(Date.now() + 60_000).toISOString() } },
  );
  const observed = gateway.observed.join('\n');
  expect(observed).toContain('/v1/api/wizard');
  for (const secret of [PIN, USER, TAN, ...keys, login.key, credentialShare, result.accessToken.token]) {
    expect(secret?.length).toBeGreaterThan(5);
    expect(observed.includes(secret ?? '')).toBe(false);
  }
});
