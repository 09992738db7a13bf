import { toValidUntil } from '../access-token.mapper.js';
import { ENDPOINTS, type Endpoint } from './endpoints.js';
import { idOf, instantOf, recordOf, textOf } from './lenient.js';
import type { Meter } from '../meter.js';
import { malformedResponse } from './upstream-error.js';
import type { Upstream } from './upstream.js';

/**
 * The stored record of a bank user's access token. Times are epoch milliseconds. A type alias, since only those fit a JSON value.
 */
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions
export type AccessTokenRecord = {
  readonly id: string;
  readonly token: string;
  readonly renewAt: number;
  readonly endsAt: number;
};

/** Access tokens are valid for one hour (published by the vendor's guide), even when a later end was requested and echoed. */
const LIFETIME_MS = 3_600_000;
/** Minimum assumed life of a token, so that clock skew does not make every call request a new one. */
const MIN_LIFE_MS = 60_000;
/** Renewed after this share of its life. */
const RENEW_AFTER = 0.9;

/** Requests access tokens from XS2A with the API key. */
export class AccessTokenIssuer {
  constructor(
    private readonly upstream: Upstream,
    private readonly apiKey: string,
    private readonly now: () => Date,
  ) {}

  /** @throws UpstreamError NOT_FOUND when there is no such bank user */
  create(bankUserId: string, meter: Meter): Promise<AccessTokenRecord> {
    return this.ask(ENDPOINTS.createAccessToken, { bankUserId }, meter);
  }

  /** @throws UpstreamError NOT_FOUND when the token does not exist any more */
  renew({ id: tokenId }: AccessTokenRecord, bankUserId: string, meter: Meter): Promise<AccessTokenRecord> {
    return this.ask(ENDPOINTS.renewAccessToken, { bankUserId, tokenId }, meter);
  }

  private async ask(endpoint: Endpoint, path: Record<string, string>, meter: Meter): Promise<AccessTokenRecord> {
    const valid_until = toValidUntil(new Date(this.now().getTime() + LIFETIME_MS));
    const call = { path, body: { valid_until }, repeatable: true, meter };
    return this.recordOf((await this.upstream.call(endpoint, this.apiKey, call)).body);
  }

  /** A token without a stated end lives as long as requested. */
  private recordOf(body: unknown): AccessTokenRecord {
    const answer = recordOf(body);
    const id = idOf(answer?.id);
    const token = textOf(answer?.token);
    if (id === null || token === null) throw malformedResponse();
    const now = this.now().getTime();
    const stated = instantOf(answer?.valid_until);
    const asked = stated === null ? LIFETIME_MS : Date.parse(stated) - now;
    const life = Math.min(Math.max(asked, MIN_LIFE_MS), LIFETIME_MS);
    return { id, token, renewAt: now + life * RENEW_AFTER, endsAt: now + life };
  }
}
