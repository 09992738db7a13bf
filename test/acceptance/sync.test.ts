import { landSync } from './other-xs2a/sync.js';
import { newPerson, type Connection, type JsonObject } from './other-xs2a/world.js';
import { codesOf } from './harness/answer.js';
import { Deployment, type Caller } from './harness/deployment.js';
import { GraphIds } from './harness/graph-ids.js';
import { entry } from './people/entries.js';
import { addAccount, addConnection } from './people/records.js';

/** Never to be seen again, neither in a log nor in an error. */
const SHARE = 'the-callers-half-of-the-credentials';

const SYNC = `mutation($input: SyncBankConnectionInput!) { syncBankConnection(input: $input) {
  __typename
  ... on UserError { message code retryable }
  ... on SyncStarted { connection { xs2aId } requestedAt pollAfterMs }
  ... on SyncNeedsUser { connection { xs2aId } wizardSession { key transactionId } }
  ... on BankConnectionDisabledError { connection { xs2aId status } }
  ... on LastAttemptError { connection { xs2aId status } }
  ... on SyncFailedBeforeError { connection { xs2aId status } }
} }`;

const LIST = 'query($id: ID!) { account(id: $id) { turnovers(first: 50) { totalCount nodes { id purpose isNew } } } }';

interface Outcome {
  readonly __typename: string;
  readonly connection?: { readonly xs2aId: string; readonly status?: string };
  readonly wizardSession?: { readonly key: string; readonly transactionId: string };
  readonly requestedAt?: string;
  readonly pollAfterMs?: number;
  readonly code?: string;
}

interface List {
  readonly account: {
    readonly turnovers: {
      readonly totalCount: number;
      readonly nodes: { id: string; purpose: string[]; isNew: boolean }[];
    };
  };
}

describe('a sync', () => {
  const person = newPerson('0815', { name: 'Susi Sync', email: 'susi@sync.example' }, 'none');
  let number = 0;
  let deployment: Deployment;
  let caller: Caller;

  beforeAll(async () => {
    deployment = await Deployment.start([person], { LOG_LEVEL: 'trace' });
    caller = deployment.as(person);
  });

  beforeEach(() => {
    deployment.xs2a.forgetRequests();
  });

  afterAll(async () => {
    expect(deployment.gateway.output).not.toContain(SHARE);
    await deployment.stop();
  });

  /** A fresh connection, so that no test meets what another has done. */
  const connect = (raw: JsonObject): Connection => addConnection(person, (number += 1), raw);

  const sync = async (connection: Connection, input: Record<string, unknown> = {}): Promise<Outcome> => {
    const id = (await GraphIds.of(caller)).connection(connection);
    const data = await caller.data<{ syncBankConnection: Outcome }>(SYNC, { input: { id, ...input } });
    return data.syncBankConnection;
  };

  const upstreamSyncs = (): (JsonObject | undefined)[] =>
    deployment.xs2a.requestsOf('POST', /\/sync$/).map(({ body }) => body);

  describe('with stored credentials', () => {
    it('starts, and its new turnover is in the very next answer', async () => {
      const connection = connect({ sync_mode: 'full' });
      const account = addAccount(person, connection, (number += 1), { rows: [entry({ purpose: ['old'] })] });
      account.arriving = [entry({ bookingDate: '2026-11-01', purpose: ['arrived'], isNew: true })];
      const id = (await GraphIds.of(caller)).account(account);
      const before = await caller.data<List>(LIST, { id });
      const outcome = await sync(connection);
      expect(outcome).toMatchObject({ __typename: 'SyncStarted', connection: { xs2aId: connection.id } });
      expect(outcome.requestedAt).toMatch(/Z$/);
      expect(outcome.pollAfterMs).toBeGreaterThan(0);
      const after = await caller.data<List>(LIST, { id });
      expect(before.account.turnovers.totalCount).toBe(1);
      expect(after.account.turnovers.nodes.map(({ purpose, isNew }) => [purpose, isNew])).toEqual([
        [['arrived'], true],
        [['old'], false],
      ]);
      expect(upstreamSyncs()).toHaveLength(1);
    });

    it('shows what comes later, too, as soon as it is there', async () => {
      const connection = connect({ sync_mode: 'full' });
      connection.lands = 'held';
      const account = addAccount(person, connection, (number += 1), { rows: [entry({ purpose: ['old'] })] });
      account.arriving = [entry({ bookingDate: '2026-11-01', purpose: ['late'] })];
      const id = (await GraphIds.of(caller)).account(account);
      const count = async (): Promise<number> => (await caller.data<List>(LIST, { id })).account.turnovers.totalCount;
      await count();
      expect((await sync(connection)).__typename).toBe('SyncStarted');
      expect(await count()).toBe(1);
      landSync(person, connection);
      expect(await count()).toBe(2);
    });
  });

  it('without stored credentials needs the person, and hands out a wizard session', async () => {
    const connection = connect({ sync_mode: 'none', sync_active: 0 });
    const outcome = await sync(connection);
    expect(outcome).toMatchObject({ __typename: 'SyncNeedsUser', connection: { xs2aId: connection.id } });
    const { key, transactionId } = outcome.wizardSession ?? { key: '', transactionId: '' };
    expect(deployment.xs2a.world.sessions.get(transactionId)?.key).toBe(key);
    expect(upstreamSyncs()).toHaveLength(1);
  });

  it('needs the person as well where upstream has fallen back to none in the meantime', async () => {
    const connection = connect({ sync_mode: 'full' });
    const id = (await GraphIds.of(caller)).connection(connection);
    connection.raw.sync_mode = 'none';
    const data = await caller.data<{ syncBankConnection: Outcome }>(SYNC, { input: { id } });
    expect(data.syncBankConnection.__typename).toBe('SyncNeedsUser');
  });

  describe('with shared credentials', () => {
    it('asks for the share', async () => {
      const outcome = await sync(connect({ sync_mode: 'shared' }));
      expect(outcome).toMatchObject({
        __typename: 'CredentialShareRequiredError',
        code: expect.any(String) as unknown,
      });
      expect(upstreamSyncs()).toEqual([]);
    });

    it('passes the share on, once', async () => {
      const outcome = await sync(connect({ sync_mode: 'shared' }), { credentialShare: SHARE });
      expect(outcome.__typename).toBe('SyncStarted');
      expect(upstreamSyncs()).toEqual([expect.objectContaining({ credentials: SHARE })]);
    });
  });

  describe('after failures', () => {
    const both = { force: true, acceptDisable: true };

    it.each([
      [3, {}, 'BankConnectionDisabledError'],
      [3, both, 'BankConnectionDisabledError'],
      [4, both, 'BankConnectionDisabledError'],
      [2, {}, 'LastAttemptError'],
      [2, { force: true }, 'LastAttemptError'],
      [2, { acceptDisable: true }, 'SyncFailedBeforeError'],
      [1, {}, 'SyncFailedBeforeError'],
      [1, { acceptDisable: true }, 'SyncFailedBeforeError'],
    ])('%i of them, with %j: %s, and no call upstream', async (failures, input, outcome) => {
      const connection = connect({ sync_fail_counter: failures, sync_active: '0', sync_message: 'login_failed' });
      expect(await sync(connection, input)).toMatchObject({
        __typename: outcome,
        message: expect.any(String) as unknown,
        code: expect.any(String) as unknown,
        connection: { xs2aId: connection.id, status: failures >= 3 ? 'DISABLED' : 'SYNC_FAILING' },
      });
      expect(upstreamSyncs()).toEqual([]);
      expect(deployment.xs2a.requests.filter(({ method }) => method === 'POST')).toEqual([]);
    });

    it.each([
      [1, { force: true }],
      [2, both],
    ])('%i of them, with %j: goes on by force', async (failures, input) => {
      const connection = connect({ sync_fail_counter: failures, sync_active: 0 });
      expect((await sync(connection, input)).__typename).toBe('SyncStarted');
      expect(upstreamSyncs()).toEqual([expect.objectContaining({ force: true })]);
    });
  });

  it.each([500, 503, 429])('is asked for once only when upstream answers %i', async (status) => {
    const connection = connect({ sync_mode: 'full' });
    const id = (await GraphIds.of(caller)).connection(connection);
    const answer = { status, body: { code: status, message: 'SECRET-UPSTREAM-TEXT' } };
    const lift = deployment.xs2a.fault({ method: 'POST', path: /\/sync$/, strike: { kind: 'answer', answer } });
    expect(codesOf(await caller.ask(SYNC, { input: { id } }))).toHaveLength(1);
    lift();
    expect(upstreamSyncs()).toHaveLength(1);
  });
});
