import { squeeze } from './squeeze.js';

const ASCII = /^[\0-\x7f]*$/;
const NOT_ASCII = /[^\0-\x7f]/gu;
const MARKS = /[\p{M}\p{Cf}]/gu;
const DIAERESIS = '\u0308';

/** Letters that Unicode does not take apart. */
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

const UMLAUTS: ReadonlyMap<string, string> = new Map([
  ['ä', 'ae'],
  ['ö', 'oe'],
  ['ü', 'ue'],
  ['Ä', 'ae'],
  ['Ö', 'oe'],
  ['Ü', 'ue'],
]);
const UMLAUT = /[äöüÄÖÜ]/g;

/** The letters of western and central Europe, folded once and for all: Unicode's own way is slow. */
const LATIN: readonly string[] = Array.from({ length: 0x250 }, (_, code) => foldedByUnicode(String.fromCharCode(code)));

/** For comparing without regard to case, diacritics and the amount of white space: `  MÜLLER\n&  Søn ` gives `muller & son`. */
export function fold(text: string): string {
  return squeeze(ASCII.test(text) ? text.toLowerCase() : text.replace(NOT_ASCII, foldedLetter).toLowerCase());
}

/**
 * The folded forms under which a text is found, one or two: where it has umlauts, also the spelling without them, `mueller`
 * for `Müller`, because banks write both.
 */
export function foldedForms(text: string): string[] {
  if (ASCII.test(text)) return [squeeze(text.toLowerCase())];
  const composed = text.includes(DIAERESIS) ? text.normalize('NFC') : text;
  const spelledOut = composed.replace(UMLAUT, (letter) => UMLAUTS.get(letter) ?? letter);
  return spelledOut === composed ? [fold(text)] : [fold(text), fold(spelledOut)];
}

function foldedLetter(letter: string): string {
  return LATIN[letter.charCodeAt(0)] ?? foldedByUnicode(letter);
}

function foldedByUnicode(letter: string): string {
  const lower = letter.normalize('NFKD').replace(MARKS, '').toLowerCase();
  return lower.replace(NOT_ASCII, (part) => WHOLE_LETTERS.get(part) ?? part);
}
