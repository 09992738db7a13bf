import { GatewayUnderTest } from '../support/gateway-under-test.js';
import { BankUnderTest } from '../support/test-bank.js';

let bank: BankUnderTest;
let gateway: GatewayUnderTest;

beforeAll(async () => {
  bank = await BankUnderTest.start();
  gateway = await GatewayUnderTest.start(bank);
});

afterEach(() => bank.heal());

afterAll(async () => {
  await gateway.close();
  await bank.close();
});

const FIELDS = '__typename ... on InvalidInputError { code retryable fields { path message } }';
const CREATE_USER = `mutation ($key: String) {
  result: createBankUser(input: { name: "Ida", email: "ida@example.com", idempotencyKey: $key }) { ${FIELDS} }
}`;
const CREATE_CONNECTION = `mutation { result: createBankConnection(input: { bic: "TESTDEB8XXX" }) { ${FIELDS} } }`;
const CREATE_TOKEN = `mutation ($id: ID!, $end: DateTime!) {
  result: createAccessToken(input: { bankUserId: $id, validUntil: $end }) { ${FIELDS} }
}`;

const USERS = '/v1/api/users';
const CONNECTIONS = '/v1/api/connections';
const SECRET = 'SECRET IBAN DE02120300000000202051';

const refuse = (path: string, body: unknown) => bank.strike({ method: 'PUT', path, kind: 'status', status: 422, body });
const invalid = (...paths: string[][]) => ({
  __typename: 'InvalidInputError',
  code: 'INVALID_INPUT',
  retryable: false,
  fields: paths.map((path) => ({ path, message: expect.stringMatching(/^XS2A does not accept the/) as string })),
});

const createUser = async (variables = {}) => (await gateway.service()).ask<{ result: unknown }>(CREATE_USER, variables);

test.each([
  [{ errors: { email: [SECRET] } }, [['email']]],
  [{ code: '422', message: { name: [SECRET], email: SECRET } }, [['name'], ['email']]],
  [{ messages: { 'email.0': [SECRET], email: [SECRET] } }, [['email']]],
  [{ errors: [{ field: 'email', message: SECRET }, { name: 'name' }, SECRET, null] }, [['email'], ['name']]],
  [{ errors: { [SECRET]: [SECRET], testmode: [] } }, [[]]],
  [{ errors: { constructor: [SECRET], __proto__: [SECRET] } }, [[]]],
  [{ errors: [], message: SECRET }, [[]]],
  [{}, [[]]],
])('a bank user refused with %j', async (body, paths) => {
  await refuse(USERS, body);
  const answer = await createUser();
  expect(answer.data.result).toEqual(invalid(...paths));
  expect(JSON.stringify(answer)).not.toContain('SECRET');
  expect(gateway.observed.join()).not.toContain('SECRET');
});

test('a connection and a raw token as well', async () => {
  const person = await bank.addPerson();
  await refuse(CONNECTIONS, { errors: { bic: [SECRET], days: [SECRET] } });
  const caller = await gateway.as(person);
  expect(await caller.data(CREATE_CONNECTION)).toEqual({ result: invalid(['bic'], ['historyDays']) });
  await refuse(`${USERS}/*/accesstokens`, { errors: { valid_until: [SECRET] } });
  const { viewer } = await caller.data<{ viewer: { id: string } }>('{ viewer { id } }');
  const end = new Date(Date.now() + 600_000).toISOString();
  expect(await (await gateway.service()).data(CREATE_TOKEN, { id: viewer.id, end })).toEqual({
    result: invalid(['validUntil']),
  });
});

test.each([
  ['no JSON', SECRET],
  ['cut off', '{"errors":{"email":["'],
  ['a list', [SECRET]],
  ['longer than anybody reads', { errors: { email: ['x'.repeat(20_000)] } }],
])('what says nothing that can be read stays a refusal: %s', async (_, body) => {
  await refuse(USERS, body);
  const { data, errors } = await createUser();
  expect(data).toBeNull();
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(['UPSTREAM_REJECTED']);
});

test('is not kept under an idempotency key', async () => {
  await refuse(USERS, { errors: { email: ['no'] } });
  const key = 'refused-once-0123456789';
  expect((await createUser({ key })).data.result).toEqual(invalid(['email']));
  await bank.heal();
  expect((await createUser({ key })).data.result).toMatchObject({ __typename: 'CreateBankUserSuccess' });
});
