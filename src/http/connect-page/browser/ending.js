import { h } from './dom.js';
import { returnTo } from './login.js';

/** @typedef {import('./texts.js').Texts} Texts */

/**
 * A screen on which nothing more is to be filled in.
 *
 * @typedef {{ title: string, nodes: HTMLElement[] }} Ending
 */

/**
 * @param {import('./graph.js').Connection | null} connection
 * @param {string | null} share the caller's half of the credentials
 * @param {Texts} texts
 * @param {'de' | 'en'} language
 * @returns {Ending}
 */
export function success(connection, share, texts, language) {
  const bank = connection?.bankName ?? null;
  const accounts = connection?.accounts ?? [];
  const list = h('ul', { class: 'accounts' }, ...accounts.map((account) => drawAccount(account, language)));
  return {
    title: texts.done,
    nodes: [
      h('p', {}, bank === null ? texts.doneText : texts.doneAt(bank)),
      ...(accounts.length === 0 ? [] : [h('h2', {}, texts.accounts), list]),
      ...(share === null ? [] : [drawShare(share, texts)]),
      wayBack(texts),
    ],
  };
}

/**
 * @param {string | undefined} code XS2A's, where it is known
 * @param {Texts} texts
 * @returns {Ending}
 */
export function failure(code, texts) {
  const reason = texts.reasons[code ?? ''] ?? texts.reason;
  return { title: texts.over, nodes: [h('p', {}, reason), h('p', {}, texts.again), wayBack(texts)] };
}

/** @param {import('./graph.js').Account} account @param {string} language */
function drawAccount({ description, iban, balance }, language) {
  const number = inGroups(iban ?? '');
  const name = description ?? number;
  return h(
    'li',
    {},
    h('div', {}, h('strong', {}, name), h('span', {}, number)),
    h('span', { class: 'amount' }, format(balance?.amount ?? null, language)),
  );
}

/** An IBAN as people write it; a masked card number stays as it is. @param {string} iban */
function inGroups(iban) {
  return /^[A-Z]{2}\d{2}/.test(iban) ? iban.replace(/(.{4})(?=.)/g, '$1 ') : iban;
}

/** @param {{ value: string, currency: string | null } | null} amount @param {string} language */
function format(amount, language) {
  if (amount === null) return '';
  const { value, currency } = amount;
  const style = currency === null ? {} : { style: /** @type {const} */ ('currency'), currency };
  return new Intl.NumberFormat(language, style).format(/** @type {Intl.StringNumericLiteral} */ (value));
}

/** @param {string} share @param {Texts} texts */
function drawShare(share, texts) {
  const input = h('input', { id: 'share', value: share, readonly: true, 'aria-describedby': 'share-hint' });
  const status = h('span', { role: 'status', class: 'hint' });
  const copy = async () => {
    input.select();
    await navigator.clipboard.writeText(share);
    status.textContent = texts.copied;
  };
  const button = h('button', { type: 'button', class: 'quiet', click: () => void copy() }, texts.copy);
  const label = h('label', { for: input.id }, texts.share);
  const hint = h('p', { class: 'hint', id: 'share-hint' }, texts.shareText);
  return h('div', { class: 'field' }, label, hint, input, h('div', {}, button, status));
}

/** @param {Texts} texts */
function wayBack(texts) {
  return returnTo === undefined
    ? h('p', { class: 'hint' }, texts.close)
    : h('a', { class: 'go', href: returnTo }, texts.return);
}
