import { hour } from '../time/clock.js';

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
