import { CallTime } from './call-time.js';
import { GatewayError } from './errors.js';
import type { ConnectionStateFragment } from './generated/operations.js';
import type { Result } from './answer.js';
import type { RequestOptions } from './options.js';

/** How long a sync is waited for. `timeoutMs` is that of each request. */
export interface WaitOptions extends RequestOptions {
  /** How long to wait for the end; 120000 by default. */
  readonly waitMs?: number | undefined;
}

/** The sync has ended. */
export interface SyncEnded {
  readonly __typename: 'SyncEnded';
  /** False: see `sync.message` and `requiredAction` of the connection. */
  readonly succeeded: boolean;
  readonly connection: ConnectionStateFragment;
}

/** The wait was over before the sync. */
export interface SyncStillRunning {
  readonly __typename: 'SyncStillRunning';
  readonly connection: ConnectionStateFragment;
}

interface Started {
  readonly connection: ConnectionStateFragment;
  readonly pollAfterMs: number;
}

const WAIT_MS = 120_000;

/** Looks at the connection again and again until it shows that the sync has ended. */
export async function waitForSync(
  { connection: before, pollAfterMs }: Started,
  read: () => Promise<Result<ConnectionStateFragment>>,
  { waitMs = WAIT_MS, signal }: WaitOptions,
): Promise<Result<SyncEnded | SyncStillRunning>> {
  const deadline = Date.now() + waitMs;
  // Its pauses end with the signal; the deadline ends the loop and no request.
  const time = new CallTime(Infinity, [signal]);
  let latest: Result<ConnectionStateFragment> = { data: before, errors: [] };
  try {
    for (;;) {
      const succeeded = outcomeOf(before, latest.data);
      const { data: connection, errors } = latest;
      if (succeeded !== undefined) return { data: { __typename: 'SyncEnded', succeeded, connection }, errors };
      if (Date.now() >= deadline) return { data: { __typename: 'SyncStillRunning', connection }, errors };
      await time.pause(Math.max(0, Math.min(pollAfterMs, deadline - Date.now())));
      latest = await read().catch((error: unknown) => unlessTransient(error, latest));
    }
  } finally {
    time.close();
  }
}

/** Whether the sync succeeded; undefined while it runs. */
function outcomeOf({ sync: before }: ConnectionStateFragment, { sync }: ConnectionStateFragment): boolean | undefined {
  if (sync.consecutiveFailures > before.consecutiveFailures) return false;
  if (sync.lastSyncedAt !== before.lastSyncedAt || sync.consecutiveFailures < before.consecutiveFailures) return true;
  return undefined;
}

/** A sync goes on while the gateway cannot tell how far it is. */
function unlessTransient<T>(error: unknown, known: T): T {
  if (error instanceof GatewayError && error.retryable) return known;
  throw error;
}
