import { BankSearch } from './bank-search.js';
import { h } from './dom.js';
import { drawField, drawPicture, removeError } from './fields.js';
import { drawRichText } from './rich-text.js';

/** @typedef {import('./graph.js').FormElement} FormElement */
/** @typedef {import('./fields.js').Drawn} Drawn */
/** @typedef {import('./texts.js').Texts} Texts */
/** @typedef {{ name: string, value: string }[]} Values */

/**
 * @typedef {object} Actions
 * @property {(values: Values) => void} submit
 * @property {(values: Values) => void} switchTab
 * @property {() => void} back
 * @property {() => void} abort
 * @property {() => void} edited something was entered or chosen
 */

/** The name of the field for the bank's code. */
const BANK = 'bank_code';

/** A form of the bank login on the page, in the order that upstream gives its elements. */
export class WizardForm {
  /** @type {{ element: FormElement, node: HTMLElement, field: Drawn | undefined }[]} */
  #parts;
  /** @type {BankSearch | undefined} */
  #banks;

  /**
   * @param {{ name: string, elements: FormElement[] }} form
   * @param {Texts} texts
   * @param {Actions} actions
   */
  constructor({ name, elements }, texts, actions) {
    this.name = name;
    const [first] = elements;
    const heading = first?.__typename === 'WizardHelpText' ? first.title : null;
    this.title = heading ?? texts.forms[name] ?? texts.page;
    this.#parts = elements.map((element) => {
      const field = drawField(element, texts, actions.submit);
      return { element, field, node: field?.node ?? drawDisplay(element, heading, texts, actions) };
    });
    this.node = h(
      'form',
      {
        novalidate: true,
        input: (event) => this.#onEdit(event, actions),
        change: (event) => this.#onEdit(event, actions),
      },
      ...this.#parts.map(({ node }) => node),
    );
    this.node.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit(actions);
    });
    this.node.append(this.#buttons(texts, actions));
    this.#offerBanks(texts);
    this.#applyConditions();
  }

  get asksForBank() {
    return this.#partOf(BANK) !== undefined;
  }

  /** @returns {import('./progress.js').Phase} */
  get phase() {
    if (this.asksForBank) return 'bank';
    return /account/i.test(this.name) ? 'accounts' : 'login';
  }

  /** Of the bank that was chosen in this form; null where that is not known. */
  async bankName() {
    return (await this.#banks?.nameOf(this.#valueOf(BANK))) ?? null;
  }

  /** A form without fields waits for something that happens elsewhere. */
  get canBeSubmitted() {
    return this.#parts.some(({ field }) => field !== undefined);
  }

  /** Where the person goes on: at the first mistake, else at the first field; undefined where there is none. */
  get entrance() {
    const fields = this.#visibleFields();
    const faulty = fields.find(({ element }) => element.error !== null);
    const controls = (faulty ?? fields[0])?.field.controls ?? [];
    return controls.find((control) => /** @type {HTMLInputElement} */ (control).checked) ?? controls[0];
  }

  /** What is said at the fields about what was entered. */
  get mistakes() {
    return this.#visibleFields().flatMap(({ element }) => element.error ?? []);
  }

  /** One for each field that can be seen, and what is hidden to be sent back. */
  values() {
    return this.#parts.flatMap(({ element: { __typename, name, hiddenValue }, field, node }) => {
      const value = __typename === 'WizardHiddenField' ? hiddenValue : field?.value();
      return !node.hidden && value !== undefined ? [{ name, value }] : [];
    });
  }

  /**
   * Carries over what was typed or chosen in an earlier drawing of the same form; it never leaves the page.
   *
   * @param {WizardForm} earlier
   * @param {{ secrets: boolean }} which
   */
  takeOver(earlier, { secrets }) {
    const inputs = /** @type {NodeListOf<HTMLInputElement>} */ (earlier.node.querySelectorAll('input, select'));
    for (const { id, value, checked, type } of inputs) {
      const input = /** @type {HTMLInputElement | null} */ (this.node.querySelector(`#${CSS.escape(id)}`));
      if (input === null || (type === 'password' && !secrets)) continue;
      if (type === 'checkbox' || type === 'radio') input.checked = checked;
      else input.value = value;
    }
    this.#applyConditions();
  }

  /** @param {Actions} actions */
  async #submit(actions) {
    if (!this.canBeSubmitted || (await this.#banks?.settle()) === false) return;
    actions.submit(this.values());
  }

  /**
   * What was wrong with a field is not said beside what is entered now.
   *
   * @param {Event} event
   * @param {Actions} actions
   */
  #onEdit({ target }, actions) {
    const field = /** @type {HTMLElement} */ (target);
    for (const part of this.#parts) {
      if (part.element.error === null || !part.node.contains(field)) continue;
      part.element = { ...part.element, error: null };
      removeError(part.element, part.node);
    }
    if (field.getAttribute('name') === 'country_id') this.#banks?.searchSoon();
    this.#applyConditions();
    actions.edited();
  }

  /** Elements of a small form that was not picked are neither shown nor sent. */
  #applyConditions() {
    for (const { element, node } of this.#parts) {
      const { shownWhen } = element;
      node.hidden = shownWhen !== null && this.#valueOf(shownWhen.name) !== shownWhen.value;
    }
  }

  /** @param {string} name */
  #valueOf(name) {
    return this.#partOf(name)?.field?.value();
  }

  /** @param {string} name of a field */
  #partOf(name) {
    return this.#parts.find(({ element, field }) => field && element.name === name);
  }

  #visibleFields() {
    return this.#parts.flatMap(({ element, field, node }) => (field && !node.hidden ? [{ element, field }] : []));
  }

  /** @param {Texts} texts */
  #offerBanks(texts) {
    const part = this.#partOf(BANK);
    const input = part?.field?.controls[0];
    if (!(input instanceof HTMLInputElement)) return;
    this.#banks = new BankSearch(input, () => this.#valueOf('country_id'), texts);
    part?.node.append(this.#banks.node);
  }

  /** @param {Texts} texts @param {Actions} actions */
  #buttons(texts, { back, abort }) {
    const go = this.canBeSubmitted ? [h('button', { class: 'go' }, texts.go)] : [];
    const goBack = this.asksForBank ? [] : [h('button', { type: 'button', class: 'quiet', click: back }, texts.back)];
    const cancel = h('button', { type: 'button', class: 'quiet', click: abort }, texts.cancel);
    return h('div', { class: 'buttons' }, ...go, ...goBack, cancel);
  }
}

/**
 * @param {FormElement} element
 * @param {string | null} heading stands above the form already
 * @param {Texts} texts
 * @param {Actions} actions
 * @returns {HTMLElement}
 */
function drawDisplay(element, heading, texts, actions) {
  switch (element.__typename) {
    case 'WizardHelpText':
      return drawHelp(element, heading, texts, actions);
    case 'WizardHiddenField':
      return h('span');
    case 'WizardImage':
      return h('figure', {}, drawPicture(element.image, element.label ?? texts.picture));
    case 'WizardRedirect':
      return drawRedirect(element, texts);
    case 'WizardTabs':
      return drawTabs(element, actions);
    default:
      return h('p', { class: 'hint' }, texts.unknown);
  }
}

/** @param {FormElement} element @param {string | null} heading @param {Texts} texts @param {Actions} actions */
function drawHelp({ title, richText }, heading, texts, { submit }) {
  const head = title === null || title === heading ? [] : [h('h2', {}, title)];
  const body = richText === null ? [] : [h('p', {}, ...drawRichText(richText, texts, submit))];
  return h('div', { class: 'help' }, ...head, ...body);
}

/** @param {FormElement} element @param {Texts} texts */
function drawRedirect({ url, label }, texts) {
  if (!isSafe(url)) return h('p', { class: 'hint' }, texts.unknown);
  const link = h('a', { class: 'go', href: url, target: '_blank', rel: 'noopener noreferrer' }, label ?? texts.go);
  link.append(h('span', { class: 'unseen' }, ` (${texts.newTab})`));
  return link;
}

/** The bank's page is reached over TLS; only the test bank, on this machine, has none. @param {string} url */
function isSafe(url) {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname));
}

/** @param {FormElement} element @param {Actions} actions */
function drawTabs({ name, choices, selected }, { switchTab }) {
  const buttons = choices.map(({ value, label }) =>
    h(
      'button',
      { type: 'button', 'aria-pressed': String(value === selected), click: () => switchTab([{ name, value }]) },
      label,
    ),
  );
  return h('div', { class: 'tabs', role: 'group' }, ...buttons);
}
