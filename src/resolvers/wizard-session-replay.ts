import { UNREAD_STATE } from '../datasources/wizard/wizard-session.mapper.js';
import type { WizardSessionSource } from '../datasources/wizard/wizard-session.source.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { WizardSession } from '../schema/wizard-session.type.js';

/** The record of a wizard session, for repeats of the write that began it. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only types fit a JSON value
export type StoredSession = {
  readonly bankUserId: string;
  readonly transactionId: string;
  readonly key: string | null;
};

export function toStoredSession({ transactionId, key }: WizardSession, bankUserId: string): StoredSession {
  return { bankUserId, transactionId, key };
}

/** The current session; its key is returned again while it can be used. */
export async function replaySession(
  { bankUserId, transactionId, key }: StoredSession,
  sessions: WizardSessionSource,
): Promise<WizardSession> {
  try {
    const session = await sessions.get(transactionId, bankUserId);
    return { ...session, key: isOver(session) ? null : key };
  } catch (error) {
    if (!(error instanceof GatewayError) || error.code !== 'NOT_FOUND') throw error;
    return { key: null, transactionId, bankUserId, connectionXs2aId: null, ...UNREAD_STATE };
  }
}

/** XS2A's codes after which the session is over. After others the user may try again in the same session. */
const FINAL_ERRORS = ['session_expired', 'client_aborted', 'max_login_tries', 'max_tan_tries'];

function isOver({ finished, lastError }: WizardSession): boolean {
  return finished === true || FINAL_ERRORS.includes(lastError?.code ?? '');
}
