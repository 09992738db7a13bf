import type { AccessToken } from '../schema/access-token.type.js';
import { toListedAccessToken, toNewAccessToken, toRenewedAccessToken, toValidUntil } from './access-token.mapper.js';
import type { AccessTokens } from './xs2a/access-tokens.js';
import { ENDPOINTS } from './xs2a/endpoints.js';
import { PER_PAGE, readAllPages } from './xs2a/pages.js';
import { readableRows, type OperationDependencies } from './operation-dependencies.js';

/** An access token is valid for one hour (published by the vendor's guide). */
const MAX_LIFE_MS = 3_600_000;

/** XS2A's access tokens for apps that talk to it directly. The gateway's own are others, in the same list. */
export class AccessTokenSource {
  constructor(
    private readonly scope: OperationDependencies,
    private readonly ownTokens: Pick<AccessTokens, 'giveUp'>,
  ) {}

  /** Whether a token can end then: in the future, and within the hour that XS2A's tokens live at most. */
  canEndAt(end: Date): boolean {
    const life = end.getTime() - this.scope.now().getTime();
    return life > 0 && life <= MAX_LIFE_MS;
  }

  /** All of them, the gateway's own included, without their texts. @throws GatewayError NOT_FOUND when there is no such bank user */
  async ofBankUser(bankUserId: string): Promise<AccessToken[]> {
    const { reads, meter } = this.scope;
    reads.record.noteOther();
    meter.plan(1);
    const rows = await this.readRows(bankUserId);
    const tokens = readableRows(rows, toListedAccessToken, ENDPOINTS.listAccessTokens.route, this.scope);
    // Rows that moved to another page meanwhile come twice.
    return [...new Map(tokens.map((token) => [token.id, token])).values()];
  }

  /** Sent once. @throws GatewayError NOT_FOUND when there is no such bank user */
  async create(bankUserId: string, end: Date): Promise<AccessToken> {
    const { xs2a, meter } = this.scope;
    const call = { path: { bankUserId }, body: { valid_until: toValidUntil(end) }, meter };
    return toNewAccessToken((await xs2a.withApiKey(ENDPOINTS.createAccessToken, call)).body);
  }

  /**
   * Moves the end of a token. One of the gateway's own is the caller's from then on: the gateway would go on renewing it, and it
   * would not end when the caller wants it to.
   *
   * @throws GatewayError NOT_FOUND when there is none, or a malformed id
   */
  async renew(bankUserId: string, tokenId: string, end: Date): Promise<AccessToken> {
    const { xs2a, meter } = this.scope;
    await this.ownTokens.giveUp(tokenId, bankUserId, meter);
    // Sent twice, it has the same end.
    const call = { path: { bankUserId, tokenId }, body: { valid_until: toValidUntil(end) }, repeatable: true, meter };
    return toRenewedAccessToken((await xs2a.withApiKey(ENDPOINTS.renewAccessToken, call)).body, tokenId);
  }

  /** Ends a token at once, whoever it was created for. @throws GatewayError NOT_FOUND when there is none, or a malformed id */
  async revoke(bankUserId: string, tokenId: string): Promise<void> {
    const { xs2a, meter } = this.scope;
    await this.ownTokens.giveUp(tokenId, bankUserId, meter);
    await xs2a.withApiKey(ENDPOINTS.revokeAccessToken, { path: { bankUserId, tokenId }, meter });
  }

  private readRows(bankUserId: string): Promise<unknown[]> {
    const { xs2a, meter } = this.scope;
    const pageAt = async (page: number) => {
      const call = { path: { bankUserId }, query: { per_page: PER_PAGE, page }, meter };
      return (await xs2a.withApiKey(ENDPOINTS.listAccessTokens, call)).body;
    };
    return readAllPages(pageAt, (pages) => {
      meter.plan(pages);
    });
  }
}
