import { newPerson, isObject } from './other-xs2a/world.js';
import { Deployment, type Caller } from './harness/deployment.js';
import { GraphIds } from './harness/graph-ids.js';
import { entry } from './people/entries.js';
import { addAccount, addConnection } from './people/records.js';

describe('mutations over another XS2A server', () => {
  const person = newPerson('1e5', { name: 'Mutz Mutation', email: 'mutz@mutation.example' });
  const kept = addConnection(person, 1);
  const doomed = addConnection(person, 2);
  const seen = addAccount(person, kept, 3, {
    rows: ['2026-03-01', '2026-03-02', '2026-03-03'].map((bookingDate, pick) =>
      entry({ bookingDate, isNew: true }, pick),
    ),
  });
  const surplus = addAccount(person, kept, 4);
  const orphan = addAccount(person, doomed, 5);
  let deployment: Deployment;
  let caller: Caller;
  let ids: GraphIds;

  beforeAll(async () => {
    deployment = await Deployment.start([person]);
    caller = deployment.as(person);
    ids = await GraphIds.of(caller);
  });

  beforeEach(() => {
    deployment.xs2a.forgetRequests();
  });

  afterAll(async () => {
    await deployment.stop();
  });

  it('create a bank user, and delete it again', async () => {
    const service = deployment.service();
    const { createBankUser } = await service.data<{ createBankUser: { bankUser: { id: string; xs2aId: string } } }>(
      `mutation { createBankUser(input: { name: "Neue Person", email: "neu@person.example" }) {
        __typename ... on CreateBankUserSuccess { wasReplayed bankUser { id xs2aId name email testMode createdAt } }
      } }`,
    );
    const created = deployment.xs2a.world.people.at(-1);
    expect(createBankUser).toMatchObject({
      __typename: 'CreateBankUserSuccess',
      wasReplayed: false,
      bankUser: { xs2aId: created?.id, name: 'Neue Person', email: 'neu@person.example', testMode: true },
    });
    expect(deployment.xs2a.requestsOf('PUT', /^\/v1\/api\/users$/).map(({ body }) => body)).toEqual([
      { name: 'Neue Person', email: 'neu@person.example' },
    ]);
    const { id } = createBankUser.bankUser;
    const remove =
      'mutation($id: ID!) { deleteBankUser(input: { id: $id }) { __typename ... on DeleteSuccess { deletedId } } }';
    expect(await service.data(remove, { id })).toEqual({
      deleteBankUser: { __typename: 'DeleteSuccess', deletedId: id },
    });
    expect(deployment.xs2a.world.people).toEqual([person]);
    expect(await service.data(remove, { id })).toEqual({ deleteBankUser: { __typename: 'NotFoundError' } });
  });

  it('refuse an input that makes no sense, without asking upstream', async () => {
    const { createBankUser } = await deployment
      .service()
      .data<{ createBankUser: { fields: { path: string[] }[] } }>(
        'mutation { createBankUser(input: { name: "", email: "not an address" }) { __typename ... on InvalidInputError { code fields { path message } } } }',
      );
    expect(createBankUser).toMatchObject({ __typename: 'InvalidInputError' });
    expect(createBankUser.fields.length).toBeGreaterThan(0);
    expect(deployment.xs2a.requests).toEqual([]);
  });

  it('begin a connection with all that was asked for', async () => {
    const { createBankConnection } = await caller.data<{
      createBankConnection: { wizardSession: { key: string; transactionId: string } };
    }>(
      `mutation { createBankConnection(input: {
        syncMode: SHARED, bic: "TESTDE88XXX", country: "AT", historyDays: 90, limitDays: 30, accountSelection: MULTI, language: FR, fintsProductId: "P-1"
      }) { __typename ... on CreateBankConnectionSuccess { wasReplayed wizardSession { key transactionId } } } }`,
    );
    expect(createBankConnection).toMatchObject({ __typename: 'CreateBankConnectionSuccess', wasReplayed: false });
    const { key, transactionId } = createBankConnection.wizardSession;
    expect(deployment.xs2a.world.sessions.get(transactionId)?.key).toBe(key);
    const expected = {
      ...{ sync_mode: 'shared', bic: 'TESTDE88XXX', country_id: 'AT', days: 90, limit_days: 30 },
      ...{ account_selection: 'multi', language: 'fr', fints_product_id: 'P-1' },
    };
    expect(deployment.xs2a.requestsOf('PUT', /^\/v1\/api\/connections$/).map(({ body }) => body)).toEqual([expected]);
  });

  it('begin a connection that stores credentials when nothing is said, for the bank user that a service names', async () => {
    const data = await deployment
      .service()
      .data('mutation($id: ID!) { createBankConnection(input: { bankUserId: $id }) { __typename } }', {
        id: ids.viewer,
      });
    expect(data).toEqual({ createBankConnection: { __typename: 'CreateBankConnectionSuccess' } });
    const [request] = deployment.xs2a.requestsOf('PUT', /^\/v1\/api\/connections$/);
    expect(request?.body).toEqual({ sync_mode: 'full' });
    expect(request?.credential).toMatchObject({ kind: 'token', person: { id: person.id } });
  });

  it('reset a connection', async () => {
    const { resetBankConnection } = await caller.data<{
      resetBankConnection: { wizardSession: { key: string; transactionId: string } };
    }>(
      'mutation($id: ID!) { resetBankConnection(input: { id: $id }) { __typename ... on SyncNeedsUser { connection { xs2aId } wizardSession { key transactionId } } } }',
      { id: ids.connection(kept) },
    );
    expect(resetBankConnection).toMatchObject({ __typename: 'SyncNeedsUser', connection: { xs2aId: kept.id } });
    const { key, transactionId } = resetBankConnection.wizardSession;
    expect(deployment.xs2a.world.sessions.get(transactionId)?.key).toBe(key);
  });

  it.each([
    ['2026-03-02', ['2026-03-03'], '/markAsSeen/2026-03-02'],
    [null, [], '/markAsSeen'],
  ])('mark turnovers up to %s as seen, so that the next answer says so', async (upTo, left, path) => {
    const id = ids.account(seen);
    const marked = await caller.data(
      'mutation($id: ID!, $upTo: Date) { markTurnoversSeen(input: { accountId: $id, upTo: $upTo }) { __typename ... on MarkTurnoversSeenSuccess { account { xs2aId } } } }',
      { id, upTo },
    );
    expect(marked).toEqual({
      markTurnoversSeen: { __typename: 'MarkTurnoversSeenSuccess', account: { xs2aId: seen.id } },
    });
    const { account } = await caller.data<{
      account: { turnovers: { nodes: { bookingDate: string; isNew: boolean }[] } };
    }>('query($id: ID!) { account(id: $id) { turnovers(first: 9) { nodes { bookingDate isNew } } } }', { id });
    const fresh = account.turnovers.nodes.filter(({ isNew }) => isNew).map(({ bookingDate }) => bookingDate);
    expect(fresh).toEqual(left);
    expect(deployment.xs2a.requestsOf('POST', /markAsSeen/).map((request) => request.path)).toEqual([
      `/v1/api/accounts/${seen.id}${path}`,
    ]);
    expect(seen.rows.every(({ raw }) => isObject(raw))).toBe(true);
  });

  it('delete an account, and what is deleted cannot be deleted again', async () => {
    const id = ids.account(surplus);
    const remove =
      'mutation($id: ID!) { deleteAccount(input: { id: $id }) { __typename ... on DeleteSuccess { deletedId } } }';
    expect(await caller.data(remove, { id })).toEqual({
      deleteAccount: { __typename: 'DeleteSuccess', deletedId: id },
    });
    expect(person.accounts).not.toContain(surplus);
    expect(await caller.data(remove, { id })).toEqual({ deleteAccount: { __typename: 'NotFoundError' } });
    const { viewer } = await caller.data<{ viewer: { accounts: { id: string }[] } }>('{ viewer { accounts { id } } }');
    expect(viewer.accounts.map((account) => account.id)).not.toContain(id);
  });

  it('delete a connection and leave its accounts, which then have none', async () => {
    const id = ids.connection(doomed);
    const deleted = await caller.data(
      'mutation($id: ID!) { deleteBankConnection(input: { id: $id }) { __typename ... on DeleteSuccess { deletedId } } }',
      { id },
    );
    expect(deleted).toEqual({ deleteBankConnection: { __typename: 'DeleteSuccess', deletedId: id } });
    const data = await caller.data('query($id: ID!) { account(id: $id) { xs2aId connection { id } } }', {
      id: ids.account(orphan),
    });
    expect(data).toEqual({ account: { xs2aId: orphan.id, connection: null } });
  });
});
