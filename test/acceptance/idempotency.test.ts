import { failure } from './other-xs2a/answer.js';
import { newPerson, type JsonObject } from './other-xs2a/world.js';
import { codesOf } from './harness/answer.js';
import { Deployment, type Caller } from './harness/deployment.js';
import { GraphIds } from './harness/graph-ids.js';
import { addConnection } from './people/records.js';

const USERS = /^\/v1\/api\/users$/;
const CONNECTIONS = /^\/v1\/api\/connections$/;

const CREATE_USER = `mutation($name: String!, $key: String) {
  createBankUser(input: { name: $name, email: "ida@idem.example", idempotencyKey: $key }) {
    __typename ... on CreateBankUserSuccess { wasReplayed bankUser { id name } }
  }
}`;
const CONNECT = `mutation($mode: SyncMode, $key: String) { createBankConnection(input: { syncMode: $mode, idempotencyKey: $key }) {
  __typename ... on CreateBankConnectionSuccess { wasReplayed wizardSession { key transactionId } }
} }`;

interface Created {
  readonly __typename: string;
  readonly wasReplayed: boolean;
  readonly bankUser: JsonObject;
}

describe('writes with an idempotency key', () => {
  const person = newPerson('Idem-_1', { name: 'Irma Idempotenz', email: 'irma@idem.example' });
  const connection = addConnection(person, 1);
  const other = newPerson('Idem-_2', { name: 'Ivo Idempotenz', email: 'ivo@idem.example' });
  let deployment: Deployment;
  let service: Caller;

  beforeAll(async () => {
    deployment = await Deployment.start([person, other]);
    service = deployment.service();
  });

  beforeEach(() => {
    deployment.xs2a.forgetRequests();
  });

  afterAll(async () => {
    await deployment.stop();
  });

  const create = async (name: string, key: string | null, caller = service): Promise<Created> =>
    (await caller.data<{ createBankUser: Created }>(CREATE_USER, { name, key })).createBankUser;

  it('happen once, and answer the same again', async () => {
    const [first, second] = [await create('Ida', 'once-key-1'), await create('Ida', 'once-key-1')];
    expect([first.wasReplayed, second.wasReplayed]).toEqual([false, true]);
    expect(second.bankUser).toEqual(first.bankUser);
    expect(deployment.xs2a.requestsOf('PUT', USERS)).toHaveLength(1);
  });

  it('happen once when they arrive at the same moment', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => create('Ida', 'once-key-2')));
    expect(all.filter(({ wasReplayed }) => !wasReplayed)).toHaveLength(1);
    expect(new Set(all.map(({ bankUser }) => bankUser.id)).size).toBe(1);
    expect(deployment.xs2a.requestsOf('PUT', USERS)).toHaveLength(1);
  });

  it('are a conflict with other input', async () => {
    await create('Ida', 'once-key-3');
    expect((await create('Someone else', 'once-key-3')).__typename).toBe('IdempotencyConflictError');
    expect(deployment.xs2a.requestsOf('PUT', USERS)).toHaveLength(1);
  });

  it('happen again without a key, and under another', async () => {
    for (const key of [null, null, 'once-key-4', 'once-key-5'])
      expect((await create('Ida', key)).wasReplayed).toBe(false);
    expect(deployment.xs2a.requestsOf('PUT', USERS)).toHaveLength(4);
  });

  it('belong to the caller: another one’s key is another key', async () => {
    const key = 'once-key-6';
    const results = await Promise.all(
      [person, other].map((who) =>
        deployment.as(who).data<{ createBankConnection: { wasReplayed: boolean } }>(CONNECT, { key }),
      ),
    );
    expect(results.map(({ createBankConnection }) => createBankConnection.wasReplayed)).toEqual([false, false]);
    expect(deployment.xs2a.requestsOf('PUT', CONNECTIONS)).toHaveLength(2);
  });

  it('hand out the wizard key again', async () => {
    const caller = deployment.as(person);
    const ask = async (mode: string): Promise<JsonObject> =>
      (await caller.data<{ createBankConnection: JsonObject }>(CONNECT, { mode, key: 'once-key-7' }))
        .createBankConnection;
    const [first, second] = [await ask('NONE'), await ask('NONE')];
    expect(second).toEqual({ ...first, wasReplayed: true });
    expect((await ask('FULL')).__typename).toBe('IdempotencyConflictError');
    expect(deployment.xs2a.requestsOf('PUT', CONNECTIONS)).toHaveLength(1);
  });

  it('sync once', async () => {
    const id = (await GraphIds.of(deployment.as(person))).connection(connection);
    const sync =
      'mutation($id: ID!, $key: String) { syncBankConnection(input: { id: $id, idempotencyKey: $key }) { __typename } }';
    for (const key of ['once-key-8', 'once-key-8']) {
      const data = await deployment.as(person).data(sync, { id, key });
      expect(data).toEqual({ syncBankConnection: { __typename: 'SyncStarted' } });
    }
    expect(deployment.xs2a.requestsOf('POST', /\/sync$/)).toHaveLength(1);
  });

  it('may be repeated after a refusal, which is not kept', async () => {
    const refused = { method: 'PUT', path: USERS, strike: { kind: 'answer', answer: failure(422) } } as const;
    const lift = deployment.xs2a.fault(refused);
    await service.ask(CREATE_USER, { name: 'Ida', key: 'once-key-9' });
    lift();
    expect(await create('Ida', 'once-key-9')).toMatchObject({
      __typename: 'CreateBankUserSuccess',
      wasReplayed: false,
    });
    expect(deployment.xs2a.requestsOf('PUT', USERS)).toHaveLength(2);
  });

  it('say that nobody knows the outcome when the answer was lost, and are not sent again by themselves', async () => {
    const lift = deployment.xs2a.fault({ method: 'PUT', path: USERS, strike: { kind: 'lose-answer' } });
    const answer = await service.ask(CREATE_USER, { name: 'Ida', key: 'once-key-10' });
    lift();
    expect(codesOf(answer)).toEqual(['OUTCOME_UNKNOWN']);
    expect(deployment.xs2a.requestsOf('PUT', USERS)).toHaveLength(1);
  });
});
