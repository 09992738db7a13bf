import type { WizardSession } from '../schema/wizard-session.type.js';
import { idOf, recordOf, textOf } from './lenient.js';
import { UpstreamError } from './upstream-error.js';

/**
 * The session that a write has just begun.
 *
 * @throws UpstreamError OUTCOME_UNKNOWN when upstream says that it began one, but not which
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
    finished: false,
    currentStep: null,
    lastError: null,
  };
}
