import { byId, h } from './dom.js';
import { failure, success } from './ending.js';
import { WizardForm } from './form.js';
import { readSession, submitStep } from './graph.js';
import { login } from './login.js';
import { texts as allTexts } from './texts.js';

/** @typedef {import('./graph.js').Submission} Submission */
/** @typedef {import('./graph.js').Outcome} Outcome */
/** @typedef {import('./graph.js').Step} Step */

/** After these nobody knows whether the step was taken. */
const UNCERTAIN = ['OUTCOME_UNKNOWN', 'UNREACHABLE', 'UPSTREAM_TIMEOUT'];

const title = byId('title');
const alert = byId('alert');
const status = byId('status');
const screen = byId('screen');

let language = login.language;
/** @type {WizardForm | undefined} */
let form;
/** @type {() => void} Draws the screen that stands at the end again, in the language of now. */
let redrawEnding = () => undefined;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let pollTimer;
let isBusy = false;

for (const button of languageButtons()) button.addEventListener('click', () => void switchLanguage(button.lang));
speak();
await take({});

/**
 * Takes a step and shows what comes of it. One at a time: a second click does nothing.
 *
 * @param {Submission} submission
 */
async function take(submission) {
  if (isBusy) return;
  clearTimeout(pollTimer);
  setBusy(true);
  const outcome = await submitStep(submission);
  setBusy(false);
  await show(outcome);
}

/**
 * Asks now and then whether the person has done what they are to do elsewhere; until then the screen stays as it is.
 *
 * @param {number} pollAfterMs
 */
function pollLater(pollAfterMs) {
  status.textContent = texts().waiting;
  pollTimer = setTimeout(() => void poll(pollAfterMs), pollAfterMs);
}

/** @param {number} pollAfterMs */
async function poll(pollAfterMs) {
  const waiting = form;
  const outcome = await submitStep({ action: 'POLL' });
  // Meanwhile the person may have gone back, or given up.
  if (isBusy || form !== waiting) return;
  if (outcome.kind === 'failed') pollLater(pollAfterMs);
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

/** @param {Outcome} outcome */
async function show(outcome) {
  if (outcome.kind === 'step') await showStep(outcome.step);
  else if (outcome.kind === 'over') await showEnd(null);
  else await showFailure(outcome);
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
  });
  if (isCorrection && earlier?.name === form.name) form.takeOver(earlier, { secrets: false });
  present(form.title, [form.node]);
}

/**
 * The login is over, well or not: the session says which.
 *
 * @param {string | null} share
 */
async function showEnd(share) {
  form = undefined;
  say('');
  setBusy(true);
  const session = await readSession();
  setBusy(false);
  redrawEnding = () => {
    const ending =
      session?.finished === true || session?.connection
        ? success(session.connection, share, texts(), language)
        : failure(session?.lastError?.code, texts());
    present(ending.title, ending.nodes);
  };
  redrawEnding();
  title.focus();
}

/**
 * The form stays, with everything in it. Only where the step may have been taken all the same, and was, it goes on.
 *
 * @param {Extract<Outcome, { kind: 'failed' }>} failed
 */
async function showFailure({ code }) {
  const now = UNCERTAIN.includes(code) ? await submitStep({}) : undefined;
  if (now && now.kind !== 'failed' && !isAt(form, now)) return show(now);
  if (form === undefined) present(texts().page, [retryButton()]);
  say(texts().failures[code] ?? texts().failed);
  alert.focus();
}

function retryButton() {
  return h('button', { type: 'button', class: 'go', click: () => void take({}) }, texts().go);
}

/** @param {string} to */
async function switchLanguage(to) {
  if (isBusy || (to !== 'de' && to !== 'en') || to === language) return;
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
}

/** @param {string} heading @param {HTMLElement[]} nodes */
function present(heading, nodes) {
  status.textContent = '';
  title.textContent = heading;
  document.title = heading;
  screen.replaceChildren(...nodes);
}

/** @param {string} message an error; none when empty */
function say(message) {
  alert.hidden = message === '';
  alert.textContent = message;
}

/** @param {boolean} busy */
function setBusy(busy) {
  isBusy = busy;
  screen.setAttribute('aria-busy', String(busy));
  document.body.classList.toggle('busy', busy);
  status.textContent = busy ? texts().wait : '';
}

function texts() {
  return allTexts[language];
}

function languageButtons() {
  return /** @type {NodeListOf<HTMLButtonElement>} */ (byId('languages').querySelectorAll('button'));
}
