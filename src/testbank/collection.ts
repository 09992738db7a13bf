/** Things by id, in the order in which they came about. */
export class Collection<T extends { readonly id: string }> {
  readonly #byId = new Map<string, T>();

  add(item: T): T {
    this.#byId.set(item.id, item);
    return item;
  }

  get(id: string): T | undefined {
    return this.#byId.get(id);
  }

  delete(id: string): void {
    this.#byId.delete(id);
  }

  clear(): void {
    this.#byId.clear();
  }

  all(): T[] {
    return [...this.#byId.values()];
  }

  /** As XS2A lists things: the vendor's own examples find what they have just made on a first page of one. */
  newestFirst(fits: (item: T) => boolean = () => true): T[] {
    return this.all().filter(fits).reverse();
  }
}
