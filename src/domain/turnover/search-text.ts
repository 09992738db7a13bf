import { fold, foldUmlauts, UMLAUT } from './fold.js';
import { hasCutLine, purposeText } from './purpose-text.js';
import { firstIndex } from './sort.js';
import type { TurnoverContent } from './turnover-content.js';

/** Entries per text. One letter beyond Latin-1 doubles the size of its text in V8, so texts are short. */
export const BLOCK = 256;

/** Never part of a search term: folding removes line breaks. */
const END = '\n';

/** A number, an IBAN or a reference, which may or may not be written in groups. */
const DIGITS = /\d.*\d.*\d.*\d/;

/** A search term in every spelling to look for. */
export interface Needles {
  readonly words: readonly string[];
  /** Without white space; null unless it contains a number. */
  readonly number: string | null;
}

interface Block {
  readonly text: string;
  /** Offset of each entry's text. */
  readonly starts: Uint32Array;
}

/** Null when the term has no letter or digit. */
export function needlesOf(search: string): Needles | null {
  const words = fold(search);
  if (words === '') return null;
  return { words: distinct([words, foldUmlauts(search)]), number: DIGITS.test(words) ? unspaced(words) : null };
}

/**
 * The folded purposes and counterparties of a list, built block by block on first search: one byte per letter and four per entry.
 */
export class SearchText {
  readonly #blocks: Block[] = [];
  readonly #numbers: Block[] = [];

  constructor(private readonly contents: readonly TurnoverContent[]) {}

  /** Calls `found` with the places of all matching entries of one block, possibly more than once for each. */
  findInBlock(block: number, { words, number }: Needles, found: (place: number) => void): void {
    const texts = (this.#blocks[block] ??= this.#make(block, wordsOf));
    for (const needle of words) find(texts, needle, block, found);
    if (number !== null) find((this.#numbers[block] ??= this.#make(block, numbersOf)), number, block, found);
  }

  #make(block: number, textOf: (content: TurnoverContent) => string): Block {
    const texts = this.contents.slice(block * BLOCK, (block + 1) * BLOCK).map(textOf);
    const starts = new Uint32Array(texts.length);
    let start = 0;
    for (const [index, text] of texts.entries()) {
      starts[index] = start;
      start += text.length;
    }
    return { text: texts.join(''), starts };
  }
}

function find({ text, starts }: Block, needle: string, block: number, found: (place: number) => void): void {
  for (let at = text.indexOf(needle); at !== -1;) {
    const next = firstIndex(starts.length, (i) => (starts[i] ?? 0) > at);
    found(block * BLOCK + next - 1);
    at = next < starts.length ? text.indexOf(needle, starts[next]) : -1;
  }
}

/** Estimated bytes per turnover. */
export function searchTextLength({ purpose, counterparty }: Pick<TurnoverContent, 'purpose' | 'counterparty'>): number {
  return purpose.reduce((length, line) => length + line.length + 1, 0) + (counterparty?.name?.length ?? 0);
}

/** Purposes as received and with cut words joined, umlauts in both spellings. */
function wordsOf({ purpose, counterparty }: TurnoverContent): string {
  let text = spellingsOf(purpose.length === 1 ? (purpose[0] ?? '') : purpose.join(' '));
  if (hasCutLine(purpose)) text += spellingsOf(purposeText(purpose));
  return counterparty?.name == null ? text : text + spellingsOf(counterparty.name);
}

function spellingsOf(text: string): string {
  const folded = fold(text) + END;
  return UMLAUT.test(text) ? folded + foldUmlauts(text) + END : folded;
}

function numbersOf({ purpose, counterparty }: TurnoverContent): string {
  const texts = [purpose.join(''), counterparty?.iban ?? '', counterparty?.creditorId ?? ''];
  return texts.map((text) => unspaced(fold(text))).join(END) + END;
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function unspaced(text: string): string {
  return text.replaceAll(' ', '');
}
