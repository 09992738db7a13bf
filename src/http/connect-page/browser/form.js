import { bankSearch } from './bank-search.js';
import { h } from './dom.js';
import { drawField, drawPicture } from './fields.js';
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
 */

/** A form of the bank login on the page, in the order that upstream gives its elements. */
export class WizardForm {
  /** @type {{ element: FormElement, node: HTMLElement, field: Drawn | undefined }[]} */
  #parts;

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
      { novalidate: true, change: () => this.#applyConditions() },
      ...this.#parts.map(({ node }) => node),
    );
    this.node.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.canBeSubmitted) actions.submit(this.values());
    });
    this.node.append(this.#buttons(texts, actions));
    this.#offerBanks(texts);
    this.#applyConditions();
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

  /** Elements of a small form that was not picked are neither shown nor sent. */
  #applyConditions() {
    for (const { element, node } of this.#parts) {
      const { shownWhen } = element;
      node.hidden = shownWhen !== null && this.#valueOf(shownWhen.name) !== shownWhen.value;
    }
  }

  /** @param {string} name */
  #valueOf(name) {
    return this.#parts.find(({ element, field }) => field && element.name === name)?.field?.value();
  }

  #visibleFields() {
    return this.#parts.flatMap(({ element, field, node }) => (field && !node.hidden ? [{ element, field }] : []));
  }

  /** @param {Texts} texts */
  #offerBanks(texts) {
    const part = this.#parts.find(({ element }) => element.name === 'bank_code');
    const input = part?.field?.controls[0];
    if (!(input instanceof HTMLInputElement)) return;
    part?.node.append(bankSearch(input, () => this.#valueOf('country_id'), texts));
  }

  /** @param {Texts} texts @param {Actions} actions */
  #buttons(texts, { back, abort }) {
    const go = this.canBeSubmitted ? [h('button', { class: 'go' }, texts.go)] : [];
    const goBack =
      this.name === 'bank' ? [] : [h('button', { type: 'button', class: 'quiet', click: back }, texts.back)];
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
