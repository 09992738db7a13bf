import { berlinTime } from '../calendar.js';
import { hour } from '../clock.js';
import { Collection } from '../collection.js';

/** Gives access to one bank user's data for at most an hour. */
export interface AccessToken {
  readonly id: string;
  readonly userId: string;
  readonly token: string;
  readonly createdAt: Date;
  /** The requested end, which XS2A echoes even when it is later than the token's hour. */
  validUntil: string;
  /** The actual end. */
  endsAt: Date;
}

/** A token lives until the time that was asked for, and never longer than an hour (published by the vendor's SDKs). */
export function endOfToken(now: Date, asked: Date): Date {
  return new Date(Math.min(asked.getTime(), now.getTime() + hour));
}

/** Access tokens, indexed by their secret. */
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

  /** The token, unless it has expired. */
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
