import { berlinTime } from '../calendar.js';
import { hour } from '../clock.js';
import { Collection } from '../collection.js';

/** Opens one bank user's things, and nobody else's, for at most an hour. */
export interface AccessToken {
  readonly id: string;
  readonly userId: string;
  readonly token: string;
  readonly createdAt: Date;
  /** As it was asked for: XS2A echoes it, also where it is later than the token's hour. */
  validUntil: string;
  /** When it really ends. */
  endsAt: Date;
}

/** A token lives until the time that was asked for, and never longer than an hour (published by the vendor's SDKs). */
export function endOfToken(now: Date, asked: Date): Date {
  return new Date(Math.min(asked.getTime(), now.getTime() + hour));
}

/** Access tokens, found by what they are looked up with on every request. */
export class AccessTokens extends Collection<AccessToken> {
  readonly #bySecret = new Map<string, AccessToken>();

  override add(token: AccessToken): AccessToken {
    this.#bySecret.set(token.token, token);
    return super.add(token);
  }

  override delete(id: string): void {
    const token = this.get(id);
    if (token) this.#bySecret.delete(token.token);
    super.delete(id);
  }

  override clear(): void {
    this.#bySecret.clear();
    super.clear();
  }

  /** The token that still opens something. */
  valid(secret: string, now: Date): AccessToken | undefined {
    const token = this.#bySecret.get(secret);
    return token && token.endsAt.getTime() > now.getTime() ? token : undefined;
  }

  expireAll(now: Date): void {
    for (const token of this.all()) token.endsAt = now;
  }
}

export function toAccessTokenWire(token: AccessToken): Record<string, unknown> {
  return {
    id: token.id,
    token: token.token,
    valid_until: token.validUntil,
    created_at: berlinTime(token.createdAt),
    object: 'bank_user_access_token',
  };
}
