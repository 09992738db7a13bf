/** What the client asks for when it needs a token. */
export interface TokenRequest {
  /** The token that was given before has been refused. */
  readonly renew: boolean;
}

/** What can be said for a client, and for one call. */
export interface RequestOptions {
  /** How long the call may take in all: the token, every attempt and the waits between them. 30000 by default. */
  readonly timeoutMs?: number | undefined;
  /** Ends the call, whatever it is at. Those of the client and of the call hold both. */
  readonly signal?: AbortSignal | undefined;
  /** Sent with every request; those of the call go before those of the client. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** How often a call is repeated that failed and may succeed; 2 by default, 0 for never. */
  readonly maxRetries?: number | undefined;
}

/** How a subscription is followed. */
export interface SubscribeOptions extends Pick<RequestOptions, 'headers' | 'signal'> {
  /** How long a connection may take until the gateway accepts it. 30000 by default. */
  readonly timeoutMs?: number | undefined;
  /** How many connections in a row may fail before that is thrown; there is no end to it by default. */
  readonly maxRetries?: number | undefined;
}

/** What a client is made of. */
export interface GatewayClientOptions extends RequestOptions {
  /** Of the gateway's `/graphql`. */
  readonly url: string;
  /** The caller's token, without `Bearer`; or what gives it, asked before each call, and once more when the gateway refuses it. */
  readonly token?: string | ((request: TokenRequest) => string | Promise<string>) | undefined;
  /** In place of the platform's own. */
  readonly fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
}
