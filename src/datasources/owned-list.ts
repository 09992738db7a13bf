import type DataLoader from 'dataloader';
import { notFound, type OwnedRef } from '../domain/global-id.js';
import type { BankUserEndpoint } from './endpoints.js';
import { bankUserKey, loaderOf } from './loader.js';
import { readableRows, type SourceScope } from './source-scope.js';

interface Owned {
  readonly xs2aId: string;
}

/**
 * One of a bank user's lists (connections, accounts), read whole and once per operation: single things are found in it, so
 * that any number of them costs the pages of one list.
 */
export class OwnedList<T extends Owned> {
  private readonly lists: DataLoader<string, ReadonlyMap<string, T>>;

  constructor(
    private readonly scope: SourceScope,
    endpoint: BankUserEndpoint,
    map: (row: unknown, bankUserId: string) => T | null,
  ) {
    const { xs2a, reads, meter } = scope;
    this.lists = loaderOf(
      (bankUserId) =>
        reads.share(bankUserId, endpoint.route, async () => {
          const rows = await xs2a.listOf(bankUserId, endpoint, { meter });
          const things = readableRows(rows, (row) => map(row, bankUserId), endpoint.route, scope);
          // Rows that move to another page while the pages are read would come twice.
          return new Map(things.map((thing) => [thing.xs2aId, thing]));
        }),
      bankUserKey,
    );
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

  /** What is read after this is read anew. */
  forget(bankUserId: string): void {
    this.lists.clear(bankUserId);
    this.scope.reads.forget(bankUserId);
  }
}
