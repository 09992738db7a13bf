import type { WizardError } from '../../schema/wizard-session.type.js';
import { textOf } from '../xs2a/lenient.js';

/**
 * Errors after which the person may try again, in this session or in a new one: what was typed can be typed better, and what
 * failed at the bank or on the way may go well the next time. After the others (block lists, configuration, no account that
 * fits, security) it would fail again, and so it is taken to be with codes that come later.
 * The codes are published by the vendor's SDKs; which of them allow another try is the gateway's reading of their names.
 */
const RETRYABLE = new Set([
  'session_expired',
  'token_mismatch',
  'tech_error',
  'client_not_started',
  'client_aborted',
  'consent_invalid',
  'init_failed',
  'login_failed',
  'login_next_failed',
  'accounts_failed',
  'balance_failed',
  'turnovers_failed',
  'standing_orders_failed',
  'transaction_failed',
  'tan_failed',
  'tan_method_not_allowed',
  'validation_failed',
  'pp_not_checked',
  'max_login_tries',
  'max_tan_tries',
  'wrong_tan',
  'country_id_invalid',
  'bank_code_unknown',
]);

/** Null where upstream names no error. */
export function toWizardError(value: unknown): WizardError | null {
  const code = textOf(value);
  return code === null ? null : { code, retryable: RETRYABLE.has(code) };
}
