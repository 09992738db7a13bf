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

const RENEW = `mutation ($input: RenewAccessTokenInput!) {
  result: renewAccessToken(input: $input) {
    __typename
    ... on CreateAccessTokenSuccess { accessToken { id token validUntil } }
    ... on InvalidInputError { fields { path message } }
    ... on UserError { code }
  }
}`;
const LIST = 'query ($id: ID!) { bankUser(id: $id) { accessTokens { id token validUntil createdAt } } }';

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

const renew = async (input: object) => (await service.data<{ result: Created }>(RENEW, { input })).result;

interface Listed {
  readonly id: string;
  readonly token: null;
  readonly validUntil: string;
  readonly createdAt: string;
}

const list = async () => {
  const { bankUser } = await service.data<{ bankUser: { accessTokens: Listed[] } }>(LIST, { id: bankUserId });
  return bankUser.accessTokens;
};

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

describe('the list', () => {
  test('has all of them, without the tokens themselves', async () => {
    const validUntil = inSeconds(1800);
    const { accessToken } = await create({ bankUserId, validUntil });
    const listed = await list();
    expect(listed).toContainEqual({
      id: accessToken.id,
      token: null,
      validUntil,
      createdAt: expect.stringMatching(/^\d{4}-/) as string,
    });
    expect(listed.map(({ id }) => id).sort()).toEqual((await ownTokens()).sort());
    expect(gateway.observed.join('\n')).not.toContain(accessToken.token);
  });

  test('is read whole, however many pages it has', async () => {
    await bank.set({ maxPerPage: 2 });
    for (let number = 0; number < 4; number++) await create({ bankUserId, validUntil: inSeconds(60) });
    const ids = (await list()).map(({ id }) => id);
    await bank.set({ maxPerPage: 100 });
    expect(ids.sort()).toEqual((await ownTokens()).sort());
  });

  test('costs one call, and leaves out what cannot be read', async () => {
    const rows: unknown[] = [{ id: 'readable', token: 'x' }, { id: '../..', token: 'y' }, 'no token'];
    await bank.override({ path: '/v1/api/users/*/accesstokens', rows });
    const { data, extensions } = await service.ask(`query ($id: ID!) { bankUser(id: $id) { accessTokens { id } } }`, {
      id: bankUserId,
    });
    expect(data).toEqual({ bankUser: { accessTokens: [{ id: expect.any(String) as string }, { id: 'readable' }] } });
    expect(extensions.xs2a).toMatchObject({ skippedRows: 2 });
    const listed = wire.requests.filter(({ method, path }) => method === 'GET' && path.includes('accesstokens'));
    expect(listed).toHaveLength(1);
  });
});

describe('a renewal', () => {
  test('moves the end, on and back', async () => {
    const { accessToken } = await create({ bankUserId, validUntil: inSeconds(60) });
    for (const seconds of [3500, 30]) {
      const validUntil = inSeconds(seconds);
      const renewed = await renew({ bankUserId, tokenId: accessToken.id, validUntil });
      expect(renewed).toEqual({
        __typename: 'CreateAccessTokenSuccess',
        accessToken: { id: accessToken.id, token: expect.any(String) as string, validUntil },
      });
      expect(await statusWith(renewed.accessToken.token)).toBe(200);
    }
  });

  test.each([-1, 3700])('is not to an end in %i seconds', async (seconds) => {
    const input = { bankUserId, tokenId: 'x', validUntil: inSeconds(seconds) };
    expect(await renew(input)).toMatchObject({ __typename: 'InvalidInputError', fields: [{ path: ['validUntil'] }] });
    expect(wire.requests).toEqual([]);
  });

  test.each(['..', '', 'a/b', 'x'.repeat(65)])('%j is no token', async (tokenId) => {
    expect(await renew({ bankUserId, tokenId, validUntil: inSeconds(60) })).toMatchObject({
      __typename: 'NotFoundError',
    });
    expect(wire.requests).toEqual([]);
  });

  test('of a token that is gone is none', async () => {
    const { accessToken } = await create({ bankUserId, validUntil: inSeconds(60) });
    await revoke({ bankUserId, tokenId: accessToken.id });
    const renewed = await renew({ bankUserId, tokenId: accessToken.id, validUntil: inSeconds(60) });
    expect(renewed).toMatchObject({ __typename: 'NotFoundError' });
  });

  test('whose answer is about another token is none', async () => {
    const { accessToken } = await create({ bankUserId, validUntil: inSeconds(60) });
    await bank.override({ method: 'PATCH', path: '/v1/api/users/*/accesstokens/*', merge: { id: 'another' } });
    const input = { bankUserId, tokenId: accessToken.id, validUntil: inSeconds(60) };
    expect(await service.refusal(RENEW, { input })).toBe('UPSTREAM_UNAVAILABLE');
  });
});

describe('the token that the gateway reads with', () => {
  const connections = '{ viewer { connections { id } } }';
  let caller: Caller;
  let own: string;

  beforeEach(async () => {
    caller = await gateway.as(person);
    await caller.data(connections);
    own = (await ownTokens()).join();
  });

  test('is in the list, and can be ended: the gateway has another one at once', async () => {
    expect((await list()).map(({ id }) => id)).toEqual([own]);
    wire.forget();
    expect(await revoke({ bankUserId, tokenId: own })).toEqual({ __typename: 'DeleteSuccess', deletedId: own });
    expect(wire.requests.map(({ method }) => method)).toEqual(['PUT', 'DELETE']);
    wire.forget();
    await caller.data(connections);
    expect(wire.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  test('is the caller’s once they have renewed it, and not used any more', async () => {
    const { accessToken } = await renew({ bankUserId, tokenId: own, validUntil: inSeconds(60) });
    expect(accessToken.id).toBe(own);
    expect(await ownTokens()).toHaveLength(2);
    await revokeAtXs2a(own);
    wire.forget();
    await caller.data(connections);
    expect(wire.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  test('is gone already: the gateway gets over it', async () => {
    await revokeAtXs2a(own);
    expect(await revoke({ bankUserId, tokenId: own })).toEqual({ __typename: 'NotFoundError' });
    await caller.data(connections);
  });

  test('stays, where the new one cannot be had', async () => {
    await bank.strike({ method: 'PUT', path: '/v1/api/users/*/accesstokens', kind: 'status', status: 403 });
    const input = { bankUserId, tokenId: own, validUntil: inSeconds(60) };
    expect(await service.refusal(RENEW, { input })).not.toBe('');
    await bank.heal();
    expect(await ownTokens()).toEqual([own]);
    await caller.data(connections);
  });
});

test('is for services alone', async () => {
  const caller = await gateway.as(person);
  const input = { bankUserId, validUntil: inSeconds(60) };
  expect(await caller.refusal(CREATE, { input })).toBe('FORBIDDEN');
  expect(await caller.refusal(RENEW, { input: { ...input, tokenId: 'x' } })).toBe('FORBIDDEN');
  expect(await caller.refusal(REVOKE, { input: { bankUserId, tokenId: 'x' } })).toBe('FORBIDDEN');
  expect(await gateway.anonymous().refusal(CREATE, { input })).toBe('UNAUTHENTICATED');
  expect(wire.requests).toEqual([]);
  expect(await caller.refusal('{ viewer { accessTokens { id } } }')).toBe('FORBIDDEN');
  expect(wire.requests.filter(({ method, path }) => method === 'GET' && path.includes('accesstokens'))).toEqual([]);
});

async function tokensAtXs2a(method: string, tokenId = ''): Promise<Response> {
  const authorization = `Basic ${Buffer.from(`api:${bank.apiKey}`).toString('base64')}`;
  return fetch(`${bank.url}/v1/api/users/${person.id}/accesstokens${tokenId}`, { method, headers: { authorization } });
}

async function revokeAtXs2a(tokenId: string): Promise<void> {
  expect((await tokensAtXs2a('DELETE', `/${tokenId}`)).status).toBe(200);
}

/** The ids of all access tokens of the person. */
async function ownTokens(): Promise<string[]> {
  const response = await tokensAtXs2a('GET');
  return ((await response.json()) as { data: { id: string }[] }).data.map(({ id }) => id);
}
