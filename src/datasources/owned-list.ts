import type DataLoader from 'dataloader';
import { notFound, type OwnedRef } from '../domain/global-id.js';
import type { BankUserEndpoint } from './endpoints.js';
import { bankUserKey, loaderOf } from './loader.js';
import { readableRows, type SourceScope } from './source-scope.js';

interface Owned {
  readonly xs2aId: string;
}

/** A whole list, by XS2A's ids of what is in it, in upstream's order. */
export type Listed<T extends Owned> = ReadonlyMap<string, T>;

/**
 * One of a bank user's lists (connections, accounts), read whole and once per operation: single things are found in it, so
 * that any number of them costs the pages of one list.
 */
export class OwnedList<T extends Owned> {
  private readonly lists: DataLoader<string, Listed<T>, string>;

  constructor({ reads }: SourceScope, read: (bankUserId: string) => Promise<Listed<T>>) {
    this.lists = loaderOf(read, bankUserKey);
    reads.onWrite((bankUserId) => {
      this.forget(bankUserId);
    });
  }

  async of(bankUserId: string): Promise<T[]> {
    return [...(await this.lists.load(bankUserId)).values()];
  }

  async find({ bankUserId, xs2aId }: OwnedRef): Promise<T | undefined> {
    return (await this.lists.load(bankUserId)).get(xs2aId);
  }

  /** @throws GatewayError NOT_FOUND */
  async get(ref: OwnedRef): Promise<T> {
    const found = await this.find(ref);
    if (found === undefined) throw notFound();
    return found;
  }

  /** What is asked for after this is read anew. */
  forget(bankUserId: string): void {
    this.lists.clear(bankUserId);
  }
}

/** Reads all pages of a list; rows that move to another page meanwhile come twice, and count once. */
export async function fetchListed<T extends Owned>(
  scope: SourceScope,
  bankUserId: string,
  endpoint: BankUserEndpoint,
  map: (row: unknown) => T | null,
): Promise<Listed<T>> {
  const { xs2a, meter, budget } = scope;
  const plan = (pages: number) => {
    budget.plan(pages);
  };
  const rows = await xs2a.listOf(bankUserId, endpoint, { meter }, plan);
  return new Map(readableRows(rows, map, endpoint.route, scope).map((thing) => [thing.xs2aId, thing]));
}
