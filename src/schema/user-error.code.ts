/**
 * The expected failures of mutations, by the name of their GraphQL type: a closed list of codes, each with a constant message
 * that never contains input. `retryable`: whether the same input can succeed later; where other input helps, the type says which.
 */
export const USER_ERRORS = {
  InvalidInputError: {
    code: 'INVALID_INPUT',
    message: 'Some fields of the input have values that are not allowed.',
    retryable: false,
  },
  NotFoundError: { code: 'NOT_FOUND', message: 'Not found, or not accessible to you.', retryable: false },
  IdempotencyConflictError: {
    code: 'IDEMPOTENCY_CONFLICT',
    message: 'The idempotency key was used with other input.',
    retryable: false,
  },
  BankConnectionDisabledError: {
    code: 'CONNECTION_DISABLED',
    message: 'The bank connection is disabled after three failed syncs; delete it and create a new one.',
    retryable: false,
  },
  LastAttemptError: {
    code: 'LAST_ATTEMPT',
    message: 'If this sync fails, the bank connection is disabled for good; set acceptDisable to go on.',
    retryable: false,
  },
  SyncFailedBeforeError: {
    code: 'SYNC_FAILED_BEFORE',
    message: 'The last sync failed; set force to try again.',
    retryable: false,
  },
  CredentialShareRequiredError: {
    code: 'CREDENTIAL_SHARE_REQUIRED',
    message: "The sync needs the caller's half of the credentials.",
    retryable: false,
  },
  SyncLimitReachedError: {
    code: 'SYNC_LIMIT_REACHED',
    message:
      'The bank has been asked four times within a day without the person; wait, or ask while the person is there.',
    retryable: true,
  },
  WizardSessionOverError: {
    code: 'WIZARD_SESSION_OVER',
    message: 'The wizard session is over; begin a new one.',
    retryable: false,
  },
} as const satisfies Record<string, { code: string; message: string; retryable: boolean }>;

export type UserErrorName = keyof typeof USER_ERRORS;
export type UserErrorCode = (typeof USER_ERRORS)[UserErrorName]['code'];
