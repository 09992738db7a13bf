import type { AccessTokens } from './access-tokens.js';
import type { BankUserEndpoint, GatewayEndpoint } from './endpoints.js';
import { PER_PAGE, readAllPages } from './pages.js';
import type { FairQueue } from './transport/fair-queue.js';
import type { HttpAnswer } from './transport/exchange.js';
import type { InTurn } from './transport/retry.js';
import { hasStatus } from './upstream-error.js';
import type { Upstream, UpstreamCall } from './upstream.js';

/** Of the token of one call. */
const MOST_REPLACEMENTS = 2;

/** Whose turn calls are made in. */
export interface Lane {
  /** One for each caller. */
  readonly owner: string;
  /** How many calls may be under way at a time; the queue's own limit where left out. */
  readonly max?: number;
}

/** XS2A.api with its credentials in place: what the sources call. All calls are made in one caller's lane, whatever their credentials. */
export class Xs2a {
  constructor(
    private readonly upstream: Upstream,
    private readonly apiKey: string,
    private readonly tokens: AccessTokens,
    private readonly queue: FairQueue,
    private readonly lane: Lane,
  ) {}

  /** Calls with the API key. */
  asGateway(endpoint: GatewayEndpoint, call: UpstreamCall): Promise<HttpAnswer> {
    return this.upstream.call(endpoint, this.apiKey, call, this.inTurn);
  }

  /**
   * Calls with the bank user's access token. A token that upstream refuses is replaced, and the call made once more: a
   * refused call did nothing, so this holds for writes as well.
   */
  async asBankUser(bankUserId: string, endpoint: BankUserEndpoint, call: UpstreamCall): Promise<HttpAnswer> {
    const ofBankUser = { ...call, bankUserId };
    let token = await this.tokens.of(bankUserId, call.meter);
    // What another instance has left may be refused as well; a token that was just made is the last to be tried.
    for (let isLast = false, made = 1; ; made++) {
      try {
        return await this.upstream.call(endpoint, token, ofBankUser, this.inTurn);
      } catch (error) {
        if (isLast || !hasStatus(error, 401)) throw error;
        const other = await this.tokens.replacing(token, bankUserId, call.meter);
        token = other.token;
        isLast = other.isNew || made === MOST_REPLACEMENTS;
      }
    }
  }

  private readonly inTurn: InTurn = (task) => this.queue.run(this.lane.owner, task, this.lane.max);

  /** All rows of one of a bank user's lists. */
  listOf(
    bankUserId: string,
    endpoint: BankUserEndpoint,
    call: UpstreamCall,
    plan: (pages: number) => void,
  ): Promise<unknown[]> {
    return readAllPages(async (page) => {
      const query = { ...call.query, per_page: PER_PAGE, page };
      return (await this.asBankUser(bankUserId, endpoint, { ...call, query })).body;
    }, plan);
  }
}
