import type { BankConnectionSource } from '../datasources/bank-connection.source.js';
import { isRefusal } from '../datasources/xs2a/upstream-error.js';
import { FAILURES_THAT_DISABLE } from '../domain/bank-connection-status.js';
import type { OwnedRef } from '../domain/global-id.js';
import type { BankConnection } from '../schema/bank-connection.type.js';
import type { SyncBankConnectionInput } from '../schema/mutations/sync-bank-connection.input.js';
import type { SyncBankConnectionResult } from '../schema/mutations/sync-bank-connection.result.js';
import {
  bankConnectionDisabledError,
  credentialShareRequiredError,
  lastAttemptError,
  syncFailedBeforeError,
} from '../schema/user-error.js';

/** A sync at a bank takes some seconds. */
export const POLL_AFTER_MS = 2_000;

/**
 * Syncs, unless what is known of the connection forbids it: three failures disable a connection for good, so nobody should
 * come to the third by accident.
 *
 * @throws GatewayError NOT_FOUND
 */
export async function syncConnection(
  ref: OwnedRef,
  input: SyncBankConnectionInput,
  connections: BankConnectionSource,
): Promise<SyncBankConnectionResult> {
  const connection = await connections.getAnew(ref);
  const objection = objectionTo(connection, input);
  if (objection !== undefined) return objection;
  const requestedAt = new Date().toISOString();
  try {
    const credentials = connection.sync.mode === 'SHARED' ? (input.credentialShare ?? undefined) : undefined;
    const wizardSession = await connections.sync(connection, { force: input.force ?? false, credentials });
    if (wizardSession !== undefined) return { __typename: 'SyncNeedsUser', connection, wizardSession };
    return { __typename: 'SyncStarted', connection, requestedAt, pollAfterMs: POLL_AFTER_MS };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const outcome = await outcomeOfRefusal(ref, input, connections);
    if (outcome === undefined) throw error;
    return outcome;
  }
}

/**
 * XS2A says with which status it refuses a sync nowhere. What the connection is like afterwards tells why: somebody else's
 * sync failed meanwhile, or the credential share was not the right one.
 */
async function outcomeOfRefusal(
  ref: OwnedRef,
  input: SyncBankConnectionInput,
  connections: BankConnectionSource,
): Promise<SyncBankConnectionResult | undefined> {
  const connection = await connections.getAnew(ref);
  const objection = objectionTo(connection, input);
  return objection ?? (connection.sync.mode === 'SHARED' ? credentialShareRequiredError() : undefined);
}

function objectionTo(
  connection: BankConnection,
  { force, acceptDisable, credentialShare }: SyncBankConnectionInput,
): SyncBankConnectionResult | undefined {
  const { consecutiveFailures, mode } = connection.sync;
  if (consecutiveFailures >= FAILURES_THAT_DISABLE) return bankConnectionDisabledError(connection);
  const isLastAttempt = consecutiveFailures === FAILURES_THAT_DISABLE - 1;
  if (isLastAttempt && acceptDisable !== true) return lastAttemptError(connection);
  if (consecutiveFailures > 0 && force !== true) return syncFailedBeforeError(connection);
  const hasShare = credentialShare != null && credentialShare.trim() !== '';
  return mode === 'SHARED' && !hasShare ? credentialShareRequiredError() : undefined;
}
