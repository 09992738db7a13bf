import { notFound, type OwnedRef } from '../domain/global-id.js';
import type { BankUserEndpoint } from './xs2a/endpoints.js';
import type { OperationDependencies } from './operation-dependencies.js';
import { prefetch } from './reads/prefetch.js';
import { malformedResponse } from './xs2a/upstream-error.js';

interface Owned {
  readonly xs2aId: string;
}

/** A complete list. */
export interface Listed<T extends Owned> {
  /** By XS2A id, in upstream's order. */
  readonly things: ReadonlyMap<string, T>;
  /** Unreadable rows that were skipped. */
  readonly skippedRows: number;
}

/**
 * A list of one bank user (connections, accounts), read completely and once per operation: single items are looked up in it, so
 * any number of them costs the pages of one list.
 */
export class OwnedList<T extends Owned> {
  private readonly lists = new Map<string, Promise<Listed<T>>>();

  constructor(
    private readonly scope: OperationDependencies,
    private readonly fetch: (bankUserId: string) => Promise<Listed<T>>,
  ) {
    scope.reads.onWrite((bankUserId) => {
      this.forget(bankUserId);
    });
  }

  listOf(bankUserId: string): Promise<Listed<T>> {
    const list = this.lists.get(bankUserId) ?? prefetch(() => this.read(bankUserId));
    this.lists.set(bankUserId, list);
    return list;
  }

  /** Takes a list that was just read elsewhere. */
  take(bankUserId: string, listed: Listed<T>): void {
    this.lists.set(bankUserId, Promise.resolve(listed));
  }

  /** Whether it has been read or is being read. */
  isAskedFor(bankUserId: string): boolean {
    return this.lists.has(bankUserId);
  }

  of(bankUserId: string): Promise<T[]> {
    return this.listOf(bankUserId).then(({ things }) => [...things.values()]);
  }

  find({ bankUserId, xs2aId }: OwnedRef): Promise<T | undefined> {
    return this.listOf(bankUserId).then(({ things }) => things.get(xs2aId));
  }

  /** @throws GatewayError NOT_FOUND */
  get({ bankUserId, xs2aId }: OwnedRef): Promise<T> {
    return this.listOf(bankUserId).then((list) => thingOf(list, xs2aId));
  }

  /** @throws GatewayError NOT_FOUND where one of them is missing */
  getAll(bankUserId: string, xs2aIds: readonly string[]): Promise<T[]> {
    return this.listOf(bankUserId).then((list) => xs2aIds.map((xs2aId) => thingOf(list, xs2aId)));
  }

  /** Later requests read the list again. */
  forget(bankUserId: string): void {
    this.lists.delete(bankUserId);
  }

  private async read(bankUserId: string): Promise<Listed<T>> {
    const listed = await this.fetch(bankUserId);
    // Counted even when another operation read the list: rows are missing from this result.
    this.scope.meter.skippedRows += listed.skippedRows;
    return listed;
  }
}

function thingOf<T extends Owned>({ things }: Listed<T>, xs2aId: string): T {
  const found = things.get(xs2aId);
  if (found === undefined) throw notFound();
  return found;
}

/** The rows of all pages of a list. */
export function fetchRows(
  { xs2a, meter }: OperationDependencies,
  bankUserId: string,
  endpoint: BankUserEndpoint,
): Promise<unknown[]> {
  return xs2a.listOf(bankUserId, endpoint, { meter }, (pages) => {
    meter.plan(pages);
  });
}

/**
 * Maps the readable rows; unreadable ones are skipped, so that one bad row does not break the list. Rows that move to another
 * page during the read come twice and count once.
 */
export function toListed<T extends Owned>(
  rows: unknown,
  map: (row: unknown) => T | null,
  onSkippedRow: () => void,
): Listed<T> {
  if (!Array.isArray(rows)) throw malformedResponse();
  const mapped = rows.map(map);
  const readable = mapped.filter((thing) => thing !== null);
  const skippedRows = mapped.length - readable.length;
  for (let row = 0; row < skippedRows; row++) onSkippedRow();
  return { things: new Map(readable.map((thing) => [thing.xs2aId, thing])), skippedRows };
}
