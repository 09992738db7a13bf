import type { AccessToken } from '../schema/access-token.type.js';
import { toAccessToken, toValidUntil } from './access-token.mapper.js';
import { ENDPOINTS } from './xs2a/endpoints.js';
import type { SourceScope } from './source-scope.js';

/** An access token is valid for one hour (published by the vendor's guide). */
const MAX_LIFE_MS = 3_600_000;

/** XS2A's access tokens for apps that talk to it directly. The gateway keeps none of these: its own are others. */
export class AccessTokenSource {
  constructor(private readonly scope: SourceScope) {}

  /** Whether a token can be created that ends then: in the future, and within the hour that XS2A's tokens live at most. */
  canEndAt(end: Date): boolean {
    const life = end.getTime() - this.scope.now().getTime();
    return life > 0 && life <= MAX_LIFE_MS;
  }

  /** Sent once. @throws GatewayError NOT_FOUND when there is no such bank user */
  async create(bankUserId: string, end: Date): Promise<AccessToken> {
    const { xs2a, meter } = this.scope;
    const call = { path: { bankUserId }, body: { valid_until: toValidUntil(end) }, meter };
    return toAccessToken((await xs2a.withApiKey(ENDPOINTS.createAccessToken, call)).body);
  }

  /** Ends a token at once, whoever it was created for. @throws GatewayError NOT_FOUND when there is none, or a malformed id */
  async revoke(bankUserId: string, tokenId: string): Promise<void> {
    const { xs2a, meter } = this.scope;
    await xs2a.withApiKey(ENDPOINTS.revokeAccessToken, { path: { bankUserId, tokenId }, meter });
  }
}
