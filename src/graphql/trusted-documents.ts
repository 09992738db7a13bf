/** The allowed documents. */
export class TrustedDocuments {
  readonly #textById: ReadonlyMap<string, string>;
  readonly #texts: ReadonlySet<string>;

  constructor(textById: ReadonlyMap<string, string>) {
    this.#textById = textById;
    this.#texts = new Set(textById.values());
  }

  has(text: string): boolean {
    return this.#texts.has(text);
  }

  textOf(id: string): string | undefined {
    return this.#textById.get(id);
  }
}
