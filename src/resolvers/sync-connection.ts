import type { BankConnectionSource } from '../datasources/bank-connection.source.js';
import { hasChangedNothing, isRefusal } from '../datasources/xs2a/upstream-error.js';
import { FAILURES_THAT_DISABLE } from '../domain/bank-connection-status.js';
import type { OwnedRef } from '../domain/global-id.js';
import type { BankConnection } from '../schema/bank-connection.type.js';
import type { SyncBankConnectionInput } from '../schema/mutations/sync-bank-connection.input.js';
import type {
  SyncBankConnectionResult,
  SyncNeedsUser,
  SyncStarted,
} from '../schema/mutations/sync-bank-connection.result.js';
import {
  bankConnectionDisabledError,
  credentialShareRequiredError,
  lastAttemptError,
  syncFailedBeforeError,
  syncLimitReachedError,
} from '../schema/user-error.js';

/** A sync at a bank takes some seconds. */
export const POLL_AFTER_MS = 2_000;

/**
 * Syncs, unless the state of the connection forbids it: three failures disable a connection for good, so the third must not
 * happen by accident; and banks reject frequent requests without the user.
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
  // A connection that needs a login has the user present.
  const isAttended = input.userPresent === true || connection.sync.mode === 'NONE';
  const slot = isAttended ? undefined : await connections.takeUnattendedSync(connection);
  if (slot !== undefined && 'availableAt' in slot) return syncLimitReachedError(connection, slot.availableAt);
  try {
    const result = await begin(connection, input, connections);
    if (result.__typename === 'SyncNeedsUser') await slot?.giveBack();
    return result;
  } catch (error) {
    if (hasChangedNothing(error)) await slot?.giveBack();
    const outcome = isRefusal(error) ? await outcomeOfRefusal(ref, input, connections) : undefined;
    if (outcome === undefined) throw error;
    return outcome;
  }
}

async function begin(
  connection: BankConnection,
  { credentialShare, force }: SyncBankConnectionInput,
  connections: BankConnectionSource,
): Promise<SyncStarted | SyncNeedsUser> {
  const requestedAt = new Date().toISOString();
  const credentials = connection.sync.mode === 'SHARED' ? (credentialShare ?? undefined) : undefined;
  const wizardSession = await connections.sync(connection, { force: force ?? false, credentials });
  return wizardSession === undefined
    ? { __typename: 'SyncStarted', connection, requestedAt, pollAfterMs: POLL_AFTER_MS }
    : { __typename: 'SyncNeedsUser', connection, wizardSession };
}

/**
 * XS2A does not document the status with which it rejects a sync. The state of the connection afterwards shows why: another sync
 * failed meanwhile, or the credential share was wrong.
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
