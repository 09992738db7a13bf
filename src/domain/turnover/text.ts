/** Almost no text needs it, and looking is cheaper. */
const LOOSE = /^\s|\s\s|[^\S ]|\s$/;

/** One space wherever the text has white space, and none around it. */
export function collapseWhitespace(text: string): string {
  return LOOSE.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
}

const PLAIN = /^[\x21-\x7e]*$/;
/** Control characters, formatting such as zero-width spaces and soft hyphens, variation selectors, and white space. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Variation_Selector}\s]/gu;

/**
 * The text as far as it counts for identity: banks move line breaks, change between composed and decomposed letters, and
 * leave characters in that nobody sees. NFC, without any of those.
 */
export function visibleLetters(text: string): string {
  return PLAIN.test(text) ? text : text.replace(UNSEEN, '').normalize('NFC');
}
