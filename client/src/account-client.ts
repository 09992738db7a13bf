import {
  AccountBalanceHistoryDocument,
  AccountDocument,
  AccountReportDocument,
  AccountTurnoverChangesDocument,
  AccountTurnoversDocument,
  DeleteAccountDocument,
  MarkTurnoversSeenDocument,
  TurnoversChangedDocument,
  type AccountBalanceHistoryQuery,
  type AccountBalanceHistoryQueryVariables,
  type AccountWithBalanceFragment,
  type TurnoverPageFragment,
} from './generated/operations.js';
import {
  changesFrom,
  changesSince,
  turnoverList,
  type IterateChangesOptions,
  type IterateTurnoversQuery,
  type TurnoverChanges,
  type TurnoverList,
  type TurnoverQuery,
} from './turnovers.js';
import type { Result } from './answer.js';
import type { LiveTransport } from './live-transport.js';
import type { RequestOptions, SubscribeOptions } from './options.js';

/** Of which days balances are. */
export type BalanceHistoryQuery = Omit<AccountBalanceHistoryQueryVariables, 'id'>;

/** End-of-day balances, the oldest first. */
export type BalanceHistory = NonNullable<NonNullable<AccountBalanceHistoryQuery['account']>['balanceHistory']>;

/**
 * One account.
 *
 * ```ts
 * const account = gateway.account(id);
 * ```
 */
export class AccountClient {
  readonly #transport: LiveTransport;

  constructor(
    transport: LiveTransport,
    /** The account's global id. */
    readonly id: string,
  ) {
    this.#transport = transport;
  }

  /**
   * The account with its balance.
   *
   * ```ts
   * const { data, errors } = await account.get();
   * ```
   */
  async get(options?: RequestOptions): Promise<Result<AccountWithBalanceFragment>> {
    return this.#transport.read(AccountDocument, { id: this.id }, ({ account }) => account, options);
  }

  /**
   * End-of-day balances, worked back from the bank's balance by what it booked. NOT_FOUND where the bank states no balance.
   *
   * ```ts
   * const { data } = await account.getBalanceHistory({ from: '2026-01-01', interval: 'MONTH' });
   * for (const { date, amount } of data.points) show(date, amount.value);
   * ```
   */
  async getBalanceHistory(query: BalanceHistoryQuery, options?: RequestOptions): Promise<Result<BalanceHistory>> {
    const variables = { ...query, id: this.id };
    return this.#transport.read(
      AccountBalanceHistoryDocument,
      variables,
      ({ account }) => account?.balanceHistory,
      options,
    );
  }

  /**
   * A report that XS2A computes about the account, as JSON.
   *
   * ```ts
   * const { data } = await account.getReport('kontoblick');
   * ```
   *
   * @param reportId XS2A's id of the report; which ones there are depends on the API key
   */
  async getReport(reportId: string, options?: RequestOptions): Promise<Result<unknown>> {
    const variables = { id: this.id, reportId };
    return this.#transport.read(AccountReportDocument, variables, ({ account }) => account?.report, options);
  }

  /**
   * One page of turnovers.
   *
   * ```ts
   * const { data } = await account.listTurnovers({ filter: { from: '2026-01-01' }, first: 100 });
   * ```
   */
  async listTurnovers(query: TurnoverQuery = {}, options?: RequestOptions): Promise<Result<TurnoverPageFragment>> {
    const variables = { ...query, id: this.id };
    return this.#transport.read(AccountTurnoversDocument, variables, ({ account }) => account?.turnovers, options);
  }

  /**
   * All turnovers, page after page.
   *
   * ```ts
   * for await (const turnover of account.iterateTurnovers()) show(turnover);
   * ```
   */
  iterateTurnovers({ allowIncomplete, ...query }: IterateTurnoversQuery = {}, options?: RequestOptions): TurnoverList {
    return turnoverList((after) => this.listTurnovers({ ...query, after }, options), { allowIncomplete });
  }

  /**
   * What has changed since a cursor, as much as one answer holds; everything without one.
   *
   * ```ts
   * const { data } = await account.listTurnoverChanges(stored.cursor);
   * ```
   */
  async listTurnoverChanges(since?: string, options?: RequestOptions): Promise<Result<TurnoverChanges>> {
    const variables = { id: this.id, since };
    return this.#transport.read(
      AccountTurnoverChangesDocument,
      variables,
      ({ account }) => account?.turnoverChanges,
      options,
    );
  }

  /**
   * Everything that has changed since a cursor, in parts. Replace the months of each part in your copy and keep its cursor, both in one
   * transaction: after the last part the copy is exactly XS2A's list.
   *
   * ```ts
   * for await (const { months, cursor } of account.iterateTurnoverChanges(stored.cursor)) stored.replace(months, cursor);
   * ```
   *
   * @throws GatewayError when the account or a row cannot be read: nothing of that part is then given out
   */
  iterateTurnoverChanges(
    cursor?: string,
    options: RequestOptions & IterateChangesOptions = {},
  ): AsyncGenerator<TurnoverChanges, void, undefined> {
    return changesSince((since) => this.listTurnoverChanges(since, options), cursor, options);
  }

  /**
   * The same, and then what each sync changes, without an end: over a lost connection, a restarted gateway and a new token it goes on from the last cursor.
   *
   * ```ts
   * for await (const { months, cursor } of account.followTurnoverChanges(stored.cursor, { signal })) stored.replace(months, cursor);
   * ```
   *
   * @throws GatewayError when the account is gone or a row cannot be read
   */
  followTurnoverChanges(
    cursor?: string,
    options: SubscribeOptions & IterateChangesOptions = {},
  ): AsyncGenerator<TurnoverChanges, void, undefined> {
    return changesFrom(
      (since) => this.listTurnoverChanges(since, options),
      (since) =>
        this.#transport.subscribe(TurnoversChangedDocument, () => ({ accountId: this.id, since: since() }), options),
      cursor,
      options,
    );
  }

  /**
   * Marks turnovers as seen, so that they are new no more.
   *
   * ```ts
   * await account.markTurnoversSeen('2026-01-31');
   * ```
   *
   * @param upTo the latest booking date to mark, `YYYY-MM-DD`; all of them by default
   */
  async markTurnoversSeen(upTo?: string, options?: RequestOptions) {
    const variables = { input: { accountId: this.id, upTo } };
    return this.#transport.read(MarkTurnoversSeenDocument, variables, (data) => data.markTurnoversSeen, options);
  }

  /**
   * Deletes the account with its turnovers, for good.
   *
   * ```ts
   * const { deletedId } = expectSuccess((await account.delete()).data);
   * ```
   */
  async delete(options?: RequestOptions) {
    return this.#transport.read(DeleteAccountDocument, { id: this.id }, ({ deleteAccount }) => deleteAccount, options);
  }
}
