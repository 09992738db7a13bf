import { fold } from './fold.js';
import { firstPlace } from './places.js';
import type { TurnoverEntry } from './turnover-entry.js';

/** How many entries share one text. One letter beyond Latin-1 doubles the size of a text, so they are kept short. */
export const BLOCK = 256;

/** Cannot be in what is searched for: folding leaves no line break. */
const END = '\n';

interface Block {
  readonly text: string;
  /** Where each entry's text starts. */
  readonly starts: Uint32Array;
}

/**
 * The folded purposes and counterparties of a list, made block by block when first searched and kept: one byte per letter
 * and four per entry.
 */
export class SearchText {
  readonly #blocks: Block[] = [];

  constructor(private readonly entries: readonly TurnoverEntry[]) {}

  /** Calls `found` with the places, within one block, of all entries that have `needle` in their text. */
  findInBlock(block: number, needle: string, found: (place: number) => void): void {
    const { text, starts } = (this.#blocks[block] ??= this.#fold(block));
    for (let at = text.indexOf(needle); at !== -1;) {
      const next = firstPlace(starts.length, (i) => (starts[i] ?? 0) > at);
      found(block * BLOCK + next - 1);
      at = next < starts.length ? text.indexOf(needle, starts[next]) : -1;
    }
  }

  #fold(block: number): Block {
    const texts = this.entries.slice(block * BLOCK, (block + 1) * BLOCK).map(textOf);
    const starts = new Uint32Array(texts.length);
    let start = 0;
    for (const [index, text] of texts.entries()) {
      starts[index] = start;
      start += text.length;
    }
    return { text: texts.join(''), starts };
  }
}

/** About how many bytes a turnover takes here. */
export function searchTextLength({ purpose, counterparty }: Pick<TurnoverEntry, 'purpose' | 'counterparty'>): number {
  return purpose.reduce((length, line) => length + line.length + 1, 0) + (counterparty?.name?.length ?? 0);
}

function textOf({ purpose, counterparty }: TurnoverEntry): string {
  return fold(purpose.join(' ')) + END + fold(counterparty?.name ?? '') + END;
}
