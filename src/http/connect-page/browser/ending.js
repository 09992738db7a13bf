import { h } from './dom.js';
import { returnTo } from './login.js';

/** @typedef {import('./texts.js').Texts} Texts */

/**
 * A screen on which nothing more is to be filled in.
 *
 * @typedef {{ title: string, nodes: HTMLElement[] }} Ending
 */

/**
 * What the page does at the person's wish when the login has ended without success.
 *
 * @typedef {() => void} BeginAnew
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
  const list = h('ul', { class: 'accounts' }, ...accounts.map((account) => drawAccount(account, texts, language)));
  const until = connection?.sync.mode === 'NONE' ? null : (connection?.consent.validUntil ?? null);
  return {
    title: texts.done,
    nodes: [
      h('p', {}, bank === null ? texts.doneText : texts.doneAt(bank)),
      ...(accounts.length === 0 ? [] : [h('h2', {}, texts.accounts), list]),
      ...(until === null ? [] : [h('p', {}, texts.consentUntil(dateIn(language, until)))]),
      ...(share === null ? [] : [drawShare(share, texts)]),
      wayBack(texts),
    ],
  };
}

/**
 * @param {import('./graph.js').Session | null} session null for one that is not this person's
 * @param {BeginAnew} beginAnew
 * @param {Texts} texts
 * @returns {Ending}
 */
export function failure(session, beginAnew, texts) {
  if (session === null) return { title: texts.over, nodes: [h('p', {}, texts.notYours), wayBack(texts)] };
  const reason = texts.reasons[session.lastError?.code ?? ''] ?? texts.reason;
  const again = h('button', { type: 'button', class: 'go again', click: beginAnew }, texts.beginAnew);
  return { title: texts.over, nodes: [h('p', {}, reason), h('p', {}, texts.nothingChanged), again, wayBack(texts)] };
}

/** @param {import('./graph.js').Account} account @param {Texts} texts @param {string} language */
function drawAccount({ type, description, iban, balance }, texts, language) {
  const number = inGroups(iban ?? '');
  const typeName = texts.accountTypes[type] ?? '';
  const name = description ?? typeName;
  const about = [...(typeName === name ? [] : [typeName]), number].filter(Boolean).join(' · ');
  return h(
    'li',
    {},
    h('div', {}, h('strong', {}, name), h('span', {}, about)),
    h('span', { class: 'amount' }, format(balance?.amount ?? null, language)),
  );
}

/** @param {string} language @param {string} day ISO 8601 */
function dateIn(language, day) {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));
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
