import type { Caller } from './gateway-under-test.js';

/** Everything that a screen of the bank login has. */
export const STEP = `
  ... on WizardStep {
    finished pollAfterMs credentialShare
    error { message recoverable }
    form {
      name
      elements {
        __typename type
        shownWhen { name value }
        ... on WizardFormField { name label required error }
        ... on WizardTextField { value secret }
        ... on WizardCheckboxField { checked }
        ... on WizardChoiceField { options { value label disabled } selected }
        ... on WizardCaptchaField { image }
        ... on WizardFlickerField { code }
        ... on WizardImage { image label }
        ... on WizardHiddenField { name hiddenValue: value }
        ... on WizardHelpText { title text }
        ... on WizardRedirect { url label }
        ... on WizardTabs { tabsName: name tabs selected }
        ... on WizardOtherElement { raw }
      }
    }
  }
  ... on WizardStepPending { pendingFor: pollAfterMs }
  ... on UserError { message code retryable }
`;

export const SUBMIT = `mutation ($input: SubmitWizardStepInput!) { step: submitWizardStep(input: $input) { __typename ${STEP} } }`;

export interface FormElement {
  readonly __typename: string;
  readonly type: string;
  readonly name?: string;
  readonly [member: string]: unknown;
}

export interface Step {
  readonly __typename: 'WizardStep' | 'WizardStepPending' | 'WizardSessionOverError' | 'NotFoundError';
  readonly finished: boolean;
  readonly pollAfterMs: number | null;
  readonly credentialShare: string | null;
  readonly error: { readonly message: string; readonly recoverable: boolean } | null;
  readonly form: { readonly name: string; readonly elements: readonly FormElement[] } | null;
}

type Values = Readonly<Record<string, string>>;

/** Input of createBankConnection. */
export interface NewConnection {
  /** Where a service calls. */
  readonly bankUserId?: string;
  readonly [field: string]: unknown;
}

/** A bank login, screen by screen, as a frontend does it. */
export class BankLogin {
  private constructor(
    private readonly caller: Caller,
    readonly key: string,
    readonly transactionId: string,
    private readonly bankUserId: string | undefined,
  ) {}

  static async begin(caller: Caller, input: NewConnection = {}): Promise<BankLogin> {
    const { result } = await caller.data<{ result: { wizardSession: { key: string; transactionId: string } } }>(
      `mutation ($input: CreateBankConnectionInput!) {
        result: createBankConnection(input: $input) {
          ... on CreateBankConnectionSuccess { wizardSession { key transactionId } }
        }
      }`,
      { input },
    );
    return new BankLogin(caller, result.wizardSession.key, result.wizardSession.transactionId, input.bankUserId);
  }

  inputOf(values?: Values, action?: string) {
    const list = values && Object.entries(values).map(([name, value]) => ({ name, value }));
    return { key: this.key, action, values: list, bankUserId: this.bankUserId };
  }

  async submit(values?: Values, action?: string): Promise<Step> {
    return (await this.caller.data<{ step: Step }>(SUBMIT, { input: this.inputOf(values, action) })).step;
  }

  /** Picks the bank and logs in. */
  async logIn(bankCode = '88888888', country = 'DE'): Promise<Step> {
    await this.submit();
    await this.submit({ country_id: country, bank_code: bankCode });
    return this.submit(CREDENTIALS);
  }

  async state<T = Record<string, unknown>>(fields = 'finished currentStep', caller = this.caller): Promise<T | null> {
    const query = `query ($id: String!) { wizardSession(transactionId: $id) { ${fields} } }`;
    return (await caller.data<{ wizardSession: T | null }>(query, { id: this.transactionId })).wizardSession;
  }
}

/** What logs in at any bank of the test bank. */
export const CREDENTIALS = { USER_NAME: 'abcdef', USER_PIN: '123456', privacy_policy: 'true' };
