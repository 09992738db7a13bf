import { Graph } from '../support/graph.js';

interface Created {
  readonly createBankUser: { __typename: string; wasReplayed: boolean; bankUser: { id: string; name: string } };
}
const CREATE_USER = `mutation ($name: String!, $key: String) {
  createBankUser(input: { name: $name, email: "ada@example.com", idempotencyKey: $key }) {
    __typename
    ... on CreateBankUserSuccess { wasReplayed bankUser { id name } }
  }
}`;
const CREATE_CONNECTION = `mutation ($key: String, $days: Int) {
  createBankConnection(input: { historyDays: $days, idempotencyKey: $key }) {
    __typename
    ... on CreateBankConnectionSuccess { wasReplayed wizardSession { key transactionId finished } }
  }
}`;
const SYNC = `mutation ($id: ID!, $key: String) {
  syncBankConnection(input: { id: $id, idempotencyKey: $key }) {
    __typename
    ... on SyncStarted { requestedAt connection { id } }
    ... on SyncNeedsUser { wizardSession { key transactionId } }
  }
}`;

let graph: Graph;
beforeAll(async () => {
  graph = await Graph.open();
});
afterAll(() => graph.close());

it('creates a bank user once per key', async () => {
  const ask = () => graph.asService<Created>(CREATE_USER, { name: 'Ada', key: 'user-1' });
  const answers = await Promise.all([ask(), ask(), ask()]);
  const results = answers.map(({ data }) => data.createBankUser);
  expect(new Set(results.map(({ bankUser }) => bankUser.id)).size).toBe(1);
  expect(results.map(({ wasReplayed }) => wasReplayed).sort()).toEqual([false, true, true]);
  expect(results.every(({ bankUser }) => bankUser.name === 'Ada')).toBe(true);
  expect((await graph.bank.calls())['PUT /v1/api/users']).toBe(1);
  const other = await graph.asService<Created>(CREATE_USER, { name: 'Bea', key: 'user-1' });
  expect(other.data.createBankUser.__typename).toBe('IdempotencyConflictError');
});

it('begins a bank login once per key, and hands its wizard key out again while it lives', async () => {
  const { query, upstreamCalls } = await graph.person();
  interface Begun {
    createBankConnection: { wasReplayed: boolean; wizardSession: { key: string | null; transactionId: string } };
  }
  const ask = async () =>
    (await query<Begun>(CREATE_CONNECTION, { key: 'connection-1', days: 90 })).data.createBankConnection;
  const first = await ask();
  const second = await ask();
  expect(first.wasReplayed).toBe(false);
  expect(second).toMatchObject({ wasReplayed: true, wizardSession: first.wizardSession });
  expect(first.wizardSession.key).toEqual(expect.any(String));
  expect((await upstreamCalls())['PUT /v1/api/connections']).toBe(1);
  await query(`mutation ($key: String!) { submitWizardStep(input: { key: $key, action: ABORT }) { __typename } }`, {
    key: first.wizardSession.key,
  });
  const third = await ask();
  expect(third).toMatchObject({
    wasReplayed: true,
    wizardSession: { key: null, transactionId: first.wizardSession.transactionId },
  });
});

it('syncs once per key', async () => {
  const { query, connectionIds, upstreamCalls, person } = await graph.person({ syncMode: 'full' });
  const ask = async () =>
    (await query<{ syncBankConnection: object }>(SYNC, { id: connectionIds[0], key: 'sync-1' })).data;
  const first = await ask();
  await graph.bank.settle();
  expect(first.syncBankConnection).toMatchObject({ __typename: 'SyncStarted' });
  expect(await ask()).toEqual(first);
  expect((await upstreamCalls())[`POST /v1/api/connections/{id}/sync`]).toBe(1);
  expect(person.connections).toHaveLength(1);
});

it('hands out the login of a sync that needs the person again', async () => {
  const { query, connectionIds, upstreamCalls } = await graph.person({ syncMode: 'none' });
  const ask = async () =>
    (await query<{ syncBankConnection: object }>(SYNC, { id: connectionIds[0], key: 'sync-2' })).data;
  const first = await ask();
  expect(first.syncBankConnection).toMatchObject({
    __typename: 'SyncNeedsUser',
    wizardSession: { key: expect.any(String) as string },
  });
  expect(await ask()).toEqual(first);
  expect((await upstreamCalls())[`POST /v1/api/connections/{id}/sync`]).toBe(1);
});

it('keeps no outcome that began nothing', async () => {
  const { query, connectionIds } = await graph.person({ syncMode: 'full', failures: 1 });
  const FORCE = SYNC.replace('idempotencyKey: $key', 'idempotencyKey: $key, force: true');
  expect(
    (await query<{ syncBankConnection: object }>(SYNC, { id: connectionIds[0], key: 'sync-3' })).data
      .syncBankConnection,
  ).toEqual({
    __typename: 'SyncFailedBeforeError',
  });
  const forced = await query<{ syncBankConnection: object }>(FORCE, { id: connectionIds[0], key: 'sync-3' });
  expect(forced.data.syncBankConnection).toMatchObject({ __typename: 'SyncStarted' });
});

it('never creates a second bank user after a lost answer', async () => {
  await graph.bank.forgetRequests();
  await graph.bank.strike({ method: 'PUT', path: '/v1/api/users', kind: 'reset', times: 1 });
  const ask = () => graph.asService(CREATE_USER, { name: 'Cleo', key: 'user-lost' });
  expect((await ask()).errors).toMatchObject([{ code: 'OUTCOME_UNKNOWN' }]);
  expect((await ask()).errors).toMatchObject([{ code: 'OUTCOME_UNKNOWN' }]);
  await graph.bank.heal();
  expect((await graph.bank.calls())['PUT /v1/api/users']).toBe(1);
});

it('refuses a key that is none', async () => {
  const { errors } = await graph.asService(CREATE_USER, { name: 'Ada', key: ' ' });
  expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT' }]);
});
