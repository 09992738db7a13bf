import { Collection } from '../collection.js';
import type { AccessToken } from './access-token.js';

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
