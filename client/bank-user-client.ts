import {
  AccountsDocument,
  AccountsOfDocument,
  ConnectionsDocument,
  ConnectionsOfDocument,
  OverviewDocument,
  OverviewOfDocument,
  TurnoverGroupsDocument,
  TurnoverGroupsOfDocument,
  TurnoversDocument,
  TurnoversOfDocument,
  type AccountType,
  type AccountWithBalanceFragment,
  type ConnectionStateFragment,
  type GroupsFragment,
  type OverviewFragment,
  type TurnoverFilter,
  type TurnoverGrouping,
  type TurnoverPageFragment,
} from './generated/operations.js';
import { XS2AGatewayError } from './gateway-error.js';
import { picked } from './reading.js';
import { entriesOf, pagesOf, type AllTurnoversQuery, type TurnoverQuery } from './turnover-pages.js';
import type { Answer, RequestOptions, Transport, TypedText } from './transport.js';

/** Restricts a list to some accounts, by their global ids. */
export interface OfAccounts {
  readonly accountIds?: readonly string[] | undefined;
}

/** Everything that belongs to one bank user: the one of the caller's token, or the one that a service caller names. */
export class BankUserClient {
  readonly #transport: Transport;
  readonly #id: string | undefined;

  /** @param id the bank user's global id; undefined for the one of the caller's token */
  constructor(transport: Transport, id: string | undefined) {
    this.#transport = transport;
    this.#id = id;
  }

  /** Connections, accounts and balances. */
  async overview(options?: RequestOptions): Promise<Answer<OverviewFragment>> {
    return this.#ask(OverviewDocument, OverviewOfDocument, {}, (bankUser) => bankUser, options);
  }

  /** @param expiringWithinDays only those whose consent ends within so many days, or has ended */
  async connections(
    query: { readonly expiringWithinDays?: number | undefined } = {},
    options?: RequestOptions,
  ): Promise<Answer<readonly ConnectionStateFragment[]>> {
    return this.#ask(ConnectionsDocument, ConnectionsOfDocument, query, ({ connections }) => connections, options);
  }

  /** The connections about which somebody has to do something: see `requiredAction`. */
  async connectionsNeedingAction(options?: RequestOptions): Promise<Answer<readonly ConnectionStateFragment[]>> {
    const { data, errors } = await this.connections({}, options);
    return { data: data.filter(({ requiredAction }) => requiredAction !== null), errors };
  }

  async accounts(
    query: { readonly types?: readonly AccountType[] | undefined } = {},
    options?: RequestOptions,
  ): Promise<Answer<readonly AccountWithBalanceFragment[]>> {
    return this.#ask(AccountsDocument, AccountsOfDocument, query, ({ accounts }) => accounts, options);
  }

  /** One page of the turnovers of all accounts, or of the given ones. */
  async turnovers(
    query: TurnoverQuery & OfAccounts = {},
    options?: RequestOptions,
  ): Promise<Answer<TurnoverPageFragment>> {
    return this.#ask(TurnoversDocument, TurnoversOfDocument, query, ({ turnovers }) => turnovers, options);
  }

  turnoverPages(query: Omit<TurnoverQuery, 'after'> & OfAccounts = {}, options?: RequestOptions) {
    return pagesOf(async (after) => (await this.turnovers({ ...query, after }, options)).data);
  }

  /** All turnovers that match, over all pages: `for await (const turnover of viewer.allTurnovers()) …` */
  allTurnovers({ allowIncomplete = false, ...query }: AllTurnoversQuery & OfAccounts = {}, options?: RequestOptions) {
    return entriesOf(this.turnoverPages(query, options), allowIncomplete);
  }

  /** Money that went out, by month, category, counterparty or tag, without a single turnover. */
  async spending(
    by: TurnoverGrouping,
    { accountIds, ...filter }: Omit<TurnoverFilter, 'direction'> & OfAccounts = {},
    options?: RequestOptions,
  ): Promise<Answer<GroupsFragment>> {
    const query = { by, accountIds, filter: { ...filter, direction: 'DEBIT' as const } };
    return this.#ask(TurnoverGroupsDocument, TurnoverGroupsOfDocument, query, ({ turnovers }) => turnovers, options);
  }

  /** The same question in two forms: of the viewer, and of a bank user by id. */
  async #ask<Query, BankUser, Thing>(
    ofViewer: TypedText<{ readonly viewer: BankUser | null }, Query>,
    ofBankUser: TypedText<{ readonly bankUser: BankUser | null }, Query & { readonly bankUserId: string }>,
    query: Query,
    pick: (bankUser: BankUser) => Thing | null,
    options: RequestOptions | undefined,
  ): Promise<Answer<Thing>> {
    if (this.#id !== undefined) {
      const answer = await this.#transport.send(ofBankUser, { ...query, bankUserId: this.#id }, options);
      return picked(answer, ({ bankUser }) => bankUser && pick(bankUser));
    }
    const answer = await this.#transport.send(ofViewer, query, options);
    if (answer.data.viewer === null && answer.errors.length === 0) throw noViewer();
    return picked(answer, ({ viewer }) => viewer && pick(viewer));
  }
}

function noViewer(): XS2AGatewayError {
  return new XS2AGatewayError('NO_VIEWER', 'The token stands for no bank user: say for whom, with bankUser(id).');
}
