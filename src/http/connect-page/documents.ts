import type { DocumentNames } from '../../graphql/type-prefix.js';

const STEP = `
  mutation Step($input: SubmitWizardStepInput!) {
    submitWizardStep(input: $input) {
      __typename
      ... on WizardStepPending { pendingFor: pollAfterMs }
      ... on WizardStep {
        finished
        pollAfterMs
        credentialShare
        error { message }
        form {
          name
          elements {
            __typename
            type
            shownWhen { name value }
            ... on WizardFormField { name label richLabel { ...Rich } required error }
            ... on WizardTextField { value secret }
            ... on WizardCheckboxField { checked }
            ... on WizardChoiceField { selected options { value label disabled } }
            ... on WizardCaptchaField { image }
            ... on WizardFlickerField { code }
            ... on WizardImage { image label }
            ... on WizardHelpText { title text richText { ...Rich } }
            ... on WizardHiddenField { name hiddenValue: value }
            ... on WizardRedirect { url label }
            ... on WizardTabs { name selected choices { value label } }
          }
        }
      }
    }
  }
  fragment Rich on WizardRichText { parts { kind text url values { name value } } }`;

const SESSION = `
  query Session($transactionId: String!) {
    wizardSession(transactionId: $transactionId) {
      finished
      lastError { code }
      connection {
        bankName
        sync { mode }
        consent { validUntil }
        accounts { id type description iban balance { amount { value currency } } }
      }
    }
  }`;

const BANKS = `
  query Banks($search: String!, $country: CountryCode) {
    banks(search: $search, country: $country, first: 6) { bankCode name city supported }
  }`;

const BEGIN = `
  mutation Begin($input: CreateBankConnectionInput!) {
    createBankConnection(input: $input) {
      ... on CreateBankConnectionSuccess { wizardSession { key } }
    }
  }`;

const RENEW = `
  mutation Renew($id: ID!) {
    resetBankConnection(input: { id: $id }) {
      ... on SyncNeedsUser { wizardSession { key } }
    }
  }`;

/** What the page asks the gateway. All the types whose name it looks at are ones that a prefix would change. */
export function graphOfPage(names: DocumentNames) {
  const documents = { step: STEP, session: SESSION, banks: BANKS, begin: BEGIN, renew: RENEW };
  return {
    documents: Object.fromEntries(
      Object.entries(documents).map(([name, text]) => [name, names.applyTo(text, { keepsResponse: true })]),
    ),
    typePrefix: names.prefix,
  };
}
