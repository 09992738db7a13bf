import {
  AccessTokensDocument,
  AccountsDocument,
  AccountsOfDocument,
  BalanceTotalsDocument,
  BalanceTotalsOfDocument,
  ConnectionChangedDocument,
  ConnectionsDocument,
  ConnectionsOfDocument,
  DeleteBankUserDocument,
  OverviewDocument,
  OverviewOfDocument,
  RecurringPaymentsDocument,
  RecurringPaymentsOfDocument,
  TurnoverGroupsDocument,
  TurnoverGroupsOfDocument,
  TurnoversDocument,
  TurnoversOfDocument,
  UpcomingPaymentsDocument,
  UpcomingPaymentsOfDocument,
  type AccountType,
  type AccountWithBalanceFragment,
  type BalanceSumsFragment,
  type ConnectionChangeFragment,
  type ConnectionStateFragment,
  type GroupsFragment,
  type OverviewFragment,
  type RecurringFragment,
  type RecurringPaymentStatus,
  type TurnoverDirection,
  type TurnoverFilter,
  type TurnoverGrouping,
  type TurnoverPageFragment,
  type UpcomingFragment,
} from './generated/operations.js';
import { GatewayError } from './errors.js';
import { turnoverList, type IterateTurnoversQuery, type TurnoverList, type TurnoverQuery } from './turnovers.js';
import type { Result } from './answer.js';
import type { TypedDocument } from './document.js';
import type { LiveTransport } from './live-transport.js';
import type { RequestOptions, SubscribeOptions } from './options.js';

/** Restricts a list to some accounts, by their global ids; all of them by default. */
export interface AccountSelection {
  readonly accountIds?: readonly string[] | undefined;
}

/** Restricts a list by what accounts are. */
export interface AccountQuery {
  /** Only accounts of any of these types. */
  readonly types?: readonly AccountType[] | undefined;
  /** True leaves out accounts whose connection is gone, false all others. */
  readonly connected?: boolean | undefined;
}

/** Turnovers of which accounts. */
export type AccountsOfTurnovers = AccountSelection & Pick<AccountQuery, 'connected'>;

/** Which recurring payments. */
export interface RecurringPaymentsQuery extends AccountSelection {
  readonly direction?: TurnoverDirection | undefined;
  readonly status?: readonly RecurringPaymentStatus[] | undefined;
}

/** Which upcoming payments. */
export interface UpcomingPaymentsQuery extends AccountSelection {
  /** How many days after the last sync to look ahead, 1 to 90; 30 by default. */
  readonly days?: number | undefined;
}

/**
 * Everything that belongs to one bank user: the one of the caller's token, or the one that a service caller names.
 *
 * ```ts
 * const { viewer } = gateway;
 * const bankUser = gateway.bankUser(id);
 * ```
 */
export class BankUserClient {
  readonly #transport: LiveTransport;
  readonly #id: string | undefined;

  /** @param id the bank user's global id; undefined for the one of the caller's token */
  constructor(transport: LiveTransport, id: string | undefined) {
    this.#transport = transport;
    this.#id = id;
  }

  /**
   * The bank user with connections, accounts and balances.
   *
   * ```ts
   * const { data, errors } = await gateway.viewer.get();
   * ```
   */
  async get(options?: RequestOptions): Promise<Result<OverviewFragment>> {
    return this.#ask(OverviewDocument, OverviewOfDocument, {}, (bankUser) => bankUser, options);
  }

  /**
   * Logins at banks.
   *
   * ```ts
   * const { data } = await gateway.viewer.listConnections({ expiringWithinDays: 14 });
   * ```
   *
   * @param query `expiringWithinDays`: only those whose consent ends within so many days, or has ended
   */
  async listConnections(
    query: { readonly expiringWithinDays?: number | undefined } = {},
    options?: RequestOptions,
  ): Promise<Result<readonly ConnectionStateFragment[]>> {
    return this.#ask(ConnectionsDocument, ConnectionsOfDocument, query, ({ connections }) => connections, options);
  }

  /**
   * The connections about which somebody has to do something.
   *
   * ```ts
   * const { data } = await gateway.viewer.listConnectionsNeedingAction();
   * for (const { bankName, requiredAction } of data) show(bankName, requiredAction);
   * ```
   */
  async listConnectionsNeedingAction(options?: RequestOptions): Promise<Result<readonly ConnectionStateFragment[]>> {
    const { data, errors } = await this.listConnections({}, options);
    return { data: data.filter(({ requiredAction }) => requiredAction !== null), errors };
  }

  /**
   * The present state of each connection, and then each change, without an end. After a lost connection it begins again with the present states.
   *
   * ```ts
   * for await (const { kind, connection } of gateway.viewer.followConnections({ signal })) show(kind, connection?.bankName);
   * ```
   */
  followConnections(options?: SubscribeOptions): AsyncGenerator<ConnectionChangeFragment, void, undefined> {
    const variables = { bankUserId: this.#id };
    return this.#transport.follow(ConnectionChangedDocument, variables, (data) => data.bankConnectionChanged, options);
  }

  /**
   * Accounts with their balances.
   *
   * ```ts
   * const { data, errors } = await gateway.viewer.listAccounts({ types: ['GIRO'] });
   * ```
   */
  async listAccounts(
    query: AccountQuery = {},
    options?: RequestOptions,
  ): Promise<Result<readonly AccountWithBalanceFragment[]>> {
    return this.#ask(AccountsDocument, AccountsOfDocument, query, ({ accounts }) => accounts, options);
  }

  /**
   * What there is on all accounts, one sum per currency. Unless `connected` says otherwise, without accounts whose connection is gone.
   *
   * ```ts
   * const { data } = await gateway.viewer.getBalanceTotals({ types: ['GIRO', 'SAVINGS'] });
   * for (const { value, currency } of data.totals) show(value, currency);
   * ```
   */
  async getBalanceTotals(query: AccountQuery = {}, options?: RequestOptions): Promise<Result<BalanceSumsFragment>> {
    return this.#ask(BalanceTotalsDocument, BalanceTotalsOfDocument, query, (found) => found.balanceTotals, options);
  }

  /**
   * One page of the turnovers of all accounts, or of some.
   *
   * ```ts
   * const { data } = await gateway.viewer.listTurnovers({ filter: { direction: 'DEBIT' }, first: 100 });
   * ```
   */
  async listTurnovers(
    query: TurnoverQuery & AccountsOfTurnovers = {},
    options?: RequestOptions,
  ): Promise<Result<TurnoverPageFragment>> {
    return this.#ask(TurnoversDocument, TurnoversOfDocument, query, ({ turnovers }) => turnovers, options);
  }

  /**
   * The turnovers of all accounts, or of some, page after page.
   *
   * ```ts
   * for await (const turnover of gateway.viewer.iterateTurnovers({ filter: { from: '2026-01-01' } })) show(turnover);
   * ```
   */
  iterateTurnovers(
    { allowIncomplete, ...query }: IterateTurnoversQuery & AccountsOfTurnovers = {},
    options?: RequestOptions,
  ): TurnoverList {
    return turnoverList((after) => this.listTurnovers({ ...query, after }, options), { allowIncomplete });
  }

  /**
   * Money that went out, by day, week, month, account, category, counterparty or tag, without a single turnover.
   *
   * ```ts
   * const { data } = await gateway.viewer.getSpending('CATEGORY', { from: '2026-01-01' });
   * ```
   */
  async getSpending(
    by: TurnoverGrouping,
    { accountIds, connected, ...filter }: Omit<TurnoverFilter, 'direction'> & AccountsOfTurnovers = {},
    options?: RequestOptions,
  ): Promise<Result<GroupsFragment>> {
    const query = { by, accountIds, connected, filter: { ...filter, direction: 'DEBIT' as const } };
    return this.#ask(TurnoverGroupsDocument, TurnoverGroupsOfDocument, query, ({ turnovers }) => turnovers, options);
  }

  /**
   * Payments that come again and again: subscriptions, contracts, rent, salary.
   *
   * ```ts
   * const { data } = await gateway.viewer.listRecurringPayments({ direction: 'DEBIT', status: ['ACTIVE', 'LATE'] });
   * for (const { name, cadence, yearly } of data.payments) show(name, cadence, yearly.value);
   * ```
   */
  async listRecurringPayments(
    query: RecurringPaymentsQuery = {},
    options?: RequestOptions,
  ): Promise<Result<RecurringFragment>> {
    return this.#ask(
      RecurringPaymentsDocument,
      RecurringPaymentsOfDocument,
      query,
      ({ recurringPayments }) => recurringPayments,
      options,
    );
  }

  /**
   * What is to be expected: pending entries and the next occurrences of recurring payments, the earliest first.
   *
   * ```ts
   * const { data } = await gateway.viewer.listUpcomingPayments({ days: 14 });
   * for (const { earliest, latest, recurringPayment } of data.payments) show(earliest, latest, recurringPayment?.name);
   * ```
   */
  async listUpcomingPayments(
    query: UpcomingPaymentsQuery = {},
    options?: RequestOptions,
  ): Promise<Result<UpcomingFragment>> {
    return this.#ask(
      UpcomingPaymentsDocument,
      UpcomingPaymentsOfDocument,
      query,
      ({ upcomingPayments }) => upcomingPayments,
      options,
    );
  }

  /**
   * The raw tokens of a bank user, without the tokens themselves. For service callers only.
   *
   * ```ts
   * const { data } = await gateway.bankUser(id).listAccessTokens();
   * ```
   */
  async listAccessTokens(options?: RequestOptions) {
    const id = this.#id ?? (await this.get(options)).data.id;
    return this.#transport.read(AccessTokensDocument, { id }, ({ bankUser }) => bankUser?.accessTokens, options);
  }

  /**
   * Deletes a bank user with everything of theirs, for good. For service callers only.
   *
   * ```ts
   * const { deletedId } = expectSuccess((await gateway.bankUser(id).delete()).data);
   * ```
   */
  async delete(options?: RequestOptions) {
    const id = this.#id ?? (await this.get(options)).data.id;
    return this.#transport.read(DeleteBankUserDocument, { id }, ({ deleteBankUser }) => deleteBankUser, options);
  }

  /** The same question in two forms: of the viewer, and of a bank user by id. */
  async #ask<Query, BankUser, Thing>(
    ofViewer: TypedDocument<{ readonly viewer: BankUser | null }, Query>,
    ofBankUser: TypedDocument<{ readonly bankUser: BankUser | null }, Query & { readonly bankUserId: string }>,
    query: Query,
    pick: (bankUser: BankUser) => Thing | null,
    options: RequestOptions | undefined,
  ): Promise<Result<NonNullable<Thing>>> {
    if (this.#id !== undefined) {
      const variables = { ...query, bankUserId: this.#id };
      return this.#transport.read(ofBankUser, variables, ({ bankUser }) => bankUser && pick(bankUser), options);
    }
    const ofData = ({ viewer }: { readonly viewer: BankUser | null }, errors: readonly GatewayError[]) => {
      if (viewer === null && errors.length === 0) throw noViewer();
      return viewer && pick(viewer);
    };
    return this.#transport.read(ofViewer, query, ofData, options);
  }
}

function noViewer(): GatewayError {
  return new GatewayError('NO_VIEWER', 'The token belongs to no bank user: name one with bankUser(id).');
}
