import type { Sources } from '../datasources/sources.js';
import type { TurnoverReading } from '../datasources/turnover.source.js';
import type { PendingAccount } from '../datasources/reads/pending-account.js';
import { unionOf, windowOf, type BookingWindow } from '../datasources/turnover.window.js';
import { notFound, type OwnedRef, type TurnoverRef } from '../domain/global-id.js';
import { whenKnown, type MaybePromise } from '../domain/maybe-promise.js';
import {
  dayOfKey,
  TurnoverQuery,
  type TurnoverChanges as Changes,
  type TurnoverEntry,
  type TurnoverPage,
  type TurnoverList,
  type TurnoverPageArgs,
  type TurnoverPageRequest,
  type TurnoverQueries,
  type TurnoverScope,
  type TurnoverSelection,
  type TurnoverFilter,
  type TurnoverOrder,
} from '../domain/turnover/index.js';
import type { Account } from '../schema/account.type.js';
import type { IncompleteAccount } from '../schema/turnover-list.type.js';
import type { CashflowService } from './cashflow-service.js';
import { incomplete } from './incomplete.js';

/** The arguments of a `turnovers` field. */
export interface TurnoverFieldArgs extends TurnoverPageArgs {
  readonly filter?: TurnoverFilter | null | undefined;
  readonly orderBy?: TurnoverOrder | null | undefined;
  /** Reads all turnovers whatever the dates of the filter: fields of the entries need them. */
  readonly takesAll?: boolean;
}

/** The root of TurnoverConnection: one page and its selection. */
export interface TurnoverAnswer {
  readonly page: TurnoverPage;
  readonly selection: TurnoverSelection;
  readonly asOf: string | null;
  readonly incompleteAccounts: readonly IncompleteAccount[];
  readonly unreadableCount: number;
}

/** The root of TurnoverChanges. */
export interface TurnoverChangesAnswer extends Changes {
  readonly account: Account;
  readonly asOf: string | null;
  readonly unreadableCount: number;
}

/** Resolves `turnovers` fields over the sources of one operation. */
export class TurnoverService {
  constructor(
    private readonly sources: Pick<Sources, 'accounts' | 'turnovers'>,
    private readonly queries: TurnoverQueries,
    private readonly cashflows: CashflowService,
  ) {}

  /**
   * Prefetches what `ofAccount` will need, in one call for all fields.
   *
   * @param takesAll read all turnovers, whatever the dates of the fields
   */
  begin(account: PendingAccount, fields: readonly TurnoverFieldArgs[], takesAll: boolean): void {
    const windows = fields
      .map((args) => windowOfField(scopeOf(account), args))
      .filter((window) => window !== undefined);
    if (takesAll) windows.push({});
    if (windows.length > 0) this.sources.turnovers.begin(account, windows.reduce(unionOf));
  }

  /** The turnovers of one account; fails when it cannot be read. */
  async ofAccount(account: Account, args: TurnoverFieldArgs): Promise<TurnoverAnswer> {
    const asked = ask(scopeOf(account), args);
    const { list, asOf, skippedRows } = await this.read(account, asked);
    return whenKnown(this.select(asked.query, [list]), (selection) => ({
      page: selection.page(asked.page),
      selection,
      asOf,
      incompleteAccounts: [],
      unreadableCount: skippedRows,
    }));
  }

  /**
   * The turnover with this id, or with this earlier id.
   *
   * @throws GatewayError NOT_FOUND
   */
  async find({ key, ...ref }: TurnoverRef): Promise<TurnoverEntry> {
    const day = dayOfKey(key);
    if (day === undefined) throw notFound();
    // Checks that the account exists before its turnovers are requested.
    const account = await this.sources.accounts.get(ref);
    const { list } = await this.sources.turnovers.of(account, windowOf(day, day));
    const entry = await this.queries.find(list, key);
    if (entry === null) throw notFound();
    return entry;
  }

  /** @param since an earlier cursor; null for everything */
  async changes(account: Account, since: string | null): Promise<TurnoverChangesAnswer> {
    const { list, asOf, skippedRows } = await this.sources.turnovers.of(account, {});
    const changes = await this.queries.changes(list, since);
    return { ...changes, account, asOf, unreadableCount: skippedRows };
  }

  /** What is there now: the cursor without the months. */
  async present(account: Account): Promise<TurnoverChangesAnswer> {
    const { list, asOf, skippedRows } = await this.sources.turnovers.of(account, {});
    const cursor = await this.queries.changesCursor(list);
    return { cursor, months: [], hasMore: false, account, asOf, unreadableCount: skippedRows };
  }

  /** Turnovers of several accounts of one bank user, merged; unreadable accounts are listed and the rest is served. */
  async ofAccounts(
    scope: TurnoverScope,
    findAccounts: () => Promise<readonly Account[]>,
    args: TurnoverFieldArgs,
  ): Promise<TurnoverAnswer> {
    const asked = ask(scope, args);
    const { query, page } = asked;
    const accounts = await findAccounts();
    const results = await Promise.all(
      accounts.map((account) => this.read(account, asked).catch((error: unknown) => incomplete(account, error))),
    );
    const readings = results.filter(isReading);
    const selection = await this.select(
      query,
      readings.map(({ list }) => list),
    );
    return {
      page: selection.page(page),
      selection,
      asOf: oldest(readings.map(({ asOf }) => asOf)),
      incompleteAccounts: results.filter((result): result is IncompleteAccount => !isReading(result)),
      unreadableCount: readings.reduce((count, { skippedRows }) => count + skippedRows, 0),
    };
  }

  private read(account: Account, asked: Pick<Asked, 'query' | 'takesAll'>) {
    return this.sources.turnovers.of(account, windowFor(asked));
  }

  private select(query: TurnoverQuery, lists: readonly TurnoverList[]): MaybePromise<TurnoverSelection> {
    const [first] = lists;
    if (!query.criteria.excludeOwnTransfers || first === undefined) return this.queries.select(query, lists);
    return this.selectWithoutTransfers(first.account, query, lists);
  }

  private async selectWithoutTransfers(
    { bankUserId }: OwnedRef,
    query: TurnoverQuery,
    lists: readonly TurnoverList[],
  ): Promise<TurnoverSelection> {
    const cashflow = await this.cashflows.of(bankUserId);
    return this.queries.select(query, lists, await cashflow.transfers);
  }
}

interface Asked {
  readonly query: TurnoverQuery;
  readonly page: TurnoverPageRequest;
  readonly takesAll: boolean;
}

function windowFor({ query, takesAll }: Pick<Asked, 'query' | 'takesAll'>): BookingWindow {
  return takesAll ? {} : windowOf(query.from, query.to);
}

/** Undefined for invalid arguments, which the field rejects. */
function windowOfField(scope: TurnoverScope, args: TurnoverFieldArgs): BookingWindow | undefined {
  try {
    return windowFor(ask(scope, args));
  } catch {
    return undefined;
  }
}

function scopeOf({ bankUserId, xs2aId }: OwnedRef): TurnoverScope {
  return { bankUserId, accountIds: [xs2aId] };
}

function isReading(result: TurnoverReading | IncompleteAccount): result is TurnoverReading {
  return 'list' in result;
}

/** Validates all arguments before anything is read. */
function ask(scope: TurnoverScope, { filter, orderBy, takesAll = false, ...page }: TurnoverFieldArgs): Asked {
  const query = new TurnoverQuery(scope, filter, orderBy ?? 'BOOKING_DATE_DESC');
  return { query, page: query.readPage(page), takesAll: takesAll || query.criteria.excludeOwnTransfers };
}

/** Null when one of them is unknown. */
function oldest(instants: readonly (string | null)[]): string | null {
  return instants.includes(null) ? null : ([...instants].sort()[0] ?? null);
}
