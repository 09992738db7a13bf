import { drawConsent } from './consent.js';
import { byId, h } from './dom.js';
import { failure, success } from './ending.js';
import { WizardForm } from './form.js';
import { beginAnew, readSession, submitStep } from './graph.js';
import { addressOf, login } from './login.js';
import { drawProgress } from './progress.js';
import { texts as allTexts } from './texts.js';
import { retryButton, sayWaiting } from './waiting.js';

/** @typedef {import('./graph.js').Submission} Submission */
/** @typedef {import('./graph.js').Outcome} Outcome */
/** @typedef {import('./graph.js').Failed} Failed */
/** @typedef {import('./graph.js').Step} Step */

/** After these nobody knows whether the step was taken. */
const UNCERTAIN = ['OUTCOME_UNKNOWN', 'UNREACHABLE', 'UPSTREAM_TIMEOUT'];

const title = byId('title');
const bank = byId('bank');
const progress = byId('progress');
const consent = /** @type {HTMLDetailsElement} */ (byId('consent'));
const alert = byId('alert');
const status = byId('status');
const screen = byId('screen');

let language = login.language;
let bankName = login.bankName;
/** @type {WizardForm | undefined} */
let form;
/** @type {import('./progress.js').Phase | null} */
let phase = bankName === null ? 'bank' : 'login';
/** @type {() => void} Draws the screen that stands at the end again, in the language of now. */
let redrawEnding = () => undefined;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let pollTimer;
/** @type {(() => void) | undefined} while the page waits for the gateway: ends what it says about that */
let stopWaiting;
/** Whether the last step may have been taken although nothing came back. */
let isUncertain = false;

for (const button of languageButtons()) button.addEventListener('click', () => void switchLanguage(button.lang));
consent.open = true;
speak();
await take({});

/**
 * Takes a step and shows what comes of it. One at a time: a second click does nothing.
 *
 * @param {Submission} submission
 */
async function take(submission) {
  if (stopWaiting !== undefined) return;
  clearTimeout(pollTimer);
  const outcome = await waitFor(outcomeOf(submission));
  if (outcome.kind === 'failed') showFailure(outcome, () => retry(submission));
  else await show(outcome);
}

/**
 * Nothing is sent to a form that is not shown: where the step before may have been taken, it is looked first where the login is.
 *
 * @param {Submission} submission
 * @returns {Promise<Outcome>}
 */
async function outcomeOf(submission) {
  if (isUncertain) {
    const now = await whereItIs();
    if (now.kind === 'failed' || !isAt(form, now)) return now;
  }
  const outcome = await submitStep(submission);
  if (outcome.kind !== 'failed' || !UNCERTAIN.includes(outcome.code)) return outcome;
  const now = await whereItIs();
  return now.kind === 'failed' || isAt(form, now) ? outcome : now;
}

async function whereItIs() {
  const now = await submitStep({});
  isUncertain = now.kind === 'failed';
  return now;
}

/** What was entered since goes along. @param {Submission} submission */
function retry(submission) {
  if (submission.values !== undefined && submission.action === undefined) form?.node.requestSubmit();
  else void take(submission);
}

/**
 * Asks now and then whether the person has done what they are to do elsewhere; until then the screen stays as it is.
 *
 * @param {number} pollAfterMs
 * @param {(seconds: number) => string} message
 */
function pollLater(pollAfterMs, message = texts().waiting) {
  status.textContent = message(Math.ceil(pollAfterMs / 1000));
  pollTimer = setTimeout(() => void poll(pollAfterMs), pollAfterMs);
}

/** @param {number} pollAfterMs */
async function poll(pollAfterMs) {
  const waiting = form;
  const outcome = await submitStep({ action: 'POLL' });
  // Meanwhile the person may have gone back, or given up.
  if (stopWaiting !== undefined || form !== waiting) return;
  if (outcome.kind === 'failed')
    pollLater(Math.max(pollAfterMs, (outcome.retryAfterSeconds ?? 0) * 1000), texts().waitingOffline);
  else if (isAt(form, outcome) && outcome.step.pollAfterMs !== null) pollLater(outcome.step.pollAfterMs);
  else await show(outcome);
}

/**
 * @param {WizardForm | undefined} shown
 * @param {Outcome} outcome
 * @returns {outcome is Extract<Outcome, { kind: 'step' }>} whether the outcome is the form that is shown
 */
function isAt(shown, outcome) {
  return outcome.kind === 'step' && !outcome.step.finished && outcome.step.form?.name === shown?.name;
}

/** @param {Exclude<Outcome, Failed>} outcome */
async function show(outcome) {
  if (outcome.kind === 'step') await showStep(outcome.step);
  else await showEnd(null);
}

/** @param {Step} step */
async function showStep(step) {
  if (step.finished) return showEnd(step.credentialShare);
  if (step.form !== null) draw(step.form, step.error !== null);
  if (step.pollAfterMs !== null) pollLater(step.pollAfterMs);
  const mistakes = form?.mistakes ?? [];
  const message = step.error?.message ?? '';
  // What a field says need not be said twice.
  say(mistakes.includes(message) ? '' : message);
  const target = message !== '' && mistakes.length === 0 ? alert : (form?.entrance ?? title);
  target.focus();
}

/**
 * @param {{ name: string, elements: import('./graph.js').FormElement[] }} given
 * @param {boolean} isCorrection something was wrong with it: the rest need not be filled in again, but for secrets
 */
function draw(given, isCorrection) {
  const earlier = form;
  form = new WizardForm(given, texts(), {
    submit: (values) => void take({ values }),
    switchTab: (values) => void take({ action: 'SWITCH_LOGIN_TABS', values }),
    back: () => void take({ action: 'BACK' }),
    abort: () => void take({ action: 'ABORT' }),
    edited: () => say(''),
  });
  if (isCorrection && earlier?.name === form.name) form.takeOver(earlier, { secrets: false });
  // Read once, it only takes up space.
  if (earlier !== undefined && earlier.name !== form.name) consent.open = false;
  nameBank(earlier, form);
  phase = form.phase;
  present(form.title, [form.node]);
}

/**
 * Says in which bank the person is, from the choice on.
 *
 * @param {WizardForm | undefined} earlier
 * @param {WizardForm} now
 */
function nameBank(earlier, now) {
  if (now.asksForBank) bankName = null;
  else if (earlier?.asksForBank === true) {
    void earlier.bankName().then((name) => {
      if (form?.asksForBank !== false) return;
      bankName = name;
      presentBank();
    });
  }
}

/**
 * The login is over, well or not: the session says which.
 *
 * @param {string | null} share
 */
async function showEnd(share) {
  form = undefined;
  const outcome = await waitFor(readSession());
  if (outcome.kind === 'failed') {
    present(texts().page, []);
    return showFailure(outcome, () => void showEnd(share));
  }
  const { session } = outcome;
  const isDone = session?.finished === true || Boolean(session?.connection);
  phase = isDone ? 'done' : null;
  bankName = session?.connection?.bankName ?? bankName;
  redrawEnding = () => {
    const ending = isDone
      ? success(session?.connection ?? null, share, texts(), language)
      : failure(session, () => void startOver(), texts());
    present(ending.title, ending.nodes);
  };
  redrawEnding();
  title.focus();
}

/** Begins another login like this one, on a page of its own. */
async function startOver() {
  if (stopWaiting !== undefined) return;
  const outcome = await waitFor(beginAnew(language));
  if (outcome.kind === 'begun') location.replace(addressOf(outcome.key));
  else if (outcome.kind === 'failed') showFailure(outcome, () => void startOver());
  else say(texts().cannotBegin);
}

/**
 * What is on the screen stays there, with everything that was entered.
 *
 * @param {Failed} failed
 * @param {() => void} again
 */
function showFailure({ code, retryAfterSeconds = 0 }, again) {
  if (title.textContent === '') present(texts().page, []);
  say(texts().failures[code] ?? texts().failed, retryButton(again, retryAfterSeconds, texts()));
  alert.focus();
}

/** @param {string} to */
async function switchLanguage(to) {
  if (stopWaiting !== undefined || (to !== 'de' && to !== 'en') || to === language) return;
  language = to;
  speak();
  if (form === undefined) return void redrawEnding();
  const earlier = form;
  await take({ action: 'CHANGE_LANGUAGE', values: [{ name: 'language', value: language }] });
  if (form !== undefined && form.name === earlier.name) form.takeOver(earlier, { secrets: true });
}

/** Says everything that is on every screen in the language of now. */
function speak() {
  document.documentElement.lang = language;
  byId('test').textContent = texts().test;
  byId('hints').textContent = texts().hints;
  byId('hint-list').replaceChildren(...texts().hintList.map((hint) => h('li', {}, hint)));
  byId('languages').setAttribute('aria-label', texts().language);
  for (const button of languageButtons()) button.setAttribute('aria-pressed', String(button.lang === language));
  drawConsent(consent, texts());
  drawProgress(progress, phase, texts());
}

/** @param {string} heading @param {HTMLElement[]} nodes */
function present(heading, nodes) {
  status.textContent = '';
  title.textContent = heading;
  drawProgress(progress, phase, texts());
  presentBank();
  consent.hidden = form === undefined;
  screen.replaceChildren(...nodes);
}

function presentBank() {
  bank.hidden = bankName === null;
  bank.textContent = bankName ?? '';
  document.title = [title.textContent, bankName].filter(Boolean).join(' – ');
}

/** @param {string} message an error; none when empty @param {HTMLElement[]} remedy */
function say(message, ...remedy) {
  alert.hidden = message === '';
  alert.replaceChildren(h('p', {}, message), ...remedy);
}

/**
 * @template T
 * @param {Promise<T>} outcome
 * @returns {Promise<T>}
 */
async function waitFor(outcome) {
  say('');
  screen.setAttribute('aria-busy', 'true');
  document.body.classList.add('busy');
  stopWaiting = sayWaiting(status, texts());
  const result = await outcome;
  stopWaiting();
  stopWaiting = undefined;
  screen.setAttribute('aria-busy', 'false');
  document.body.classList.remove('busy');
  return result;
}

function texts() {
  return allTexts[language];
}

function languageButtons() {
  return /** @type {NodeListOf<HTMLButtonElement>} */ (byId('languages').querySelectorAll('button'));
}
