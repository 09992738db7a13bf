import type { TurnoverContent, TurnoverCounterparty } from './turnover-content.js';

/** A turnover's content without the ids that have gone into its key. */
export type KeptContent = Omit<TurnoverContent, 'xs2aTurnoverId' | 'bankTransactionId'>;

/** Bytes of an object's head and of a field in V8. What comes of them is an estimate, to be held against a cache's limit. */
const HEAD = 24;
const FIELD = 8;

/** A list is built day by day and repeats itself within months: older values may be forgotten, and cost nothing then. */
const MOST_REMEMBERED = 4096;

/**
 * Lets equal values share their memory: most turnovers repeat a currency, a counterparty, a category, tags and part of their
 * purpose. Counts the bytes that are kept.
 */
export class Interner {
  #bytes = 0;
  readonly #texts = new Map<string, string>();
  readonly #sets = new Map<string, readonly string[]>();
  readonly #counterparties = new Map<string | null, TurnoverCounterparty>();

  get bytes(): number {
    return this.#bytes;
  }

  intern(content: TurnoverContent): KeptContent {
    const { amountMinor, status, isNew } = content;
    return {
      amountMinor,
      status,
      isNew,
      bookingDate: this.#text(content.bookingDate),
      currency: this.#optional(content.currency),
      categoryId: this.#optional(content.categoryId),
      purpose: this.#lines(content.purpose),
      tags: this.#set(content.tags),
      counterparty: content.counterparty && this.#counterparty(content.counterparty),
    };
  }

  #text(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#bytes += HEAD + text.length;
    return remember(this.#texts, text, text);
  }

  #optional(text: string | null): string | null {
    return text === null ? null : this.#text(text);
  }

  /** Purposes repeat line by line: one line of them tends to be a number. */
  #lines(lines: readonly string[]): readonly string[] {
    this.#bytes += 2 * HEAD + lines.length * FIELD;
    return lines.map((line) => this.#text(line));
  }

  #set(values: readonly string[]): readonly string[] {
    const label = values.join();
    const known = this.#sets.get(label);
    // A value may have a comma of its own.
    if (known?.length === values.length && known.every((value, i) => value === values[i])) return known;
    return remember(this.#sets, label, this.#lines(values));
  }

  #counterparty(counterparty: TurnoverCounterparty): TurnoverCounterparty {
    const { name, iban, bic, creditorId } = counterparty;
    const known = this.#counterparties.get(name);
    if (known?.iban === iban && known.bic === bic && known.creditorId === creditorId) return known;
    this.#bytes += HEAD + 4 * FIELD;
    return remember(this.#counterparties, name, {
      name: this.#optional(name),
      iban: this.#optional(iban),
      bic: this.#optional(bic),
      creditorId: this.#optional(creditorId),
    });
  }
}

function remember<K, V>(known: Map<K, V>, key: K, value: V): V {
  if (known.size >= MOST_REMEMBERED) known.clear();
  known.set(key, value);
  return value;
}
