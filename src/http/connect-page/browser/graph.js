import { login } from './login.js';

/**
 * @typedef {object} Step
 * @property {boolean} finished
 * @property {number | null} pollAfterMs
 * @property {string | null} credentialShare
 * @property {{ message: string } | null} error
 * @property {{ name: string, elements: FormElement[] } | null} form
 */

/**
 * All that the elements of a form can have; which of it is there goes by the type.
 *
 * @typedef {object} FormElement
 * @property {string} __typename
 * @property {string} type
 * @property {{ name: string, value: string } | null} shownWhen
 * @property {string} name
 * @property {string | null} label
 * @property {boolean} required
 * @property {string | null} error
 * @property {string | null} value
 * @property {boolean} secret
 * @property {boolean} checked
 * @property {{ value: string, label: string, disabled: boolean }[]} options
 * @property {string | null} selected
 * @property {string} image in base64
 * @property {string[][]} code
 * @property {string | null} title
 * @property {string} text
 * @property {RichText | null} richLabel
 * @property {RichText | null} richText
 * @property {string} hiddenValue
 * @property {string} url
 * @property {{ value: string, label: string }[]} choices
 */

/**
 * A part of a text that is shown in one way.
 *
 * @typedef {object} TextPart
 * @property {string} kind
 * @property {string} text
 * @property {string | null} url
 * @property {{ name: string, value: string }[] | null} values
 */

/** @typedef {{ parts: TextPart[] }} RichText */

/**
 * What comes of a step: the next screen, the end without success, or a failure after which the same step may be tried again.
 *
 * @typedef {{ kind: 'step', step: Step } | { kind: 'over' } | Failed} Outcome
 */

/** @typedef {{ kind: 'failed', code: string, retryAfterSeconds: number | undefined }} Failed */

/** @typedef {{ action?: string, values?: { name: string, value: string }[] }} Submission */

/**
 * @typedef {object} Session
 * @property {boolean | null} finished
 * @property {{ code: string } | null} lastError
 * @property {Connection | null} connection
 */

/**
 * @typedef {object} Connection
 * @property {string | null} bankName
 * @property {{ mode: 'FULL' | 'SHARED' | 'NONE' | null }} sync
 * @property {{ validUntil: string | null }} consent
 * @property {Account[] | null} accounts
 */

/**
 * @typedef {object} Account
 * @property {string} id
 * @property {string} type
 * @property {string | null} description
 * @property {string | null} iban
 * @property {{ amount: { value: string, currency: string | null } | null } | null} balance
 */

/** @typedef {{ bankCode: string, name: string, city: string | null, supported: boolean }} Bank */

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

/** The code of a failure on the way to the gateway. */
const UNREACHABLE = 'UNREACHABLE';

/**
 * One step of the login. Where nothing came back, nobody knows whether the step was taken: then the form is asked for anew,
 * and nothing is ever sent twice.
 *
 * @param {Submission} submission
 * @returns {Promise<Outcome>}
 */
export async function submitStep(submission) {
  const { data, error } = await ask(STEP, { input: { key: login.key, ...submission } });
  const result = data?.submitWizardStep;
  if (result?.__typename === 'WizardStepPending') return outcomeAfter(result.pendingFor);
  if (result?.__typename === 'WizardStep') return { kind: 'step', step: result };
  return result ? { kind: 'over' } : failedWith(error);
}

/**
 * The bank is still working on the step: what comes of it is got by the key alone.
 *
 * @param {number} ms
 * @returns {Promise<Outcome>}
 */
async function outcomeAfter(ms) {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return submitStep({});
}

/** @returns {Promise<{ kind: 'session', session: Session | null } | Failed>} null for the login of somebody else */
export async function readSession() {
  const { data, error } = await ask(SESSION, { transactionId: login.transactionId });
  const session = data?.wizardSession ?? null;
  return session !== null || error?.code === 'NOT_FOUND' ? { kind: 'session', session } : failedWith(error);
}

/**
 * Begins another login like this one.
 *
 * @param {string} language
 * @returns {Promise<{ kind: 'begun', key: string } | { kind: 'refused' } | Failed>} refused where none may be begun any more
 */
export async function beginAnew(language) {
  const { data, error } =
    login.renews === null
      ? await ask(BEGIN, { input: { ...login.request, language: language.toUpperCase() } })
      : await ask(RENEW, { id: login.renews });
  const result = data?.createBankConnection ?? data?.resetBankConnection;
  if (!result) return failedWith(error);
  return result.wizardSession ? { kind: 'begun', key: result.wizardSession.key } : { kind: 'refused' };
}

/**
 * @param {string} search two characters at least
 * @param {string | undefined} country
 * @returns {Promise<Bank[] | undefined>} undefined when they cannot be read
 */
export async function searchBanks(search, country) {
  const { data } = await ask(BANKS, { search, country });
  return data?.banks;
}

/** @param {{ code: string, retryAfterSeconds?: number } | undefined} error @returns {Failed} */
function failedWith(error) {
  return { kind: 'failed', code: error?.code ?? UNREACHABLE, retryAfterSeconds: error?.retryAfterSeconds };
}

/**
 * @param {string} query
 * @param {object} variables
 * @returns {Promise<{ data?: Record<string, any> | null, error?: { code: string, retryAfterSeconds?: number } }>}
 */
async function ask(query, variables) {
  const authorization = login.token === null ? undefined : { authorization: `Bearer ${login.token}` };
  try {
    const response = await fetch(new URL('../../graphql', import.meta.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = await response.json();
    return { data, error: errors?.[0]?.extensions };
  } catch {
    return { error: { code: UNREACHABLE } };
  }
}
