import { berlinTime } from '../time/berlin.js';
import { flag } from '../wire/flag.js';
import type { WizardSession, WizardStep } from './wizard-session.js';

/** Step names published by the vendor's SDKs. */
const currentSteps: Record<WizardStep, string> = {
  bank: 'WizardStartStep',
  login: 'WizardLoginStep',
  redirect: 'WizardOauthRedirect',
  captcha: 'WizardLoginNextStep',
  multi: 'WizardLoginNextStep',
  approval: 'WizardScaStep',
  'tan-method': 'WizardTanStep',
  tan: 'WizardTanStep',
  showcase: 'WizardShowcaseStep',
  accounts: 'WizardAccountsStep',
  finish: 'WizardFinishStep',
};

export function toSessionWire(session: WizardSession): Record<string, unknown> {
  return {
    id: session.id,
    transaction: session.transaction,
    wizard_session_key: session.key,
    product: 'xs2a_api',
    parameters: parametersOf(session),
    last_error: session.lastError,
    testmode: flag(true, session.id, 'testmode'),
    finished: flag(session.finished, session.id, 'finished'),
    current_step: currentSteps[session.step],
    created_at: berlinTime(session.createdAt),
    object: 'wizard_session',
  };
}

function parametersOf({ request, language }: WizardSession): Record<string, unknown> {
  return {
    sync_mode: request.syncMode,
    account_selection: request.accountSelection,
    days: request.days ?? null,
    limit_days: request.limitDays ?? null,
    language,
  };
}
