import type { BankConnection } from './bank-connection.type.js';
import { USER_ERRORS, type UserErrorName } from './user-error.code.js';
import type {
  BankConnectionDisabledError,
  CredentialShareRequiredError,
  IdempotencyConflictError,
  InvalidField,
  InvalidInputError,
  LastAttemptError,
  NotFoundError,
  SyncFailedBeforeError,
  SyncLimitReachedError,
  WizardSessionOverError,
} from './user-error.type.js';

/** @param fields at least one; their messages are constants that never repeat a value */
export function invalidInputError(fields: InvalidField[]): InvalidInputError {
  return { ...userError('InvalidInputError'), fields };
}

export function notFoundError(): NotFoundError {
  return userError('NotFoundError');
}

export function idempotencyConflictError(): IdempotencyConflictError {
  return userError('IdempotencyConflictError');
}

export function bankConnectionDisabledError(connection: BankConnection): BankConnectionDisabledError {
  return { ...userError('BankConnectionDisabledError'), connection };
}

export function lastAttemptError(connection: BankConnection): LastAttemptError {
  return { ...userError('LastAttemptError'), connection };
}

export function syncFailedBeforeError(connection: BankConnection): SyncFailedBeforeError {
  return { ...userError('SyncFailedBeforeError'), connection };
}

export function credentialShareRequiredError(): CredentialShareRequiredError {
  return userError('CredentialShareRequiredError');
}

export function syncLimitReachedError(connection: BankConnection, availableAt: string): SyncLimitReachedError {
  return { ...userError('SyncLimitReachedError'), connection, availableAt };
}

export function wizardSessionOverError(): WizardSessionOverError {
  return userError('WizardSessionOverError');
}

function userError<Name extends UserErrorName>(name: Name) {
  return { __typename: name, ...USER_ERRORS[name] };
}
