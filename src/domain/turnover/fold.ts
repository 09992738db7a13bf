const ASCII = /^[\0-\x7f]*$/;
const MARKS = /[\p{M}\p{Cf}]+/gu;

/** Letters that Unicode does not take apart. */
const LETTERS: ReadonlyMap<string, string> = new Map([
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
const WHOLE_LETTERS = new RegExp(`[${[...LETTERS.keys()].join('')}]`, 'g');

const UMLAUTS: ReadonlyMap<string, string> = new Map([
  ['ä', 'ae'],
  ['ö', 'oe'],
  ['ü', 'ue'],
]);
const UMLAUT = /[äöü]/gi;

/** For comparing without regard to case, diacritics and the amount of white space: `  MÜLLER\n&  Søn ` gives `muller & son`. */
export function fold(text: string): string {
  const plain = ASCII.test(text) ? text.toLowerCase() : withoutDiacritics(text);
  return plain.replace(/\s+/g, ' ').trim();
}

/**
 * The folded forms under which a text is found: also the German spelling without umlauts, `mueller` for `Müller`, because
 * banks write both.
 */
export function foldedForms(text: string): string[] {
  if (ASCII.test(text)) return [fold(text)];
  const composed = text.normalize('NFC');
  const spelledOut = composed.replace(UMLAUT, (letter) => UMLAUTS.get(letter.toLowerCase()) ?? letter);
  return spelledOut === composed ? [fold(text)] : [fold(text), fold(spelledOut)];
}

function withoutDiacritics(text: string): string {
  const letters = text.normalize('NFKD').replace(MARKS, '').toLowerCase();
  // Lower case may bring a mark of its own: İ is i and a dot.
  return letters.replace(MARKS, '').replace(WHOLE_LETTERS, (letter) => LETTERS.get(letter) ?? letter);
}
