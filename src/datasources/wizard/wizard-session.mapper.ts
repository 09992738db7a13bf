import type { WizardSession } from '../../schema/wizard-session.type.js';
import { booleanOf, idOf, instantOf, recordOf, textOf } from '../xs2a/lenient.js';
import { malformedResponse, UpstreamError } from '../xs2a/upstream-error.js';
import { toWizardError } from './wizard-error.mapper.js';
import type { WizardSessionOrigin } from './wizard-session.records.js';

/** The fields that only XS2A's session has, for a session that was not or could not be read. */
export const UNREAD_STATE = { finished: null, currentStep: null, lastError: null, testMode: null, createdAt: null };

/**
 * The session that a write has just begun.
 *
 * @throws UpstreamError OUTCOME_UNKNOWN when upstream reports a new session but not which
 */
export function toNewWizardSession(body: unknown, bankUserId: string): WizardSession {
  const answer = recordOf(body);
  const key = textOf(answer?.wizard_session_key);
  const transactionId = idOf(answer?.transaction);
  if (key === null || transactionId === null) throw new UpstreamError('OUTCOME_UNKNOWN');
  return {
    key,
    transactionId,
    bankUserId,
    connectionXs2aId: null,
    ...UNREAD_STATE,
    finished: false,
  };
}

/**
 * The current state of a session. Drops its key, which upstream repeats.
 *
 * @throws UpstreamError UPSTREAM_UNAVAILABLE when the response is about another session or none
 */
export function toWizardSession(body: unknown, transactionId: string, origin: WizardSessionOrigin): WizardSession {
  const answer = recordOf(body);
  if (answer === null || (idOf(answer.transaction) ?? transactionId) !== transactionId) throw malformedResponse();
  return {
    key: null,
    transactionId,
    ...origin,
    finished: booleanOf(answer.finished),
    currentStep: textOf(answer.current_step),
    lastError: toWizardError(answer.last_error),
    testMode: booleanOf(answer.testmode),
    createdAt: instantOf(answer.created_at),
  };
}
