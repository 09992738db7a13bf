import { h } from './dom.js';
import { searchBanks } from './graph.js';

/** How long nothing is typed before it is searched for. */
const PAUSE_MS = 250;
const SHORTEST = 2;

/**
 * Lets the person look for the bank instead of knowing its code: below the field of the code stand the banks that fit what
 * is typed, and picking one fills in its code.
 *
 * @param {HTMLInputElement} input of the bank code
 * @param {() => string | undefined} country
 * @param {import('./texts.js').Texts} texts
 * @returns {HTMLElement} what to put below the field
 */
export function bankSearch(input, country, texts) {
  const hint = h('p', { class: 'hint', id: `${input.id}-hint` }, texts.bankHint);
  const count = h('p', { class: 'hint', role: 'status' });
  const list = h('ul', { class: 'banks' });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  input.setAttribute('aria-describedby', [input.getAttribute('aria-describedby'), hint.id].filter(Boolean).join(' '));
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void search(input.value.trim()), PAUSE_MS);
  });
  return h('div', {}, hint, count, list);

  /** @param {string} text */
  async function search(text) {
    const banks = text.length < SHORTEST ? [] : await searchBanks(text, country());
    if (text !== input.value.trim()) return;
    count.textContent = text.length < SHORTEST ? '' : texts.banksFound(banks.length);
    list.replaceChildren(...banks.map(toItem));
  }

  /** @param {import('./graph.js').Bank} bank */
  function toItem({ bankCode, name, city, supported }) {
    const about = [city, bankCode, ...(supported ? [] : [texts.notSupported])].filter(Boolean).join(' · ');
    const pick = () => {
      input.value = bankCode;
      count.textContent = name;
      list.replaceChildren();
      /** @type {HTMLElement | null | undefined} */ (input.form?.querySelector('.go'))?.focus();
    };
    const button = h(
      'button',
      { type: 'button', class: 'bank', disabled: !supported, click: pick },
      h('strong', {}, name),
      h('span', {}, about),
    );
    return h('li', {}, button);
  }
}
