import type { Connections, Look } from '../datasources/live/live-changes.js';
import { errorOf } from '../datasources/loader.js';
import { syncMarkOf } from '../datasources/reads/freshness.js';
import { notFound } from '../domain/global-id.js';
import type { Account } from '../schema/account.type.js';
import type { Balance } from '../schema/balance.type.js';
import type { GatewayContext } from './context.js';
import { isPassing, type Found } from './subscription.js';
import type { TurnoverChangesAnswer } from './turnover-service.js';

/** What a subscriber has of one account. */
interface Held {
  /** Of `turnoverChanges`. */
  readonly cursor: string;
  readonly balance: string;
  /** The last sync of its connection when that was read. */
  readonly mark: string;
  readonly hasMore: boolean;
}

/** Finds out, look by look, what one subscriber lacks of the turnovers and balances of a bank user's accounts. */
export class TurnoverFollower {
  private readonly held = new Map<string, Held>();
  private isFirst = true;

  /**
   * @param accountXs2aId only this account; undefined: all
   * @param since the subscriber's cursor for that account; undefined: what is there at the beginning is not told
   */
  constructor(
    private readonly bankUserId: string,
    private readonly accountXs2aId: string | undefined,
    private readonly since: string | undefined,
  ) {}

  /** @throws GatewayError NOT_FOUND when the account does not exist (any more), and for a bad cursor */
  async find({ state, isNoticed }: Look<Connections>, context: GatewayContext, at: number): Promise<Found> {
    const accounts = await this.accountsIn(context);
    this.forgetAllBut(accounts);
    const outdated = accounts.filter((account) => {
      const held = this.held.get(account.xs2aId);
      return held === undefined || held.hasMore || isNoticed || held.mark !== markOf(account, state, at);
    });
    const results = await Promise.allSettled(
      outdated.map((account) => this.follow(account, context, markOf(account, state, at))),
    );
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    const lasting = failures.find((error) => !isPassing(error));
    if (lasting !== undefined) throw errorOf(lasting);
    this.isFirst &&= failures.length > 0;
    const values = results.flatMap((result) => (result.status === 'fulfilled' && result.value ? [result.value] : []));
    const hasMore = [...this.held.values()].some((held) => held.hasMore);
    return { values, then: failures.length > 0 ? 'again later' : hasMore ? 'again' : 'next look' };
  }

  /** One that comes back is a new one. */
  private forgetAllBut(accounts: readonly Account[]): void {
    const present = new Set(accounts.map(({ xs2aId }) => xs2aId));
    for (const xs2aId of this.held.keys()) if (!present.has(xs2aId)) this.held.delete(xs2aId);
  }

  private async accountsIn({ sources }: GatewayContext): Promise<Account[]> {
    const all = await sources.accounts.ofBankUser(this.bankUserId);
    if (this.accountXs2aId === undefined) return all;
    const named = all.filter(({ xs2aId }) => xs2aId === this.accountXs2aId);
    if (named.length === 0) throw notFound();
    return named;
  }

  /** @returns undefined when nothing has changed */
  private async follow(
    account: Account,
    { turnoverAnswers, sources }: GatewayContext,
    mark: string,
  ): Promise<TurnoverChangesAnswer | undefined> {
    const held = this.held.get(account.xs2aId);
    const isBase = held === undefined && this.isFirst && this.since === undefined;
    const [changes, balance] = await Promise.all([
      isBase ? turnoverAnswers.present(account) : turnoverAnswers.changes(account, held?.cursor ?? this.since ?? null),
      sources.balances.of(account).then(textOf),
    ]);
    this.held.set(account.xs2aId, { cursor: changes.cursor, balance, mark, hasMore: changes.hasMore });
    if (isBase) return undefined;
    const isChanged = changes.months.length > 0 || (held !== undefined && held.balance !== balance);
    return isChanged ? changes : undefined;
  }
}

function markOf({ connectionXs2aId }: Account, { things }: Connections, at: number): string {
  const connection = connectionXs2aId === null ? undefined : things.get(connectionXs2aId);
  return connection === undefined ? '' : syncMarkOf(connection, at);
}

function textOf({ amount, available, limit }: Balance): string {
  return JSON.stringify([amount, available, limit]);
}
