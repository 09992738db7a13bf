import type { Result } from './answer.js';
import type { GatewayError } from './errors.js';

/** One page of a list. */
export interface Page<Entry> {
  readonly nodes: readonly Entry[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** How a whole list is gone through. */
export interface IterateOptions {
  /** Leave out what cannot be read, instead of ending with an error: `errors` says what it was. */
  readonly allowIncomplete?: boolean | undefined;
}

/**
 * All entries of a list, page after page; each page is asked for when it is needed.
 *
 * ```ts
 * for await (const turnover of gateway.viewer.iterateTurnovers()) show(turnover);
 *
 * const { data } = await gateway.viewer.iterateTurnovers().toArray({ limit: 1000 });
 *
 * for await (const { data, errors } of gateway.viewer.iterateTurnovers().pages()) show(data.nodes, errors);
 * ```
 */
export class List<Entry, OnePage extends Page<Entry>> implements AsyncIterable<Entry> {
  readonly #read: (after: string | undefined) => Promise<Result<OnePage>>;
  readonly #allowIncomplete: boolean;
  readonly #missingIn: (page: OnePage) => readonly GatewayError[];
  #errors: GatewayError[] = [];

  constructor(
    read: (after: string | undefined) => Promise<Result<OnePage>>,
    { allowIncomplete = false }: IterateOptions,
    missingIn: (page: OnePage) => readonly GatewayError[] = () => [],
  ) {
    this.#read = read;
    this.#allowIncomplete = allowIncomplete;
    this.#missingIn = missingIn;
  }

  /**
   * What could not be read since the entries were begun to be gone through; always empty without `allowIncomplete`.
   *
   * ```ts
   * const turnovers = gateway.viewer.iterateTurnovers({ allowIncomplete: true });
   * for await (const turnover of turnovers) show(turnover);
   * if (turnovers.errors.length > 0) say('Some turnovers are missing.');
   * ```
   */
  get errors(): readonly GatewayError[] {
    return this.#errors;
  }

  /**
   * The pages, with the errors of each.
   *
   * ```ts
   * for await (const { data, errors } of gateway.viewer.iterateTurnovers().pages()) show(data.nodes, errors);
   * ```
   */
  async *pages(): AsyncGenerator<Result<OnePage>, void, undefined> {
    let after: string | undefined;
    do {
      const page = await this.#read(after);
      yield page;
      const { hasNextPage, endCursor } = page.data.pageInfo;
      after = hasNextPage && endCursor !== null ? endCursor : undefined;
    } while (after !== undefined);
  }

  /** @throws GatewayError when something cannot be read, unless that is allowed: a list with a hole looks like a whole one */
  async *[Symbol.asyncIterator](): AsyncGenerator<Entry, void, undefined> {
    const seen: GatewayError[] = (this.#errors = []);
    for await (const { data, errors } of this.pages()) {
      const missing = [...errors, ...this.#missingIn(data)];
      if (missing[0] !== undefined && !this.#allowIncomplete) throw missing[0];
      seen.push(...missing);
      yield* data.nodes;
    }
  }

  /**
   * The first entries, in an array.
   *
   * ```ts
   * const { data } = await gateway.viewer.iterateTurnovers().toArray({ limit: 1000 });
   * ```
   */
  async toArray({ limit }: { readonly limit: number }): Promise<Result<readonly Entry[]>> {
    const data: Entry[] = [];
    if (!(limit > 0)) return { data, errors: [] };
    for await (const entry of this) {
      data.push(entry);
      if (data.length >= limit) break;
    }
    return { data, errors: this.#errors };
  }
}
