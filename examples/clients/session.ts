/** Holds the caller's token for a GraphQL client. Requests that need a new one at the same time share one renewal. */
export class Session {
  private token: Promise<string> | undefined;

  /** @param obtainToken gets a token from your identity provider */
  constructor(private readonly obtainToken: () => Promise<string>) {}

  /** The value of the header `authorization`. */
  async authorization(): Promise<string> {
    this.token ??= this.obtainToken();
    try {
      return `Bearer ${await this.token}`;
    } catch (error) {
      // The next request tries again.
      this.token = undefined;
      throw error;
    }
  }

  /** To be called when the gateway has refused a header; another request may have renewed the token since. */
  async refused(authorization: string): Promise<void> {
    if ((await this.authorization()) === authorization) this.token = undefined;
  }
}

/** What the gateway's errors say about themselves, in `extensions`: docs/errors.md lists the codes. */
export interface ErrorExtensions {
  readonly code?: string;
  readonly retryable?: boolean;
  readonly retryAfterSeconds?: number;
  readonly requestId?: string;
}
