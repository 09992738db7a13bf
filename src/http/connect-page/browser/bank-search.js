import { h } from './dom.js';
import { searchBanks } from './graph.js';

/** @typedef {import('./graph.js').Bank} Bank */

/** How long nothing is typed before it is searched for. */
const PAUSE_MS = 250;
const SHORTEST = 2;

/**
 * Lets the person look for the bank instead of knowing its code: below the field of the code stand the banks that fit what
 * is typed, and picking one fills in its code. It follows the ARIA pattern of a combobox: the arrow keys move through the
 * banks, Enter picks, Escape closes the list, and the focus stays in the field.
 */
export class BankSearch {
  #input;
  #country;
  #texts;
  #message = h('p', { class: 'hint', role: 'status' });
  #list;
  /** @type {Bank[]} those in the list */
  #banks = [];
  /** @type {number | undefined} the one in the list that Enter picks */
  #active;
  /** @type {Map<string, Bank>} every bank that was found, by its code */
  #known = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {HTMLInputElement} input of the bank code
   * @param {() => string | undefined} country
   * @param {import('./texts.js').Texts} texts
   */
  constructor(input, country, texts) {
    this.#input = input;
    this.#country = country;
    this.#texts = texts;
    const hint = h('p', { class: 'hint', id: `${input.id}-hint` }, texts.bankHint);
    this.#list = h('ul', { class: 'banks', id: `${input.id}-list`, role: 'listbox', 'aria-label': texts.banks });
    this.node = h('div', {}, hint, this.#message, this.#list);
    const describedBy = [input.getAttribute('aria-describedby'), hint.id].filter(Boolean).join(' ');
    const combobox = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': this.#list.id };
    for (const [name, value] of Object.entries({ ...combobox, 'aria-describedby': describedBy }))
      input.setAttribute(name, value);
    input.addEventListener('input', () => this.searchSoon());
    input.addEventListener('keydown', (event) => this.#onKey(event));
    this.#close();
  }

  searchSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#search(), PAUSE_MS);
  }

  /**
   * Before the form is submitted: a name in place of a code is searched for, and never sent.
   *
   * @returns {Promise<boolean>} whether the field holds a code, or nothing
   */
  async settle() {
    const text = this.#text;
    if (text === '' || /^\d+$/.test(text) || this.#known.has(text)) return true;
    await this.#search();
    const offered = this.#banks.filter(({ supported }) => supported);
    if (text === this.#text && offered.length === 1 && offered[0]) this.#pick(offered[0]);
    else this.#move(1);
    this.#input.focus();
    return false;
  }

  /** @param {string | undefined} code @returns {Promise<string | null>} null where nobody knows it */
  async nameOf(code) {
    if (code === undefined || code.length < SHORTEST) return null;
    const isIt = (/** @type {Bank} */ { bankCode }) => bankCode === code;
    const bank = this.#known.get(code) ?? (await searchBanks(code, this.#country()))?.find(isIt);
    return bank?.name ?? null;
  }

  get #text() {
    return this.#input.value.trim();
  }

  async #search() {
    clearTimeout(this.#timer);
    const text = this.#text;
    if (text.length < SHORTEST) return this.#close();
    const banks = await searchBanks(text, this.#country());
    if (text !== this.#text || !this.#input.isConnected) return;
    if (banks === undefined) {
      const retry = () => void this.#search();
      return this.#close(
        `${this.#texts.searchFailed} `,
        h('button', { type: 'button', class: 'inline', click: retry }, this.#texts.retry),
      );
    }
    for (const bank of banks) if (bank.supported) this.#known.set(bank.bankCode, bank);
    this.#message.replaceChildren(this.#texts.banksFound(banks.length));
    this.#open(banks);
  }

  /** @param {Bank[]} banks */
  #open(banks) {
    this.#banks = banks;
    this.#list.replaceChildren(...banks.map((bank, index) => this.#toOption(bank, index)));
    this.#input.setAttribute('aria-expanded', String(banks.length > 0));
    this.#activate(undefined);
  }

  /** @param {(Node | string)[]} message */
  #close(...message) {
    this.#open([]);
    this.#message.replaceChildren(...message);
  }

  /** @param {Bank} bank */
  #pick({ bankCode, name, city }) {
    clearTimeout(this.#timer);
    this.#input.value = bankCode;
    this.#close(this.#texts.picked([name, city].filter(Boolean).join(', ')));
    // As if it had been typed: what was wrong with the code before is wrong no more.
    this.#input.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const active = this.#active === undefined ? undefined : this.#banks[this.#active];
    if (event.key === 'ArrowDown') this.#move(1);
    else if (event.key === 'ArrowUp') this.#move(-1);
    else if (event.key === 'Escape' && this.#banks.length > 0) this.#close();
    else if (event.key === 'Enter' && active !== undefined) this.#pick(active);
    else return;
    event.preventDefault();
  }

  /** Moves through the banks that can be picked, around the ends. @param {1 | -1} step */
  #move(step) {
    const places = this.#banks.flatMap(({ supported }, index) => (supported ? [index] : []));
    const at = this.#active === undefined ? (step === 1 ? -1 : places.length) : places.indexOf(this.#active);
    this.#activate(places.at((at + step) % places.length));
  }

  /** @param {number | undefined} index */
  #activate(index) {
    this.#active = index;
    const options = [...this.#list.children];
    options.forEach((option, place) => option.setAttribute('aria-selected', String(place === index)));
    const option = index === undefined ? undefined : options[index];
    option?.scrollIntoView({ block: 'nearest' });
    if (option === undefined) this.#input.removeAttribute('aria-activedescendant');
    else this.#input.setAttribute('aria-activedescendant', option.id);
  }

  /** @param {Bank} bank @param {number} index */
  #toOption(bank, index) {
    const { bankCode, name, city, supported } = bank;
    const about = [city, bankCode, ...(supported ? [] : [this.#texts.notSupported])].filter(Boolean).join(' · ');
    return h(
      'li',
      {
        class: 'bank',
        role: 'option',
        id: `${this.#list.id}-${index}`,
        'aria-disabled': supported ? undefined : 'true',
        // The focus stays in the field.
        pointerdown: (event) => event.preventDefault(),
        click: () => supported && this.#pick(bank),
      },
      h('strong', {}, name),
      h('span', {}, about),
    );
  }
}
