import type { TurnoverContent, TurnoverCounterparty } from './turnover-content.js';

/** Bytes of an object's header and of a field in V8. The total is an estimate for the cache's limit. */
const HEAD = 24;
const FIELD = 8;

/** Values repeat within months, so older ones can be evicted. */
const MAX_REMEMBERED = 4096;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Lets equal values share memory: most turnovers repeat a currency, a counterparty, a category, tags and parts of their purpose.
 * Counts the bytes retained.
 */
export class Interner {
  #bytes = 0;
  readonly #texts = new Map<string, string>();
  readonly #tags = new Map<string, readonly string[]>();
  readonly #counterparties = new Map<string | null, TurnoverCounterparty>();

  get bytes(): number {
    return this.#bytes;
  }

  /** Replaces values by their shared equals. */
  intern(content: TurnoverContent): void {
    const own: Writable<TurnoverContent> = content;
    own.bookingDate = this.#text(own.bookingDate);
    own.currency = this.#optional(own.currency);
    own.categoryId = this.#optional(own.categoryId);
    own.purpose = this.#lines(own.purpose);
    own.tags = this.#sharedTags(own.tags);
    own.counterparty = own.counterparty && this.#counterparty(own.counterparty);
    this.#bytes += (own.xs2aTurnoverId?.length ?? 0) + (own.bankTransactionId?.length ?? 0);
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

  /** Interned by line: one line of a purpose is usually a unique number. */
  #lines(lines: readonly string[]): readonly string[] {
    this.#bytes += 2 * HEAD + lines.length * FIELD;
    return lines.map((line) => this.#text(line));
  }

  #sharedTags(tags: readonly string[]): readonly string[] {
    const label = tags.join();
    const known = this.#tags.get(label);
    // A tag may contain a comma itself.
    if (known?.length === tags.length && known.every((tag, i) => tag === tags[i])) return known;
    return remember(this.#tags, label, this.#lines(tags));
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
  if (known.size >= MAX_REMEMBERED) known.clear();
  known.set(key, value);
  return value;
}
