import { h } from './dom.js';

/** @typedef {import('./graph.js').RichText} RichText */
/** @typedef {import('./graph.js').TextPart} TextPart */
/** @typedef {import('./texts.js').Texts} Texts */

/**
 * A text of the bank with its marks: stressed words, links, and buttons that submit something at once.
 *
 * @param {RichText | null} text
 * @param {Texts} texts
 * @param {(values: { name: string, value: string }[]) => void} submit
 * @returns {(Node | string)[]}
 */
export function drawRichText(text, texts, submit) {
  return (text?.parts ?? []).map((part) => drawPart(part, texts, submit));
}

/**
 * @param {TextPart} part
 * @param {Texts} texts
 * @param {(values: { name: string, value: string }[]) => void} submit
 * @returns {Node | string}
 */
function drawPart({ kind, text, url, values }, texts, submit) {
  switch (kind) {
    case 'BOLD':
      return h('strong', {}, text);
    case 'ITALIC':
      return h('em', {}, text);
    case 'LINE_BREAK':
      return h('br');
    case 'LINK':
    case 'DIALOG':
      return drawLink(text, url, texts);
    case 'AUTOSUBMIT':
      return h('button', { type: 'button', class: 'inline', click: () => submit(values ?? []) }, text);
    default:
      return text;
  }
}

/** @param {string} text @param {string | null} url @param {Texts} texts */
function drawLink(text, url, texts) {
  const hint = h('span', { class: 'unseen' }, ` (${texts.newTab})`);
  return h('a', { href: url ?? undefined, target: '_blank', rel: 'noopener noreferrer' }, text, hint);
}
