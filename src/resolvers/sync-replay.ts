import type { Sources } from '../datasources/sources.js';
import type { OwnedRef } from '../domain/global-id.js';
import type { BankConnectionSync } from '../schema/bank-connection.type.js';
import type { SyncBankConnectionResult } from '../schema/mutations/sync-bank-connection.result.js';
import { POLL_AFTER_MS } from './sync-connection.js';
import { toStoredSession, replaySession, type StoredSession } from './wizard-session-replay.js';

/** The record of a sync, for repeated requests. Without `before`: stored by a gateway that did not keep it yet. */
export type StoredSync =
  { readonly startedAt: string; readonly before?: SyncBefore } | { readonly session: StoredSession };

/** The connection's sync as it was before: that it has ended is seen by comparing. */
type SyncBefore = Pick<
  BankConnectionSync,
  'lastSyncedAt' | 'consecutiveFailures' | 'failuresUntilDisabled' | 'message'
>;

/** Undefined when nothing was started: the same request may start it later. */
export function toStoredSync(result: SyncBankConnectionResult): StoredSync | undefined {
  if (result.__typename === 'SyncStarted') {
    const { lastSyncedAt, consecutiveFailures, failuresUntilDisabled, message } = result.connection.sync;
    const before = { lastSyncedAt, consecutiveFailures, failuresUntilDisabled, message };
    return { startedAt: result.requestedAt, before };
  }
  if (result.__typename !== 'SyncNeedsUser') return undefined;
  return { session: toStoredSession(result.wizardSession, result.connection.bankUserId) };
}

/** @throws GatewayError NOT_FOUND when the connection has since been deleted */
export async function replaySync(
  ref: OwnedRef,
  stored: StoredSync,
  { bankConnections, wizardSessions }: Sources,
): Promise<SyncBankConnectionResult> {
  const connection = await bankConnections.get(ref);
  if ('startedAt' in stored) {
    const asBefore = { ...connection, sync: { ...connection.sync, ...stored.before } };
    return {
      __typename: 'SyncStarted',
      connection: asBefore,
      requestedAt: stored.startedAt,
      pollAfterMs: POLL_AFTER_MS,
    };
  }
  const wizardSession = await replaySession(stored.session, wizardSessions);
  return { __typename: 'SyncNeedsUser', connection, wizardSession };
}
