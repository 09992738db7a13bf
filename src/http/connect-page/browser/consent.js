import { h } from './dom.js';
import { login } from './login.js';

/**
 * What will be read and for how long, in the words of what the application asked for, and where its privacy text is.
 *
 * @param {HTMLElement} details
 * @param {import('./texts.js').Texts} texts
 */
export function drawConsent(details, texts) {
  const { syncMode, accountSelection, historyDays, limitDays } = login.request;
  const what = [
    texts.readAccounts[accountSelection],
    historyDays === null ? texts.readHistory : texts.readDays(historyDays),
    ...(limitDays === null ? [] : [texts.limitDays(limitDays)]),
  ];
  const privacy = h('a', { href: login.privacyUrl, target: '_blank', rel: 'noopener noreferrer' }, texts.privacy);
  privacy.append(h('span', { class: 'unseen' }, ` (${texts.newTab})`));
  details.replaceChildren(
    h('summary', {}, texts.consent),
    h(
      'dl',
      {},
      h('dt', {}, texts.what),
      h('dd', {}, what.join(' ')),
      h('dt', {}, texts.howLong),
      h('dd', {}, texts.howLongIn[syncMode]),
    ),
    h('p', {}, privacy),
  );
}
