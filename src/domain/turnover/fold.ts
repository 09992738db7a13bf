import { collapseWhitespace } from './text.js';

const ASCII = /^[\0-\x7f]*$/;
const NOT_ASCII = /[^\0-\x7f]/gu;
const UMLAUTS = /[äöüÄÖÜ]/g;
/** An umlaut, composed or decomposed. */
export const UMLAUT = /[äöüÄÖÜ\u0308]/;
const MARKS = /[\p{M}\p{Cf}]/gu;

/** Letters that Unicode does not decompose. */
const WHOLE_LETTERS: ReadonlyMap<string, string> = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ł', 'l'],
  ['ħ', 'h'],
  ['ŧ', 't'],
  ['ŋ', 'n'],
  ['ı', 'i'],
  ['ς', 'σ'],
]);

/** Precomputed for the letters of western and central Europe: Unicode normalisation is slow. */
const LATIN: readonly string[] = Array.from({ length: 0x250 }, (_, code) => foldedByUnicode(String.fromCharCode(code)));

/**
 * Folds case, diacritics and repeated white space for comparisons: `  MÜLLER\n&  Søn ` gives `muller & son`. Alternative
 * spellings such as `mueller` are not folded, see {@link foldUmlauts}.
 */
export function fold(text: string): string {
  const letters = ASCII.test(text) ? text : text.replace(NOT_ASCII, foldedLetter);
  return collapseWhitespace(letters.toLowerCase());
}

/** Like `fold`, but umlauts are written out as in German: `Müller` gives `mueller`. */
export function foldUmlauts(text: string): string {
  return fold(ASCII.test(text) ? text : text.normalize('NFC').replace(UMLAUTS, (letter) => `${letter}e`));
}

function foldedLetter(letter: string): string {
  return LATIN[letter.charCodeAt(0)] ?? foldedByUnicode(letter);
}

function foldedByUnicode(letter: string): string {
  const lower = letter.normalize('NFKD').replace(MARKS, '').toLowerCase();
  return lower.replace(NOT_ASCII, (part) => WHOLE_LETTERS.get(part) ?? part);
}
