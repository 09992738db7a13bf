import { toBerlinTime } from '../../src/domain/berlin-time.js';
import { GatewayUnderTest, type Caller } from '../support/gateway-under-test.js';
import { RecordingProxy } from '../support/recording-proxy.js';
import { BankUnderTest, type Person } from '../support/test-bank.js';

const CREATE = `mutation ($input: CreateAccessTokenInput!) {
  result: createAccessToken(input: $input) {
    __typename
    ... on CreateAccessTokenSuccess { accessToken { id token validUntil } }
    ... on InvalidInputError { fields { path message } }
    ... on UserError { code }
  }
}`;
const REVOKE = `mutation ($input: RevokeAccessTokenInput!) {
  result: revokeAccessToken(input: $input) { __typename ... on DeleteSuccess { deletedId } }
}`;

let bank: BankUnderTest;
let wire: RecordingProxy;
let gateway: GatewayUnderTest;
let service: Caller;
let person: Person;
let bankUserId: string;

beforeAll(async () => {
  bank = await BankUnderTest.start();
  wire = await RecordingProxy.before(bank.url);
  gateway = await GatewayUnderTest.start({ url: wire.url, apiKey: bank.apiKey });
  service = await gateway.service();
});

beforeEach(async () => {
  person = await bank.addPerson();
  const caller = await gateway.as(person);
  bankUserId = (await caller.data<{ viewer: { id: string } }>('{ viewer { id } }')).viewer.id;
  wire.forget();
});

afterEach(async () => {
  await bank.heal();
});

afterAll(async () => {
  await gateway.close();
  await wire.close();
  await bank.close();
});

interface Created {
  readonly __typename: string;
  readonly accessToken: { readonly id: string; readonly token: string; readonly validUntil: string };
}

/** To the second, as upstream writes it. */
const inSeconds = (seconds: number) =>
  new Date(Math.floor(Date.now() / 1000 + seconds) * 1000).toISOString().replace('.000Z', 'Z');

const create = async (input: object) => (await service.data<{ result: Created }>(CREATE, { input })).result;
const revoke = async (input: object) => (await service.data<{ result: object }>(REVOKE, { input })).result;

/** What XS2A answers to whoever comes with this token. */
async function statusWith(token: string): Promise<number> {
  const authorization = `Basic ${Buffer.from(`api:${token}`).toString('base64')}`;
  return (await fetch(`${bank.url}/v1/api/connections`, { headers: { authorization } })).status;
}

test('a new token opens what is the bank user’s, until the time that was asked for', async () => {
  const validUntil = inSeconds(1800);
  const { __typename, accessToken } = await create({ bankUserId, validUntil });
  expect(__typename).toBe('CreateAccessTokenSuccess');
  expect(accessToken.validUntil).toBe(validUntil);
  expect(await statusWith(accessToken.token)).toBe(200);
  expect(wire.requests).toEqual([
    {
      method: 'PUT',
      path: `/v1/api/users/${person.id}/accesstokens`,
      body: { valid_until: toBerlinTime(new Date(validUntil)) },
    },
  ]);
});

test.each([3590, 5])('it may end in %i seconds', async (seconds) => {
  expect((await create({ bankUserId, validUntil: inSeconds(seconds) })).__typename).toBe('CreateAccessTokenSuccess');
});

test.each([-1, -86_400, 3700, 86_400])('it may not end in %i seconds', async (seconds) => {
  expect(await create({ bankUserId, validUntil: inSeconds(seconds) })).toEqual({
    __typename: 'InvalidInputError',
    code: 'INVALID_INPUT',
    fields: [{ path: ['validUntil'], message: 'Must be in the future, and at most one hour ahead.' }],
  });
  expect(wire.requests).toEqual([]);
});

test.each(['..', '', 'bm90LWFuLWlk'])('of %j, which is no bank user, there is none', async (id) => {
  expect((await create({ bankUserId: id, validUntil: inSeconds(60) })).__typename).toBe('NotFoundError');
  expect(await revoke({ bankUserId: id, tokenId: 'x' })).toEqual({ __typename: 'NotFoundError' });
  expect(wire.requests).toEqual([]);
});

test('of a bank user who is gone there is none', async () => {
  await service.data('mutation ($id: ID!) { deleteBankUser(input: { id: $id }) { __typename } }', { id: bankUserId });
  expect((await create({ bankUserId, validUntil: inSeconds(60) })).__typename).toBe('NotFoundError');
  expect(await revoke({ bankUserId, tokenId: 'x' })).toEqual({ __typename: 'NotFoundError' });
});

test.each([500, 502, 503, 504, 429])('it is asked for once, whatever comes of it: status %i', async (status) => {
  await bank.strike({ method: 'PUT', path: '/v1/api/users/*/accesstokens', kind: 'status', status });
  await service.refusal(CREATE, { input: { bankUserId, validUntil: inSeconds(60) } });
  expect(wire.requests).toHaveLength(1);
});

test.each(['lost-answer', 'truncated', 'html'])('an answer that is lost (%s) leaves it open', async (kind) => {
  await bank.strike({ method: 'PUT', path: '/v1/api/users/*/accesstokens', kind });
  const input = { bankUserId, validUntil: inSeconds(60) };
  expect(await service.refusal(CREATE, { input })).toBe('OUTCOME_UNKNOWN');
  expect(wire.requests).toHaveLength(1);
});

test('a revoked token opens nothing, and cannot be revoked again', async () => {
  const { accessToken } = await create({ bankUserId, validUntil: inSeconds(60) });
  const input = { bankUserId, tokenId: accessToken.id };
  expect(await revoke(input)).toEqual({ __typename: 'DeleteSuccess', deletedId: accessToken.id });
  expect(await statusWith(accessToken.token)).toBe(401);
  expect(await revoke(input)).toEqual({ __typename: 'NotFoundError' });
});

test.each(['..', '', 'a/b', '../../users', 'x'.repeat(65)])('%j is no token', async (tokenId) => {
  expect(await revoke({ bankUserId, tokenId })).toEqual({ __typename: 'NotFoundError' });
  expect(wire.requests).toEqual([]);
});

test('the token of somebody else is no token of this bank user', async () => {
  const { accessToken } = await create({ bankUserId, validUntil: inSeconds(60) });
  const other = await gateway.as(await bank.addPerson());
  const { viewer } = await other.data<{ viewer: { id: string } }>('{ viewer { id } }');
  expect(await revoke({ bankUserId: viewer.id, tokenId: accessToken.id })).toEqual({ __typename: 'NotFoundError' });
  expect(await statusWith(accessToken.token)).toBe(200);
});

test('the gateway gets over the loss of its own', async () => {
  const caller = await gateway.as(person);
  const connections = '{ viewer { connections { id } } }';
  await caller.data(connections);
  const tokens = await ownTokens();
  for (const tokenId of tokens) await revoke({ bankUserId, tokenId });
  expect(tokens).toHaveLength(1);
  await caller.data(connections);
});

test('is for services alone', async () => {
  const caller = await gateway.as(person);
  const input = { bankUserId, validUntil: inSeconds(60) };
  expect(await caller.refusal(CREATE, { input })).toBe('FORBIDDEN');
  expect(await caller.refusal(REVOKE, { input: { bankUserId, tokenId: 'x' } })).toBe('FORBIDDEN');
  expect(await gateway.anonymous().refusal(CREATE, { input })).toBe('UNAUTHENTICATED');
  expect(wire.requests).toEqual([]);
});

/** The ids of all access tokens of the person. */
async function ownTokens(): Promise<string[]> {
  const authorization = `Basic ${Buffer.from(`api:${bank.apiKey}`).toString('base64')}`;
  const response = await fetch(`${bank.url}/v1/api/users/${person.id}/accesstokens`, { headers: { authorization } });
  return ((await response.json()) as { data: { id: string }[] }).data.map(({ id }) => id);
}
