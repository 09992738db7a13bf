import { GatewayError } from './errors.js';
import type { CallTime } from './call-time.js';
import type { GatewayClientOptions, RequestOptions } from './options.js';

/** The requests of one call, with the caller's token and headers. */
export class Requests {
  readonly #client: GatewayClientOptions;
  readonly #options: RequestOptions;
  readonly #accepted: string;
  readonly #time: CallTime;
  #token: string | undefined;
  #isRenewed = false;

  /** @param accepted of the header `accept` */
  constructor(client: GatewayClientOptions, options: RequestOptions, accepted: string, time: CallTime) {
    this.#client = client;
    this.#options = options;
    this.#accepted = accepted;
    this.#time = time;
  }

  /** To be called before the first request, and before any that needs the token of its own time. */
  async begin(): Promise<void> {
    this.#token = await this.#ask(false);
  }

  /**
   * Gets another token, once, when the gateway has refused the one that was sent.
   *
   * @returns whether there is one to try again with
   */
  async renewAfter({ code }: GatewayError): Promise<boolean> {
    if (code !== 'UNAUTHENTICATED' || this.#isRenewed || typeof this.#client.token !== 'function') return false;
    const refused = this.#token;
    this.#isRenewed = true;
    this.#token = await this.#ask(true);
    return this.#token !== refused;
  }

  /** The gateway has taken the token: when it refuses it later, it can be renewed again. */
  tokenAccepted(): void {
    this.#isRenewed = false;
  }

  async send(body: string, signal: AbortSignal): Promise<Response> {
    const headers = sendable(() => this.#headers());
    const { url, fetch: ask = (...args) => fetch(...args) } = this.#client;
    // A redirect could send the token or the variables elsewhere.
    return ask(url, { method: 'POST', headers, body, redirect: 'manual', signal });
  }

  #headers(): Headers {
    const headers = new Headers({ 'content-type': 'application/json', accept: this.#accepted });
    if (this.#token !== undefined) headers.set('authorization', `Bearer ${this.#token}`);
    const given = { ...this.#client.headers, ...this.#options.headers };
    for (const [name, value] of Object.entries(given)) headers.set(name, value);
    return headers;
  }

  async #ask(renew: boolean): Promise<string | undefined> {
    const { token } = this.#client;
    if (typeof token !== 'function') return token;
    try {
      return await this.#time.bound(() => token({ renew }));
    } catch (cause) {
      if (cause === this.#time.error) throw cause;
      throw new GatewayError('TOKEN_UNAVAILABLE', 'There is no token to send.', { cause });
    }
  }
}

/** Nothing is kept of why it cannot be: that quotes the token. */
export function sendable<T>(make: () => T): T {
  try {
    return make();
  } catch {
    throw new GatewayError('INVALID_REQUEST', 'The variables, the token or a header cannot be sent.');
  }
}

const FIRST_PAUSE_MS = 500;
const MAX_PAUSE_MS = 8_000;

/** Not all at once: those who failed together do not come back together. */
export function pauseBefore(retries: number, retryAfterSeconds: number | undefined): number {
  if (retryAfterSeconds !== undefined) return retryAfterSeconds * 1000 * (1 + Math.random() / 5);
  return Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** retries) * (0.5 + Math.random() / 2);
}
