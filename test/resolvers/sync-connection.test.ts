import { Graph, type Somebody } from '../support/graph.js';
import type { Shape } from '../support/test-bank.js';

const SYNC = 'POST /v1/api/connections/{id}/sync';
const PATH = '/v1/api/connections/*/sync';
const LIST = '/v1/api/connections';

const MUTATION = `mutation ($input: SyncBankConnectionInput!) { outcome: syncBankConnection(input: $input) {
  __typename
  ... on UserError { code message retryable }
  ... on SyncStarted { connection { xs2aId } requestedAt pollAfterMs }
  ... on SyncNeedsUser { connection { xs2aId } wizardSession { key transactionId finished currentStep connection { id } } }
  ... on BankConnectionDisabledError { connection { xs2aId status } }
  ... on LastAttemptError { connection { xs2aId sync { consecutiveFailures } } }
  ... on SyncFailedBeforeError { connection { xs2aId sync { message } } }
  ... on SyncLimitReachedError { connection { xs2aId } availableAt }
} }`;

interface Outcome {
  readonly outcome: { readonly __typename: string; readonly requestedAt: string } | null;
}

describe('a sync', () => {
  let graph: Graph;

  beforeAll(async () => {
    graph = await Graph.open();
  });

  afterEach(() => graph.bank.heal());

  afterAll(() => graph.close());

  const sync = ({ query, connectionIds }: Somebody, input: object = {}) =>
    query<Outcome>(MUTATION, { input: { id: connectionIds[0], ...input } });

  const posts = async ({ upstreamCalls }: Somebody) => (await upstreamCalls())[SYNC] ?? 0;

  const YES = [true];
  const NO = [false, null, undefined];
  const EITHER = [true, false, null, undefined];

  describe.each<[number, (boolean | null | undefined)[], (boolean | null | undefined)[], string]>([
    [0, EITHER, EITHER, 'SyncStarted'],
    [1, NO, EITHER, 'SyncFailedBeforeError'],
    [1, YES, EITHER, 'SyncStarted'],
    [2, EITHER, NO, 'LastAttemptError'],
    [2, NO, YES, 'SyncFailedBeforeError'],
    [2, YES, YES, 'SyncStarted'],
    [3, EITHER, EITHER, 'BankConnectionDisabledError'],
    [4, EITHER, EITHER, 'BankConnectionDisabledError'],
  ])('after %d failures, with force %j and acceptDisable %j', (failures, forces, accepts, outcome) => {
    it(`is ${outcome}`, async () => {
      for (const force of forces) {
        for (const acceptDisable of accepts) {
          const somebody = await graph.person({ failures, accounts: 0 });
          const { data, errors } = await sync(somebody, { force, acceptDisable });
          expect({ force, acceptDisable, errors, data }).toMatchObject({
            ...{ force, acceptDisable, errors: [] },
            data: { outcome: { __typename: outcome, connection: { xs2aId: somebody.person.connections[0] } } },
          });
          expect(await posts(somebody)).toBe(outcome === 'SyncStarted' ? 1 : 0);
        }
      }
    });
  });

  it.each<[Shape, string, string, boolean]>([
    [{ failures: 1 }, 'SyncFailedBeforeError', 'SYNC_FAILED_BEFORE', false],
    [{ failures: 2 }, 'LastAttemptError', 'LAST_ATTEMPT', false],
    [{ failures: 3 }, 'BankConnectionDisabledError', 'CONNECTION_DISABLED', false],
    [{ syncMode: 'shared' }, 'CredentialShareRequiredError', 'CREDENTIAL_SHARE_REQUIRED', false],
  ])('that cannot be is an outcome of its own: %j', async (shape, __typename, code, retryable) => {
    const { data } = await sync(await graph.person(shape));
    expect(data.outcome).toMatchObject({ __typename, code, retryable, message: expect.any(String) as string });
  });

  it('tells when to look again, and what it found shows in the next query', async () => {
    const somebody = await graph.person({ turnovers: 3, days: 30, syncedAgo: 7200 });
    const look = `{ viewer { connections { sync { lastSyncedAt } } accounts { balance { asOf } turnovers { totalCount asOf } } } }`;
    const before = await somebody.query<{ viewer: { accounts: { turnovers: { totalCount: number } }[] } }>(look);
    const earliest = Date.now();
    const { data } = await sync(somebody);
    expect(data.outcome).toMatchObject({ __typename: 'SyncStarted', pollAfterMs: 2000 });
    expect(Date.parse(data.outcome?.requestedAt ?? '')).toBeGreaterThanOrEqual(earliest);
    await graph.bank.settle();
    const after = await somebody.query<typeof before.data>(look);
    expect(before.data.viewer.accounts[0]?.turnovers.totalCount).toBe(3);
    expect(after.data.viewer.accounts[0]?.turnovers.totalCount).toBe(4);
    expect(JSON.stringify(after.data)).not.toContain(/"asOf":"[^"]+"/.exec(JSON.stringify(before.data))?.[0]);
  });

  it('that fails counts up, and the next one asks for force', async () => {
    const somebody = await graph.person();
    await graph.bank.failNextSync(somebody.person.connections[0] ?? '');
    expect((await sync(somebody)).data.outcome?.__typename).toBe('SyncStarted');
    await graph.bank.settle();
    const { data } = await sync(somebody);
    expect(data.outcome).toMatchObject({
      __typename: 'SyncFailedBeforeError',
      connection: { sync: { message: 'login_failed' } },
    });
    expect((await sync(somebody, { force: true })).data.outcome?.__typename).toBe('SyncStarted');
  });

  it('without stored credentials begins a bank login', async () => {
    const somebody = await graph.person({ syncMode: 'none' });
    const { data, errors } = await sync(somebody);
    expect(errors).toEqual([]);
    expect(data.outcome).toEqual({
      __typename: 'SyncNeedsUser',
      connection: { xs2aId: somebody.person.connections[0] },
      wizardSession: {
        key: expect.stringMatching(/.{20}/) as string,
        transactionId: expect.stringMatching(/^\w+$/) as string,
        finished: false,
        currentStep: null,
        connection: null,
      },
    });
  });

  describe('with shared credentials', () => {
    it.each([undefined, null, '', ' '])(
      'needs the other half, and asks nobody without it: %j',
      async (credentialShare) => {
        const somebody = await graph.person({ syncMode: 'shared' });
        const { data } = await sync(somebody, { credentialShare });
        expect(data.outcome?.__typename).toBe('CredentialShareRequiredError');
        expect(await posts(somebody)).toBe(0);
      },
    );

    it('needs the right one', async () => {
      const somebody = await graph.person({ syncMode: 'shared' });
      const { data, errors } = await sync(somebody, { credentialShare: 'not-the-right-one' });
      expect(errors).toEqual([]);
      expect(data.outcome?.__typename).toBe('CredentialShareRequiredError');
      expect(await posts(somebody)).toBe(1);
    });
  });

  describe('without the person', () => {
    const LEFT = '{ viewer { connections { sync { unattendedSyncsLeft } } } }';
    const left = async ({ query }: Somebody) => (await query<object>(LEFT)).data;
    const leaving = (unattendedSyncsLeft: number) => ({ viewer: { connections: [{ sync: { unattendedSyncsLeft } }] } });

    afterEach(() => graph.bank.set({ unattendedSyncs: null, syncDelay: 150 }));

    it('is the fourth of a day at the most, with the one that XS2A makes by itself', async () => {
      const somebody = await graph.person();
      for (const unattendedSyncsLeft of [3, 2, 1]) {
        expect(await left(somebody)).toEqual(leaving(unattendedSyncsLeft));
        expect((await sync(somebody)).data.outcome?.__typename).toBe('SyncStarted');
      }
      expect(await left(somebody)).toEqual(leaving(0));
      for (const userPresent of NO) {
        const { data, errors } = await sync(somebody, { userPresent, force: true, acceptDisable: true });
        expect(errors).toEqual([]);
        expect(data.outcome).toEqual({
          __typename: 'SyncLimitReachedError',
          code: 'SYNC_LIMIT_REACHED',
          message: expect.any(String) as string,
          retryable: true,
          connection: { xs2aId: somebody.person.connections[0] },
          availableAt: expect.stringMatching(/^\d{4}-/) as string,
        });
      }
      expect(await posts(somebody)).toBe(3);
      expect((await sync(somebody, { userPresent: true })).data.outcome?.__typename).toBe('SyncStarted');
      expect(await posts(somebody)).toBe(4);
    });

    it('is not what the person is there for', async () => {
      const somebody = await graph.person();
      for (let made = 0; made < 5; made++) await sync(somebody, { userPresent: true });
      expect(await left(somebody)).toEqual(leaving(3));
    });

    it('is not what begins a login', async () => {
      const somebody = await graph.person({ syncMode: 'none' });
      for (let made = 0; made < 5; made++) {
        expect((await sync(somebody)).data.outcome?.__typename).toBe('SyncNeedsUser');
      }
      expect(await left(somebody)).toEqual(leaving(4));
    });

    it('is not what turns out to need a login', async () => {
      const somebody = await graph.person({ syncMode: 'none' });
      const stale = { id: somebody.person.connections[0], sync_mode: 'full', sync_fail_counter: 0 };
      await graph.bank.override({ path: LIST, times: 1, merge: { data: [stale] } });
      expect((await sync(somebody)).data.outcome?.__typename).toBe('SyncNeedsUser');
      expect(await left(somebody)).toEqual(leaving(4));
    });

    it.each<[string, object, number]>([
      ['was refused', { kind: 'status', status: 403 }, 3],
      ['came too fast', { kind: 'rate-limit', retryAfter: '5' }, 3],
      ['may have begun', { kind: 'lost-answer' }, 2],
      ['failed at XS2A', { kind: 'status', status: 500 }, 2],
    ])('is not what was surely not begun: one that %s', async (_, fault, unattendedSyncsLeft) => {
      const somebody = await graph.person();
      await graph.bank.strike({ path: PATH, method: 'POST', ...(fault as { kind: string }) });
      await sync(somebody);
      await graph.bank.heal();
      expect(await left(somebody)).toEqual(leaving(unattendedSyncsLeft));
    });

    it('is refused by banks that count for themselves', async () => {
      const somebody = await graph.person({ syncMode: 'full' });
      await graph.bank.set({ unattendedSyncs: 4, syncDelay: 0 });
      for (let made = 0; made < 4; made++) await sync(somebody, { userPresent: true });
      expect((await sync(somebody)).errors).toMatchObject([{ path: 'outcome', code: 'RATE_LIMITED' }]);
      expect(await left(somebody)).toEqual(leaving(3));
    });
  });

  describe('that upstream refuses', () => {
    it('is what the connection has become meanwhile', async () => {
      const somebody = await graph.person({ failures: 3 });
      const stale = { id: somebody.person.connections[0], sync_mode: 'full', sync_fail_counter: 0 };
      await graph.bank.override({ path: LIST, times: 1, merge: { data: [stale] } });
      const { data } = await sync(somebody);
      expect(data.outcome).toMatchObject({
        __typename: 'BankConnectionDisabledError',
        connection: { status: 'DISABLED' },
      });
      expect(await posts(somebody)).toBe(1);
    });

    it('and nothing explains is an error', async () => {
      const somebody = await graph.person();
      await graph.bank.strike({ path: PATH, kind: 'status', status: 403 });
      const { data, errors } = await sync(somebody);
      expect(data).toBeNull();
      expect(errors).toMatchObject([{ path: 'outcome', code: 'UPSTREAM_REJECTED' }]);
      expect(await posts(somebody)).toBe(1);
    });

    it('because the connection was deleted meanwhile is not found', async () => {
      const somebody = await graph.person();
      await graph.bank.strike({ path: PATH, kind: 'status', status: 404 });
      expect((await sync(somebody)).data.outcome?.__typename).toBe('NotFoundError');
    });
  });

  it.each<[string, object, string]>([
    ['the connection broke', { kind: 'reset' }, 'OUTCOME_UNKNOWN'],
    ['the answer was lost', { kind: 'lost-answer' }, 'OUTCOME_UNKNOWN'],
    ['a proxy gave up', { kind: 'status', status: 504 }, 'OUTCOME_UNKNOWN'],
    ['upstream failed', { kind: 'status', status: 500 }, 'OUTCOME_UNKNOWN'],
    ['there were too many', { kind: 'rate-limit', retryAfter: '5' }, 'RATE_LIMITED'],
  ])('is never sent twice: %s', async (_, fault, code) => {
    const somebody = await graph.person();
    await graph.bank.strike({ path: PATH, method: 'POST', ...(fault as { kind: string }) });
    const { errors } = await sync(somebody);
    expect(errors).toMatchObject([{ path: 'outcome', code }]);
    expect(await posts(somebody)).toBe(1);
  });

  it.each<[string, object]>([
    ['no session', {}],
    ['no key', { transaction: 'abc' }],
    ['no transaction', { wizard_session_key: 'secret' }],
    ['a transaction that is a path', { wizard_session_key: 'secret', transaction: '../sessions' }],
  ])('that begins a login and names %s has an unknown outcome', async (_, body) => {
    const somebody = await graph.person({ syncMode: 'none' });
    await graph.bank.override({ path: PATH, body });
    expect((await sync(somebody)).errors).toMatchObject([{ code: 'OUTCOME_UNKNOWN' }]);
    expect(await posts(somebody)).toBe(1);
  });

  it('goes on when the access token has ended: a refused call did nothing', async () => {
    const somebody = await graph.person();
    await somebody.query('{ viewer { connections { id } } }');
    await graph.bank.expireTokens();
    expect((await sync(somebody)).data.outcome?.__typename).toBe('SyncStarted');
  });
});
