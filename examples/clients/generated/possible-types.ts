
      export interface PossibleTypesResultData {
        possibleTypes: {
          [key: string]: string[]
        }
      }
      const result: PossibleTypesResultData = {
  "possibleTypes": {
    "CreateAccessTokenResult": [
      "CreateAccessTokenSuccess",
      "InvalidInputError",
      "NotFoundError"
    ],
    "CreateBankConnectionResult": [
      "CreateBankConnectionSuccess",
      "IdempotencyConflictError",
      "InvalidInputError",
      "NotFoundError"
    ],
    "CreateBankUserResult": [
      "CreateBankUserSuccess",
      "IdempotencyConflictError",
      "InvalidInputError"
    ],
    "DeleteResult": [
      "DeleteSuccess",
      "NotFoundError"
    ],
    "MarkTurnoversSeenResult": [
      "MarkTurnoversSeenSuccess",
      "NotFoundError"
    ],
    "ResetBankConnectionResult": [
      "BankConnectionDisabledError",
      "NotFoundError",
      "SyncNeedsUser"
    ],
    "SubmitWizardStepResult": [
      "NotFoundError",
      "WizardSessionOverError",
      "WizardStep",
      "WizardStepPending"
    ],
    "SyncBankConnectionResult": [
      "BankConnectionDisabledError",
      "CredentialShareRequiredError",
      "IdempotencyConflictError",
      "LastAttemptError",
      "NotFoundError",
      "SyncFailedBeforeError",
      "SyncLimitReachedError",
      "SyncNeedsUser",
      "SyncStarted"
    ],
    "UserError": [
      "BankConnectionDisabledError",
      "CredentialShareRequiredError",
      "IdempotencyConflictError",
      "InvalidInputError",
      "LastAttemptError",
      "NotFoundError",
      "SyncFailedBeforeError",
      "SyncLimitReachedError",
      "WizardSessionOverError"
    ],
    "WizardFormElement": [
      "WizardCaptchaField",
      "WizardCheckboxField",
      "WizardChoiceField",
      "WizardFlickerField",
      "WizardHelpText",
      "WizardHiddenField",
      "WizardImage",
      "WizardOtherElement",
      "WizardRedirect",
      "WizardTabs",
      "WizardTextField"
    ],
    "WizardFormField": [
      "WizardCaptchaField",
      "WizardCheckboxField",
      "WizardChoiceField",
      "WizardFlickerField",
      "WizardTextField"
    ]
  }
};
      export default result;
    