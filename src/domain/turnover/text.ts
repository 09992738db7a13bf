/** Whether the text needs collapsing. Few do, and the check is cheaper. */
const LOOSE = /^\s|\s\s|[^\S ]|\s$/;

/** Replaces each run of white space by one space, and trims. */
export function collapseWhitespace(text: string): string {
  return LOOSE.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
}

const PLAIN = /^[\x21-\x7e]*$/;
/** Control characters, formatting such as zero-width spaces and soft hyphens, variation selectors, and white space. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Variation_Selector}\s]/gu;

/**
 * The text in the form used for identity: banks move line breaks, switch between composed and decomposed letters, and leave
 * invisible characters in. NFC, without any of those.
 */
export function visibleLetters(text: string): string {
  return PLAIN.test(text) ? text : text.replace(UNSEEN, '').normalize('NFC');
}
