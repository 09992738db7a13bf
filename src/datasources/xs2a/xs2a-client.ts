import { whenKnown } from '../../domain/maybe-promise.js';
import type { AccessTokens } from './access-tokens.js';
import type { BankUserEndpoint, GatewayEndpoint } from './endpoints.js';
import { PER_PAGE, readAllPages } from './pages.js';
import type { HttpAnswer } from './http/exchange.js';
import type { Lane } from './fair-queue.js';
import { hasStatus } from './upstream-error.js';
import type { Upstream, UpstreamCall } from './upstream.js';

/** Per call. */
const MAX_REPLACEMENTS = 2;

/** XS2A.api with credentials, for one caller. All calls are made in the caller's queue, whatever their credentials. */
export class Xs2a {
  constructor(
    private readonly upstream: Upstream,
    private readonly apiKey: string,
    private readonly tokens: AccessTokens,
    private readonly lane: Lane,
  ) {}

  /** Calls with the API key. */
  withApiKey(endpoint: GatewayEndpoint, call: UpstreamCall): Promise<HttpAnswer> {
    return this.upstream.call(endpoint, this.apiKey, call, this.lane);
  }

  /**
   * Calls with the bank user's access token. When upstream rejects the token, it is replaced and the call repeated, writes too: a
   * rejected call has no effect.
   */
  withUserToken(bankUserId: string, endpoint: BankUserEndpoint, call: UpstreamCall): Promise<HttpAnswer> {
    return this.asUser(bankUserId, endpoint, call, (answer) => answer);
  }

  /** The body of a read with the bank user's access token. */
  read(bankUserId: string, endpoint: BankUserEndpoint, call: UpstreamCall): Promise<unknown> {
    return this.asUser(bankUserId, endpoint, call, bodyOf);
  }

  /** All rows of one of a bank user's lists. */
  listOf(
    bankUserId: string,
    endpoint: BankUserEndpoint,
    call: UpstreamCall,
    plan: (pages: number) => void,
  ): Promise<unknown[]> {
    return readAllPages((page) => {
      const query = { ...call.query, per_page: PER_PAGE, page };
      return this.read(bankUserId, endpoint, { ...call, query });
    }, plan);
  }

  private asUser<T>(
    bankUserId: string,
    endpoint: BankUserEndpoint,
    call: UpstreamCall,
    take: (answer: HttpAnswer) => T,
  ): Promise<T> {
    const ofBankUser = { bankUserId, ...call };
    return whenKnown(this.tokens.of(bankUserId, call.meter), (token) =>
      this.callWith(token, endpoint, ofBankUser, take),
    );
  }

  private callWith<T>(
    token: string,
    endpoint: BankUserEndpoint,
    call: UpstreamCall & { readonly bankUserId: string },
    take: (answer: HttpAnswer) => T,
    replacements = MAX_REPLACEMENTS,
  ): Promise<T> {
    return this.upstream.call(endpoint, token, call, this.lane).then(take, async (error: unknown) => {
      if (replacements === 0 || !hasStatus(error, 401)) throw error;
      const other = await this.tokens.replacing(token, call.bankUserId, call.meter);
      // A token from another instance may be rejected as well; a newly created one is the last attempt.
      return this.callWith(other.token, endpoint, call, take, other.isNew ? 0 : replacements - 1);
    });
  }
}

function bodyOf({ body }: HttpAnswer): unknown {
  return body;
}
