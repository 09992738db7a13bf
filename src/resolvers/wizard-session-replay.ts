import { UNREAD_STATE } from '../datasources/wizard/wizard-session.mapper.js';
import type { WizardSessionSource } from '../datasources/wizard/wizard-session.source.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { WizardSession } from '../schema/wizard-session.type.js';

/** What is kept of a wizard session for those who repeat the write that began it. */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only types fit a JSON value
export type StoredSession = {
  readonly bankUserId: string;
  readonly transactionId: string;
  readonly key: string | null;
};

export function toStoredSession({ transactionId, key }: WizardSession, bankUserId: string): StoredSession {
  return { bankUserId, transactionId, key };
}

/** The session as it is now; its key is handed out again as long as it can still be used. */
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

/** After these of XS2A's codes, no step is taken any more. After others the person may try again in the same session. */
const FINAL_ERRORS = ['session_expired', 'client_aborted', 'max_login_tries', 'max_tan_tries'];

function isOver({ finished, lastError }: WizardSession): boolean {
  return finished === true || FINAL_ERRORS.includes(lastError?.code ?? '');
}
