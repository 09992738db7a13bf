import { GatewayError, type Graph, type Result } from '../../client/src/index.js';
import { waitForSync } from '../../client/src/sync-wait.js';

type Sync = Graph.ConnectionStateFragment['sync'];

const BEFORE: Sync = {
  mode: 'FULL',
  automatic: true,
  isOverdue: false,
  lastSyncedAt: '2026-01-01T08:00:00Z',
  consecutiveFailures: 1,
  failuresUntilDisabled: 2,
  message: null,
};
const SUCCEEDED: Sync = { ...BEFORE, lastSyncedAt: '2026-01-01T09:00:00Z', consecutiveFailures: 0 };
const FAILED: Sync = { ...BEFORE, consecutiveFailures: 2 };

function connection(sync: Sync): Graph.ConnectionStateFragment {
  return {
    id: 'a',
    bankName: null,
    bic: null,
    country: null,
    testMode: null,
    createdAt: null,
    status: 'ACTIVE',
    requiredAction: null,
    sync,
    consent: { validUntil: null, daysRemaining: null, state: 'UNKNOWN' },
  };
}

/** Reads the connection in these states, one after another, and the last one again and again. */
function reading(...states: readonly (Sync | Error)[]) {
  const rest = [...states];
  const state = { reads: 0 };
  const read = (): Promise<Result<Graph.ConnectionStateFragment>> => {
    state.reads++;
    const next = (rest.length > 1 ? rest.shift() : rest[0]) ?? BEFORE;
    return next instanceof Error ? Promise.reject(next) : Promise.resolve({ data: connection(next), errors: [] });
  };
  return { state, read };
}

const started = { connection: connection(BEFORE), pollAfterMs: 1 };

it.each<[string, Sync, boolean]>([
  ['succeeded, when the date moves', SUCCEEDED, true],
  ['succeeded, when only the failures are forgotten', { ...BEFORE, consecutiveFailures: 0 }, true],
  ['failed, when there is one failure more', FAILED, false],
  ['failed, whatever the date', { ...FAILED, lastSyncedAt: SUCCEEDED.lastSyncedAt }, false],
])('is over and has %s', async (_, end, succeeded) => {
  const { read, state } = reading(BEFORE, BEFORE, end);
  expect(await waitForSync(started, read, {})).toEqual({
    data: { __typename: 'SyncEnded', succeeded, connection: connection(end) },
    errors: [],
  });
  expect(state.reads).toBe(3);
});

it('goes on while the gateway cannot tell', async () => {
  const { read } = reading(new GatewayError('UPSTREAM_TIMEOUT', 'Later.', { retryable: true }), SUCCEEDED);
  expect(await waitForSync(started, read, {})).toMatchObject({ data: { succeeded: true } });
});

it('ends with an error that stays', async () => {
  const { read } = reading(new GatewayError('NOT_FOUND', 'Gone.'));
  await expect(waitForSync(started, read, {})).rejects.toThrow('Gone.');
});

it('is not waited for longer than wanted', async () => {
  const { read } = reading(BEFORE);
  expect(await waitForSync(started, read, { waitMs: 5 })).toEqual({
    data: { __typename: 'SyncStillRunning', connection: connection(BEFORE) },
    errors: [],
  });
});

it('is no longer waited for when the caller leaves', async () => {
  const leaving = new AbortController();
  const { read, state } = reading(BEFORE);
  const waiting = waitForSync({ ...started, pollAfterMs: 3_600_000 }, read, {
    waitMs: 7_200_000,
    signal: leaving.signal,
  });
  leaving.abort(new Error('gone'));
  await expect(waiting).rejects.toMatchObject({ code: 'ABORTED', cause: new Error('gone') });
  await expect(waitForSync(started, read, { signal: leaving.signal })).rejects.toMatchObject({
    code: 'ABORTED',
    cause: new Error('gone'),
  });
  expect(state.reads).toBe(0);
});
