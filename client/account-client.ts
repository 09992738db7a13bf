import {
  AccountDocument,
  AccountTurnoverChangesDocument,
  AccountTurnoversDocument,
  DeleteAccountDocument,
  MarkTurnoversSeenDocument,
  type AccountWithBalanceFragment,
  type TurnoverPageFragment,
} from './generated/operations.js';
import { picked } from './reading.js';
import { entriesOf, pagesOf, type AllTurnoversQuery, type TurnoverQuery } from './turnover-pages.js';
import { changesSince, type FollowOptions, type TurnoverChanges } from './turnover-changes.js';
import type { Answer, RequestOptions, Transport } from './transport.js';

/** One account. */
export class AccountClient {
  readonly #transport: Transport;

  constructor(
    transport: Transport,
    /** The account's global id. */
    readonly id: string,
  ) {
    this.#transport = transport;
  }

  async read(options?: RequestOptions): Promise<Answer<AccountWithBalanceFragment>> {
    return picked(await this.#transport.send(AccountDocument, { id: this.id }, options), ({ account }) => account);
  }

  /** One page of turnovers. */
  async turnovers(query: TurnoverQuery = {}, options?: RequestOptions): Promise<Answer<TurnoverPageFragment>> {
    const answer = await this.#transport.send(AccountTurnoversDocument, { ...query, id: this.id }, options);
    return picked(answer, ({ account }) => account?.turnovers);
  }

  turnoverPages(query: Omit<TurnoverQuery, 'after'> = {}, options?: RequestOptions) {
    return pagesOf(async (after) => (await this.turnovers({ ...query, after }, options)).data);
  }

  /** All turnovers that match, over all pages: `for await (const turnover of account.allTurnovers()) …` */
  allTurnovers({ allowIncomplete = false, ...query }: AllTurnoversQuery = {}, options?: RequestOptions) {
    return entriesOf(this.turnoverPages(query, options), allowIncomplete);
  }

  /** What has changed since a cursor; everything without one. */
  async turnoverChanges(since?: string, options?: RequestOptions): Promise<Answer<TurnoverChanges>> {
    const answer = await this.#transport.send(AccountTurnoverChangesDocument, { id: this.id, since }, options);
    return picked(answer, ({ account }) => account?.turnoverChanges);
  }

  /**
   * Everything that has changed since a cursor, in parts. Replace the months of each part in your copy and keep its cursor, both in one
   * transaction: after the last part the copy is exactly XS2A's list.
   *
   * ```ts
   * for await (const { months, cursor } of account.followTurnovers(stored.cursor)) …
   * ```
   *
   * @throws XS2AGatewayError when the account or a row cannot be read: nothing of that part is then given out
   */
  followTurnovers(cursor?: string, options: RequestOptions & FollowOptions = {}) {
    return changesSince(async (since) => (await this.turnoverChanges(since, options)).data, cursor, options);
  }

  /** @param upTo the latest booking date to mark, `YYYY-MM-DD`; all of them by default */
  async markTurnoversSeen(upTo?: string, options?: RequestOptions) {
    const input = { accountId: this.id, upTo };
    return (await this.#transport.send(MarkTurnoversSeenDocument, { input }, options)).data.markTurnoversSeen;
  }

  /** Deletes the account with its turnovers, for good. */
  async delete(options?: RequestOptions) {
    return (await this.#transport.send(DeleteAccountDocument, { id: this.id }, options)).data.deleteAccount;
  }
}
