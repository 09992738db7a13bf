import type { TurnoverContent, TurnoverCounterparty } from './turnover-content.js';

/** Bytes of a string's head and of a pointer in V8; what follows is an estimate, made to be compared with a cache's limit. */
const HEAD = 24;
const POINTER = 8;

/**
 * Lets equal values share their memory: most turnovers repeat a date, a currency, a counterparty, a category, tags. Counts what is
 * kept. Lives as long as a list is being built.
 */
export class Interner {
  #bytes = 0;
  readonly #texts = new Map<string, string>();
  readonly #lists = new Map<string, readonly string[]>();
  readonly #counterparties = new Map<string, TurnoverCounterparty>();

  get bytes(): number {
    return this.#bytes;
  }

  content(content: TurnoverContent): TurnoverContent {
    return {
      ...content,
      bookingDate: this.#text(content.bookingDate),
      currency: this.#optional(content.currency),
      categoryId: this.#optional(content.categoryId),
      purpose: this.#list(content.purpose),
      tags: this.#list(content.tags),
      counterparty: content.counterparty && this.#counterparty(content.counterparty),
    };
  }

  #text(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    this.#bytes += HEAD + text.length;
    return text;
  }

  #optional(text: string | null): string | null {
    return text === null ? null : this.#text(text);
  }

  #list(values: readonly string[]): readonly string[] {
    const label = JSON.stringify(values);
    const known = this.#lists.get(label);
    if (known !== undefined) return known;
    const list = values.map((value) => this.#text(value));
    this.#lists.set(label, list);
    this.#bytes += 2 * HEAD + list.length * POINTER;
    return list;
  }

  #counterparty({ name, iban, bic, creditorId }: TurnoverCounterparty): TurnoverCounterparty {
    const label = JSON.stringify([name, iban, bic, creditorId]);
    const known = this.#counterparties.get(label);
    if (known !== undefined) return known;
    const counterparty = {
      name: this.#optional(name),
      iban: this.#optional(iban),
      bic: this.#optional(bic),
      creditorId: this.#optional(creditorId),
    };
    this.#counterparties.set(label, counterparty);
    this.#bytes += HEAD + 4 * POINTER;
    return counterparty;
  }
}
