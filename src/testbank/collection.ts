/** Objects by id, in order of creation. */
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

  /** XS2A's order: the vendor's examples expect a new object on a first page of one. */
  newestFirst(fits: (item: T) => boolean = () => true): T[] {
    return this.all().filter(fits).reverse();
  }
}
