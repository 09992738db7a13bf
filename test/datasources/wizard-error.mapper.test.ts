import { toWizardError } from '../../src/datasources/wizard/wizard-error.mapper.js';

test.each(['', '  ', null, undefined, {}])('%j is no error', (value) => {
  expect(toWizardError(value)).toBeNull();
});

test.each([
  'login_failed',
  'wrong_tan',
  'max_login_tries',
  'session_expired',
  'tech_error',
  'client_aborted',
  'pp_not_checked',
])('after %s the person may try again', (code) => {
  expect(toWizardError(code)).toEqual({ code, retryable: true });
});

test.each([
  'login_blacklisted',
  'account_blacklisted',
  'veto_by_merchant',
  'testmode_error',
  'forced_transport_disabled',
  'no_transports_found',
  'no_compatible_accounts',
  'pinned_iban_not_found',
  'security_setting_rejection',
  'a_code_that_comes_later',
])('after %s another try changes nothing', (code) => {
  expect(toWizardError(code)).toEqual({ code, retryable: false });
});
