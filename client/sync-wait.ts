import type { ConnectionStateFragment } from './generated/operations.js';
import { XS2AGatewayError } from './gateway-error.js';
import type { RequestOptions } from './transport.js';

export interface WaitOptions extends RequestOptions {
  /** How long to wait for the end; 120000 by default. */
  readonly waitMs?: number;
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
  read: () => Promise<ConnectionStateFragment>,
  { waitMs = WAIT_MS, signal }: WaitOptions,
): Promise<SyncEnded | SyncStillRunning> {
  const deadline = Date.now() + waitMs;
  let connection = before;
  while (Date.now() < deadline) {
    await pause(Math.min(pollAfterMs, deadline - Date.now()), signal);
    connection = await read().catch((error: unknown) => unlessTransient(error, connection));
    const { lastSyncedAt, consecutiveFailures } = connection.sync;
    if (consecutiveFailures > before.sync.consecutiveFailures) return ended(connection, false);
    if (lastSyncedAt !== before.sync.lastSyncedAt || consecutiveFailures < before.sync.consecutiveFailures) {
      return ended(connection, true);
    }
  }
  return { __typename: 'SyncStillRunning', connection };
}

function ended(connection: ConnectionStateFragment, succeeded: boolean): SyncEnded {
  return { __typename: 'SyncEnded', succeeded, connection };
}

/** A sync goes on while the gateway cannot tell how far it is. */
function unlessTransient<T>(error: unknown, known: T): T {
  if (error instanceof XS2AGatewayError && error.retryable) return known;
  throw error;
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(settle, ms);
    signal?.addEventListener('abort', settle, { once: true });

    function settle(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', settle);
      if (signal?.aborted === true) reject(signal.reason as Error);
      else resolve();
    }
  });
}
