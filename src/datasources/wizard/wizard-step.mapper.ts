import { GRAPHQL_MAX_INT } from 'graphql';
import type { WizardStep, WizardStepError } from '../../schema/wizard-step.type.js';
import { booleanOf, countOf, recordOf, textOf, type UpstreamRecord } from '../xs2a/lenient.js';
import { toWizardForm } from './wizard-form.mapper.js';
import { plainTextOf } from './wizard-text.mapper.js';

/** The session has ended without success; there is no next screen. */
export const SESSION_OVER = 'SESSION_OVER';

/** The name of the last form (published by the vendor's guide). */
const FINISH = 'finish';

/** @returns the next screen, with the results on the last one; undefined when the response is not a screen */
export function toWizardStep(body: unknown): WizardStep | typeof SESSION_OVER | undefined {
  const answer = recordOf(body);
  if (answer === null) return undefined;
  const form = toWizardForm(answer.form);
  const error = toStepError(answer.error, form !== null);
  if (error?.recoverable === false) return SESSION_OVER;
  const pollAfterMs = toPollAfterMs(answer.polling);
  const finished = form?.name === FINISH || (error === null && pollAfterMs === null && endsWithoutForm(answer));
  return {
    __typename: 'WizardStep',
    form,
    finished,
    pollAfterMs: finished ? null : pollAfterMs,
    error,
    credentialShare: finished ? firstParameter(answer.form) : null,
  };
}

/** In the vendor's guide, a session may also end with a successful response without a form. */
function endsWithoutForm({ code, form }: UpstreamRecord): boolean {
  const isEmpty = form == null || (typeof form === 'object' && Object.keys(form).length === 0);
  return isEmpty && countOf(code) === 200;
}

/** Absent, `{}` and `[]` are no error (published by the vendor's SDKs). With a form, the user can continue. */
function toStepError(value: unknown, hasForm: boolean): WizardStepError | null {
  const error: unknown = Array.isArray(value) ? value[0] : value;
  const record = recordOf(error);
  const message = plainTextOf(record === null ? error : record.message);
  const recoverable = booleanOf(record?.recoverable);
  if (message === null && recoverable !== false) return null;
  return { message: message ?? '', recoverable: recoverable ?? hasForm };
}

/** Milliseconds; `{}` when there is nothing to wait for. */
function toPollAfterMs(polling: unknown): number | null {
  const interval = countOf(recordOf(polling)?.interval);
  return interval === null || interval === 0 ? null : Math.min(interval, GRAPHQL_MAX_INT);
}

function firstParameter(form: unknown): string | null {
  const parameters = recordOf(form)?.parameters;
  return Array.isArray(parameters) ? textOf(parameters[0]) : null;
}
