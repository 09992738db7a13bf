import { byId } from './dom.js';
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

/**
 * The documents for the gateway's schema, and the prefix of its types.
 *
 * @type {{ documents: Record<'step' | 'session' | 'banks' | 'begin' | 'renew', string>, typePrefix: string }}
 */
const { documents, typePrefix } = JSON.parse(byId('graph').textContent ?? '');

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
  const { data, error } = await ask(documents.step, { input: { key: login.key, ...submission } });
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
  const { data, error } = await ask(documents.session, { transactionId: login.transactionId });
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
      ? await ask(documents.begin, { input: { ...login.request, language: language.toUpperCase() } })
      : await ask(documents.renew, { id: login.renews });
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
  const { data } = await ask(documents.banks, { search, country });
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
    const { data, errors } = JSON.parse(await response.text(), withoutPrefix);
    return { data, error: errors?.[0]?.extensions };
  } catch {
    return { error: { code: UNREACHABLE } };
  }
}

/** @param {string} key @param {unknown} value */
function withoutPrefix(key, value) {
  return key === '__typename' && typeof value === 'string' ? value.slice(typePrefix.length) : value;
}
